//! What is written for one method: its home, its `expect_` method, its shim.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use super::statics;
use crate::model::{Block, HandOut, Method, Mock, Plan, receiver_type};

/// The type that keeps the method's expectations.
pub(super) fn home(runtime: &TokenStream, plan: &Plan) -> TokenStream {
    let Plan { shape, mode, .. } = plan;
    match plan.keys.is_empty() {
        true => quote!(#runtime::Expectation<#shape, #mode>),
        false => quote!(#runtime::ByType),
    }
}

/// A home without expectations.
pub(super) fn blank(runtime: &TokenStream, method: &Method, plan: &Plan) -> TokenStream {
    let name = &method.title;
    let args = plan.param_names();
    let home = match plan.keys.is_empty() {
        true => quote!(Expectation),
        false => quote!(ByType),
    };
    let is_static = plan.is_static;
    quote!(#runtime::#home::new(&#runtime::Method { name: #name, args: &[#(#args),*], is_static: #is_static }))
}

/// `expect_foo`, or `foo_context` where there is no receiver.
pub(super) fn expect(mock: &Mock, block: &Block, method: &Method) -> TokenStream {
    let plan = match &method.plan {
        Ok(plan) => plan,
        Err(_) => return absent(&mock.runtime, method),
    };
    if plan.is_static {
        return statics::of_mock(mock, block, method, plan);
    }
    let (runtime, Plan { shape, mode, .. }) = (&mock.runtime, plan);
    let (cfgs, field) = (&method.cfgs, &method.field);
    let name = format_ident!("expect_{}", method.stem, span = field.span());
    let (generics, _, clause) = plan.generics.split_for_impl();
    let expectation = expectation_mut(runtime, plan, &quote!(&mut self.#field));
    quote! {
        #(#cfgs)*
        #[track_caller]
        pub fn #name #generics (&mut self) -> &mut #runtime::Expectation<#shape, #mode> #clause {
            #runtime::Expectation::add(#expectation)
        }
    }
}

/// Where the method cannot be mocked: of a type that there is not, which the compiler does not report,
/// because there is an error in the module already; nor what a test sets up with it.
pub(super) fn absent(runtime: &TokenStream, method: &Method) -> TokenStream {
    let (cfgs, name) = (&method.cfgs, &method.stem);
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
pub(super) fn shim(mock: &Mock, block: &Block, method: &Method) -> TokenStream {
    let accessor = statics::accessor(method);
    function(&mock.runtime, &quote!(Self::#accessor()), method, block.of_trait.is_none())
}

/// A method or a function; `home` gives the static of one without receiver. Has it a visibility and
/// attributes of its own?
pub(super) fn function(
    runtime: &TokenStream,
    home: &TokenStream,
    method: &Method,
    is_own: bool,
) -> TokenStream {
    let Method { cfgs, signature, .. } = method;
    let (vis, attrs) = (is_own.then_some(&method.vis), is_own.then_some(&method.attrs));
    let attrs = attrs.into_iter().flatten();
    let body = match &method.plan {
        Ok(plan) => body(runtime, home, method, plan),
        // The error stands at the method; this keeps the impl complete.
        Err(_) => quote!(#runtime::unsupported()),
    };
    quote!(#(#cfgs)* #(#attrs)* #vis #signature { #body })
}

fn body(runtime: &TokenStream, home: &TokenStream, method: &Method, plan: &Plan) -> TokenStream {
    if plan.is_static {
        let call = call(runtime, method, plan, &quote!(mockit_it));
        return hand_out(runtime, plan, &quote!(#runtime::Static::with(#home, |mockit_it| #call)));
    }
    let (this, field) = (this(method), &method.field);
    let home = quote!(#this.#field);
    let call = call(runtime, method, plan, &quote!(&#home));
    match plan.hand_out {
        HandOut::Lend | HandOut::LendObject => {
            let expectation = expectation(runtime, plan, &quote!(&#home));
            let recast = recast(plan);
            quote!(#runtime::lend(#expectation, #call) #recast)
        }
        HandOut::LendMut | HandOut::LendObjectMut => {
            let this = if is_pinned(method) { quote!(#runtime::Pin::get_mut(#this)) } else { quote!(#this) };
            let expectation = expectation_mut(runtime, plan, &quote!(&mut #this.#field));
            let recast = recast(plan);
            quote!(let result = #call; #runtime::lend_mut(#expectation, result) #recast)
        }
        _ => hand_out(runtime, plan, &call),
    }
}

/// `self` as the user wrote it: `mock!` is a macro inside a macro, where another one would be unknown.
fn this(method: &Method) -> Ident {
    let span = method.signature.receiver().map_or_else(Span::call_site, |receiver| receiver.self_token.span);
    Ident::new("self", span)
}

/// `&(dyn Trait + Send + Sync)` becomes `&dyn Trait` by itself, but not inside an `Option`.
fn recast(plan: &Plan) -> Option<TokenStream> {
    let is_inside = matches!(plan.hand_out, HandOut::LendObject | HandOut::LendObjectMut);
    is_inside.then(|| quote!(.map(|it| it as _)))
}

fn hand_out(runtime: &TokenStream, plan: &Plan, call: &TokenStream) -> TokenStream {
    match plan.hand_out {
        // What the call borrowed must not wait too: the future would have to hold it.
        HandOut::Await if plan.makes_references => quote!(let mockit_later = #call; mockit_later.await),
        HandOut::Await => quote!(#call.await),
        HandOut::Iterate => quote!(#runtime::Box::new(#runtime::Iterator::map(#call, |it| it))),
        HandOut::Never => quote!(match #call {}),
        _ => call.clone(),
    }
}

/// The expectation in a home that was borrowed. Methods are named by their types here and elsewhere, for
/// a trait of the user's may have one of the same name for all types.
fn expectation(runtime: &TokenStream, plan: &Plan, home: &TokenStream) -> TokenStream {
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    match plan.keys.is_empty() {
        true => home.clone(),
        false => quote!(#runtime::ByType::get::<#key, #shape, #mode>(#home)),
    }
}

fn expectation_mut(runtime: &TokenStream, plan: &Plan, home: &TokenStream) -> TokenStream {
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    match plan.keys.is_empty() {
        true => home.clone(),
        false => quote!(#runtime::ByType::get_mut::<#key, #shape, #mode>(#home)),
    }
}

fn call(runtime: &TokenStream, method: &Method, plan: &Plan, home: &TokenStream) -> TokenStream {
    let arity: Ident = format_ident!("n{}", plan.params.len());
    let function = if plan.hand_out == HandOut::Lent { quote!(call_lent) } else { quote!(call) };
    let arguments = plan.params.iter().map(|param| {
        let (pass, show) = (&param.pass, &param.show);
        quote!(, #pass, #show)
    });
    let expectation = expectation(runtime, plan, home);
    // The span is that of the method's name: there a failing call says that it panicked.
    quote_spanned!(method.signature.ident.span()=> #runtime::#arity::#function(#expectation #(#arguments)*))
}

fn is_pinned(method: &Method) -> bool {
    method.signature.receiver().is_some_and(|receiver| matches!(receiver_type(receiver), syn::Type::Path(_)))
}
