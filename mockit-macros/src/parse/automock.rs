//! `#[automock]`: traits, impl blocks, modules and extern blocks.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Attribute, Error, Ident, ImplItem, Item, ItemImpl, ItemTrait, Path, Result, ReturnType, Token, TraitItem,
    TraitItemFn, Type, Visibility, parse_quote,
};

use super::{
    Arguments, AssocConst, AssocType, Block, Derives, Function, Module, Parts, Source, cfgs, self_type,
};

/// What stands below the attribute.
pub(crate) enum Automock {
    /// A trait, with its mock.
    Trait(Box<ItemTrait>, Box<Arguments>, Box<Source>),
    /// A type's impl block.
    Impl(Box<Source>),
    /// A module, whose text gets the mock as a child.
    Mod(Box<Module>),
}

pub(crate) fn automock(arguments: TokenStream, item: TokenStream) -> Result<Automock> {
    let arguments: Arguments = syn::parse2(arguments)?;
    match syn::parse2::<Item>(item).map_err(unreadable)? {
        Item::Trait(item) => of_trait(item, arguments),
        Item::Impl(item) => of_impl(item, arguments),
        Item::Mod(item) => Module::of_mod(item, arguments).map(Box::new).map(Automock::Mod),
        Item::ForeignMod(item) => Module::of_extern(item, arguments).map(Box::new).map(Automock::Mod),
        other => Err(Error::new(span_of_head(&other), wrong_item(&other))),
    }
}

/// Mostly a line that is being typed; the compiler has said so too, so this says who could not go on.
fn unreadable(error: Error) -> Error {
    Error::new(error.span(), format!("`#[automock]` cannot read this: {error}"))
}

fn of_trait(mut item: ItemTrait, mut arguments: Arguments) -> Result<Automock> {
    for inner in &mut item.items {
        if let TraitItem::Verbatim(tokens) = inner {
            // Of anything but `pub fn` the compiler has more to say than the macro.
            *inner = public_method.parse2(tokens.clone()).unwrap_or_else(|_| inner.clone());
        }
    }
    let types = names_in(&item, |item| match item {
        TraitItem::Type(ty) => Some(&ty.ident),
        _ => None,
    });
    let consts = names_in(&item, |item| match item {
        TraitItem::Const(constant) => Some(&constant.ident),
        _ => None,
    });
    let provided = names_in(&item, |item| match item {
        TraitItem::Fn(method) if method.default.is_some() => Some(&method.sig.ident),
        _ => None,
    });
    arguments.check(&format!("trait `{}`", item.ident), &types, &consts, &provided);
    arguments.only_for_traits();
    let mut errors = Vec::new();
    let mut mocked = item.clone();
    if let Some(target) = &arguments.target {
        mocked.ident = target.clone();
    }
    if item.attrs.iter().any(makes_send) {
        mocked.items.iter_mut().for_each(return_send);
    }
    let block = block_of_trait(&mocked, &arguments, &mut errors);
    let source = Source {
        of: mocked.ident,
        vis: item.vis.clone(),
        attrs: cfgs(&item.attrs).cloned().collect(),
        derives: Derives { debug: true, ..arguments.derives },
        generics: item.generics.clone(),
        blocks: vec![block],
        runtime: arguments.runtime.clone(),
        parts: Parts::One,
        errors,
    };
    Ok(Automock::Trait(Box::new(item), Box::new(arguments), Box::new(source)))
}

/// `#[trait_variant::make(Send)]`: every `impl Trait` that a method returns is `Send`.
fn makes_send(attribute: &Attribute) -> bool {
    let is_make = attribute.path().segments.last().is_some_and(|last| last.ident == "make");
    is_make && attribute.meta.to_token_stream().to_string().contains("Send")
}

fn return_send(item: &mut TraitItem) {
    if let TraitItem::Fn(method) = item
        && let ReturnType::Type(_, ty) = &mut method.sig.output
        && let Type::ImplTrait(result) = &mut **ty
        && !result.bounds.iter().any(|bound| bound.to_token_stream().to_string().ends_with("Send"))
    {
        result.bounds.push(parse_quote!(::core::marker::Send));
    }
}

