//! What each method needs of the runtime, worked out from its signature.

mod assoc;
mod generics;
mod lifetimes;
mod method;
mod params;
mod returns;
mod walk;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{
    Attribute, Error, Expr, Generics, Ident, ItemTrait, TraitItem, TraitItemConst, TraitItemType, Type,
};

use crate::parse::{Arguments, AssocConst, AssocType, Automock};

pub(crate) use self::generics::{impl_generics, struct_generics};
pub(crate) use self::method::{Method, Plan, receiver_type};
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
        let Automock { item, arguments: Arguments { types, consts, runtime, error } } = input;
        let runtime = runtime.map_or_else(|| quote!(::mockit), |path| path.into_token_stream());
        let mut mock = Mock {
            name: format_ident!("Mock{}", item.ident.unraw(), span = item.ident.span()),
            runtime: quote!(#runtime::private),
            generics: struct_generics(&item.generics),
            types,
            consts,
            methods: Vec::new(),
            errors: error.into_iter().collect(),
            item,
        };
        mock.fill_in();
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

    /// A name that does not exist stands for a type or a value that the arguments leave out. The
    /// compiler reports neither the name, since the module has an error already, nor what uses it.
    fn fill_in(&mut self) {
        let mut errors = Vec::new();
        for item in &self.item.items {
            match item {
                TraitItem::Type(TraitItemType { ident: name, generics, default: None, .. })
                    if !self.types.iter().any(|given| given.name == *name) =>
                {
                    errors.push(missing(name, "type", &quote!(type #name #generics)));
                    let (name, generics, ty) =
                        (name.clone(), generics.clone(), Type::Verbatim(nothing(name)));
                    self.types.push(AssocType { name, generics, ty });
                }
                TraitItem::Const(TraitItemConst { ident: name, ty, default: None, .. })
                    if !self.consts.iter().any(|given| given.name == *name) =>
                {
                    errors.push(missing(name, "value", &quote!(const #name: #ty)));
                    let (name, value) = (name.clone(), Expr::Verbatim(nothing(name)));
                    self.consts.push(AssocConst { name, value });
                }
                _ => {}
            }
        }
        if self.errors.is_empty() {
            // Else it may be missing because of what is wrong with the arguments.
            self.errors = errors;
        }
    }

    fn read(&self, item: &TraitItem) -> Result<Option<Method>, Error> {
        match item {
            TraitItem::Fn(item) => Ok(Some(Method::of(self, item))),
            TraitItem::Macro(item) => Err(Error::new_spanned(
                item,
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

fn missing(name: &Ident, what: &str, form: &TokenStream) -> Error {
    let form = shown(form);
    Error::new(name.span(), format!("the mock needs a {what} for `{name}`: write `#[automock({form} = …;)]`"))
}

/// A name for what is missing.
fn nothing(name: &Ident) -> TokenStream {
    format_ident!("mockit_has_no_{}", name.unraw(), span = name.span()).into_token_stream()
}

/// Tokens as they are usually written, so far as the short ones in a message go.
fn shown(tokens: &TokenStream) -> String {
    const TIGHT: [(&str, &str); 9] = [
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        (" ;", ";"),
        (" :", ":"),
        (":: ", "::"),
        (" (", "("),
    ];
    TIGHT.iter().fold(tokens.to_string(), |text, (loose, tight)| text.replace(loose, tight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mock(arguments: TokenStream, item: TokenStream) -> Mock {
        Mock::of(crate::parse::automock(arguments, item).unwrap())
    }

    fn errors(mock: &Mock) -> Vec<String> {
        mock.errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_item_that_cannot_be_mocked_has_one_error() {
        let mock = mock(
            quote!(),
            quote! {
                trait Foo {
                    type Item;
                    type Given = u8;
                    const N: usize;
                    fn item(&self) -> Self::Item;
                    fn put<T>(&self, item: T, other: impl Send);
                    inner!();
                }
            },
        );
        let errors = errors(&mock);
        let begins =
            ["the mock needs a type for `Item`", "the mock needs a value for `N`", "`#[automock]`", "a mock"];
        assert_eq!(errors.len(), begins.len(), "{errors:#?}");
        for (error, begin) in errors.iter().zip(begins) {
            assert!(error.starts_with(begin), "{error}");
        }
        let planned: Vec<bool> = mock.methods.iter().map(|method| method.plan.is_ok()).collect();
        assert_eq!(planned, [true, false]);
    }

    #[test]
    fn what_may_be_missing_because_of_a_wrong_argument_has_none() {
        let item = quote!(
            trait Foo {
                type Item;
                const N: usize;
            }
        );
        let misspelt = mock(quote!(type Itme = u8), item.clone());
        assert_eq!(errors(&misspelt), ["trait `Foo` has no associated type `Itme`; it has `Item`"]);
        assert_eq!((misspelt.types.len(), misspelt.consts.len()), (1, 1));
        assert!(errors(&mock(quote!(type Item = u8; const N = 1), item)).is_empty());
    }

    #[test]
    fn names_the_mock() {
        let plain = mock(
            quote!(),
            quote!(
                trait Foo<'a, T> {}
            ),
        );
        assert_eq!(
            (plain.ty().to_string(), plain.runtime.to_string()),
            ("MockFoo < T >".into(), ":: mockit :: private".into())
        );
        let other = mock(
            quote!(crate = other::path),
            quote!(
                trait r#dyn {
                    fn new(&self);
                }
            ),
        );
        assert_eq!(
            (other.name.to_string(), other.runtime.to_string()),
            ("Mockdyn".into(), "other :: path :: private".into())
        );
        assert!(other.has_method("new") && !other.has_method("checkpoint"));
    }

    #[test]
    fn shows_types_as_they_are_written() {
        assert_eq!(shown(&quote!(type Slice<'a, T: Clone + 'static>)), "type Slice<'a, T: Clone + 'static>");
        assert_eq!(shown(&quote!(const X: Option<&'static str>)), "const X: Option<&'static str>");
        assert_eq!(shown(&quote!(const X: [std::cell::Cell<u8>; 4])), "const X: [std::cell::Cell<u8>; 4]");
    }
}
