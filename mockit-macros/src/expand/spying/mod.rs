//! The spy on a real object: a mock beside it, which is asked first.

mod can;
mod item;
mod method;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, GenericParam, PathArguments, TypeParamBound, parse_quote};

use self::item::item;
pub(super) use self::method::note;
use super::method::is_pinned;
use super::spy::SPY;
use super::{assoc_type, quiet};
use crate::model::{Block, Mock};

/// `MockFooSpy`, and what makes it one: nothing, without the feature `spy`.
pub(super) fn of_mock(mock: &Mock) -> (Option<TokenStream>, Option<TokenStream>) {
    if !SPY || !mock.errors.is_empty() || mock.supertraits.is_none() || mock.has_method("spying") {
        return (None, None);
    }
    match mock.blocks.iter().all(|block| can::can_spy(mock, block)) {
        true => (Some(item(mock)), Some(impls(mock))),
        false => (None, Some(refused(mock))),
    }
}

/// The real object's type, among the generics.
fn real() -> Ident {
    format_ident!("MockitReal")
}

fn name(mock: &Mock) -> Ident {
    format_ident!("{}Spy", mock.name, span = mock.name.span())
}
/// The generics of the mock, and the real object's type.
fn generics(of: &syn::Generics, bounds: &[TokenStream]) -> syn::Generics {
    let (mut generics, real) = (of.clone(), real());
    for param in &mut generics.params {
        // The real object's type, behind them, has no default.
        match param {
            GenericParam::Type(param) => param.default = None,
            GenericParam::Const(param) => param.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics.params.push(parse_quote!(#real));
    if !bounds.is_empty() {
        let clause = generics.make_where_clause();
        clause.predicates.push(parse_quote!(#real: #(#bounds)+*));
    }
    generics
}
/// The mocked traits, with the values of associated types that the mock has.
fn wanted(mock: &Mock) -> Vec<TokenStream> {
    let mut wanted = Vec::new();
    for block in &mock.blocks {
        let Some(path) = &block.of_trait else { continue };
        let mut path = path.clone();
        let bindings: Vec<GenericArgument> = block
            .types
            .iter()
            .filter(|given| given.attrs.is_empty())
            .map(|given| {
                let (name, ty) = (&given.name, &given.ty);
                parse_quote!(#name = #ty)
            })
            .collect();
        if let (Some(last), false) = (path.segments.last_mut(), bindings.is_empty()) {
            match &mut last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.extend(bindings),
                arguments => *arguments = PathArguments::AngleBracketed(parse_quote!(<#(#bindings),*>)),
            }
        }
        wanted.push(path.to_token_stream());
    }
    wanted
}

/// What the real object must be besides.
fn besides(mock: &Mock) -> Vec<TokenStream> {
    let runtime = &mock.runtime;
    let methods = || mock.methods().map(|method| &method.signature);
    let needs_unpin = mock.methods().any(is_pinned);
    // `async_trait` and its kin demand futures that are `Send`, and are not always to be seen here.
    let needs_send = methods().any(|signature| signature.asyncness.is_some());
    let unpin = needs_unpin.then(|| quote!(#runtime::Unpin));
    unpin.into_iter().chain(needs_send.then(|| quote!(#runtime::Send + #runtime::Sync))).collect()
}

fn impls(mock: &Mock) -> TokenStream {
    let (runtime, ty, mock_ty) = (&mock.runtime, item::path(mock), mock.ty());
    let bounds: Vec<TokenStream> = wanted(mock).into_iter().chain(besides(mock)).collect();
    // The trait's lifetimes are none of the mock's.
    let has_lifetimes = mock.blocks.iter().any(|block| block.generics.lifetimes().next().is_some());
    let known = if has_lifetimes { &[][..] } else { &bounds };
    let (all, real, bounded) = (generics(&mock.generics, &[]), real(), generics(&mock.generics, known));
    let (plain_generics, arguments, plain_clause) = all.split_for_impl();
    let (mock_generics, _, mock_clause) = mock.generics.split_for_impl();
    let title = name(mock).to_string();
    let blocks = mock.blocks.iter().map(|block| of_block(mock, block, &bounds));
    let (_, _, real_clause) = bounded.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #mock_generics #mock_ty #mock_clause {
            /// A mock that calls `real` for everything that has no expectation. It has all that this mock
            /// has: `expect_…` and `verify_…`.
            pub fn spying<#real>(real: #real) -> #ty #arguments #real_clause {
                #ty { mock: Self::MOCKIT_BLANK, real }
            }
        }
        #[automatically_derived]
        impl #plain_generics #runtime::Deref for #ty #arguments #plain_clause {
            type Target = #mock_ty;
            fn deref(&self) -> &#mock_ty { &self.mock }
        }
        #[automatically_derived]
        impl #plain_generics #runtime::DerefMut for #ty #arguments #plain_clause {
            fn deref_mut(&mut self) -> &mut #mock_ty { &mut self.mock }
        }
        #[automatically_derived]
        impl #plain_generics #runtime::Debug for #ty #arguments #plain_clause {
            fn fmt(&self, f: &mut #runtime::Formatter<'_>) -> #runtime::fmt::Result { f.write_str(#title) }
        }
        #(#blocks)*
    }
}

fn of_block(mock: &Mock, block: &Block, bounds: &[TokenStream]) -> Option<TokenStream> {
    let path = block.of_trait.as_ref()?;
    let (ty, quiet, attrs, unsafety) = (item::path(mock), quiet(), &block.attrs, &block.unsafety);
    let mut bounded = generics(&block.generics, bounds);
    let all = generics(&mock.generics, &[]);
    let (_, arguments, _) = all.split_for_impl();
    let supertraits: Vec<&TypeParamBound> = mock.supertraits.iter().flatten().collect();
    if !supertraits.is_empty() {
        // Those that the macro does not know: the spy is one where the user makes it one of them.
        let clause = bounded.make_where_clause();
        clause.predicates.push(parse_quote!(#ty #arguments: #(#supertraits)+*));
    }
    let (impl_generics, _, clause) = bounded.split_for_impl();
    let real = real();
    let types = block.types.iter().map(assoc_type);
    let consts = block.consts.iter().map(|given| {
        let (cfgs, name, ty) = (crate::parse::cfgs(&given.attrs), &given.name, &given.ty);
        quote!(#(#cfgs)* const #name: #ty = <#real as #path>::#name;)
    });
    let methods = block.methods.iter().map(|method| method::of_method(mock, path, method));
    Some(quote! {
        #(#attrs)*
        #quiet
        #unsafety impl #impl_generics #path for #ty #arguments #clause {
            #(#types)*
            #(#consts)*
            #(#methods)*
        }
    })
}
/// `spying` with a message, where there can be none.
fn refused(mock: &Mock) -> TokenStream {
    let (runtime, real, mock_ty) = (&mock.runtime, real(), mock.ty());
    let (generics, _, clause) = mock.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #mock_ty #clause {
            #[doc(hidden)]
            pub fn spying<#real: #runtime::CannotBeSpiedOn>(real: #real) -> #real { real }
        }
    }
}
