//! One method, or one function of a module.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{
    Attribute, Error, FnArg, GenericArgument, Generics, Ident, Pat, PathArguments, Receiver, ReceiverKind,
    Result, ReturnType, Signature, TraitItemFn, Type, Visibility, parse_quote,
};

use super::assoc::Names;
use super::concretize::{Concretized, Passed};
use super::declaration::{Ungroup, ignore_params, name_params};
use super::generics::{expect_generics, joined, keys, restricts};
use super::lifetimes::{Written, lifetimes_of};
use super::params::{Param, Tied, handed_on, has_fixed_lifetimes, param};
use super::returns::{HandOut, Returned, Sources, boxed, returned};
use super::walk;
use crate::parse::{AssocType, Function};

/// The runtime has signatures for so many parameters.
const MOST_PARAMS: usize = 16;

pub(crate) struct Method {
    /// `#[cfg(…)]`, which everything that is written for the method must have.
    pub(crate) cfgs: Vec<Attribute>,
    /// What a method of the mock's own has besides: docs, `#[must_use]`.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    /// As declared, but for the parameters' patterns.
    pub(crate) signature: Signature,
    /// How to mock it, or why that cannot be.
    pub(crate) plan: Result<Plan>,
    /// Where its expectations are.
    pub(crate) field: Ident,
    /// `bar` of `expect_bar`.
    pub(crate) stem: Ident,
    /// `verify_bar`
    pub(crate) verify: Ident,
    /// `bar_calls`
    pub(crate) calls: Ident,
    /// `MockFoo::bar`, as reports call it.
    pub(crate) title: String,
    /// The trait's own method under another name, where a test may ask for it.
    pub(crate) default: Option<TraitItemFn>,
    /// The mock has no field for it: it was declared without this method.
    pub(crate) is_part: bool,
}

/// What stands around a method.
pub(super) struct Surroundings<'a> {
    /// `::mockit::private`
    pub(super) runtime: &'a TokenStream,
    /// What `Self` is.
    pub(super) ty: Option<TokenStream>,
    pub(super) types: &'a [AssocType],
    /// The generics of the impl block.
    pub(super) generics: &'a Generics,
    /// Those of them that the mock's type does not tell apart.
    pub(super) keyed: Generics,
    /// Those that `expect_…` must be told.
    pub(super) of_expect: &'a Generics,
    /// Is it no trait that says what is returned?
    pub(super) is_own: bool,
    /// Is the mock's type declared by another macro?
    pub(super) is_part: bool,
}

#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) params: Vec<Param>,
    /// `fn(Ref<str>, Val<u64>) -> Receipt`
    pub(crate) shape: TokenStream,
    /// `Receipt`
    pub(crate) result: TokenStream,
    pub(crate) mode: TokenStream,
    pub(crate) hand_out: HandOut,
    /// Its types tell one instance of the method from another; empty for most methods.
    pub(crate) keys: Vec<TokenStream>,
    /// The generics of `expect_…`.
    pub(crate) generics: Generics,
    pub(crate) is_static: bool,
    /// A call may give the arguments back, for the trait's own body.
    pub(crate) is_provided: bool,
    /// Are arguments handed on as something else, that cannot be turned back?
    pub(crate) is_changed: bool,
}

impl Method {
    pub(super) fn of(around: &Surroundings<'_>, function: &Function) -> Method {
        let mut signature = function.sig.clone();
        walk::inside_signature(&mut Ungroup, &mut signature);
        name_params(&mut signature);
        let default = default(function);
        // An error that the compiler reports of the trait, and would of the impl.
        signature.constness = None;
        let mut plan = plan(around, &mut signature, &function.attrs);
        if let (Ok(planned), Some(_)) = (&mut plan, &default)
            && let Err(error) = planned.provide(around.runtime, &signature.ident)
        {
            plan = Err(error);
        }
        if plan.is_err() {
            ignore_params(&mut signature);
        }
        let name = signature.ident.unraw();
        let (cfgs, others): (Vec<_>, Vec<_>) = function.attrs.iter().cloned().partition(is_cfg);
        let attrs =
            others.into_iter().filter(|it| it.path().is_ident("doc") || it.path().is_ident("must_use"));
        Method {
            cfgs,
            attrs: attrs.collect(),
            vis: function.vis.clone(),
            plan,
            field: signature.ident.clone(),
            title: name.to_string(),
            verify: format_ident!("verify_{name}", span = signature.ident.span()),
            calls: format_ident!("{name}_calls", span = signature.ident.span()),
            stem: name,
            default,
            is_part: around.is_part && signature.receiver().is_some(),
            signature,
        }
    }

