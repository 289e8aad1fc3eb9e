//! Writing a mock down: as little as can be, since every line costs the user compile time.

mod method;
mod statics;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Error;

use crate::model::{Method, Mock, Plan, impl_generics};

pub(crate) fn mock(mock: &Mock) -> TokenStream {
    let errors = mock.errors.iter().map(Error::to_compile_error);
    let item = item(mock);
    let inherent = inherent(mock);
    let of_trait = of_trait(mock);
    let drop = drop_impl(mock);
    let debug = debug_impl(mock);
    let contexts = mock.methods.iter().filter_map(|method| statics::context_type(mock, method));
    let runtime = &mock.runtime;
    let cfgs = mock.item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    quote! {
        #(#errors)*
        #item
        #(#contexts)*
        #(#cfgs)*
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, missing_docs, dead_code, deprecated, non_snake_case, unused_imports)]
        const _: () = {
            use #runtime::{Opaque as _, ViaDebug as _, ViaOpaque as _};
            #inherent
            #of_trait
            #drop
            #debug
        };
    }
}

/// The methods that have a field, with their plans.
fn fields(mock: &Mock) -> impl Iterator<Item = (&Method, &Plan)> {
    mock.methods.iter().filter_map(|method| match &method.plan {
        Ok(plan) if !plan.is_static => Some((method, plan)),
        _ => None,
    })
}

fn item(mock: &Mock) -> TokenStream {
    let Mock { item, name, runtime, generics, .. } = mock;
    let vis = &item.vis;
    let (_, _, clause) = generics.split_for_impl();
    let fields = fields(mock).map(|(method, plan)| {
        let (cfgs, name, ty) = (&method.cfgs, &method.signature.ident, method::home(mock, plan));
        quote!(#(#cfgs)* #name: #ty)
    });
    let types: Vec<_> = generics.type_params().map(|param| &param.ident).collect();
    let types = (!types.is_empty())
        .then(|| quote!(mockit_types: #runtime::PhantomData<fn() -> (#(#runtime::PhantomData<#types>,)*)>,));
    let cfgs = item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let doc = format!(" A mock of `{}`.", item.ident);
    let params = &generics.params;
    let params = (!params.is_empty()).then(|| quote!(<#params>));
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, dead_code, missing_docs, non_snake_case)]
        #vis struct #name #params #clause { #(#fields,)* #types }
    }
}

fn inherent(mock: &Mock) -> TokenStream {
    let (ty, runtime) = (mock.ty(), &mock.runtime);
    let (generics, _, clause) = mock.generics.split_for_impl();
    let initial = fields(mock).map(|(method, plan)| {
        let (cfgs, name, value) = (&method.cfgs, &method.signature.ident, method::blank(mock, method, plan));
        quote!(#(#cfgs)* #name: #value)
    });
    let types = mock.generics.type_params().next().map(|_| quote!(mockit_types: #runtime::PhantomData));
    let new = (!mock.has_method("new")).then(|| {
        quote! {
            /// A mock of which nothing is expected.
            #[must_use]
            pub fn new() -> Self { Self::MOCKIT_BLANK }
        }
    });
    let checkpoint = (!mock.has_method("checkpoint")).then(|| {
        let cores = cores(mock);
        quote! {
            /// Verifies what was expected so far, and forgets it.
            #[track_caller]
            pub fn checkpoint(&mut self) { #runtime::checkpoint(&mut [#cores]); }
        }
    });
    let expects = mock.methods.iter().map(|method| method::expect(mock, method));
    quote! {
        #[automatically_derived]
        impl #generics #ty #clause {
            const MOCKIT_BLANK: Self = Self { #(#initial,)* #types };
            #new
            #checkpoint
            #(#expects)*
        }
        #[automatically_derived]
        impl #generics #runtime::Default for #ty #clause {
            fn default() -> Self { Self::MOCKIT_BLANK }
        }
    }
}

/// The engine's part of every field.
fn cores(mock: &Mock) -> TokenStream {
    let cores = fields(mock).map(|(method, _)| {
        let (cfgs, name) = (&method.cfgs, &method.signature.ident);
        quote!(#(#cfgs)* &mut self.#name.core)
    });
    quote!(#(#cores),*)
}

fn of_trait(mock: &Mock) -> TokenStream {
    let (ty, item) = (mock.ty(), &mock.item);
    let (name, unsafety) = (&item.ident, &item.unsafety);
    let generics = impl_generics(&item.generics);
    let (generics, _, clause) = generics.split_for_impl();
    let (_, arguments, _) = item.generics.split_for_impl();
    let attributes = mock.impl_attributes();
    let types = mock.types.iter().map(|given| {
        let (name, params, value) = (&given.name, &given.generics, &given.ty);
        let clause = &params.where_clause;
        quote!(type #name #params = #value #clause;)
    });
    let consts = mock.consts.iter().map(|given| {
        let (name, value) = (&given.name, &given.value);
        let ty = item.items.iter().find_map(|item| match item {
            syn::TraitItem::Const(constant) if constant.ident == *name => Some(&constant.ty),
            _ => None,
        });
        quote!(const #name: #ty = #value;)
    });
    let methods = mock.methods.iter().map(|method| method::shim(mock, method));
    quote! {
        #(#attributes)*
        #[allow(clippy::all, clippy::pedantic, clippy::nursery)]
        #unsafety impl #generics #name #arguments for #ty #clause {
            #(#types)*
            #(#consts)*
            #(#methods)*
        }
    }
}

fn drop_impl(mock: &Mock) -> Option<TokenStream> {
    let (ty, runtime, cores) = (mock.ty(), &mock.runtime, cores(mock));
    let (generics, _, clause) = mock.generics.split_for_impl();
    (!cores.is_empty()).then(|| {
        quote! {
            #[automatically_derived]
            impl #generics #runtime::Drop for #ty #clause {
                fn drop(&mut self) { #runtime::verify(&mut [#cores]); }
            }
        }
    })
}

fn debug_impl(mock: &Mock) -> TokenStream {
    let (ty, runtime, name) = (mock.ty(), &mock.runtime, mock.name.to_string());
    let (generics, _, clause) = mock.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #runtime::Debug for #ty #clause {
            fn fmt(&self, f: &mut #runtime::Formatter<'_>) -> #runtime::fmt::Result { f.write_str(#name) }
        }
    }
}
