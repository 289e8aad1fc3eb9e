//! What is written for one method: its home, its `expect_` method, its shim.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;

use super::spying::note;
use super::{spy, statics};
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
    let home = match plan.keys.is_empty() {
        true => quote!(Expectation),
        false => quote!(ByType),
    };
    // Of a method with several lists of types, each is known elsewhere.
    let spy = if plan.keys.is_empty() { spy::of_method(runtime, plan) } else { spy::none(runtime) };
    let about = about_with(runtime, method, plan, spy);
    quote!(#runtime::#home::new(&#about))
}

/// What the runtime knows of the method.
pub(super) fn about(runtime: &TokenStream, method: &Method, plan: &Plan) -> TokenStream {
    let about = about_with(runtime, method, plan, spy::of_method(runtime, plan));
    // Where it names type parameters, it is a constant only where it is said to be one.
    if spy::SPY { quote!(const { &#about }) } else { quote!(&#about) }
}

fn about_with(runtime: &TokenStream, method: &Method, plan: &Plan, spy: Option<TokenStream>) -> TokenStream {
    let (name, args, is_static) = (&method.title, plan.param_names(), plan.is_static);
    quote!(#runtime::Method { name: #name, args: &[#(#args),*], is_static: #is_static #spy })
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
    let cfgs = &method.cfgs;
    let name = format_ident!("expect_{}", method.stem, span = method.field.span());
    let (generics, _, clause) = plan.generics.split_for_impl();
    let expectation = expectation_mut(runtime, method, plan, &quote!(self));
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
    let body = body(runtime, home, method);
    quote!(#(#cfgs)* #(#attrs)* #vis #signature { #body })
}

pub(super) fn body(runtime: &TokenStream, home: &TokenStream, method: &Method) -> TokenStream {
    match &method.plan {
        Ok(plan) => planned(runtime, home, method, plan),
        // The error stands at the method; this keeps the impl complete.
        Err(_) => quote!(#runtime::unsupported()),
    }
}

fn planned(runtime: &TokenStream, home: &TokenStream, method: &Method, plan: &Plan) -> TokenStream {
    if plan.is_static {
        let call = call(runtime, method, plan, &in_home(runtime, method, plan, &quote!(mockit_it)));
        return hand_out(runtime, method, plan, &quote!(#runtime::Static::with(#home, |mockit_it| #call)));
    }
    let this = this(method).to_token_stream();
    let expectation = expectation(runtime, method, plan, &this);
    let call = call(runtime, method, plan, &expectation);
    let recast = recast(plan);
    match plan.hand_out {
        HandOut::Lend | HandOut::LendObject => quote!(#runtime::lend(#expectation, #call) #recast),
        HandOut::LendMut | HandOut::LendObjectMut => {
            let this = if is_pinned(method) { quote!(#runtime::Pin::get_mut(#this)) } else { this };
            let expectation = expectation_mut(runtime, method, plan, &this);
            quote!(let result = #call; #runtime::lend_mut(#expectation, result) #recast)
        }
        _ => hand_out(runtime, method, plan, &call),
    }
}

/// `self` as the user wrote it: `mock!` is a macro inside a macro, where another one would be unknown.
pub(super) fn this(method: &Method) -> Ident {
    let span = method.signature.receiver().map_or_else(Span::call_site, |receiver| receiver.self_token.span);
    Ident::new("self", span)
}

/// `&(dyn Trait + Send + Sync)` becomes `&dyn Trait` by itself, but not inside an `Option`.
pub(super) fn recast(plan: &Plan) -> Option<TokenStream> {
    let is_inside = matches!(plan.hand_out, HandOut::LendObject | HandOut::LendObjectMut);
    is_inside.then(|| quote!(.map(|it| it as _)))
}

pub(super) fn hand_out(
    runtime: &TokenStream,
    method: &Method,
    plan: &Plan,
    call: &TokenStream,
) -> TokenStream {
    if let (Some(default), true) = (&method.default, plan.is_provided) {
        let default = &default.sig.ident;
        let this = method.signature.receiver().map(|_| this(method)).into_iter();
        let args: Vec<&Ident> = plan.params.iter().map(|param| &param.name).collect();
        let own = quote!(Self::#default(#(#this,)* #(#args),*));
        let (result, own) = match plan.hand_out {
            HandOut::Await => (awaited(runtime, &quote!(mockit_it)), quote!(#own.await)),
            _ => (quote!(mockit_it), own),
        };
        let own = match spy::SPY {
            true => {
                let note = note(runtime, method, plan);
                quote!({ let mockit_result = #own; #note mockit_result })
            }
            false => own,
        };
        let back = quote!((#(#args,)*));
        let back = if spy::SPY { quote!((mockit_begun, #back)) } else { back };
        return quote! {
            match #call {
                #runtime::Result::Ok(mockit_it) => { #result }
                #runtime::Result::Err(#back) => #own,
            }
        };
    }
    match plan.hand_out {
        HandOut::Await => awaited(runtime, call),
        HandOut::Iterate => quote!(#runtime::Box::new(#runtime::Iterator::map(#call, |it| it))),
        HandOut::Never => quote!(match #call {}),
        _ => call.clone(),
    }
}

/// Waits with nothing at hand but what it waits for: the method's future holds neither what the call borrowed nor
/// a result that is not `Send`.
fn awaited(runtime: &TokenStream, later: &TokenStream) -> TokenStream {
    quote! {
        let mockit_coming = match #runtime::Later::now(#later) {
            #runtime::Result::Ok(mockit_it) => return mockit_it,
            #runtime::Result::Err(mockit_coming) => mockit_coming,
        };
        mockit_coming.await
    }
}

/// The expectation in a home that was borrowed. Methods are named by their types here and elsewhere, for
/// a trait of the user's may have one of the same name for all types.
fn in_home(runtime: &TokenStream, method: &Method, plan: &Plan, home: &TokenStream) -> TokenStream {
    let (key, Plan { shape, mode, .. }) = (plan.key(), plan);
    match plan.keys.is_empty() {
        true => home.clone(),
        false if spy::SPY => {
            let about = about(runtime, method, plan);
            quote!(#runtime::ByType::part::<#key, #shape, #mode>(#home, #about))
        }
        false => quote!(#runtime::ByType::get::<#key, #shape, #mode>(#home)),
    }
}

/// `&` the method's expectation.
pub(super) fn expectation(
    runtime: &TokenStream,
    method: &Method,
    plan: &Plan,
    this: &TokenStream,
) -> TokenStream {
    let field = &method.field;
    if method.is_part {
        let (key, about) = (key_of_part(method, plan), about(runtime, method, plan));
        let Plan { shape, mode, .. } = plan;
        return quote!(#runtime::ByType::part::<#key, #shape, #mode>(&#this.mockit_more, #about));
    }
    in_home(runtime, method, plan, &quote!(&#this.#field))
}

pub(super) fn expectation_mut(
    runtime: &TokenStream,
    method: &Method,
    plan: &Plan,
    this: &TokenStream,
) -> TokenStream {
    let (key, Plan { shape, mode, .. }, field) = (plan.key(), plan, &method.field);
    if method.is_part {
        let (key, about) = (key_of_part(method, plan), about(runtime, method, plan));
        return quote!(#runtime::ByType::part_mut::<#key, #shape, #mode>(&mut #this.mockit_more, #about));
    }
    match plan.keys.is_empty() {
        true => quote!(&mut #this.#field),
        false if spy::SPY => {
            let about = about(runtime, method, plan);
            quote!(#runtime::ByType::part_mut::<#key, #shape, #mode>(&mut #this.#field, #about))
        }
        false => quote!(#runtime::ByType::get_mut::<#key, #shape, #mode>(&mut #this.#field)),
    }
}

/// A type that tells this method of an impl block from those of others.
pub(super) fn part(method: &Method) -> Ident {
    format_ident!("mockit_part_{}", method.stem)
}

fn key_of_part(method: &Method, plan: &Plan) -> TokenStream {
    let (part, key) = (part(method), plan.key());
    quote!((#part, #key))
}

fn call(runtime: &TokenStream, method: &Method, plan: &Plan, expectation: &TokenStream) -> TokenStream {
    let arity: Ident = format_ident!("n{}", plan.params.len());
    let function = match plan.hand_out {
        HandOut::Lent => quote!(call_lent),
        _ if plan.is_provided => quote!(call_or_default),
        _ => quote!(call),
    };
    let arguments = plan.params.iter().map(|param| {
        let (pass, show) = (&param.pass, &param.show);
        quote!(, #pass, #show)
    });
    let module = match plan.is_provided && spy::SPY {
        true => quote!(spied::#arity),
        false => quote!(#arity),
    };
    // The span is that of the method's name: there a failing call says that it panicked.
    quote_spanned!(method.signature.ident.span()=> #runtime::#module::#function(#expectation #(#arguments)*))
}

pub(super) fn is_pinned(method: &Method) -> bool {
    method.signature.receiver().is_some_and(|receiver| matches!(receiver_type(receiver), syn::Type::Path(_)))
}
