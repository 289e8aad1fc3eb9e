//! The spy on a real object: a mock beside it, which is asked first.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{
    FnArg, GenericArgument, GenericParam, PathArguments, ReturnType, Signature, Type, TypeParamBound,
    parse_quote,
};

use super::method::{self, expectation, hand_out, is_pinned, recast, this};
use super::spy::SPY;
use super::{assoc_type, quiet};
use crate::model::{Block, HandOut, Method, Mock, Plan, receiver_type};

/// `MockFooSpy`, and what makes it one: nothing, without the feature `spy`.
pub(super) fn of_mock(mock: &Mock) -> (Option<TokenStream>, Option<TokenStream>) {
    if !SPY || !mock.errors.is_empty() || mock.supertraits.is_none() || mock.has_method("spying") {
        return (None, None);
    }
    match mock.blocks.iter().all(|block| can_spy(mock, block)) {
        true => (Some(item(mock)), Some(impls(mock))),
        false => (None, Some(refused(mock))),
    }
}

/// The real object's type, among the generics.
fn real() -> Ident {
    format_ident!("MockitReal")
}

fn name(mock: &Mock) -> Ident {
    format_ident!("{}Spy", mock.name, span = mock.name.span())
}

/// A method that takes or returns `Self` would have to make a spy of what the real object gives.
fn can_spy(mock: &Mock, block: &Block) -> bool {
    let demands = mock.supertraits.iter().flatten().any(|bound| names_self(bound.to_token_stream()));
    let is_plain = block.types.iter().all(|given| given.generics.params.is_empty());
    block.of_trait.is_some()
        && is_plain
        && !demands
        && block.methods.iter().all(|method| {
            let is_shared = || receiver_type(method.signature.receiver().expect("asked below"));
            let has_owner = method.signature.receiver().is_none() || owner(&is_shared()).is_some();
            has_owner && !signature_names_self(&method.signature)
        })
}

fn signature_names_self(signature: &Signature) -> bool {
    let arguments = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed.ty.to_token_stream()),
        FnArg::Receiver(_) => None,
    });
    let output = match &signature.output {
        ReturnType::Default => TokenStream::new(),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    // Nor can the real object's type be added to what an opaque result captures.
    let captures = output.to_string().contains("use <");
    captures || arguments.chain([output]).any(names_self)
}

/// Is there a `Self` that is not part of `Self::Item`?
fn names_self(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_self = matches!(&token, TokenTree::Ident(name) if name == "Self");
        let goes_on = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let inside = matches!(token, TokenTree::Group(group) if names_self(group.stream()));
        if inside || is_self && !goes_on {
            return true;
        }
    }
    false
}

/// How a method that is called on a spy has a field of it.
enum Owner {
    Shared,
    Mutable,
    Value,
    Boxed,
    Pinned,
}

