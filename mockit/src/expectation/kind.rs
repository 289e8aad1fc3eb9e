//! Kinds: how a parameter's type looks without its lifetimes.
//!
//! A signature is stored in a mock for as long as the mock lives, so it is written with kinds
//! that carry no lifetime. A kind has two: `'a`, shared by all parameters of a call, and `'b`, its
//! own, without which types that may not shrink, as `&mut Formatter<'_>`, could not be written.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

#[cfg(feature = "spy")]
use crate::record::Kept;

/// Writes a value by its `Debug`, where there is one.
pub type Show<T> = Option<for<'v, 'f, 'g> fn(&'v T, &'f mut fmt::Formatter<'g>) -> fmt::Result>;

/// What a method receives for a parameter, and what matchers see of it.
pub trait Kind: 'static {
    /// The parameter's type.
    type Val<'a, 'b>;
    /// What predicates look at: the value behind a reference, else the value itself.
    type Pred<'a, 'b>: ?Sized;
    /// How a report shows it: a [`Show`], for the right lifetimes.
    type Show: Copy + Send + Sync + 'static;
    /// How it is kept, where its type has no lifetimes.
    #[cfg(feature = "spy")]
    type Keep: Copy + Send + Sync + 'static;
    /// From the parameter to what predicates look at.
    fn pred<'v, 'a: 'v, 'b: 'v>(val: &'v Self::Val<'a, 'b>) -> &'v Self::Pred<'a, 'b>;
    /// Shows it.
    fn show(show: Self::Show, pred: &Self::Pred<'_, '_>, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result>;
    /// Keeps what can be kept of it.
    #[cfg(feature = "spy")]
    fn keep(keep: Self::Keep, show: Self::Show, pred: &Self::Pred<'_, '_>) -> Kept;
}

/// A parameter taken by value.
#[derive(Debug)]
pub struct Val<T>(PhantomData<fn() -> T>);

impl<T: 'static> Kind for Val<T> {
    type Val<'a, 'b> = T;
    type Pred<'a, 'b> = T;
    type Show = Show<T>;
    #[cfg(feature = "spy")]
    type Keep = crate::spy::Keep<T>;
    fn pred<'v, 'a: 'v, 'b: 'v>(val: &'v T) -> &'v T {
        val
    }
    fn show(show: Show<T>, pred: &T, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        show.map(|show| show(pred, f))
    }
    #[cfg(feature = "spy")]
    fn keep(keep: Self::Keep, show: Show<T>, pred: &T) -> Kept {
        crate::spy::keep(keep, show, pred)
    }
}

/// A parameter `&T`.
#[derive(Debug)]
pub struct Ref<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized + 'static> Kind for Ref<T> {
    type Val<'a, 'b> = &'a T;
    type Pred<'a, 'b> = T;
    type Show = Show<T>;
    #[cfg(feature = "spy")]
    type Keep = crate::spy::Keep<T>;
    fn pred<'v, 'a: 'v, 'b: 'v>(val: &'v &'a T) -> &'v T {
        val
    }
    fn show(show: Show<T>, pred: &T, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        show.map(|show| show(pred, f))
    }
    #[cfg(feature = "spy")]
    fn keep(keep: Self::Keep, show: Show<T>, pred: &T) -> Kept {
        crate::spy::keep(keep, show, pred)
    }
}

/// A parameter `&mut T`.
#[derive(Debug)]
pub struct Mut<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized + 'static> Kind for Mut<T> {
    type Val<'a, 'b> = &'a mut T;
    type Pred<'a, 'b> = T;
    type Show = Show<T>;
    #[cfg(feature = "spy")]
    type Keep = crate::spy::Keep<T>;
    fn pred<'v, 'a: 'v, 'b: 'v>(val: &'v &'a mut T) -> &'v T {
        val
    }
    fn show(show: Show<T>, pred: &T, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        show.map(|show| show(pred, f))
    }
    #[cfg(feature = "spy")]
    fn keep(keep: Self::Keep, show: Show<T>, pred: &T) -> Kept {
        crate::spy::keep(keep, show, pred)
    }
}

/// A family of types over two lifetimes; written `dyn for<'a, 'b> Lt<'a, 'b, T = Option<&'a u8>>`.
pub trait Lt<'a, 'b> {
    /// The member of the family.
    type T;
}

/// A parameter with lifetimes inside.
#[derive(Debug)]
pub struct Hkt<L: ?Sized>(PhantomData<fn(&L)>);

impl<L> Kind for Hkt<L>
where
    L: ?Sized + for<'a, 'b> Lt<'a, 'b> + 'static,
{
    type Val<'a, 'b> = <L as Lt<'a, 'b>>::T;
    type Pred<'a, 'b> = <L as Lt<'a, 'b>>::T;
    type Show =
        for<'a, 'b, 'v, 'f, 'g> fn(&'v <L as Lt<'a, 'b>>::T, &'f mut fmt::Formatter<'g>) -> fmt::Result;
    #[cfg(feature = "spy")]
    type Keep = ();
    fn pred<'v, 'a: 'v, 'b: 'v>(val: &'v Self::Val<'a, 'b>) -> &'v Self::Pred<'a, 'b> {
        val
    }
    fn show(show: Self::Show, pred: &Self::Pred<'_, '_>, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        Some(show(pred, f))
    }
    #[cfg(feature = "spy")]
    fn keep((): (), show: Self::Show, pred: &Self::Pred<'_, '_>) -> Kept {
        Kept::text(|f| show(pred, f))
    }
}

/// A reference to something with lifetimes inside, seen by predicates without the reference.
#[derive(Debug)]
pub struct HktRef<L: ?Sized>(PhantomData<fn(&L)>);

impl<L> Kind for HktRef<L>
where
    L: ?Sized + for<'a, 'b> Lt<'a, 'b> + 'static,
    for<'a, 'b> <L as Lt<'a, 'b>>::T: Deref,
{
    type Val<'a, 'b> = <L as Lt<'a, 'b>>::T;
    type Pred<'a, 'b> = <<L as Lt<'a, 'b>>::T as Deref>::Target;
    type Show = for<'a, 'b, 'v, 'f, 'g> fn(
        &'v <<L as Lt<'a, 'b>>::T as Deref>::Target,
        &'f mut fmt::Formatter<'g>,
    ) -> fmt::Result;
    #[cfg(feature = "spy")]
    type Keep = ();
    fn pred<'v, 'a: 'v, 'b: 'v>(val: &'v Self::Val<'a, 'b>) -> &'v Self::Pred<'a, 'b> {
        val
    }
    fn show(show: Self::Show, pred: &Self::Pred<'_, '_>, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        Some(show(pred, f))
    }
    #[cfg(feature = "spy")]
    fn keep((): (), show: Self::Show, pred: &Self::Pred<'_, '_>) -> Kept {
        Kept::text(|f| show(pred, f))
    }
}
