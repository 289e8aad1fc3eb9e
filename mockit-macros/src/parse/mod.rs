//! What the user wrote: the attribute's arguments and the item below it.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Attribute, Error, Expr, Generics, Ident, Item, ItemTrait, Path, Result, Token, TraitItem, TraitItemFn,
    Type, Visibility,
};

/// A trait to be mocked.
pub(crate) struct Automock {
    pub(crate) item: ItemTrait,
    pub(crate) arguments: Arguments,
}

/// `type Item = u32; const N: usize = 3; crate = path`
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) types: Vec<AssocType>,
    pub(crate) consts: Vec<AssocConst>,
    pub(crate) runtime: Option<Path>,
    /// What is wrong with the arguments; those that are right still count.
    pub(crate) error: Option<Error>,
}

/// A value for an associated type.
pub(crate) struct AssocType {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) ty: Type,
}

/// A value for an associated const.
pub(crate) struct AssocConst {
    pub(crate) name: Ident,
    pub(crate) value: Expr,
}

pub(crate) fn automock(arguments: TokenStream, item: TokenStream) -> Result<Automock> {
    let mut item = match syn::parse2::<Item>(item).map_err(unreadable)? {
        Item::Trait(item) => item,
        other => return Err(Error::new(span_of_head(&other), wrong_item(&other))),
    };
    for inner in &mut item.items {
        if let TraitItem::Verbatim(tokens) = inner {
            // Of anything but `pub fn` the compiler has more to say than the macro.
            *inner = public_method.parse2(tokens.clone()).unwrap_or_else(|_| inner.clone());
        }
    }
    let mut arguments: Arguments = syn::parse2(arguments)?;
    arguments.check(&item);
    Ok(Automock { item, arguments })
}

/// Mostly a line that is being typed; the compiler has said so too, so this says who could not go on.
fn unreadable(error: Error) -> Error {
    Error::new(error.span(), format!("`#[automock]` cannot read this: {error}"))
}

/// A method left with its `pub`, of which the compiler complains: the mock is to have it all the same.
fn public_method(input: ParseStream<'_>) -> Result<TraitItem> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Visibility>()?;
    let method: TraitItemFn = input.parse()?;
    Ok(TraitItem::Fn(TraitItemFn { attrs, ..method }))
}

fn wrong_item(item: &Item) -> String {
    let what = match item {
        Item::Struct(_) | Item::Enum(_) | Item::Union(_) => {
            "a type. Move the methods to be mocked into a trait, let the type implement it, and put \
             `#[automock]` above the trait"
        }
        Item::Impl(item) if item.trait_.is_some() => {
            "the impl of a trait. Put it above the trait itself, where that is declared"
        }
        Item::Impl(_) => {
            "an impl block. Move its methods into a trait and put `#[automock]` above that trait"
        }
        Item::Fn(_) => "a function. Make it a method of a trait and put `#[automock]` above the trait",
        Item::Mod(_) => "a module. Make its functions methods of a trait and put `#[automock]` there",
        Item::TraitAlias(_) => "a trait alias. Put it above the traits that the alias stands for",
        _ => "this item. Put it above a trait",
    };
    format!("`#[automock]` cannot mock {what}")
}

/// The item's first line, rather than its whole body.
fn span_of_head(item: &Item) -> Span {
    match item {
        Item::Struct(i) => i.ident.span(),
        Item::Enum(i) => i.ident.span(),
        Item::Union(i) => i.ident.span(),
        Item::Impl(i) => i.impl_token.span(),
        Item::Fn(i) => i.sig.ident.span(),
        Item::Mod(i) => i.ident.span(),
        other => other.span(),
    }
}

impl Arguments {
    /// Every argument must name an item of the trait, once. Those that do not are left out.
    fn check(&mut self, item: &ItemTrait) {
        let types: Vec<&Ident> = names_in(item, |item| match item {
            TraitItem::Type(ty) => Some(&ty.ident),
            _ => None,
        });
        let consts: Vec<&Ident> = names_in(item, |item| match item {
            TraitItem::Const(constant) => Some(&constant.ident),
            _ => None,
        });
        let (mut given, mut errors) = (Vec::new(), Vec::new());
        let mut check = |what: &'static str, name: &Ident, there: &[&Ident]| {
            let text = if !there.contains(&name) {
                let there: Vec<String> = there.iter().map(|name| format!("`{name}`")).collect();
                let has =
                    if there.is_empty() { String::new() } else { format!("; it has {}", there.join(", ")) };
                format!("trait `{}` has no associated {what} `{name}`{has}", item.ident)
            } else if given.contains(&(what, name.clone())) {
                format!("`{name}` is given twice: leave one")
            } else {
                given.push((what, name.clone()));
                return true;
            };
            errors.push(Error::new(name.span(), text));
            false
        };
        self.types.retain(|ty| check("type", &ty.name, &types));
        self.consts.retain(|constant| check("const", &constant.name, &consts));
        errors.into_iter().for_each(|error| self.refuse(error));
    }

    /// Keeps the first error: the others may follow from it.
    fn refuse(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    fn argument(&mut self, input: ParseStream<'_>) -> Result<()> {
        if input.peek(Token![type]) {
            self.types.push(input.parse()?);
        } else if input.peek(Token![const]) {
            self.consts.push(input.parse()?);
        } else if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            self.runtime = Some(input.call(Path::parse_mod_style)?);
        } else {
            return Err(input.error(format!("expected {FORMS}")));
        }
        separator(input)
    }
}

fn names_in(item: &ItemTrait, name: fn(&TraitItem) -> Option<&Ident>) -> Vec<&Ident> {
    item.items.iter().filter_map(name).collect()
}

