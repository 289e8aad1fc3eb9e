//! A method of a spy: that of the mock, where something is expected of it, else that of the real object.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericParam, ReturnType, Signature, Type};

use super::super::method::{self, expectation, hand_out, is_pinned, recast, this};
use super::can::{Owner, owner};
use super::real;
use crate::model::{HandOut, Method, Mock, Plan, kept, receiver_type};

pub(super) fn of_method(mock: &Mock, path: &syn::Path, method: &Method) -> TokenStream {
    let Method { cfgs, signature, .. } = method;
    let body = match &method.plan {
        Ok(plan) => body(mock, path, method, plan),
        Err(_) => {
            let runtime = &mock.runtime;
            quote!(#runtime::unsupported())
        }
    };
    quote!(#(#cfgs)* #signature { #body })
}

fn body(mock: &Mock, path: &syn::Path, method: &Method, plan: &Plan) -> TokenStream {
    let (runtime, real, mock_ty) = (&mock.runtime, real(), mock.ty());
    let (name, args) = (&method.signature.ident, plan.params.iter().map(|param| &param.name));
    let args: Vec<Ident> = args.cloned().collect();
    let wait = method.signature.asyncness.is_some().then(|| quote!(.await));
    if plan.is_static {
        let turbofish = turbofish(&method.signature);
        return quote!(<#real as #path>::#name #turbofish (#(#args),*) #wait);
    }
    let turbofish = turbofish(&method.signature);
    let on = |owner: &dyn ToTokens, at: &str, args: &[Ident]| {
        let at = field(runtime, method, at);
        quote!(<#owner as #path>::#name #turbofish (#at #(, #args)*))
    };
    let (to_real, to_mock) = (on(&real, "real", &args), on(&mock_ty, "mock", &args));
    // By other names, when the mock has given them back: to shadow is a lint.
    let back: Vec<Ident> = (0..args.len()).map(|index| format_ident!("mockit_{index}")).collect();
    let back_to_real = on(&real, "real", &back);
    let this = this(method);
    let text = note_text(runtime);
    let expectation = expectation(runtime, method, plan, &quote!(#this.mock));
    match result(method) {
        // What the two return has no type in common.
        Returns::Opaque => quote!(#to_mock),
        _ if plan.is_changed || is_pinned(method) => quote! {
            if #runtime::Expectation::is_blank(#expectation) {
                let mockit_begun = #runtime::Expectation::begin_unseen(#expectation);
                let mockit_result = #to_real #wait;
                #text
                mockit_result
            } else {
                #to_mock #wait
            }
        },
        Returns::Future => {
            let call = call(runtime, plan, &expectation);
            quote! {
                let mockit_call = match #call {
                    #runtime::Result::Ok(mockit_raw) => #runtime::Result::Ok(mockit_raw),
                    #runtime::Result::Err((mockit_begun, (#(#back,)*))) => {
                        #runtime::Result::Err((mockit_begun, #back_to_real))
                    }
                };
                async move {
                    match mockit_call {
                        #runtime::Result::Ok(mockit_future) => mockit_future.await,
                        #runtime::Result::Err((mockit_begun, mockit_future)) => {
                            let mockit_result = mockit_future.await;
                            #text
                            mockit_result
                        }
                    }
                }
            }
        }
        Returns::Plain => {
            let call = call(runtime, plan, &expectation);
            let note = note(runtime, method, plan);
            let returned = match plan.hand_out {
                HandOut::Never => back_to_real,
                _ => quote! {
                    let mockit_result = #back_to_real #wait;
                    #note
                    mockit_result
                },
            };
            // While it waits, it holds no result, which may not be `Send`.
            let (given, handed) = match plan.hand_out {
                HandOut::Await => (
                    quote! {
                        match #call {
                            #runtime::Result::Ok(mockit_raw) => match #runtime::Later::now(mockit_raw) {
                                #runtime::Result::Ok(mockit_it) => return mockit_it,
                                #runtime::Result::Err(mockit_coming) => #runtime::Result::Ok(mockit_coming),
                            },
                            #runtime::Result::Err(mockit_back) => #runtime::Result::Err(mockit_back),
                        }
                    },
                    quote!(mockit_raw.await),
                ),
                _ => (call, handed(runtime, method, plan, &expectation)),
            };
            quote! {
                let mockit_given = #given;
                match mockit_given {
                    #runtime::Result::Ok(mockit_raw) => { #handed }
                    #runtime::Result::Err((mockit_begun, (#(#back,)*))) => { #returned }
                }
            }
        }
    }
}

/// `::<T, N>`, since types may stand nowhere in the arguments.
fn turbofish(signature: &Signature) -> Option<TokenStream> {
    let names = signature.generics.params.iter().filter_map(|param| match param {
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Const(param) => Some(&param.ident),
        GenericParam::Lifetime(_) => None,
    });
    let names: Vec<&Ident> = names.collect();
    (!names.is_empty()).then(|| quote!(::<#(#names),*>))
}

/// Writing down what the real object returned.
pub(in crate::expand) fn note(runtime: &TokenStream, method: &Method, plan: &Plan) -> TokenStream {
    let result = &plan.result;
    let declared = match &method.signature.output {
        ReturnType::Default => quote!(()).to_string(),
        ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
    };
    let keep = kept(runtime, result.clone());
    match plan.hand_out {
        // Its type is the same for the test.
        HandOut::AsIs | HandOut::Await if declared == result.to_string() => quote! {
            #runtime::Begun::returned(
                mockit_begun,
                #runtime::Look(<#runtime::Probe<#result>>::SHOW, #keep),
                &mockit_result,
            );
        },
        _ => note_text(runtime),
    }
}

fn note_text(runtime: &TokenStream) -> TokenStream {
    quote! {
        #runtime::Begun::returned_text(mockit_begun, |mockit_f| {
            (&#runtime::Via(&mockit_result)).mockit_show(mockit_f)
        });
    }
}

/// The call of the mock, which may give the arguments back.
fn call(runtime: &TokenStream, plan: &Plan, expectation: &TokenStream) -> TokenStream {
    let arity = format_ident!("n{}", plan.params.len());
    let function = match plan.hand_out {
        HandOut::Lent => quote!(call_lent_or_real),
        _ => quote!(call_or_real),
    };
    let arguments = plan.params.iter().map(|param| {
        let (pass, show) = (&param.pass, &param.show);
        quote!(, #pass, #show)
    });
    quote!(#runtime::spied::#arity::#function(#expectation #(#arguments)*))
}

/// What the mock has given, as the method returns it.
fn handed(runtime: &TokenStream, method: &Method, plan: &Plan, expectation: &TokenStream) -> TokenStream {
    let raw = quote!(mockit_raw);
    let recast = recast(plan);
    match plan.hand_out {
        HandOut::Lend | HandOut::LendObject => quote!(#runtime::lend(#expectation, #raw) #recast),
        HandOut::LendMut | HandOut::LendObjectMut => {
            let this = this(method);
            let expectation = method::expectation_mut(runtime, method, plan, &quote!(#this.mock));
            quote!(#runtime::lend_mut(#expectation, #raw) #recast)
        }
        _ => hand_out(runtime, method, &Plan { is_provided: false, ..plan.clone() }, &raw),
    }
}

/// What kind of result the two must have in common.
enum Returns {
    Plain,
    /// `impl Future`
    Future,
    /// `impl Trait`
    Opaque,
}

fn result(method: &Method) -> Returns {
    let ReturnType::Type(_, ty) = &method.signature.output else { return Returns::Plain };
    let text = ty.to_token_stream().to_string();
    match &**ty {
        Type::ImplTrait(_) if text.contains("Future") => Returns::Future,
        _ if text.contains("impl ") => Returns::Opaque,
        _ => Returns::Plain,
    }
}
/// A field of the spy, in the form of the method's own receiver.
fn field(runtime: &TokenStream, method: &Method, field: &str) -> TokenStream {
    let (this, field) = (this(method), format_ident!("{field}"));
    let receiver = method.signature.receiver().map(receiver_type);
    match receiver.and_then(|ty| owner(&ty)) {
        Some(Owner::Shared) | None => quote!(&#this.#field),
        Some(Owner::Mutable) => quote!(&mut #this.#field),
        Some(Owner::Value) => quote!(#this.#field),
        Some(Owner::Boxed) => quote!(#runtime::Box::new(#this.#field)),
        Some(Owner::Pinned) => quote!(#runtime::Pin::new(&mut #runtime::Pin::get_mut(#this).#field)),
    }
}
