//! What each method needs of the runtime, worked out from its signature.

mod assoc;
mod generics;
mod lifetimes;
mod method;
mod params;
mod returns;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Generics, Ident, ItemTrait, TraitItem};

use crate::parse::{Arguments, AssocConst, AssocType, Automock};

pub(crate) use self::generics::{impl_generics, struct_generics};
pub(crate) use self::method::{Method, Plan};
pub(crate) use self::returns::HandOut;

/// A mock to be written.
pub(crate) struct Mock {
    pub(crate) item: ItemTrait,
    /// `MockFoo`
    pub(crate) name: Ident,
    /// `::mockit::private`
    pub(crate) runtime: TokenStream,
    /// The generics of the mock: the trait's without lifetimes, with `'static` types.
    pub(crate) generics: Generics,
    pub(crate) types: Vec<AssocType>,
    pub(crate) consts: Vec<AssocConst>,
    pub(crate) methods: Vec<Method>,
    /// What cannot be mocked; the rest still is.
    pub(crate) errors: Vec<Error>,
}

impl Mock {
    pub(crate) fn of(input: Automock) -> Mock {
        let Automock { item, arguments: Arguments { types, consts, runtime } } = input;
        let runtime = runtime.map_or_else(|| quote!(::mockit), |path| path.into_token_stream());
        let mut mock = Mock {
            name: format_ident!("Mock{}", item.ident.unraw(), span = item.ident.span()),
            runtime: quote!(#runtime::private),
            generics: struct_generics(&item.generics),
            types,
            consts,
            methods: Vec::new(),
            errors: Vec::new(),
            item,
        };
        for item in mock.item.items.clone() {
            match mock.read(&item) {
                Ok(Some(method)) => mock.methods.push(method),
                Ok(None) => {}
                Err(error) => mock.errors.push(error),
            }
        }
        for index in 0..mock.methods.len() {
            if let Err(error) = &mock.methods[index].plan {
                mock.errors.push(error.clone());
            }
        }
        mock
    }

    fn read(&self, item: &TraitItem) -> Result<Option<Method>, Error> {
        match item {
            TraitItem::Fn(item) => Ok(Some(Method::of(self, item))),
            TraitItem::Type(ty) if ty.default.is_none() && !self.types.iter().any(|t| t.name == ty.ident) => {
                let name = &ty.ident;
                let generics = &ty.generics;
                let shown = quote!(type #name #generics).to_string().replace(" <", "<").replace("< ", "<");
                Err(Error::new(
                    name.span(),
                    format!("the mock needs a type for `{name}`: write `#[automock({} = …;)]`", shown.trim().replace(" >", ">")),
                ))
            }
            TraitItem::Const(c) if c.default.is_none() && !self.consts.iter().any(|given| given.name == c.ident) => {
                let (name, ty) = (&c.ident, &c.ty);
                let ty = ty.to_token_stream();
                Err(Error::new(
                    name.span(),
                    format!("the mock needs a value for `{name}`: write `#[automock(const {name}: {ty} = …;)]`"),
                ))
            }
            TraitItem::Macro(item) => Err(Error::new(
                item.span(),
                "`#[automock]` cannot see what a macro inside the trait expands to: write its items out",
            )),
            _ => Ok(None),
        }
    }

    /// `MockFoo<T>`
    pub(crate) fn ty(&self) -> TokenStream {
        let (name, (_, arguments, _)) = (&self.name, self.generics.split_for_impl());
        quote!(#name #arguments)
    }

    /// Attributes of the trait that its impl for the mock must have too.
    pub(crate) fn impl_attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.item.attrs.iter().filter(|attribute| {
            let name = attribute.path().segments.last().map(|last| last.ident.to_string());
            match name.as_deref() {
                Some("async_trait" | "cfg") => true,
                Some("cfg_attr") => attribute.meta.to_token_stream().to_string().contains("async_trait"),
                _ => false,
            }
        })
    }

    /// Is there a method of this name? Then an inherent one would hide it.
    pub(crate) fn has_method(&self, name: &str) -> bool {
        self.methods.iter().any(|method| method.signature.ident == name)
    }
}
