//! What is written for a module: the module itself, with its mock inside.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Error, Item};

use super::{method, quiet, spy, statics};
use crate::model::{Method, Module};
use crate::parse::Place;

pub(crate) fn module(module: &Module) -> TokenStream {
    let errors = errors(module);
    let (name, cfgs) = (&module.name, &module.cfgs);
    let mock = mock(module);
    match &module.place {
        Place::Mod(item) => {
            let (ident, vis) = (&item.ident, &item.vis);
            let item = with_mocks(item, module, mock);
            quote! {
                #(#errors)*
                #item
                #(#cfgs)*
                #[allow(unused_imports, unreachable_pub, clippy::pub_use)]
                #vis use #ident::#name;
            }
        }
        Place::Extern(block) => quote! {
            #(#errors)*
            #block
            #mock
        },
    }
}

/// The module as it was, and the mocks of it and of those inside.
fn with_mocks(item: &syn::ItemMod, module: &Module, mock: TokenStream) -> TokenStream {
    let mut item = item.clone();
    if let Some((_, items)) = &mut item.content {
        for inner in &module.modules {
            if let Place::Mod(of) = &inner.place {
                items.push(Item::Verbatim(with_mocks(of, inner, self::mock(inner))));
            }
        }
        items.push(Item::Verbatim(mock));
        items.extend(module.functions.iter().map(|function| alias(&module.name, function)));
    }
    item.into_token_stream()
}

/// The mock of a function beside it, where `#[double] use foo::bar` looks for it.
fn alias(mock: &syn::Ident, function: &Method) -> Item {
    let (cfgs, name) = (&function.cfgs, &function.signature.ident);
    let alias = format_ident!("mock_{}", function.plain_name(), span = name.span());
    Item::Verbatim(quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(unused_imports, unreachable_pub, clippy::pub_use)]
        pub use self::#mock::#name as #alias;
    })
}

fn errors(module: &Module) -> Vec<TokenStream> {
    let inner = module.modules.iter().flat_map(errors);
    module.errors.iter().map(Error::to_compile_error).chain(inner).collect()
}

/// `mod mock_foo { … }`
fn mock(module: &Module) -> TokenStream {
    let Module { name, runtime, cfgs, .. } = module;
    let functions = module.functions.iter().map(|function| of_function(module, function));
    let inner = module.modules.iter().filter_map(|inner| match &inner.place {
        Place::Mod(of) => {
            let (original, name, cfgs) = (&of.ident, &inner.name, &inner.cfgs);
            Some(quote!(#(#cfgs)* pub use super::#original::#name as #original;))
        }
        Place::Extern(_) => None,
    });
    let has_checkpoint = module.functions.iter().any(|function| function.signature.ident == "checkpoint");
    let checkpoint = (!has_checkpoint).then(|| {
        let statics = statics(module);
        quote! {
            /// Verifies what was expected so far of the functions in here, and forgets it.
            #[track_caller]
            pub fn checkpoint() { #runtime::checkpoint_statics(&[#(#statics),*]); }
        }
    });
    let (quiet, uses) = (quiet(), spy::uses(runtime));
    quote! {
        #(#cfgs)*
        #quiet
        #[allow(unreachable_pub, clippy::pub_use)]
        pub mod #name {
            use super::*;
            use #runtime::{Opaque as _, ViaDebug as _, ViaOpaque as _};
            #uses
            #(#inner)*
            #checkpoint
            #(#functions)*
        }
    }
}

fn statics(module: &Module) -> impl Iterator<Item = TokenStream> {
    module.functions.iter().filter(|function| function.plan.is_ok()).map(|function| {
        let (cfgs, accessor) = (&function.cfgs, statics::accessor(function));
        quote!(#(#cfgs)* #accessor())
    })
}

fn of_function(module: &Module, function: &Method) -> TokenStream {
    let runtime = &module.runtime;
    let accessor = statics::accessor(function);
    let context = match &function.plan {
        Ok(plan) => statics::of_module(runtime, &module.name, function, plan),
        Err(_) => method::absent(runtime, function),
    };
    let function = method::function(runtime, &quote!(#accessor()), function, true);
    quote!(#context #function)
}
