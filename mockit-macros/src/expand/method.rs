//! What is written for one method: its home, its `expect_` method, its shim.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use super::statics;
use crate::model::{HandOut, Method, Mock, Plan, receiver_type};

/// The type that keeps the method's expectations.
pub(super) fn home(mock: &Mock, plan: &Plan) -> TokenStream {
    let (runtime, Plan { shape, mode, .. }) = (&mock.runtime, plan);
    match plan.keys.is_empty() {
        true => quote!(#runtime::Expectation<#shape, #mode>),
        false => quote!(#runtime::ByType),
    }
}

/// A home without expectations.
pub(super) fn blank(mock: &Mock, method: &Method, plan: &Plan) -> TokenStream {
    let runtime = &mock.runtime;
    let name = format!("{}::{}", mock.name, method.plain_name());
    let args = plan.param_names();
    let home = match plan.keys.is_empty() {
        true => quote!(Expectation),
        false => quote!(ByType),
    };
    let is_static = plan.is_static;
    quote!(#runtime::#home::new(&#runtime::Method { name: #name, args: &[#(#args),*], is_static: #is_static }))
}

/// `expect_foo`, or `foo_context` where there is no receiver.
pub(super) fn expect(mock: &Mock, method: &Method) -> TokenStream {
    let plan = match &method.plan {
        Ok(plan) => plan,
        Err(_) => return absent(mock, method),
    };
    if plan.is_static {
        return statics::context(mock, method, plan);
    }
    let (runtime, Plan { shape, mode, .. }) = (&mock.runtime, plan);
    let (cfgs, field) = (&method.cfgs, &method.signature.ident);
    let name = format_ident!("expect_{}", method.plain_name(), span = field.span());
    let (generics, _, clause) = plan.generics.split_for_impl();
    let of_types = (!plan.keys.is_empty()).then(|| {
        let key = plan.key();
        quote!(.get_mut::<#key, #shape, #mode>())
    });
    quote! {
        #(#cfgs)*
        #[track_caller]
        pub fn #name #generics (&mut self) -> &mut #runtime::Expectation<#shape, #mode> #clause {
            self.#field #of_types.add()
        }
    }
}

/// Where the method cannot be mocked: of a type that there is not, which the compiler does not report,
/// because there is an error in the module already; nor what a test sets up with it.
fn absent(mock: &Mock, method: &Method) -> TokenStream {
    let (cfgs, name, runtime) = (&method.cfgs, method.plain_name(), &mock.runtime);
    let nothing = format_ident!("mockit_cannot_mock_{name}", span = name.span());
    let generics = &method.signature.generics;
    match method.signature.receiver() {
        Some(_) => {
            let name = format_ident!("expect_{name}", span = name.span());
            quote!(#(#cfgs)* pub fn #name #generics(&mut self) -> #nothing { #runtime::unsupported() })
        }
        None => {
            let name = format_ident!("{name}_context", span = name.span());
            quote!(#(#cfgs)* pub fn #name() -> #nothing { #runtime::unsupported() })
        }
    }
}

/// The method itself: one call of the runtime.
pub(super) fn shim(mock: &Mock, method: &Method) -> TokenStream {
    let (cfgs, signature) = (&method.cfgs, &method.signature);
    let body = match &method.plan {
        Ok(plan) => body(mock, method, plan),
        // The error stands at the method; this keeps the impl complete.
        Err(_) => {
            let runtime = &mock.runtime;
            quote!(#runtime::unsupported())
        }
    };
    quote!(#(#cfgs)* #signature { #body })
}

fn body(mock: &Mock, method: &Method, plan: &Plan) -> TokenStream {
    let runtime = &mock.runtime;
    let field = &method.signature.ident;
    if plan.is_static {
        let home = statics::accessor(method);
        let call = call(mock, method, plan, &quote!(mockit_it));
        return hand_out(runtime, plan, &quote!(Self::#home().with(|mockit_it| #call)));
    }
    let home = quote!(self.#field);
    let call = call(mock, method, plan, &quote!(&#home));
    match plan.hand_out {
        HandOut::Lend | HandOut::LendObject => {
            let expectation = expectation(plan, &quote!(&#home));
            let recast = recast(plan);
            quote!(#runtime::lend(#expectation, #call) #recast)
        }
        HandOut::LendMut | HandOut::LendObjectMut => {
            let this = if is_pinned(method) { quote!(#runtime::Pin::get_mut(self)) } else { quote!(self) };
            let expectation = match plan.keys.is_empty() {
                true => quote!(&mut #this.#field),
                false => {
                    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
                    quote!(#this.#field.get_mut::<#key, #shape, #mode>())
                }
            };
            let recast = recast(plan);
            quote!(let result = #call; #runtime::lend_mut(#expectation, result) #recast)
        }
        _ => hand_out(runtime, plan, &call),
    }
}

/// `&(dyn Trait + Send + Sync)` becomes `&dyn Trait` by itself, but not inside an `Option`.
fn recast(plan: &Plan) -> Option<TokenStream> {
    let is_inside = matches!(plan.hand_out, HandOut::LendObject | HandOut::LendObjectMut);
    is_inside.then(|| quote!(.map(|it| it as _)))
}

fn hand_out(runtime: &TokenStream, plan: &Plan, call: &TokenStream) -> TokenStream {
    match plan.hand_out {
        HandOut::Await => quote!(#call.await),
        HandOut::Iterate => quote!(#runtime::Box::new(#runtime::Iterator::map(#call, |it| it))),
        HandOut::Never => quote!(match #call {}),
        _ => call.clone(),
    }
}

/// The expectation in a home that was borrowed.
fn expectation(plan: &Plan, home: &TokenStream) -> TokenStream {
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    match plan.keys.is_empty() {
        true => home.clone(),
        false => quote!((#home).get::<#key, #shape, #mode>()),
    }
}

fn call(mock: &Mock, method: &Method, plan: &Plan, home: &TokenStream) -> TokenStream {
    let runtime = &mock.runtime;
    let arity: Ident = format_ident!("n{}", plan.params.len());
    let function = if plan.hand_out == HandOut::Lent { quote!(call_lent) } else { quote!(call) };
    let arguments = plan.params.iter().map(|param| {
        let (pass, show) = (&param.pass, &param.show);
        quote!(, #pass, #show)
    });
    let expectation = expectation(plan, home);
    // The span is that of the method's name: there a failing call says that it panicked.
    quote_spanned!(method.signature.ident.span()=> #runtime::#arity::#function(#expectation #(#arguments)*))
}

fn is_pinned(method: &Method) -> bool {
    method.signature.receiver().is_some_and(|receiver| matches!(receiver_type(receiver), syn::Type::Path(_)))
}
