//! What is written for mocks that keep their calls: nothing, without the feature `spy`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::method::expectation;
use crate::model::{HandOut, Method, Mock, Plan, kept, show_by_method};

pub(super) const SPY: bool = cfg!(feature = "spy");

/// A part of `Method`: what is known of the types of its signature.
pub(super) fn of_method(runtime: &TokenStream, plan: &Plan) -> Option<TokenStream> {
    let arity = format_ident!("n{}", plan.params.len());
    let Plan { params, result, mode, .. } = plan;
    let kinds = params.iter().map(|param| &param.kind);
    let keep = kept(runtime, result.clone());
    let seen = params.iter().map(|param| {
        let (kind, show, keep) = (&param.kind, &param.show, &param.keep);
        quote!(#runtime::Seen::<#kind>(#show, #keep),)
    });
    SPY.then(|| match plan.hand_out {
        HandOut::Lent => {
            let show = show_by_method(runtime);
            quote! {
                , spy: #runtime::Some(&#runtime::spied::#arity::LentSpy::<#(#kinds,)* #result>(
                    #(#seen)* #runtime::Seen::<#result>(#show, ()),
                ))
            }
        }
        _ => quote! {
            , spy: #runtime::Some(&#runtime::spied::#arity::Spy::<#(#kinds,)* #result, #mode>(
                #(#seen)*
                #runtime::Look(<#runtime::Probe<#result>>::SHOW, #keep),
                #runtime::PhantomData,
            ))
        },
    })
}

/// The same, of what has no calls.
pub(super) fn none(runtime: &TokenStream) -> Option<TokenStream> {
    SPY.then(|| quote!(, spy: #runtime::Option::None))
}

/// Traits that must be in scope.
pub(super) fn uses(runtime: &TokenStream) -> Option<TokenStream> {
    SPY.then(|| quote!(use #runtime::Fleeting as _;))
}

/// `verify_foo` and `foo_calls`.
pub(super) fn questions(mock: &Mock, method: &Method) -> Option<TokenStream> {
    let plan = method.plan.as_ref().ok().filter(|plan| SPY && !plan.is_static)?;
    let (runtime, Plan { shape, .. }, cfgs) = (&mock.runtime, plan, &method.cfgs);
    let (generics, _, clause) = plan.generics.split_for_impl();
    let expectation = expectation(runtime, method, plan, &quote!(self));
    let Method { verify, calls, .. } = method;
    Some(quote! {
        #(#cfgs)*
        #[must_use = "a verification checks nothing before it is told how often"]
        pub fn #verify #generics (&self) -> #runtime::Verify<#shape> #clause {
            #runtime::Expectation::verify(#expectation, &Self::mockit_asked(self))
        }
        #(#cfgs)*
        #[must_use]
        pub fn #calls #generics (&self) -> #runtime::Calls<#shape> #clause {
            #runtime::Expectation::calls(#expectation)
        }
    })
}

/// What is asked of a mock as a whole; `cores` are those of its methods.
pub(super) fn of_mock(mock: &Mock, cores: &TokenStream) -> Option<TokenStream> {
    let (runtime, title) = (&mock.runtime, mock.name.to_string());
    let no_more = (!mock.has_method("verify_no_more_calls")).then(|| {
        quote! {
            /// Demands that a verification has counted each call that this mock had so far.
            #[track_caller]
            pub fn verify_no_more_calls(&self) {
                #runtime::verify_no_more_calls(#title, &Self::mockit_asked(self));
            }
        }
    });
    let clear = (!mock.has_method("clear_history")).then(|| {
        quote! {
            /// Forgets the calls that this mock had so far. Expectations have counted them all the same.
            pub fn clear_history(&self) { #runtime::clear_history(&Self::mockit_asked(self)); }
        }
    });
    SPY.then(|| {
        quote! {
            // Without a receiver, it hides no method of the same name.
            #[doc(hidden)]
            pub fn mockit_asked(mockit_it: &Self) -> #runtime::Box<[&#runtime::Core]> { #runtime::Box::new([#cores]) }
            #no_more
            #clear
        }
    })
}
