//! What a mocked trait leaves for others: a macro of its own name that hands its declaration on.

use std::hash::{DefaultHasher, Hash, Hasher};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, ItemTrait, Path, TraitItem, Visibility};

/// The macro; nothing, where the declaration cannot stand in one.
pub(crate) fn offer(item: &ItemTrait, supertraits: &[Path], place: Span) -> TokenStream {
    let declaration = declaration(item).into_token_stream();
    if has_dollar(declaration.clone()) {
        return TokenStream::new();
    }
    let name = &item.ident;
    let hidden =
        format_ident!("mockit_offer_{}_{:016x}", name.unraw(), number(place), span = Span::mixed_site());
    let module = format_ident!("mockit_offer_of_{}", name.unraw());
    let (inner, outer) = match &item.vis {
        Visibility::Public(_) => (quote!(pub), quote!(pub)),
        Visibility::Inherited => (quote!(pub(super)), quote!()),
        other => (quote!(pub(crate)), quote!(#other)),
    };
    let exported = matches!(item.vis, Visibility::Public(_)).then(|| quote!(#[macro_export]));
    let cfgs: Vec<&Attribute> =
        item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    let quiet = super::quiet();
    // A glob, so that a derive of the same name may stand beside it.
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #exported
        #[allow(unused_macros, non_local_definitions, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        macro_rules! #hidden {
            ([$($then:tt)*] $($state:tt)*) => {
                $($then)* ! { $($state)* { #declaration } { #(impl #supertraits;)* } }
            };
        }
        #(#cfgs)*
        #[doc(hidden)]
        #quiet
        mod #module {
            #inner use #hidden as #name;
        }
        #(#cfgs)*
        #[doc(hidden)]
        #quiet
        #outer use #module::*;
    }
}

/// What a mock must know of the trait.
fn declaration(item: &ItemTrait) -> ItemTrait {
    let mut item = item.clone();
    item.vis = Visibility::Inherited;
    item.supertraits.clear();
    item.colon_token = None;
    let is_kept = |attribute: &Attribute| {
        let last = attribute.path().segments.last().map(|last| last.ident.to_string());
        matches!(last.as_deref(), Some("async_trait" | "cfg" | "cfg_attr" | "concretize"))
    };
    item.attrs.retain(is_kept);
    for inner in &mut item.items {
        if let TraitItem::Fn(method) = inner {
            method.attrs.retain(is_kept);
            method.default = None;
            method.semi_token = Some(Default::default());
        }
    }
    item
}

fn has_dollar(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_dollar(group.stream()),
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Ident(name) => name == "$crate",
        TokenTree::Literal(_) => false,
    })
}

/// Exported macros of a crate share one room: the place makes the name unique.
fn number(place: Span) -> u64 {
    let mut hasher = DefaultHasher::new();
    if proc_macro::is_available() {
        let place = place.unwrap();
        (place.file(), place.line(), place.column()).hash(&mut hasher);
    }
    hasher.finish()
}
