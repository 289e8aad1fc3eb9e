//! The macros of mockit, a small compiler in three steps: `parse` reads what the user wrote,
//! `model` says what each method needs of the runtime, `expand` writes it down.
//!
//! Use them through the crate `mockit`, which documents them.
#![forbid(unsafe_code)]

mod double;
mod expand;
mod model;
mod parse;
mod runtime;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Error;

/// Generates a mock. Documented in the crate `mockit`.
#[proc_macro_attribute]
pub fn automock(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    automock_tokens(arguments.into(), item.into()).into()
}

/// Generates a mock from a description. Documented in the crate `mockit`, which says where it is.
#[proc_macro]
pub fn mock(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    mock_tokens(input.into()).into()
}

/// Marks a method for `#[automock]` and `mock!`, which read it. Documented in the crate `mockit`.
#[proc_macro_attribute]
pub fn concretize(_: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    item
}

/// Imports a mock in tests. Documented in the crate `mockit`.
#[proc_macro_attribute]
pub fn double(arguments: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    double::double(arguments.into(), item.into()).into()
}

fn automock_tokens(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match parse::automock(arguments, item.clone()) {
        Ok(parse::Automock::Trait(of, arguments, source)) => {
            let mock = expand::mock(&model::Mock::of_trait(&of, &arguments, *source));
            quote!(#item #mock)
        }
        Ok(parse::Automock::Impl(source)) => {
            let mock = expand::mock(&model::Mock::of(*source));
            quote!(#item #mock)
        }
        Ok(parse::Automock::Mod(module)) => expand::module(&model::Module::of(*module)),
        // The item itself is there in any case, so that an error here causes no others elsewhere.
        Err(error) => {
            let error = error.into_compile_error();
            quote!(#item #error)
        }
    }
}

fn mock_tokens(input: TokenStream) -> TokenStream {
    match parse::mock(input) {
        Ok((source, _)) => expand::mock(&model::Mock::of(source)),
        Err(error) => Error::into_compile_error(error).into_token_stream(),
    }
}
