//! What a mocked trait leaves for others: a macro of its own name that hands its declaration on.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use proc_macro2::{Group, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, ItemTrait, Path, TraitItem, Visibility};

use crate::parse::cfgs;

/// The macro; nothing, where the declaration cannot stand in one.
pub(crate) fn offer(item: &ItemTrait, supertraits: &[Path], place: Span) -> TokenStream {
    let declaration = declaration(item).into_token_stream();
    if has_dollar(declaration.clone()) {
        return TokenStream::new();
    }
    let declaration = exported(declaration);
    let supertraits = supertraits.iter().map(|path| exported(path.to_token_stream()));
    let name = &item.ident;
    let hidden =
        format_ident!("mockit_offer_{}_{:016x}", name.unraw(), number(place), span = Span::mixed_site());
    let module = format_ident!("mockit_offer_of_{}", name.unraw());
    let is_exported = matches!(item.vis, Visibility::Public(_)) && !is_macro_crate();
    let (inner, outer) = match &item.vis {
        Visibility::Public(_) if is_exported => (quote!(pub), quote!(pub)),
        Visibility::Public(_) => (quote!(pub(crate)), quote!(pub(crate))),
        Visibility::Inherited => (quote!(pub(super)), quote!()),
        other => (quote!(pub(crate)), quote!(#other)),
    };
    let is_exported = is_exported.then(|| quote!(#[macro_export]));
    let cfgs: Vec<&Attribute> = cfgs(&item.attrs).collect();
    let quiet = super::quiet();
    // A glob, so that a derive of the same name may stand beside it.
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #is_exported
        #[allow(unused_macros, non_local_definitions)]
        macro_rules! #hidden {
            ([$($then:tt)*] $($state:tt)*) => {
                $($then)* ! { $($state)* { #declaration } { #(impl #supertraits;)* } }
            };
        }
        #(#cfgs)*
        #[doc(hidden)]
        #quiet
        #[allow(clippy::pub_use)]
        mod #module {
            #inner use #hidden as #name;
        }
        #(#cfgs)*
        #[doc(hidden)]
        #quiet
        #[allow(clippy::pub_use)]
        #outer use #module::*;
    }
}

fn is_macro_crate() -> bool {
    proc_macro::is_available() && crate::runtime::is_macro_crate()
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

/// `$crate` for `crate`: the declaration is read in other crates too.
fn exported(tokens: TokenStream) -> TokenStream {
    let with_dollar = |token: TokenTree| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), exported(group.stream()));
            inner.set_span(group.span());
            TokenStream::from(TokenTree::Group(inner))
        }
        TokenTree::Ident(name) if name == "crate" => TokenStream::from_iter([
            TokenTree::Punct(Punct::new('$', Spacing::Alone)),
            TokenTree::Ident(name),
        ]),
        other => TokenStream::from(other),
    };
    tokens.into_iter().map(with_dollar).collect()
}

/// Exported macros of a crate share one room, so each needs a name of its own. The place gives it; where that is
/// one for several traits, as in a macro or a file that is included twice, the next number is taken.
fn number(place: Span) -> u64 {
    static TAKEN: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());
    let mut hasher = DefaultHasher::new();
    if proc_macro::is_available() {
        let place = place.unwrap();
        (place.file(), place.line(), place.column()).hash(&mut hasher);
    }
    let mut number = hasher.finish();
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    while !taken.insert(number) {
        number = number.wrapping_add(1);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_read_elsewhere() {
        let tokens = exported(quote!(
            fn f(it: crate::T) -> Vec<crate::U>;
        ));
        assert_eq!(tokens.to_string().replace(' ', ""), "fnf(it:$crate::T)->Vec<$crate::U>;");
    }

    #[test]
    fn no_number_is_given_twice() {
        assert_ne!(number(Span::call_site()), number(Span::call_site()));
    }
}
