//! What is written for a method without receiver: its static, and its context.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::method::{blank, home};
use crate::model::{Method, Mock, Plan};

/// The associated function that gives the static.
pub(super) fn accessor(method: &Method) -> Ident {
    format_ident!("mockit_static_{}", method.plain_name())
}

/// `foo_context`, and the static behind it.
pub(super) fn context(mock: &Mock, method: &Method, plan: &Plan) -> TokenStream {
    let runtime = &mock.runtime;
    let (cfgs, accessor) = (&method.cfgs, accessor(method));
    let name = format_ident!("{}_context", method.plain_name(), span = method.signature.ident.span());
    let (home, blank) = (home(mock, plan), blank(mock, method, plan));
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    let (_, arguments, _) = mock.generics.split_for_impl();
    let (ty, new) = if plan.is_generic() {
        let ty = context_name(mock, method);
        (
            quote!(#ty #arguments),
            quote!(#ty(#runtime::Context::new(Self::#accessor()), #runtime::PhantomData)),
        )
    } else if plan.keys.is_empty() {
        (quote!(#runtime::Context<#home>), quote!(#runtime::Context::new(Self::#accessor())))
    } else {
        (
            quote!(#runtime::KeyedContext<#key, #shape, #mode>),
            quote!(#runtime::KeyedContext::new(Self::#accessor())),
        )
    };
    quote! {
        #(#cfgs)*
        fn #accessor() -> &'static #runtime::Static<#home> {
            static HOME: #runtime::Static<#home> = #runtime::Static::new(|| #blank);
            &HOME
        }
        #(#cfgs)*
        pub fn #name() -> #ty { #new }
    }
}

fn context_name(mock: &Mock, method: &Method) -> Ident {
    let camel: String = method
        .plain_name()
        .to_string()
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect();
    format_ident!("{}{camel}Context", mock.name)
}

/// The context's type, where `expect` has type parameters of its own.
pub(super) fn context_type(mock: &Mock, method: &Method) -> Option<TokenStream> {
    let plan = method.plan.as_ref().ok().filter(|plan| plan.is_static && plan.is_generic())?;
    let runtime = &mock.runtime;
    let (name, vis, cfgs) = (context_name(mock, method), &mock.item.vis, &method.cfgs);
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    let params = &mock.generics.params;
    let params = (!params.is_empty()).then(|| quote!(<#params>));
    let types = mock.generics.type_params().map(|param| &param.ident);
    let (generics, arguments, clause) = mock.generics.split_for_impl();
    let (expect_generics, _, expect_clause) = plan.generics.split_for_impl();
    Some(quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, dead_code, missing_docs, non_snake_case, missing_debug_implementations)]
        #vis struct #name #params (
            #runtime::Context<#runtime::ByType>,
            #runtime::PhantomData<fn() -> (#(#runtime::PhantomData<#types>,)*)>,
        ) #clause;
        #(#cfgs)*
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, dead_code, missing_docs, non_snake_case)]
        #[automatically_derived]
        impl #generics #name #arguments #clause {
            #[track_caller]
            pub fn expect #expect_generics (&self) -> #runtime::KeyedGuard<'_, #key, #shape, #mode> #expect_clause {
                self.0.expect_for()
            }
            pub fn scoped(self) -> Self {
                Self(self.0.scoped(), self.1)
            }
            #[track_caller]
            pub fn checkpoint(&self) {
                self.0.checkpoint();
            }
        }
    })
}
