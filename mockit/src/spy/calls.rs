//! The calls of a method, as a test reads them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use super::keep::kept;
use crate::record::{Entry, History, Outcome, What};

/// The calls of one method up to now, in order: a slice of [`Call`]s.
///
/// `S` is the method's signature as a function type. Made by `mock.foo_calls()`, and by
/// [`Context::calls`](crate::statics::Context::calls) of a static method.
///
/// ```
/// use mockit::automock;
///
/// #[automock]
/// trait Gateway { fn charge(&self, user: &str, cents: u64) -> bool; }
///
/// let mut gateway = MockGateway::new();
/// gateway.expect_charge().returning(|_, cents| cents < 100);
/// gateway.charge("u1", 5);
/// gateway.charge("u2", 500);
///
/// let calls = gateway.charge_calls();
/// assert_eq!(calls.count(), 2);
/// assert_eq!(calls[0].args(), ("u1", &5));
/// let total: u64 = calls.iter().map(|call| call.args().1).sum();
/// assert_eq!(total, 505);
/// assert_eq!(calls.last().unwrap().result(), Some(&false));
/// calls.clear();
/// assert_eq!(gateway.charge_calls().count(), 0);
/// ```
pub struct Calls<S> {
    calls: Vec<Call<S>>,
    history: Arc<History>,
}

impl<S> Calls<S> {
    pub(crate) fn new(history: Arc<History>) -> Self {
        let entries = history.entries().into_iter().enumerate();
        Calls { calls: entries.map(|(index, entry)| Call::new(index, entry, &history)).collect(), history }
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.calls.len()
    }

    /// Has the mock forget the calls of this method: what is asked of it later, is asked of those that follow.
    /// Expectations have counted them all the same, and the record of the test still has them.
    pub fn clear(&self) {
        self.history.clear();
    }
}

impl<S> Deref for Calls<S> {
    type Target = [Call<S>];

    fn deref(&self) -> &[Call<S>] {
        &self.calls
    }
}

impl<S> IntoIterator for Calls<S> {
    type Item = Call<S>;
    type IntoIter = std::vec::IntoIter<Call<S>>;

    fn into_iter(self) -> Self::IntoIter {
        self.calls.into_iter()
    }
}

impl<'a, S> IntoIterator for &'a Calls<S> {
    type Item = &'a Call<S>;
    type IntoIter = std::slice::Iter<'a, Call<S>>;

    fn into_iter(self) -> Self::IntoIter {
        self.calls.iter()
    }
}

impl<S> fmt::Debug for Calls<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.calls).finish()
    }
}

/// One call of a method, with the arguments that it had and what it returned.
///
/// By `Display` and `Debug` it is a text such as `MockGateway::charge("u1", 5) -> true`.
pub struct Call<S> {
    pub(super) entry: Arc<Entry>,
    index: usize,
    history: Arc<History>,
    _types: PhantomData<fn() -> S>,
}

impl<S> Call<S> {
    fn new(index: usize, entry: Arc<Entry>, history: &Arc<History>) -> Self {
        Call { entry, index, history: Arc::clone(history), _types: PhantomData }
    }

    /// The how-manieth call of the method it was, counted from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// The thread that called.
    pub fn thread(&self) -> &std::thread::Thread {
        &self.entry.thread
    }

    /// When it began on the virtual clock: how long after the first call in the record of the test. `None`
    /// where there is no virtual clock: outside of tokio's paused time, or without the feature `tokio`.
    pub fn began(&self) -> Option<Duration> {
        self.entry.began.since(self.history.log.began()?)
    }

    /// How long it took on the virtual clock, if it has ended and there is one.
    pub fn took(&self) -> Option<Duration> {
        self.entry.ended()?.since(self.entry.began)
    }

    pub(super) fn arguments(&self) -> &[crate::record::Argument] {
        match &self.entry.what {
            What::Call(arguments) => arguments,
            What::Request(_) => &[],
        }
    }
}

/// A signature whose results are kept.
#[diagnostic::on_unimplemented(
    message = "the results of this method are not kept",
    label = "this needs the values that `{Self}` returned",
    note = "a result is kept if its type is `Clone`, `Send` and `Sync`; its text is a part of `call.to_string()`"
)]
pub trait KeptResult {
    #[doc(hidden)]
    type Kept: ToOwned<Owned: Send + Sync> + 'static;
}

#[diagnostic::do_not_recommend]
impl<S: crate::expectation::results::Shape<Ret: Clone + Send + Sync>> KeptResult for S {
    type Kept = S::Ret;
}

impl<S> Call<S> {
    /// What the call returned, in the form in which a test sets it: a `String` for `&str`, the awaited value of an
    /// async method.
    ///
    /// `None`, if it has not returned yet, has panicked, or was not waited for.
    pub fn result(&self) -> Option<&S::Kept>
    where
        S: KeptResult,
    {
        match self.entry.outcome() {
            Outcome::Returned(result) => kept(result),
            _ => None,
        }
    }
}

impl<S> fmt::Display for Call<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::report::recorded_call(&self.entry))
    }
}

impl<S> fmt::Debug for Call<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
