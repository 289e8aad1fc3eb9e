//! The macros of mockit, a small compiler in three steps: `parse` reads what the user wrote,
//! `model` says what each method needs of the runtime, `expand` writes it down.
//!
//! Use them through the crate `mockit`, which documents them.
#![forbid(unsafe_code)]

mod expand;
mod model;
mod parse;

use proc_macro::TokenStream;

/// Generates a mock. Documented in the crate `mockit`.
#[proc_macro_attribute]
pub fn automock(arguments: TokenStream, item: TokenStream) -> TokenStream {
    automock_tokens(arguments.into(), item.into()).into()
}

fn automock_tokens(
    arguments: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
) -> proc_macro2::TokenStream {
    let mut out = item.clone();
    let mock = parse::automock(arguments, item).map(|input| expand::mock(&model::Mock::of(input)));
    // The item itself is emitted in any case, so that an error here causes no others elsewhere.
    out.extend(mock.unwrap_or_else(syn::Error::into_compile_error));
    out
}
