//! Nice mocks: what a method returns while nothing is expected of it.

use std::future::{self, Future};
use std::marker::PhantomData;
use std::pin::Pin;

use super::Expectation;
use super::mode::Lift;
use super::results::Shape;
use crate::statics::untyped::Contextual;

/// Tells a method of a nice mock to answer by a default, where there is one: the inherent method
/// hides the trait's. `W` says where the default is from, and the compiler finds it.
#[derive(Debug)]
pub struct Nice<'a, E, W>(&'a mut E, PhantomData<W>);

impl<'a, E, W> Nice<'a, E, W> {
    /// Of this method.
    pub fn new(method: &'a mut E) -> Self {
        Nice(method, PhantomData)
    }
}

impl<S: Shape, M: Lift<S::Ret>, W: 'static> Nice<'_, Expectation<S, M>, W>
where
    M::Out: Usual<W>,
{
    /// Answers.
    pub fn answer(self) {
        self.0.core.be_nice(|| S::give(|| M::lift(M::Out::usual())));
    }
}

/// The other case.
pub trait NoAnswer {
    /// Does not answer.
    fn answer(self);
}

impl<E: Contextual> NoAnswer for Nice<'_, E, ()> {
    fn answer(self) {
        self.0.core_mut().be_nice_in_vain();
    }
}

/// What a nice mock returns; `W` tells the impls apart, of which at most one holds for a type.
pub trait Usual<W> {
    /// A value that is as good as any.
    fn usual() -> Self;
}

/// By `Default`.
#[derive(Debug)]
pub struct Plainly;

/// By the default of what is inside.
#[derive(Debug)]
pub struct Inside<W>(PhantomData<W>);

impl<T: Default> Usual<Plainly> for T {
    fn usual() -> T {
        T::default()
    }
}

impl<T: Usual<W>, E, W> Usual<Inside<W>> for Result<T, E> {
    fn usual() -> Self {
        Ok(T::usual())
    }
}

impl<T: Usual<W> + Send + 'static, W> Usual<Inside<W>> for Pin<Box<dyn Future<Output = T> + Send>> {
    fn usual() -> Self {
        Box::pin(future::ready(T::usual()))
    }
}

impl<T: Usual<W> + 'static, W> Usual<Inside<W>> for Pin<Box<dyn Future<Output = T>>> {
    fn usual() -> Self {
        Box::pin(future::ready(T::usual()))
    }
}
