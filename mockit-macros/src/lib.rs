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
mod scoped;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, ItemTrait, Path};

use model::Mock;
use parse::{Arguments, Automock, Composition, Kind, Source};

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

/// Guards a test. Documented in the crate `mockit`.
#[proc_macro_attribute]
pub fn scoped(arguments: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    scoped::scoped(arguments.into(), item.into()).into()
}

/// Goes on with a mock that had to ask for the declaration of a trait.
#[doc(hidden)]
#[proc_macro]
pub fn compose(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let composed = syn::parse(input).and_then(|composition: Composition| composed(&composition));
    composed.unwrap_or_else(Error::into_compile_error).into()
}

fn automock_tokens(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mock = match parse::automock(arguments.clone(), item.clone()) {
        Ok(Automock::Trait(declared, given, source)) => {
            let offer = expand::offer(&declared, &given.supertraits, declared.ident.span());
            let wanted = given.supertraits.clone();
            let composition = Composition::new(Kind::Automock, arguments, item.clone());
            let mock = finished(Described::Trait(declared, given, *source), &wanted, &composition);
            mock.map(|mock| quote!(#offer #mock))
        }
        Ok(Automock::Impl(source)) => Ok(expand::mock(&Mock::of(*source))),
        // The mock stands inside the module.
        Ok(Automock::Mod(module)) => return expand::module(&model::Module::of(*module)),
        Err(error) => Err(error),
    };
    // The item itself is there in any case, so that an error here causes no others elsewhere.
    let mock = mock.unwrap_or_else(Error::into_compile_error);
    quote!(#item #mock)
}

fn mock_tokens(input: TokenStream) -> TokenStream {
    let composition = Composition::new(Kind::Mock, TokenStream::new(), input);
    composed(&composition).unwrap_or_else(Error::into_compile_error)
}

fn composed(composition: &Composition) -> syn::Result<TokenStream> {
    let Composition { kind, arguments, item, .. } = composition;
    let (mock, wanted) = match kind {
        Kind::Mock => {
            let (source, wanted) = parse::mock(item.clone())?;
            (Described::Mock(source), wanted)
        }
        Kind::Automock => match parse::automock(arguments.clone(), item.clone())? {
            Automock::Trait(declared, given, source) => {
                let wanted = given.supertraits.clone();
                (Described::Trait(declared, given, *source), wanted)
            }
            Automock::Impl(_) | Automock::Mod(_) => unreachable!("only traits ask for their supertraits"),
        },
    };
    finished(mock, &wanted, composition)
}

/// The mock, or the question for what it lacks.
fn finished(mut mock: Described, wanted: &[Path], composition: &Composition) -> syn::Result<TokenStream> {
    let source = mock.source();
    match composition.declarations(wanted)? {
        Ok(declarations) => {
            for (path, declared) in declarations {
                match model::offered_block(&path, &declared, &source.generics) {
                    Ok(block) => source.blocks.push(block),
                    Err(error) => source.errors.push(error),
                }
            }
        }
        Err(path) => {
            let runtime = model::runtime(source.runtime.as_ref());
            return Ok(composition.ask(&runtime, &path));
        }
    }
    Ok(expand::mock(&match mock {
        Described::Mock(source) => Mock::of(source),
        Described::Trait(declared, given, source) => Mock::of_trait(&declared, &given, source),
    }))
}

/// A mock of which all is known but the traits that it takes over.
enum Described {
    Mock(Source),
    Trait(Box<ItemTrait>, Box<Arguments>, Source),
}

impl Described {
    fn source(&mut self) -> &mut Source {
        match self {
            Described::Mock(source) | Described::Trait(_, _, source) => source,
        }
    }
}
