//! What is written for a method or function without receiver: its static, and its context.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Generics, Ident, Visibility};

use super::method::{about, blank, home};
use super::quiet;
use super::spy::SPY;
use crate::model::{Block, Method, Mock, Plan};

/// The function that gives the static.
pub(super) fn accessor(method: &Method) -> Ident {
    format_ident!("mockit_static_{}", method.stem)
}

/// `foo_context`, and the static behind it, of a mock's method.
pub(super) fn of_mock(mock: &Mock, block: &Block, method: &Method, plan: &Plan) -> TokenStream {
    let generics = block.expect_generics.as_ref().unwrap_or(&mock.generics);
    let (_, arguments, _) = generics.split_for_impl();
    let accessor = accessor(method);
    let ty = plan.is_generic().then(|| {
        let name = context_name(&mock.name.to_string(), method);
        quote!(#name #arguments)
    });
    context(&mock.runtime, method, plan, &quote!(Self::#accessor()), ty)
}

/// The same of a module's function, with the context's type.
pub(super) fn of_module(runtime: &TokenStream, module: &Ident, method: &Method, plan: &Plan) -> TokenStream {
    let accessor = accessor(method);
    let name = context_name(&module.to_string(), method);
    let (none, vis) = (Generics::default(), syn::parse_quote!(pub));
    let declared = plan.is_generic().then(|| declare(runtime, &name, &vis, &none, method, plan));
    let named = plan.is_generic().then(|| quote!(#name));
    let named_by_users = by_mockalls_name(runtime, method, plan, named.as_ref());
    let context = context(runtime, method, plan, &quote!(#accessor()), named);
    quote!(#declared #context #named_by_users)
}

/// `__foo::Context`, by which fixtures that were written for mockall keep contexts.
fn by_mockalls_name(
    runtime: &TokenStream,
    method: &Method,
    plan: &Plan,
    named: Option<&TokenStream>,
) -> TokenStream {
    let (cfgs, ty) = (&method.cfgs, context_type_of(runtime, plan, named));
    let alias = format_ident!("mockit_context_{}", method.stem);
    let module = format_ident!("__{}", method.stem, span = method.stem.span());
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        pub type #alias = #ty;
        #(#cfgs)*
        #[doc(hidden)]
        pub mod #module { pub use super::#alias as Context; }
    }
}

fn context_type_of(runtime: &TokenStream, plan: &Plan, named: Option<&TokenStream>) -> TokenStream {
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    match named {
        Some(named) => named.clone(),
        None if plan.keys.is_empty() => {
            let home = home(runtime, plan);
            quote!(#runtime::Context<#home>)
        }
        None => quote!(#runtime::KeyedContext<#key, #shape, #mode>),
    }
}

/// `named` is the context's type where `expect` has type parameters of its own.
fn context(
    runtime: &TokenStream,
    method: &Method,
    plan: &Plan,
    at: &TokenStream,
    named: Option<TokenStream>,
) -> TokenStream {
    let (cfgs, accessor) = (&method.cfgs, accessor(method));
    let name = format_ident!("{}_context", method.stem, span = method.signature.ident.span());
    let (home, blank) = (home(runtime, plan), blank(runtime, method, plan));
    let ty = context_type_of(runtime, plan, named.as_ref());
    let new = match named {
        Some(ty) => quote!(<#ty>::mockit_new(#runtime::Context::new(#at))),
        None if plan.keys.is_empty() => quote!(#runtime::Context::new(#at)),
        None if SPY => {
            let about = about(runtime, method, plan);
            quote!(#runtime::KeyedContext::new(#at, #about))
        }
        None => quote!(#runtime::KeyedContext::new(#at)),
    };
    quote! {
        #(#cfgs)*
        fn #accessor() -> &'static #runtime::Static<#home> {
            static HOME: #runtime::Static<#home> = #runtime::Static::new(|| #runtime::Box::<#home>::new(#blank));
            &HOME
        }
        #(#cfgs)*
        pub fn #name() -> #ty { #new }
    }
}

/// Unlike that of every other method's.
fn context_name(of: &str, method: &Method) -> Ident {
    format_ident!("{of}_{}_Context", method.stem)
}

/// The context's type, where `expect` has type parameters of its own.
pub(super) fn context_type(mock: &Mock, block: &Block, method: &Method) -> Option<TokenStream> {
    let plan = method.plan.as_ref().ok().filter(|plan| plan.is_static && plan.is_generic())?;
    let generics = block.expect_generics.as_ref().unwrap_or(&mock.generics);
    let name = context_name(&mock.name.to_string(), method);
    Some(declare(&mock.runtime, &name, &mock.vis, generics, method, plan))
}

fn declare(
    runtime: &TokenStream,
    name: &Ident,
    vis: &Visibility,
    generics: &Generics,
    method: &Method,
    plan: &Plan,
) -> TokenStream {
    let (cfgs, quiet) = (&method.cfgs, quiet());
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    let params = &generics.params;
    let params = (!params.is_empty()).then(|| quote!(<#params>));
    let types = generics.type_params().map(|param| &param.ident);
    let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
    let (impl_generics, arguments, clause) = generics.split_for_impl();
    let (expect_generics, _, expect_clause) = plan.generics.split_for_impl();
    let about = about(runtime, method, plan);
    let expect = match SPY {
        true => quote!(#runtime::Context::expect_spied(&self.0, #about)),
        false => quote!(#runtime::Context::expect_for(&self.0)),
    };
    let questions = SPY.then(|| {
        quote! {
            #[must_use = "a verification checks nothing before it is told how often"]
            pub fn verify #expect_generics (&self) -> #runtime::Verify<#shape> #expect_clause {
                #runtime::Context::verify_spied::<#key, #shape, #mode>(&self.0, #about)
            }
            #[must_use]
            pub fn calls #expect_generics (&self) -> #runtime::Calls<#shape> #expect_clause {
                #runtime::Context::calls_spied::<#key, #shape, #mode>(&self.0, #about)
            }
        }
    });
    let members = quote! {
        #[automatically_derived]
        impl #impl_generics #name #arguments #clause {
            fn mockit_new(context: #runtime::Context<#runtime::ByType>) -> Self {
                Self(context, #runtime::PhantomData)
            }
            #[track_caller]
            pub fn expect #expect_generics (&self) -> #runtime::KeyedGuard<'_, #key, #shape, #mode> #expect_clause {
                #expect
            }
            #questions
            pub fn scoped(self) -> Self {
                Self(#runtime::Context::scoped(self.0), self.1)
            }
            #[track_caller]
            pub fn checkpoint(&self) {
                #runtime::Context::checkpoint(&self.0);
            }
        }
    };
    let members = match SPY {
        // What is known of the types is found by these traits.
        true => quote! {
            #(#cfgs)*
            #quiet
            const _: () = {
                use #runtime::{Fleeting as _, Opaque as _, ViaDebug as _, ViaOpaque as _};
                #members
            };
        },
        false => quote!(#(#cfgs)* #quiet #members),
    };
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #quiet
        #[allow(missing_debug_implementations)]
        #vis struct #name #params (
            #runtime::Context<#runtime::ByType>,
            #runtime::PhantomData<fn() -> (#(&#lifetimes (),)* #(#runtime::PhantomData<#types>,)*)>,
        ) #clause;
        #members
    }
}