const FORMS: &str = "`type Name = …;`, `const NAME: … = …;` or `crate = path`";

/// `;` as in a trait; `,` as in other attributes.
fn separator(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    } else if !input.is_empty() {
        input.parse::<Token![;]>()?;
    }
    Ok(())
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut arguments = Arguments::default();
        while !input.is_empty() {
            let start = input.span();
            if let Err(error) = arguments.argument(input) {
                arguments.refuse(match input.is_empty() {
                    // The end has no span but that of the whole attribute.
                    true => Error::new(start, format!("this argument is not complete: expected {FORMS}")),
                    false => error,
                });
                while separator(input).is_err() {
                    input.parse::<TokenTree>()?;
                }
            }
        }
        Ok(arguments)
    }
}

impl Parse for AssocType {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![type]>()?;
        let name = input.parse()?;
        let generics = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(AssocType { name, generics, ty: input.parse()? })
    }
}

impl Parse for AssocConst {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![const]>()?;
        let name = input.parse()?;
        if input.peek(Token![:]) {
            // The trait says it too; allowed, so that the line can be copied from there.
            input.parse::<Token![:]>()?;
            input.parse::<Type>()?;
        }
        input.parse::<Token![=]>()?;
        Ok(AssocConst { name, value: input.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{ToTokens, quote};

    const STORE: &str = "trait Store { type Item; type Slice<'a, T>; const N: usize; fn get(&self); }";

    fn store(arguments: &str) -> Arguments {
        automock(arguments.parse().unwrap(), STORE.parse().unwrap()).unwrap().arguments
    }

    fn names(arguments: &Arguments) -> Vec<String> {
        let types = arguments.types.iter().map(|given| &given.name);
        types.chain(arguments.consts.iter().map(|given| &given.name)).map(ToString::to_string).collect()
    }

    #[test]
    fn reads_arguments() {
        for text in [
            "type Item = u8; type Slice<'a, T> = &'a [T]; const N: usize = 3; crate = a::b;",
            "type Item = u8, type Slice<'a, T> = &'a [T], const N = 3, crate = a::b",
        ] {
            let arguments = store(text);
            assert!(arguments.error.is_none());
            assert_eq!(names(&arguments), ["Item", "Slice", "N"]);
            assert_eq!(arguments.types[1].ty.to_token_stream().to_string(), "& 'a [T]");
            assert_eq!(arguments.consts[0].value.to_token_stream().to_string(), "3");
            assert_eq!(arguments.runtime.to_token_stream().to_string(), "a :: b");
        }
        assert!(names(&store("")).is_empty());
    }

    /// What is said of the arguments, and which still count.
    fn refused(text: &str) -> (String, Vec<String>) {
        let arguments = store(text);
        (arguments.error.as_ref().unwrap().to_string(), names(&arguments))
    }

    #[test]
    fn a_wrong_argument_leaves_the_others() {
        let forms = |before: &str, rest: &[&str]| {
            (format!("{before}expected {FORMS}"), rest.iter().map(ToString::to_string).collect())
        };
        assert_eq!(refused("name = \"Double\"; const N = 1"), forms("", &["N"]));
        assert_eq!(refused("const N = 1; type Item ="), forms("this argument is not complete: ", &["N"]));
        assert_eq!(refused("const N = 1; type"), forms("this argument is not complete: ", &["N"]));
        assert_eq!(refused("type Item u8; const N = 1").0, "expected `=`");
        let expected = ("expected `;`".to_string(), vec!["Item".to_string()]);
        assert_eq!(refused("type Item = u8 const N = 1"), expected);
    }

    #[test]
    fn arguments_name_items_of_the_trait() {
        let (text, rest) = refused("type Other = u8; const N = 1");
        assert_eq!(text, "trait `Store` has no associated type `Other`; it has `Item`, `Slice`");
        assert_eq!(rest, ["N"]);
        assert_eq!(refused("const Item = 1").0, "trait `Store` has no associated const `Item`; it has `N`");
        let (text, rest) = refused("type Item = u8; type Item = u16");
        assert_eq!((text.as_str(), rest.len()), ("`Item` is given twice: leave one", 1));
    }

    #[test]
    fn refuses_other_items() {
        for (item, what) in [
            (
                quote!(
                    struct Foo;
                ),
                "a type.",
            ),
            (
                quote!(
                    enum Foo {}
                ),
                "a type.",
            ),
            (quote!(union Foo { a: u8 }), "a type."),
            (quote!(impl Foo {}), "an impl block."),
            (quote!(impl Foo for Bar {}), "the impl of a trait."),
            (
                quote!(
                    fn foo() {}
                ),
                "a function.",
            ),
            (
                quote!(
                    mod foo {}
                ),
                "a module.",
            ),
            (
                quote!(
                    trait Foo = Send;
                ),
                "a trait alias.",
            ),
            (
                quote!(
                    const FOO: u8 = 1;
                ),
                "this item.",
            ),
        ] {
            let error = automock(quote!(), item).err().unwrap().to_string();
            assert!(error.starts_with(&format!("`#[automock]` cannot mock {what} ")), "{error}");
        }
        let error = automock(quote!(), quote!(trait Foo { fn })).err().unwrap().to_string();
        assert!(error.starts_with("`#[automock]` cannot read this: "), "{error}");
    }

    #[test]
    fn reads_a_public_method() {
        let item = quote!(
            trait Foo {
                #[cfg(x)]
                pub(crate) fn get(&self);
            }
        );
        let item = automock(quote!(), item).ok().unwrap().item;
        assert_eq!(item.items[0].to_token_stream().to_string(), "# [cfg (x)] fn get (& self) ;");
    }
}
