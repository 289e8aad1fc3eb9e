//! What each method needs of the runtime, worked out from its signature.

mod assoc;
mod belonging;
mod concretize;
mod declaration;
mod generics;
mod lifetimes;
mod method;
mod module;
mod names;
mod offered;
mod params;
mod returns;
mod walk;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{
    Attribute, Error, Expr, Generics, Ident, ItemTrait, Path, TraitItem, TraitItemConst, TraitItemType, Type,
    TypeParamBound, Visibility,
};

use crate::parse::{self, Arguments, AssocConst, AssocType, Derives, Parts, Source, cfgs};

use self::assoc::Names;
use self::belonging::{Belongs, belongs, with_missing};
use self::method::Surroundings;

pub(crate) use self::generics::{impl_generics, struct_generics};
pub(crate) use self::method::{Method, Plan, receiver_type};
pub(crate) use self::module::Module;
pub(crate) use self::offered::block as offered_block;
pub(crate) use self::params::{kept, show_by_method};
pub(crate) use self::returns::HandOut;
pub(crate) use self::walk::{Walk, inside_type};

/// A mock to be written.
pub(crate) struct Mock {
    /// `Foo`
    pub(crate) of: Ident,
    /// `MockFoo`
    pub(crate) name: Ident,
    pub(crate) vis: Visibility,
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) derives: Derives,
    pub(crate) parts: Parts,
    /// `::mockit::private`
    pub(crate) runtime: TokenStream,
    /// The generics of the mock, with `'static` types.
    pub(crate) generics: Generics,
    pub(crate) blocks: Vec<Block>,
    /// What cannot be mocked; the rest still is.
    pub(crate) errors: Vec<Error>,
    /// What the mocked trait demands of who implements it; `None` where that is not known.
    pub(crate) supertraits: Option<Vec<TypeParamBound>>,
}

/// An impl block of the mock.
pub(crate) struct Block {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) unsafety: Option<syn::Token![unsafe]>,
    pub(crate) of_trait: Option<Path>,
    /// Those of the impl of the trait.
    pub(crate) generics: Generics,
    /// Those of the inherent impl for `expect_…`; `None`: as those of the mock.
    pub(crate) expect_generics: Option<Generics>,
    /// `MockFoo<u32>`
    pub(crate) ty: TokenStream,
    pub(crate) types: Vec<AssocType>,
    pub(crate) consts: Vec<AssocConst>,
    pub(crate) methods: Vec<Method>,
}

/// `::mockit`, or what the user says, or the manifest.
pub(crate) fn runtime(path: Option<&Path>) -> TokenStream {
    path.map_or_else(crate::runtime::path, ToTokens::to_token_stream)
}

impl Mock {
    /// The mock of a trait, for which values of its associated items may be missing.
    pub(crate) fn of_trait(item: &ItemTrait, arguments: &Arguments, mut source: Source) -> Mock {
        let missing = fill_in(item, &mut source.blocks[0]);
        // With a wrong argument, something may be missing because of that.
        let first = arguments.error.clone().map_or(missing, |error| vec![error]);
        source.errors.splice(0..0, first);
        let generics = struct_generics(&source.generics);
        let supertraits = Some(item.supertraits.iter().cloned().collect());
        Mock { supertraits, ..Mock::new(source, generics, true) }
    }

    pub(crate) fn of(source: Source) -> Mock {
        let generics = impl_generics(&source.generics);
        Mock::new(source, generics, false)
    }