    /// `match` for `r#match`.
    pub(crate) fn plain_name(&self) -> Ident {
        self.signature.ident.unraw()
    }
}

/// The trait's own method, by a name that the mock does not have.
fn default(function: &Function) -> Option<TraitItemFn> {
    let attrs =
        function.attrs.iter().filter(|attribute| !attribute.path().is_ident("doc")).cloned().collect();
    let mut sig = function.sig.clone();
    sig.ident = format_ident!("mockit_default_{}", sig.ident.unraw(), span = sig.ident.span());
    let default = Some(function.default.clone()?);
    Some(TraitItemFn { attrs, modifiers: Default::default(), sig, default, semi_token: None })
}

/// `#[cfg(…)]`, also by way of `cfg_attr`.
fn is_cfg(attribute: &Attribute) -> bool {
    let by_way = || attribute.meta.to_token_stream().to_string().replace(' ', "").contains(",cfg(");
    attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") && by_way()
}

fn plan(around: &Surroundings<'_>, signature: &mut Signature, attrs: &[Attribute]) -> Result<Plan> {
    let runtime = around.runtime;
    let names = Names { mock: around.ty.clone().unwrap_or_default(), types: around.types };
    let receiver = signature.receiver();
    let typed: Vec<(Ident, Type)> =
        signature.inputs.iter().filter_map(|input| named_type(input, &names)).collect();
    if typed.len() > MOST_PARAMS {
        return Err(Error::new(
            signature.ident.span(),
            format!(
                "`{}` has {} parameters; a mocked method has at most {MOST_PARAMS}: gather some in a struct",
                signature.ident,
                typed.len()
            ),
        ));
    }
    let types: Vec<&Type> = typed.iter().map(|(_, ty)| ty).collect();
    let concretized = Concretized::of(&signature.generics, attrs, &types);
    concretized.check_use(&types)?;
    concretized.check_output(&signature.output)?;
    let passed: Vec<Option<Passed>> =
        typed.iter().map(|(name, ty)| concretized.pass(runtime, name, ty)).collect::<Result<_>>()?;
    let output = match &signature.output {
        ReturnType::Default => ReturnType::Default,
        ReturnType::Type(arrow, ty) => ReturnType::Type(*arrow, Box::new(names.resolve(ty))),
    };
    let sources = sources(receiver, &typed, signature.asyncness.is_some());
    let Returned { ty, mode, hand_out, mut tied } = returned(runtime, &output, &sources)?;
    let is_static = receiver.is_none();
    let mutable: Vec<bool> =
        passed.iter().map(|passed| passed.as_ref().is_some_and(|passed| passed.needs_mut)).collect();
    let is_object = |(_, ty): &(Ident, Type)| ty.to_token_stream().to_string().contains("impl ");
    let is_changed = passed.iter().any(Option::is_some) || typed.iter().any(is_object);
    let mut handed = Vec::new();
    for ((name, ty), passed) in typed.into_iter().zip(passed) {
        let (pass, ty) = match passed {
            None => handed_on(runtime, &name, &ty)?,
            Some(Passed { ty, pass, .. }) => (pass, ty),
        };
        handed.push((name, pass, names.resolve(&ty)));
    }
    if handed.iter().any(|(_, _, ty)| has_fixed_lifetimes(ty)) {
        tied.push(Written::shared());
    }
    let params: Vec<Param> =
        handed.into_iter().map(|(name, pass, ty)| param(runtime, name, pass, ty, &tied)).collect();
    let kinds = params.iter().map(|param| &param.kind);
    let shape = quote!(fn(#(#kinds),*) -> #ty);
    let of_method = concretized.taken_from(&signature.generics);
    let all = is_static || restricts(&of_method, around.generics);
    let mut key_types = keys(runtime, if all { around.generics } else { &around.keyed })?;
    key_types.extend(keys(runtime, &of_method)?);
    make_mutable(signature, &mutable);
    if let (ReturnType::Type(_, ty), true) = (&mut signature.output, around.is_own) {
        // The trait may have no impl for a box of itself.
        **ty = boxed(runtime, ty)?;
    }
    Ok(Plan {
        params,
        shape,
        result: ty,
        mode,
        hand_out,
        keys: key_types,
        generics: joined(around.of_expect, &expect_generics(&of_method)),
        is_static,
        is_provided: false,
        is_changed,
    })
}

/// The parameters that are handed on as `&mut`.
fn make_mutable(signature: &mut Signature, mutable: &[bool]) {
    let typed = signature.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&mut *typed.pat),
        FnArg::Receiver(_) => None,
    });
    for (pat, is_mutable) in typed.zip(mutable) {
        if let (Pat::Ident(pat), true) = (pat, *is_mutable) {
            pat.mutability = Some(Default::default());
        }
    }
}