fn owner(receiver: &Type) -> Option<Owner> {
    match receiver {
        Type::Reference(reference) if is_self(&reference.elem) => match reference.mutability {
            None => Some(Owner::Shared),
            Some(_) => Some(Owner::Mutable),
        },
        ty if is_self(ty) => Some(Owner::Value),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            let GenericArgument::Type(inner) = arguments.args.first()? else { return None };
            match (last.ident.to_string().as_str(), inner) {
                ("Box", inner) if is_self(inner) => Some(Owner::Boxed),
                ("Pin", Type::Reference(reference))
                    if reference.mutability.is_some() && is_self(&reference.elem) =>
                {
                    Some(Owner::Pinned)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_self(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Self"))
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

/// The generics of the mock, and the real object's type.
fn generics(of: &syn::Generics, bounds: &[TokenStream]) -> syn::Generics {
    let (mut generics, real) = (of.clone(), real());
    for param in &mut generics.params {
        // The real object's type, behind them, has no default.
        match param {
            GenericParam::Type(param) => param.default = None,
            GenericParam::Const(param) => param.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics.params.push(parse_quote!(#real));
    if !bounds.is_empty() {
        let clause = generics.make_where_clause();
        clause.predicates.push(parse_quote!(#real: #(#bounds)+*));
    }
    generics
}

fn item(mock: &Mock) -> TokenStream {
    let (vis, name, real, mock_ty, quiet) = (&mock.vis, name(mock), real(), mock.ty(), quiet());
    let all = generics(&mock.generics, &[]);
    let (params, clause) = (&all.params, &all.where_clause);
    let doc = format!(
        " A spy on a `{}`: calls the real object for everything that has no expectation. Made by `{}::spying`.",
        mock.of, mock.name
    );
    let cfgs = mock.cfgs();
    quote! {
        #[doc = #doc]
        #(#cfgs)*
        #quiet
        #[allow(missing_debug_implementations)]
        #vis struct #name <#params> #clause { mock: #mock_ty, real: #real }
    }
}

/// The mocked traits, with the values of associated types that the mock has.
fn wanted(mock: &Mock) -> Vec<TokenStream> {
    let mut wanted = Vec::new();
    for block in &mock.blocks {
        let Some(path) = &block.of_trait else { continue };
        let mut path = path.clone();
        let bindings: Vec<GenericArgument> = block
            .types
            .iter()
            .filter(|given| given.attrs.is_empty())
            .map(|given| {
                let (name, ty) = (&given.name, &given.ty);
                parse_quote!(#name = #ty)
            })
            .collect();
        if let (Some(last), false) = (path.segments.last_mut(), bindings.is_empty()) {
            match &mut last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.extend(bindings),
                arguments => *arguments = PathArguments::AngleBracketed(parse_quote!(<#(#bindings),*>)),
            }
        }
        wanted.push(path.to_token_stream());
    }
    wanted
}

/// What the real object must be besides.
fn besides(mock: &Mock) -> Vec<TokenStream> {
    let runtime = &mock.runtime;
    let methods = || mock.methods().map(|method| &method.signature);
    let needs_unpin = mock.methods().any(is_pinned);
    // `async_trait` and its kin demand futures that are `Send`, and are not always to be seen here.
    let needs_send = methods().any(|signature| signature.asyncness.is_some());
    let unpin = needs_unpin.then(|| quote!(#runtime::Unpin));
    unpin.into_iter().chain(needs_send.then(|| quote!(#runtime::Send + #runtime::Sync))).collect()
}

fn impls(mock: &Mock) -> TokenStream {
    let (runtime, name, mock_ty) = (&mock.runtime, name(mock), mock.ty());
    let bounds: Vec<TokenStream> = wanted(mock).into_iter().chain(besides(mock)).collect();
    // The trait's lifetimes are none of the mock's.
    let has_lifetimes = mock.blocks.iter().any(|block| block.generics.lifetimes().next().is_some());
    let known = if has_lifetimes { &[][..] } else { &bounds };
    let (all, real, bounded) = (generics(&mock.generics, &[]), real(), generics(&mock.generics, known));
    let (plain_generics, arguments, plain_clause) = all.split_for_impl();
    let (mock_generics, _, mock_clause) = mock.generics.split_for_impl();
    let title = name.to_string();
    let blocks = mock.blocks.iter().map(|block| of_block(mock, block, &bounds));
    let (_, _, real_clause) = bounded.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #mock_generics #mock_ty #mock_clause {
            /// A mock that calls `real` for everything that has no expectation. It has all that this mock
            /// has: `expect_…` and `verify_…`.
            pub fn spying<#real>(real: #real) -> #name #arguments #real_clause {
                #name { mock: Self::MOCKIT_BLANK, real }
            }
        }
        #[automatically_derived]
        impl #plain_generics #runtime::Deref for #name #arguments #plain_clause {
            type Target = #mock_ty;
            fn deref(&self) -> &#mock_ty { &self.mock }
        }
        #[automatically_derived]
        impl #plain_generics #runtime::DerefMut for #name #arguments #plain_clause {
            fn deref_mut(&mut self) -> &mut #mock_ty { &mut self.mock }
        }
        #[automatically_derived]
        impl #plain_generics #runtime::Debug for #name #arguments #plain_clause {
            fn fmt(&self, f: &mut #runtime::Formatter<'_>) -> #runtime::fmt::Result { f.write_str(#title) }
        }
        #(#blocks)*
    }
}

fn of_block(mock: &Mock, block: &Block, bounds: &[TokenStream]) -> Option<TokenStream> {
    let path = block.of_trait.as_ref()?;
    let (name, quiet, attrs, unsafety) = (name(mock), quiet(), &block.attrs, &block.unsafety);
    let mut bounded = generics(&block.generics, bounds);
    let all = generics(&mock.generics, &[]);
    let (_, arguments, _) = all.split_for_impl();
    let supertraits: Vec<&TypeParamBound> = mock.supertraits.iter().flatten().collect();
    if !supertraits.is_empty() {
        // Those that the macro does not know: the spy is one where the user makes it one of them.
        let clause = bounded.make_where_clause();
        clause.predicates.push(parse_quote!(#name #arguments: #(#supertraits)+*));
    }
    let (impl_generics, _, clause) = bounded.split_for_impl();
    let real = real();
    let types = block.types.iter().map(assoc_type);
    let consts = block.consts.iter().map(|given| {
        let (cfgs, name, ty) = (crate::parse::cfgs(&given.attrs), &given.name, &given.ty);
        quote!(#(#cfgs)* const #name: #ty = <#real as #path>::#name;)
    });
    let methods = block.methods.iter().map(|method| of_method(mock, path, method));
    Some(quote! {
        #(#attrs)*
        #quiet
        #unsafety impl #impl_generics #path for #name #arguments #clause {
            #(#types)*
            #(#consts)*
            #(#methods)*
        }
    })
}

fn of_method(mock: &Mock, path: &syn::Path, method: &Method) -> TokenStream {
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
fn note(runtime: &TokenStream, method: &Method, plan: &Plan) -> TokenStream {
    let result = &plan.result;
    let declared = match &method.signature.output {
        ReturnType::Default => quote!(()).to_string(),
        ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
    };
    match plan.hand_out {
        // Its type is the same for the test.
        HandOut::AsIs | HandOut::Await if declared == result.to_string() => quote! {
            #runtime::Begun::returned(
                mockit_begun,
                #runtime::Look(<#runtime::Probe<#result>>::SHOW, <#runtime::Keeping<#result>>::KEEP),
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

/// `spying` with a message, where there can be none.
fn refused(mock: &Mock) -> TokenStream {
    let (runtime, real, mock_ty) = (&mock.runtime, real(), mock.ty());
    let (generics, _, clause) = mock.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #mock_ty #clause {
            #[doc(hidden)]
            pub fn spying<#real: #runtime::CannotBeSpiedOn>(real: #real) -> #real { real }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn self_is_found_unless_it_leads_to_a_type_of_its_own() {
        let names = |text: &str| names_self(text.parse().unwrap());
        assert!(names("Self") && names("Option<Self>") && names("(u8, Self)"));
        assert!(!names("Self::Item") && !names("Option<Self::Item>") && !names("u8"));
    }

    #[test]
    fn receivers_that_own_a_field() {
        let owner = |text: &str| owner(&syn::parse_str(text).unwrap()).is_some();
        assert!(owner("Self") && owner("&Self") && owner("&mut Self") && owner("Box<Self>"));
        assert!(owner("Pin<&mut Self>") && !owner("Rc<Self>") && !owner("Pin<Box<Self>>"));
    }
}