    fn new(source: Source, generics: Generics, is_trait: bool) -> Mock {
        let Source { of, vis, attrs, derives, blocks, runtime: path, parts, errors, .. } = source;
        let runtime = runtime(path.as_ref());
        let mut mock = Mock {
            name: format_ident!("Mock{}", of.unraw(), span = of.span()),
            of,
            vis,
            attrs,
            derives,
            parts,
            runtime: quote!(#runtime::private),
            generics,
            blocks: Vec::new(),
            errors,
            supertraits: None,
        };
        let types: Vec<AssocType> = blocks.iter().flat_map(|block| block.types.iter().cloned()).collect();
        mock.blocks = blocks.into_iter().map(|block| mock.read(block, &types, is_trait)).collect();
        names::give(&mut mock);
        let methods = mock.blocks.iter().flat_map(|block| &block.methods);
        let refused: Vec<Error> = methods.filter_map(|method| method.plan.as_ref().err().cloned()).collect();
        mock.errors.extend(refused);
        mock
    }

    /// `all_types` are those of all blocks: a trait may name its supertrait's as `Self::Item`.
    fn read(&self, block: parse::Block, all_types: &[AssocType], is_trait: bool) -> Block {
        let parse::Block { attrs, unsafety, generics, of_trait, arguments, types, consts, mut methods } =
            block;
        // A name that several traits have says too little.
        let is_foreign = |given: &&AssocType| {
            !types.iter().any(|own| own.name == given.name)
                && all_types.iter().filter(|other| other.name == given.name).count() == 1
        };
        let foreign: Vec<AssocType> = all_types.iter().filter(is_foreign).cloned().collect();
        if !foreign.is_empty() {
            let names = Names { mock: quote!(Self), types: &foreign };
            methods.iter_mut().for_each(|function| names.resolve_in(&mut function.sig));
        }
        let generics = match (&of_trait, &arguments) {
            (None, None) => self.generics.clone(),
            (Some(_), None) if !is_trait => with_missing(impl_generics(&generics), &self.generics),
            _ => impl_generics(&generics),
        };
        let name = &self.name;
        let ty = match &arguments {
            Some(arguments) => quote!(#name #arguments),
            None => self.ty(),
        };
        let Belongs { keyed, of_expect, of_impl } = match is_trait {
            true => Belongs::plainly(),
            false => belongs(&self.generics, &generics, arguments.as_ref()),
        };
        let surroundings = Surroundings {
            runtime: &self.runtime,
            ty: Some(ty.clone()),
            types: &types,
            generics: if is_trait { &self.generics } else { &generics },
            keyed,
            of_expect: &of_expect,
            is_own: of_trait.is_none(),
            is_part: self.parts == Parts::Further,
        };
        let mut methods: Vec<Method> =
            methods.iter().map(|function| Method::of(&surroundings, function)).collect();
        if !is_trait {
            // Of a trait's mock, all of it has them.
            methods.iter_mut().for_each(|method| method.cfgs.extend(cfgs(&attrs).cloned()));
        }
        let attrs = match of_trait.is_some() {
            true => attrs_of_impl(attrs, is_trait),
            false => Vec::new(),
        };
        Block { attrs, unsafety, of_trait, generics, expect_generics: of_impl, ty, types, consts, methods }
    }

    /// `MockFoo<T>`
    pub(crate) fn ty(&self) -> TokenStream {
        let (name, (_, arguments, _)) = (&self.name, self.generics.split_for_impl());
        quote!(#name #arguments)
    }

    pub(crate) fn methods(&self) -> impl Iterator<Item = &Method> {
        self.blocks.iter().flat_map(|block| &block.methods)
    }

    /// Is there a method of this name? Then an inherent one would hide it.
    pub(crate) fn has_method(&self, name: &str) -> bool {
        self.methods().any(|method| method.signature.ident == name)
    }

    /// Does the mock implement such a trait by a block of its own?
    pub(crate) fn implements(&self, name: &str) -> bool {
        let traits = self.blocks.iter().filter_map(|block| block.of_trait.as_ref());
        traits.filter_map(|path| path.segments.last()).any(|last| last.ident == name)
    }

    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        cfgs(&self.attrs)
    }
}

/// Attributes that the impl of a trait for the mock must have: of the trait's own, only some.
fn attrs_of_impl(attrs: Vec<Attribute>, is_trait: bool) -> Vec<Attribute> {
    let is_wanted = |attribute: &Attribute| {
        let name = attribute.path().segments.last().map(|last| last.ident.to_string());
        match name.as_deref() {
            Some("async_trait" | "cfg") => true,
            Some("cfg_attr") => attribute.meta.to_token_stream().to_string().contains("async_trait"),
            Some("doc" | "allow" | "expect" | "automock") => false,
            _ => !is_trait,
        }
    };
    attrs.into_iter().filter(is_wanted).collect()
}

/// A name that does not exist stands for a type or a value that the arguments leave out. The
/// compiler reports neither the name, since the module has an error already, nor what uses it.
fn fill_in(item: &ItemTrait, block: &mut parse::Block) -> Vec<Error> {
    let mut errors = Vec::new();
    for item in &item.items {
        let (name, attrs) = match item {
            TraitItem::Type(item) => (&item.ident, &item.attrs),
            TraitItem::Const(item) => (&item.ident, &item.attrs),
            _ => continue,
        };
        let cfgs: Vec<Attribute> = cfgs(attrs).cloned().collect();
        if !cfgs.is_empty() {
            // It may not be there at all.
            let types =
                block.types.iter_mut().filter(|given| given.name == *name).map(|given| &mut given.attrs);
            let consts =
                block.consts.iter_mut().filter(|given| given.name == *name).map(|given| &mut given.attrs);
            types.chain(consts).for_each(|attrs| attrs.extend(cfgs.iter().cloned()));
            continue;
        }
        match item {
            TraitItem::Type(TraitItemType { ident: name, generics, default: None, .. })
                if !block.types.iter().any(|given| given.name == *name) =>
            {
                errors.push(missing(name, "type", &quote!(type #name #generics)));
                let (name, generics, ty) = (name.clone(), generics.clone(), Type::Verbatim(nothing(name)));
                block.types.push(AssocType { attrs: Vec::new(), name, generics, ty });
            }
            TraitItem::Const(TraitItemConst { ident: name, ty, default: None, .. })
                if !block.consts.iter().any(|given| given.name == *name) =>
            {
                errors.push(missing(name, "value", &quote!(const #name: #ty)));
                let (name, value) = (name.clone(), Expr::Verbatim(nothing(name)));
                let (vis, ty) = (Visibility::Inherited, Some(ty.clone()));
                block.consts.push(AssocConst { attrs: Vec::new(), vis, name, ty, value });
            }
            _ => {}
        }
    }
    errors
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
    use crate::parse::{Automock, automock};

    fn mock(arguments: &str, item: &str) -> Mock {
        match automock(arguments.parse().unwrap(), item.parse().unwrap()).unwrap() {
            Automock::Trait(item, arguments, source) => Mock::of_trait(&item, &arguments, *source),
            Automock::Impl(source) => Mock::of(*source),
            Automock::Mod(_) => unreachable!(),
        }
    }

    fn described(text: &str) -> Mock {
        Mock::of(crate::parse::mock(text.parse().unwrap()).unwrap().0)
    }

    fn errors(mock: &Mock) -> Vec<String> {
        mock.errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_item_that_cannot_be_mocked_has_one_error() {
        let mock = mock(
            "",
            "trait Foo {
                 type Item;
                 type Given = u8;
                 const N: usize;
                 fn item(&self) -> Self::Item;
                 fn put<T>(&self, item: T, other: impl Send);
                 inner!();
             }",
        );
        let errors = errors(&mock);
        let begins =
            ["the mock needs a type for `Item`", "the mock needs a value for `N`", "`#[automock]`", "a mock"];
        assert_eq!(errors.len(), begins.len(), "{errors:#?}");
        for (error, begin) in errors.iter().zip(begins) {
            assert!(error.starts_with(begin), "{error}");
        }
        let planned: Vec<bool> = mock.methods().map(|method| method.plan.is_ok()).collect();
        assert_eq!(planned, [true, false]);
    }

    #[test]
    fn what_may_be_missing_because_of_a_wrong_argument_has_no_error() {
        let item = "trait Foo { type Item; const N: usize; }";
        assert_eq!(errors(&mock("", item)).len(), 2);
        let misspelt = mock("type Itme = u8", item);
        assert_eq!(errors(&misspelt), ["trait `Foo` has no associated type `Itme`; it has `Item`"]);
        assert_eq!((misspelt.blocks[0].types.len(), misspelt.blocks[0].consts.len()), (1, 1));
        assert!(errors(&mock("type Item = u8; const N = 1", item)).is_empty());
    }

    #[test]
    fn names_the_mock() {
        let plain = mock("", "trait Foo<'a, T> {}");
        assert_eq!((plain.ty().to_string(), plain.of.to_string()), ("MockFoo < T >".into(), "Foo".into()));
        let other = mock("crate = other::path", "trait r#dyn { fn new(&self); }");
        assert_eq!(
            (other.name.to_string(), other.runtime.to_string()),
            ("Mockdyn".into(), "other :: path :: private".into())
        );
        assert!(other.has_method("new") && !other.has_method("checkpoint"));
        assert_eq!(mock("", "impl<'a> a::Foo<'a> {}").ty().to_string(), "MockFoo < 'a >");
    }

    #[test]
    fn methods_of_one_name_are_told_apart() {
        let mock = described(
            "Foo { fn run(&self); }
             impl a::Run<u8> for Foo { fn run(&self); fn stop(&self); }
             impl a::Run<u16> for Foo { fn run(&self); }
             impl b::Run<u16> for Foo { fn run(&self); }
             impl Only for Foo<u8> { fn run(&self); }",
        );
        let generic = described("Foo<T> where T: Send {} impl Run for Foo { fn run(&self); }");
        let generics = &generic.blocks[1].generics;
        assert_eq!(generics.params.len(), 1);
        assert!(generic.blocks[1].expect_generics.is_none());
        let stems: Vec<String> = mock.methods().map(|method| method.stem.to_string()).collect();
        assert_eq!(stems, ["run", "run_run", "stop", "run_u16_run", "b_run_u16_run", "only_run"]);
        let mut fields: Vec<String> = mock.methods().map(|method| method.field.to_string()).collect();
        fields.sort_unstable();
        fields.dedup();
        assert_eq!(fields.len(), 6);
        let titles: Vec<&str> = mock.methods().map(|method| method.title.as_str()).collect();
        assert_eq!(titles[..3], ["MockFoo::run", "<MockFoo as a::Run<u8>>::run", "MockFoo::stop"]);
    }

    #[test]
    fn shows_types_as_they_are_written() {
        assert_eq!(shown(&quote!(type Slice<'a, T: Clone + 'static>)), "type Slice<'a, T: Clone + 'static>");
        assert_eq!(shown(&quote!(const X: Option<&'static str>)), "const X: Option<&'static str>");
        assert_eq!(shown(&quote!(const X: [std::cell::Cell<u8>; 4])), "const X: [std::cell::Cell<u8>; 4]");
    }
}