fn named_type(input: &FnArg, names: &Names<'_>) -> Option<(Ident, Type)> {
    match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pat) => Some((pat.ident.clone(), names.resolve(&typed.ty))),
            _ => unreachable!("`name_params` has named every parameter"),
        },
        FnArg::Receiver(_) => None,
    }
}

fn sources(receiver: Option<&Receiver>, typed: &[(Ident, Type)], is_async: bool) -> Sources {
    let arguments: Tied = typed.iter().flat_map(|(_, ty)| lifetimes_of(ty)).collect();
    let receiver = receiver.map(receiver_type);
    Sources {
        receiver: receiver.as_ref().and_then(|ty| lifetimes_of(ty).into_iter().next()),
        receiver_is_mut: receiver.as_ref().is_some_and(borrows_mutably),
        arguments,
        is_async,
    }
}

/// The receiver's type, as if it were written out.
pub(crate) fn receiver_type(receiver: &Receiver) -> Type {
    match &receiver.kind {
        ReceiverKind::Reference(and, lifetime, mutability) => {
            parse_quote!(#and #lifetime #mutability Self)
        }
        ReceiverKind::Typed(_, ty) => (**ty).clone(),
        _ => parse_quote!(Self),
    }
}

/// `&mut Self`, or `Pin<&mut Self>`.
fn borrows_mutably(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Path(path) => match path.path.segments.last().map(|last| &last.arguments) {
            Some(PathArguments::AngleBracketed(arguments)) => arguments
                .args
                .iter()
                .any(|argument| matches!(argument, GenericArgument::Type(ty) if borrows_mutably(ty))),
            _ => false,
        },
        _ => false,
    }
}

impl Plan {
    /// Lets a test ask for the trait's own body.
    fn provide(&mut self, runtime: &TokenStream, name: &Ident) -> Result<()> {
        let is_changed = |param: &Param| param.name != param.pass.to_string();
        if !matches!(self.hand_out, HandOut::AsIs | HandOut::Await) || self.params.iter().any(is_changed) {
            return Err(Error::new(
                name.span(),
                format!(
                    "`call_default` cannot give `{name}` its arguments back, because it takes `impl Trait` or returns \
                     what borrows: with `skip({name})` it always runs its own body"
                ),
            ));
        }
        let mode = &self.mode;
        self.mode = quote!(#runtime::Provided<#mode>);
        self.is_provided = true;
        Ok(())
    }

    /// `(PhantomData<T>,)`
    pub(crate) fn key(&self) -> TokenStream {
        let keys = &self.keys;
        quote!((#(#keys,)*))
    }

    /// Has the method type parameters of its own?
    pub(crate) fn is_generic(&self) -> bool {
        !self.generics.params.is_empty()
    }

    /// The parameters' names, as string literals.
    pub(crate) fn param_names(&self) -> Vec<TokenStream> {
        self.params.iter().map(|param| param.name.unraw().to_string().to_token_stream()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutable_receivers() {
        assert!(borrows_mutably(&parse_quote!(&mut Self)));
        assert!(borrows_mutably(&parse_quote!(Pin<&mut Self>)));
        assert!(!borrows_mutably(&parse_quote!(&Self)));
        assert!(!borrows_mutably(&parse_quote!(Pin<Box<Self>>)));
    }
}
