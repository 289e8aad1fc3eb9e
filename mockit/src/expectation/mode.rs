//! Modes: how the result that a test set becomes what the method returns.

use std::marker::PhantomData;

use super::later::Later;
use super::lend::Lend;

/// How a signature's result is handed out.
pub trait Mode<R>: 'static {
    /// What the engine hands to the mock.
    type Raw: 'static;
}

/// Modes in which a test sets results as values. Not [`Lent`], whose results have a lifetime.
pub trait Lift<R>: Mode<R> {
    /// What a closure of the test returns.
    type Out: 'static;
    /// What becomes of it.
    fn lift(out: Self::Out) -> Self::Raw;
}

/// Modes whose results have no lifetime: all but [`Lent`].
///
/// Without type parameters, so that the compiler sees that `Lent` has none of their setters.
pub trait Eager {}

impl Eager for Owned {}
impl Eager for Async {}
impl<T: ?Sized> Eager for Borrowed<T> {}
impl<T: ?Sized> Eager for BorrowedMut<T> {}

/// Modes whose results may be cloned for every call.
pub trait Valued {}

impl Valued for Owned {}
impl Valued for Async {}

/// The method returns the value.
#[derive(Debug)]
pub struct Owned;

impl<R: 'static> Mode<R> for Owned {
    type Raw = R;
}

impl<R: 'static> Lift<R> for Owned {
    type Out = R;
    fn lift(out: R) -> R {
        out
    }
}

/// The method is async: the value comes now, later, or never.
#[derive(Debug)]
pub struct Async;

impl<R: 'static> Mode<R> for Async {
    type Raw = Later<R>;
}

impl<R: 'static> Lift<R> for Async {
    type Out = R;
    fn lift(out: R) -> Later<R> {
        Later::Now(Some(out))
    }
}

/// The method returns `&T`, borrowed from an owned value that the mock keeps.
#[derive(Debug)]
pub struct Borrowed<T: ?Sized>(PhantomData<fn(&T)>);

impl<O: 'static, T: ?Sized + 'static> Mode<O> for Borrowed<T> {
    type Raw = Lend<O>;
}

impl<O: Send + Sync + 'static, T: ?Sized + 'static> Lift<O> for Borrowed<T> {
    type Out = O;
    fn lift(out: O) -> Lend<O> {
        Lend::fresh(out)
    }
}

/// The method returns `&mut T`, borrowed from an owned value that the mock keeps.
#[derive(Debug)]
pub struct BorrowedMut<T: ?Sized>(PhantomData<fn(&T)>);

impl<O: 'static, T: ?Sized + 'static> Mode<O> for BorrowedMut<T> {
    type Raw = Lend<O>;
}

impl<O: Send + Sync + 'static, T: ?Sized + 'static> Lift<O> for BorrowedMut<T> {
    type Out = O;
    fn lift(out: O) -> Lend<O> {
        Lend::fresh(out)
    }
}

/// The method returns something borrowed from its arguments.
#[derive(Debug)]
pub struct Lent;