/// The impl of a trait for its mock.
fn block_of_trait(item: &ItemTrait, arguments: &Arguments, errors: &mut Vec<Error>) -> Block {
    let (_, own, _) = item.generics.split_for_impl();
    let name = &item.ident;
    let path: Path = syn::parse_quote!(#name #own);
    let mut block = Block::new(Some(path), item.generics.clone());
    block.unsafety = item.unsafety;
    block.attrs = item.attrs.clone();
    block.types = arguments.types.clone();
    block.consts = arguments.consts.clone();
    for item in &item.items {
        match item {
            TraitItem::Fn(method) if arguments.skip.contains(&method.sig.ident) => {}
            TraitItem::Fn(method) => block.methods.push(Function {
                attrs: method.attrs.clone(),
                vis: Visibility::Inherited,
                sig: method.sig.clone(),
                default: method
                    .default
                    .clone()
                    .filter(|_| arguments.call_default.contains(&method.sig.ident)),
            }),
            TraitItem::Const(constant) => {
                for given in block.consts.iter_mut().filter(|given| given.name == constant.ident) {
                    given.ty = Some(constant.ty.clone());
                }
            }
            TraitItem::Macro(item) => errors.push(hidden(item)),
            _ => {}
        }
    }
    block
}

fn hidden(item: &impl quote::ToTokens) -> Error {
    Error::new_spanned(item, "`#[automock]` cannot see what a macro in here expands to: write its items out")
}

fn of_impl(item: ItemImpl, mut arguments: Arguments) -> Result<Automock> {
    let (of, of_arguments) = self_type(&item.self_ty)?;
    arguments.check(&format!("an impl block, as this of `{of}`,"), &[], &[], &[]);
    arguments.only_for_types();
    let mut errors: Vec<Error> = arguments.error.take().into_iter().collect();
    let mut block = Block::new(item.trait_.map(|(path, _)| path), item.generics.clone());
    block.unsafety = item.unsafety;
    // The first block declares the mock's parameters; a further one says for which of them it is.
    block.arguments = of_arguments.filter(|_| arguments.extend.is_some());
    let of_mock = cfgs(&item.attrs).cloned().collect();
    block.attrs = item.attrs;
    for inner in item.items {
        match inner {
            ImplItem::Fn(method) => {
                let vis = method.vis;
                block.methods.push(Function { attrs: method.attrs, vis, sig: method.sig, default: None });
            }
            ImplItem::Const(given) => block.consts.push(AssocConst {
                attrs: given.attrs,
                vis: given.vis,
                name: given.ident,
                ty: Some(given.ty),
                value: given.expr,
            }),
            ImplItem::Type(given) => block.types.push(AssocType {
                attrs: given.attrs,
                name: given.ident,
                generics: given.generics,
                ty: given.ty,
            }),
            ImplItem::Macro(item) => errors.push(hidden(&item)),
            _ => {}
        }
    }
    let source = Source {
        of,
        vis: Visibility::Public(Token![pub](Span::call_site())),
        attrs: of_mock,
        derives: Derives { debug: true, ..arguments.derives },
        generics: item.generics,
        blocks: vec![block],
        runtime: arguments.runtime.clone(),
        parts: if arguments.extend.is_some() { Parts::Further } else { Parts::First },
        errors,
    };
    Ok(Automock::Impl(Box::new(source)))
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
            "a type by its declaration. Put it above the type's impl block, or describe the mock in `mock! { … }`"
        }
        Item::Fn(_) => "a single function. Put it above the module in which the function stands",
        Item::TraitAlias(_) => "a trait alias. Put it above the traits that the alias stands for",
        _ => "this item. Put it above a trait, an impl block, a module or an extern block",
    };
    format!("`#[automock]` cannot mock {what}")
}

/// The item's first line, rather than its whole body.
fn span_of_head(item: &Item) -> Span {
    match item {
        Item::Struct(i) => i.ident.span(),
        Item::Enum(i) => i.ident.span(),
        Item::Union(i) => i.ident.span(),
        Item::Fn(i) => i.sig.ident.span(),
        other => other.span(),
    }
}

fn names_in(item: &ItemTrait, name: fn(&TraitItem) -> Option<&Ident>) -> Vec<Ident> {
    item.items.iter().filter_map(name).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn refuses_other_items() {
        for (item, what) in [
            ("struct Foo;", "a type by its declaration."),
            ("enum Foo {}", "a type by its declaration."),
            ("union Foo { a: u8 }", "a type by its declaration."),
            ("fn foo() {}", "a single function."),
            ("trait Foo = Send;", "a trait alias."),
            ("const FOO: u8 = 1;", "this item."),
        ] {
            let error = automock(quote!(), item.parse().unwrap()).err().unwrap().to_string();
            assert!(error.starts_with(&format!("`#[automock]` cannot mock {what} ")), "{error}");
        }
        let error = automock(quote!(), quote!(trait Foo { fn })).err().unwrap().to_string();
        assert!(error.starts_with("`#[automock]` cannot read this: "), "{error}");
    }

    #[test]
    fn reads_a_public_method() {
        let item = "trait Foo { #[cfg(x)] pub(crate) fn get(&self); }".parse().unwrap();
        let Ok(Automock::Trait(item, ..)) = automock(quote!(), item) else { unreachable!() };
        assert_eq!(item.items[0].to_token_stream().to_string(), "# [cfg (x)] fn get (& self) ;");
    }
}
