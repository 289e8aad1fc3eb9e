//! Results: what a test sets, and how the method hands it out.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Error, GenericArgument, PathArguments, Result, ReturnType, TraitBound, Type, TypePath, TypeReference,
    TypeTraitObject, parse_quote,
};

use super::lifetimes::{self, Written, lifetimes_of, object_behind, relabel};
use super::params::{Tied, family, object_bounds};

/// How a method's result is set and handed out.
pub(crate) struct Returned {
    /// The signature's result: `u32`, or the owned form of what is lent.
    pub(crate) ty: TokenStream,
    /// The expectation's mode.
    pub(crate) mode: TokenStream,
    pub(crate) hand_out: HandOut,
    /// The lifetimes of the arguments from which the result borrows.
    pub(crate) tied: Tied,
}

/// What the shim does with what the engine gives.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum HandOut {
    AsIs,
    Await,
    /// Borrow it from the mock.
    Lend,
    LendMut,
    /// It borrows from the arguments.
    Lent,
    /// Its items borrow from the mock, so far as the signature says.
    Iterate,
    /// There is no result: the method never returns.
    Never,
}

/// What a result may borrow from.
pub(crate) struct Sources {
    /// The receiver's lifetime, where it is a reference.
    pub(crate) receiver: Option<Written>,
    pub(crate) receiver_is_mut: bool,
    /// The lifetimes of the arguments.
    pub(crate) arguments: Vec<Written>,
    pub(crate) is_async: bool,
}

impl Sources {
    fn is_receivers(&self, written: &Written) -> bool {
        match (&self.receiver, written) {
            (Some(_), Written::Elided) => true,
            (Some(receiver), named) => receiver == named,
            (None, _) => false,
        }
    }

    fn is_arguments(&self, written: &Written) -> bool {
        !self.is_receivers(written) && self.arguments.contains(written)
    }
}

