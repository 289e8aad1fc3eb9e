//! Results that do not look at the arguments: constants, defaults, one after another.

use std::iter;
use std::sync::{Arc, Mutex, PoisonError};

use super::Expectation;
use super::bounds::{Constant, Threaded};
use super::lend::Lend;
use super::local::Local;
use super::mode::{Borrowed, BorrowedMut, Lift, Pending, Provided, Valued};
use crate::engine::{Action, Payload};

/// A signature, whatever its parameters.
pub trait Shape: 'static {
    /// Its result.
    type Ret: 'static;
    /// An action that gives a result and ignores the arguments.
    fn give<Raw: 'static>(give: impl FnMut() -> Raw + Send + 'static) -> Payload;
}

impl<S: Shape, M: Lift<S::Ret>> Expectation<S, M> {
    /// Gives one result a call.
    ///
    /// What comes after the last one is up to the iterator: `[a, b].into_iter().cycle()`
    /// begins again, [`repeat_last`] stays with the last one.
    ///
    /// # Panics
    /// A call for which no result is left panics.
    pub fn returning_each<I>(&mut self, results: I) -> &mut Self
    where
        I: IntoIterator<Item = M::Out>,
        I::IntoIter: Send + 'static,
        M::Out: Send,
    {
        // The engine asks whether there is one more, then the action takes it.
        let results = Arc::new(Mutex::new(results.into_iter().fuse().peekable()));
        let rest = Arc::clone(&results);
        let give = S::give(move || {
            let next = results.lock().unwrap_or_else(PoisonError::into_inner).next();
            M::lift(next.expect("asked for before"))
        });
        let more = move || rest.lock().unwrap_or_else(PoisonError::into_inner).peek().is_some();
        self.core.set_action_while(give, Box::new(more));
        self
    }

    /// Returns the default of the result's type.
    pub fn return_default(&mut self) -> &mut Self
    where
        M::Out: Default,
    {
        self.core.set_action(Action::Exclusive(S::give(|| M::lift(M::Out::default()))));
        self
    }
}

impl<S: Shape, M: Lift<S::Ret> + Valued> Expectation<S, M> {
    /// Returns a clone of `value`.
    pub fn return_const<C>(&mut self, value: C) -> &mut Self
    where
        C: Constant<M::Out> + Threaded + 'static,
    {
        self.core.set_action(Action::Exclusive(S::give(move || M::lift(value.clone().into()))));
        self
    }

    /// As [`return_const`](Self::return_const), for a value that is not `Send`.
    ///
    /// # Panics
    /// The call panics in another thread than the one that runs this.
    pub fn return_const_st<C>(&mut self, value: C) -> &mut Self
    where
        C: Constant<M::Out> + 'static,
    {
        let local = Local::new(value);
        let give = S::give(move || M::lift(local.with_ref(C::clone).into()));
        self.core.set_action(Action::Exclusive(give));
        self.core.bind_action_to_thread();
        self
    }
}

/// Results of methods that return `&T`.
impl<S: Shape<Ret: Send + Sync>, T: ?Sized> Expectation<S, Borrowed<T>> {
    /// Returns a reference to `value`, which the mock keeps.
    pub fn return_const(&mut self, value: S::Ret) -> &mut Self {
        let index = self.core.keep().push(Box::new(value)).0;
        self.core.set_action(Action::Exclusive(S::give(move || Lend::<S::Ret>::kept(index))));
        self
    }
}

/// Results of methods that return `&T`, where a mock cannot keep them.
impl<S: Shape, T: ?Sized> Expectation<S, Borrowed<T>> {
    /// As `return_const`, for a value that is not `Send` and `Sync`: it stays in memory until the
    /// process ends.
    ///
    /// # Panics
    /// The call panics in another thread than the one that runs this.
    pub fn return_const_st(&mut self, value: S::Ret) -> &mut Self {
        let value: &'static S::Ret = Box::leak(Box::new(value));
        let local = Local::new(value);
        let give = S::give(move || Lend::constant(local.with_ref(|value| *value)));
        self.core.set_action(Action::Exclusive(give));
        self.core.bind_action_to_thread();
        self
    }
}

/// Results of methods that return `&mut T`.
impl<S: Shape<Ret: Send + Sync>, T: ?Sized> Expectation<S, BorrowedMut<T>> {
    /// Returns a reference to `value`, which the mock keeps: what one caller writes, the next
    /// one reads.
    pub fn return_var(&mut self, value: S::Ret) -> &mut Self {
        let index = self.core.keep().push(Box::new(value)).0;
        self.core.set_action(Action::Exclusive(S::give(move || Lend::<S::Ret>::kept(index))));
        self
    }
}

/// Stands for an action: the method's own body is to be run.
struct CallDefault;

/// Methods that the trait provides, named in `#[automock(call_default(…))]`.
impl<S: 'static, M: 'static> Expectation<S, Provided<M>> {
    /// Runs the body that the trait gives the method. What it calls of the mock is mocked as always.
    ///
    /// ```
    /// use mockit::automock;
    ///
    /// #[automock(call_default(total))]
    /// trait Cart {
    ///     fn prices(&self) -> Vec<u64>;
    ///     fn total(&self) -> u64 {
    ///         self.prices().iter().sum()
    ///     }
    /// }
    ///
    /// let mut cart = MockCart::new();
    /// cart.expect_prices().return_const([3, 4]);
    /// cart.expect_total().once().call_default();
    /// assert_eq!(cart.total(), 7);
    /// ```
    pub fn call_default(&mut self) -> &mut Self {
        self.core.set_action(Action::Exclusive(Box::new(CallDefault)));
        self
    }
}

/// Results of async methods, and of those that return a boxed future.
impl<S: Shape, M: Pending<S::Ret>> Expectation<S, M> {
    /// Is never ready: the future that the caller awaits stays pending.
    pub fn return_pending(&mut self) -> &mut Self {
        self.core.set_action(Action::Exclusive(S::give(M::pending)));
        self
    }
}

/// The items of `results`, and then the last one for ever: for `returning_each`.
///
/// # Panics
/// When `results` is empty.
///
/// ```
/// use mockit::{automock, repeat_last};
///
/// #[automock]
/// trait Status { fn get(&self) -> &'static str; }
///
/// let mut status = MockStatus::new();
/// status.expect_get().returning_each(repeat_last(["pending", "settled"]));
/// assert_eq!([status.get(), status.get(), status.get()], ["pending", "settled", "settled"]);
/// ```
#[track_caller]
pub fn repeat_last<R: Clone>(results: impl IntoIterator<Item = R>) -> impl Iterator<Item = R> {
    let results: Vec<R> = results.into_iter().collect();
    let Some(last) = results.last().cloned() else {
        panic!("`repeat_last` needs at least one result");
    };
    results.into_iter().chain(iter::repeat(last))
}
