//! What the user wrote: the attribute's arguments and the item below it.

use proc_macro2::{Span, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Error, Expr, Generics, Ident, Item, ItemTrait, Path, Result, Token, Type};

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
    let item = match syn::parse2::<Item>(item)? {
        Item::Trait(item) => item,
        other => return Err(Error::new(span_of_head(&other), wrong_item(&other))),
    };
    let arguments: Arguments = syn::parse2(arguments)?;
    check_names(&arguments, &item)?;
    Ok(Automock { item, arguments })
}

fn wrong_item(item: &Item) -> String {
    let what = match item {
        Item::Struct(_) | Item::Enum(_) | Item::Union(_) => {
            "a type. Move the methods to be mocked into a trait, let the type implement it, and put \
             `#[automock]` above the trait"
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

/// Every argument must name an item of the trait.
fn check_names(arguments: &Arguments, item: &ItemTrait) -> Result<()> {
    let has = |wanted: &Ident, is_type: bool| {
        item.items.iter().any(|item| match item {
            syn::TraitItem::Type(ty) => is_type && ty.ident == *wanted,
            syn::TraitItem::Const(constant) => !is_type && constant.ident == *wanted,
            _ => false,
        })
    };
    let unknown_type = arguments.types.iter().map(|ty| &ty.name).find(|name| !has(name, true));
    if let Some(name) = unknown_type {
        return Err(Error::new(name.span(), format!("trait `{}` has no associated type `{name}`", item.ident)));
    }
    let unknown_const = arguments.consts.iter().map(|c| &c.name).find(|name| !has(name, false));
    if let Some(name) = unknown_const {
        return Err(Error::new(name.span(), format!("trait `{}` has no associated const `{name}`", item.ident)));
    }
    Ok(())
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut arguments = Arguments::default();
        while !input.is_empty() {
            let look = input.lookahead1();
            if look.peek(Token![type]) {
                arguments.types.push(input.parse()?);
            } else if look.peek(Token![const]) {
                arguments.consts.push(input.parse()?);
            } else if look.peek(Token![crate]) {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                arguments.runtime = Some(input.call(Path::parse_mod_style)?);
            } else {
                return Err(Error::new(
                    look.error().span(),
                    "expected `type Name = …;`, `const NAME: … = …;` or `crate = path`",
                ));
            }
            // `;` as in a trait; `,` as in other attributes.
            if input.peek(Token![;]) {
                input.parse::<Token![;]>()?;
            } else if !input.is_empty() {
                input.parse::<Token![,]>()?;
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