pub(crate) fn returned(runtime: &TokenStream, output: &ReturnType, sources: &Sources) -> Result<Returned> {
    let plain = |ty: TokenStream| Returned {
        ty,
        mode: if sources.is_async { quote!(#runtime::Async) } else { quote!(#runtime::Owned) },
        hand_out: if sources.is_async { HandOut::Await } else { HandOut::AsIs },
        tied: Tied::new(),
    };
    let ty = match output {
        ReturnType::Default => return Ok(plain(quote!(()))),
        ReturnType::Type(_, ty) => &**ty,
    };
    if let Type::Never(_) = ty {
        return Ok(Returned { hand_out: HandOut::Never, ..plain(quote!(#runtime::Infallible)) });
    }
    let ty = &boxed(runtime, ty)?;
    let mut tied: Tied = lifetimes_of(ty);
    tied.retain(|written| sources.is_arguments(written));
    if !tied.is_empty() {
        return Ok(lent(runtime, ty, tied));
    }
    if let Some(lent) = lent_by_mock(runtime, ty, sources)? {
        return Ok(lent);
    }
    let mut plain = plain(owned(ty).into_token_stream());
    if let Some((is_iterator, object)) = borrowing_object(ty) {
        if !is_iterator || sources.is_async {
            return Err(Error::new_spanned(
                object,
                "a mock cannot keep a trait object whose arguments borrow from it, other than a method's whole \
                 result `Box<dyn Iterator<Item = …>>`: let the arguments be `'static`, or return a reference",
            ));
        }
        plain.hand_out = HandOut::Iterate;
    }
    Ok(plain)
}

/// Where a boxed trait object has a lifetime among its arguments, as in
/// `Box<dyn Iterator<Item = &T>>`: such a type does not shrink. `true` for an iterator as the
/// whole result, whose items shrink one by one.
fn borrowing_object(ty: &Type) -> Option<(bool, TraitBound)> {
    struct Find(Option<(bool, TraitBound)>);
    impl VisitMut for Find {
        fn visit_trait_bound_mut(&mut self, bound: &mut TraitBound) {
            let Some(last) = bound.path.segments.last() else { return };
            if let PathArguments::AngleBracketed(_) = last.arguments {
                let as_type = Type::Path(TypePath { qself: None, path: bound.path.clone() });
                if !lifetimes_of(&as_type).is_empty() {
                    self.0.get_or_insert((last.ident == "Iterator", bound.clone()));
                }
            }
        }
    }
    let mut find = Find(None);
    find.visit_type_mut(&mut ty.clone());
    let (is_iterator, object) = find.0?;
    let is_box =
        matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Box"));
    Some((is_iterator && is_box, object))
}

/// A value cannot borrow from the mock that keeps it, except as a whole: what is inside is
/// `'static`, and shrinks when it is returned.
fn owned(ty: &Type) -> Type {
    let mut ty = ty.clone();
    relabel(&mut ty, &mut |_| Some(lifetimes::fixed()));
    ty
}

fn lent(runtime: &TokenStream, ty: &Type, tied: Tied) -> Returned {
    let mut ty = ty.clone();
    relabel(&mut ty, &mut |written| {
        Some(if tied.contains(written) { lifetimes::shared() } else { lifetimes::fixed() })
    });
    Returned {
        ty: family(runtime, &quote!(Hkt), &ty),
        mode: quote!(#runtime::Lent),
        hand_out: HandOut::Lent,
        tied,
    }
}

/// `&T`, `&mut T` and `Option` of them, where they borrow from the receiver.
fn lent_by_mock(runtime: &TokenStream, ty: &Type, sources: &Sources) -> Result<Option<Returned>> {
    let (reference, optional) = match (ty, option_of_reference(ty)) {
        (Type::Reference(reference), _) => (reference, false),
        (_, Some(reference)) => (reference, true),
        _ => return Ok(None),
    };
    let Some(written) = Written::of(reference.lifetime.as_ref()) else { return Ok(None) };
    if !sources.is_receivers(&written) {
        return Ok(None);
    }
    let is_mut = reference.mutability.is_some();
    if is_mut && !sources.receiver_is_mut {
        return Err(Error::new_spanned(
            reference,
            "a mock cannot lend `&mut` from `&self`: take `&mut self`, or return `&'static mut`",
        ));
    }
    let (view, owned) = view_and_owned(runtime, &reference.elem);
    let (view, owned) = match optional {
        true => (quote!(#runtime::Optional<#view>), quote!(#runtime::Option<#owned>)),
        false => (quote!(#runtime::Plain<#view>), owned),
    };
    let mode = if is_mut { quote!(BorrowedMut) } else { quote!(Borrowed) };
    Ok(Some(Returned {
        ty: owned,
        mode: quote!(#runtime::#mode<#view>),
        hand_out: if is_mut { HandOut::LendMut } else { HandOut::Lend },
        tied: Tied::new(),
    }))
}

fn option_of_reference(ty: &Type) -> Option<&TypeReference> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match (last.ident == "Option", arguments.args.first()?) {
        (true, GenericArgument::Type(Type::Reference(reference))) => Some(reference),
        _ => None,
    }
}

/// What stands behind a lent reference, and the owned form that the mock keeps of it.
fn view_and_owned(runtime: &TokenStream, elem: &Type) -> (TokenStream, TokenStream) {
    let mut elem = owned(elem);
    if let Some(object) = object_behind(&mut elem) {
        let object = shareable(runtime, object);
        return (quote!(#object), quote!(#runtime::Box<#object>));
    }
    let owned = match &elem {
        Type::Slice(slice) => {
            let item = &slice.elem;
            Some(quote!(#runtime::Vec<#item>))
        }
        Type::Path(path) => path.path.segments.last().and_then(|last| {
            let name = last.ident.to_string();
            let owned = match name.as_str() {
                "str" => quote!(String),
                "Path" => quote!(PathBuf),
                "OsStr" => quote!(OsString),
                "CStr" => quote!(CString),
                _ => return None,
            };
            Some(quote!(#runtime::#owned))
        }),
        _ => None,
    };
    let owned = owned.unwrap_or_else(|| quote!(#elem));
    (quote!(#elem), owned)
}

/// A mock is `Send + Sync`, so what it lends must be.
fn shareable(runtime: &TokenStream, object: &TypeTraitObject) -> TypeTraitObject {
    let mut object = object.clone();
    object.bounds.push(parse_quote!(#runtime::Send));
    object.bounds.push(parse_quote!(#runtime::Sync));
    object
}

/// `impl Trait` as the box that a test gives for it.
fn boxed(runtime: &TokenStream, ty: &Type) -> Result<Type> {
    let mut boxing = Boxing { runtime, error: None };
    let mut ty = ty.clone();
    boxing.visit_type_mut(&mut ty);
    boxing.error.map_or(Ok(ty), Err)
}

struct Boxing<'a> {
    runtime: &'a TokenStream,
    error: Option<Error>,
}

impl VisitMut for Boxing<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        let Type::ImplTrait(bounds) = &*ty else { return };
        let runtime = self.runtime;
        match object_bounds(&bounds.bounds) {
            Err(error) => self.error = Some(error),
            Ok(object) => {
                let is_future = object.iter().any(|bound| {
                    matches!(bound, syn::TypeParamBound::Trait(bound)
                        if bound.path.segments.last().is_some_and(|last| last.ident == "Future"))
                });
                *ty = match is_future {
                    true => parse_quote!(#runtime::Pin<#runtime::Box<dyn #object>>),
                    false => parse_quote!(#runtime::Box<dyn #object>),
                };
            }
        }
    }
}
