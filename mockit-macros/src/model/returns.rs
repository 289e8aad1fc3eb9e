//! Results: what a test sets, and how the method hands it out.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Error, GenericArgument, PathArguments, Result, ReturnType, TraitBound, Type, TypeParamBound, TypePath,
    TypeReference, TypeTraitObject, parse_quote,
};

use super::lifetimes::{self, Written, lifetimes_of, object_behind, relabel};
use super::params::{Tied, family, is_pinned, object_bounds};
use super::walk::{self, Walk};

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
    /// The same, where what is borrowed is an `Option` of a trait object with fewer markers.
    LendObject,
    LendObjectMut,
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
            if is_pinned(&object) {
                return Err(Error::new_spanned(
                    object,
                    "a mock cannot keep a future of what borrows: write `async fn`, or let the output be owned",
                ));
            }
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
    impl Walk for Find {
        fn trait_bound(&mut self, bound: &mut TraitBound) {
            let Some(last) = bound.path.segments.last() else { return };
            if let PathArguments::AngleBracketed(_) = last.arguments {
                let as_type =
                    Type::Path(TypePath { attrs: Vec::new(), qself: None, path: bound.path.clone() });
                if !lifetimes_of(&as_type).is_empty() {
                    self.0.get_or_insert((last.ident == "Iterator", bound.clone()));
                }
            }
        }
    }
    let mut find = Find(None);
    find.ty(&mut ty.clone());
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
    let is_object = object_behind(&mut (*reference.elem).clone()).is_some();
    let mode = if is_mut { quote!(BorrowedMut) } else { quote!(Borrowed) };
    Ok(Some(Returned {
        ty: owned,
        mode: quote!(#runtime::#mode<#view>),
        hand_out: match (is_mut, optional && is_object) {
            (false, false) => HandOut::Lend,
            (true, false) => HandOut::LendMut,
            (false, true) => HandOut::LendObject,
            (true, true) => HandOut::LendObjectMut,
        },
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
pub(super) fn boxed(runtime: &TokenStream, ty: &Type) -> Result<Type> {
    let mut boxing = Boxing { runtime, error: None };
    let mut ty = ty.clone();
    boxing.ty(&mut ty);
    boxing.error.map_or(Ok(ty), Err)
}

struct Boxing<'a> {
    runtime: &'a TokenStream,
    error: Option<Error>,
}

impl Walk for Boxing<'_> {
    fn ty(&mut self, ty: &mut Type) {
        walk::inside_type(self, ty);
        let Type::ImplTrait(bounds) = &*ty else { return };
        let runtime = self.runtime;
        match object_bounds(&bounds.bounds) {
            Err(error) => self.error = Some(error),
            Ok(object) => {
                let is_pinned = object
                    .iter()
                    .any(|bound| matches!(bound, TypeParamBound::Trait(bound) if is_pinned(bound)));
                *ty = match is_pinned {
                    true => parse_quote!(#runtime::Pin<#runtime::Box<dyn #object>>),
                    false => parse_quote!(#runtime::Box<dyn #object>),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The signature's result, the mode, and how it is handed out.
    fn result(method: syn::TraitItemFn) -> Result<(String, String, HandOut)> {
        let mut types = method.sig.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&*typed.ty),
            syn::FnArg::Receiver(_) => None,
        });
        let receiver = method.sig.receiver().map(super::super::receiver_type);
        let receiver = receiver.as_ref();
        let sources = Sources {
            receiver: receiver.and_then(|ty| lifetimes_of(ty).into_iter().next()),
            receiver_is_mut: matches!(receiver, Some(Type::Reference(ty)) if ty.mutability.is_some()),
            arguments: types.by_ref().flat_map(lifetimes_of).collect(),
            is_async: method.sig.asyncness.is_some(),
        };
        let plain = |tokens: TokenStream| tokens.to_string().replace(' ', "").replace("rt::", "");
        let Returned { ty, mode, hand_out, .. } = returned(&quote!(rt), &method.sig.output, &sources)?;
        Ok((plain(ty), plain(mode), hand_out))
    }

    #[track_caller]
    fn check(method: syn::TraitItemFn, ty: &str, mode: &str, hand_out: HandOut) {
        let found = result(method).unwrap();
        assert_eq!((found.0.as_str(), found.1.as_str()), (ty, mode));
        assert!(found.2 == hand_out);
    }

    #[test]
    fn values() {
        check(
            parse_quote!(
                fn f(&self);
            ),
            "()",
            "Owned",
            HandOut::AsIs,
        );
        check(
            parse_quote!(
                fn f(&self) -> Vec<u8>;
            ),
            "Vec<u8>",
            "Owned",
            HandOut::AsIs,
        );
        check(
            parse_quote!(
                fn f(&self) -> Vec<&u8>;
            ),
            "Vec<&'staticu8>",
            "Owned",
            HandOut::AsIs,
        );
        check(
            parse_quote!(
                fn f(&self) -> &'static str;
            ),
            "&'staticstr",
            "Owned",
            HandOut::AsIs,
        );
        check(
            parse_quote!(
                async fn f(&self) -> u8;
            ),
            "u8",
            "Async",
            HandOut::Await,
        );
        check(
            parse_quote!(
                fn f(&self) -> !;
            ),
            "Infallible",
            "Owned",
            HandOut::Never,
        );
        check(
            parse_quote!(
                fn f(&self) -> impl Fn(u8);
            ),
            "Box<dynFn(u8)>",
            "Owned",
            HandOut::AsIs,
        );
    }

    #[test]
    fn lent_by_the_mock() {
        check(
            parse_quote!(
                fn f(&self) -> &str;
            ),
            "String",
            "Borrowed<Plain<str>>",
            HandOut::Lend,
        );
        check(
            parse_quote!(
                fn f(&self, a: &u8) -> &[u8];
            ),
            "Vec<u8>",
            "Borrowed<Plain<[u8]>>",
            HandOut::Lend,
        );
        check(
            parse_quote!(
                fn f(&mut self) -> Option<&mut u8>;
            ),
            "Option<u8>",
            "BorrowedMut<Optional<u8>>",
            HandOut::LendMut,
        );
    }

    #[test]
    fn lent_by_an_argument() {
        let ty = "Hkt<dynfor<'mockit_a,'mockit_b>Lt<'mockit_a,'mockit_b,T=&'mockit_astr>>";
        check(
            parse_quote!(
                fn f<'x>(&self, a: &'x str) -> &'x str;
            ),
            ty,
            "Lent",
            HandOut::Lent,
        );
        check(
            parse_quote!(
                fn f(a: &str) -> &str;
            ),
            ty,
            "Lent",
            HandOut::Lent,
        );
    }

    #[test]
    fn refusals() {
        for (method, text) in [
            (
                parse_quote!(
                    fn f(&self) -> &mut u8;
                ),
                "cannot lend `&mut`",
            ),
            (
                parse_quote!(
                    fn f(&self) -> Option<&mut u8>;
                ),
                "cannot lend `&mut`",
            ),
            (
                parse_quote!(
                    fn f(&self) -> impl Debug + Display;
                ),
                "only one trait",
            ),
            (
                parse_quote!(
                    fn f(&self) -> Box<dyn Feed<&u8>>;
                ),
                "cannot keep a trait object",
            ),
            (
                parse_quote!(
                    async fn f(&self) -> Box<dyn Iterator<Item = &u8>>;
                ),
                "cannot keep a trait object",
            ),
        ] {
            let error = result(method).err().unwrap().to_string();
            assert!(error.contains(text), "{error}");
        }
        check(
            parse_quote!(
                fn f(&self) -> Box<dyn Iterator<Item = &u8> + '_>;
            ),
            "Box<dynIterator<Item=&'staticu8>+'static>",
            "Owned",
            HandOut::Iterate,
        );
    }
}
