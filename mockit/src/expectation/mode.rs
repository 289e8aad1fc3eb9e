//! Modes: how the result that a test set becomes what the method returns.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

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

/// As [`Lift`], for results that stay in their thread.
pub trait LiftLocal<R>: Mode<R> {
    /// What a closure of the test returns.
    type Out: 'static;
    /// What becomes of it.
    fn lift_local(out: Self::Out) -> Self::Raw;
}

/// Methods whose result may come from a future of type `Fut`.
#[diagnostic::on_unimplemented(
    message = "this method's result cannot be computed by `{Fut}`",
    label = "needs an async method, and a future of its result that is `Send` and `'static`",
    note = "a method that is not async takes `returning(|…| value)`"
)]
pub trait Awaited<R, Fut>: Mode<R> {
    /// Stores the future.
    fn begin(future: Fut) -> Self::Raw;
}

/// Methods whose result may never come.
#[diagnostic::on_unimplemented(
    message = "only an async method can stay pending",
    note = "this method returns `{R}`, which is no future"
)]
pub trait Pending<R>: Mode<R> {
    /// Is never ready.
    fn pending() -> Self::Raw;
}

type BoxedFuture<R> = Pin<Box<dyn Future<Output = R> + Send>>;
type BoxedLocalFuture<R> = Pin<Box<dyn Future<Output = R>>>;

impl<R: 'static, Fut: Future<Output = R> + Send + 'static> Awaited<R, Fut> for Async {
    fn begin(future: Fut) -> Later<R> {
        Later::Future(Box::pin(future))
    }
}

impl<R: 'static, Fut: Future<Output = R> + Send + 'static> Awaited<BoxedFuture<R>, Fut> for Owned {
    fn begin(future: Fut) -> BoxedFuture<R> {
        Box::pin(future)
    }
}

impl<R: 'static, Fut: Future<Output = R> + 'static> Awaited<BoxedLocalFuture<R>, Fut> for Owned {
    fn begin(future: Fut) -> BoxedLocalFuture<R> {
        Box::pin(future)
    }
}

impl<R: 'static> Pending<R> for Async {
    fn pending() -> Later<R> {
        Later::Future(Box::pin(std::future::pending()))
    }
}

impl<R: 'static> Pending<BoxedFuture<R>> for Owned {
    fn pending() -> BoxedFuture<R> {
        Box::pin(std::future::pending())
    }
}

impl<R: 'static> Pending<BoxedLocalFuture<R>> for Owned {
    fn pending() -> BoxedLocalFuture<R> {
        Box::pin(std::future::pending())
    }
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

impl<R: 'static> LiftLocal<R> for Owned {
    type Out = R;
    fn lift_local(out: R) -> R {
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
        Later::Now(out)
    }
}

impl<R: 'static> LiftLocal<R> for Async {
    type Out = R;
    fn lift_local(out: R) -> Later<R> {
        Later::Now(out)
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

/// A mock is `Sync` and so cannot keep the value: it stays in memory until the process ends.
impl<O: 'static, T: ?Sized + 'static> LiftLocal<O> for Borrowed<T> {
    type Out = O;
    fn lift_local(out: O) -> Lend<O> {
        Lend::leaked(out)
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

impl<O: 'static, T: ?Sized + 'static> LiftLocal<O> for BorrowedMut<T> {
    type Out = O;
    fn lift_local(out: O) -> Lend<O> {
        Lend::leaked(out)
    }
}

/// The method returns something borrowed from its arguments.
#[derive(Debug)]
pub struct Lent;

/// The method has a body of its own in the trait, which a test may ask for by
/// [`call_default`](super::Expectation::call_default).
#[derive(Debug)]
pub struct Provided<M>(PhantomData<fn() -> M>);

impl<R, M: Mode<R>> Mode<R> for Provided<M> {
    type Raw = M::Raw;
}

impl<R, M: Lift<R>> Lift<R> for Provided<M> {
    type Out = M::Out;
    fn lift(out: M::Out) -> M::Raw {
        M::lift(out)
    }
}

impl<R, M: LiftLocal<R>> LiftLocal<R> for Provided<M> {
    type Out = M::Out;
    fn lift_local(out: M::Out) -> M::Raw {
        M::lift_local(out)
    }
}

impl<R, Fut, M: Awaited<R, Fut>> Awaited<R, Fut> for Provided<M> {
    fn begin(future: Fut) -> M::Raw {
        M::begin(future)
    }
}

impl<R, M: Pending<R>> Pending<R> for Provided<M> {
    fn pending() -> M::Raw {
        M::pending()
    }
}

impl<M: Eager> Eager for Provided<M> {}
impl<M: Valued> Valued for Provided<M> {}
