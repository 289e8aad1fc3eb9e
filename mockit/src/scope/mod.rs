//! What belongs to one test: its threads and tasks, and the guard that verifies all its doubles.
//!
//! [`mockit::scope`](crate::scope()) runs a test in a guard, [`run`] a future,
//! [`#[scoped]`](macro@crate::scoped) a test function. [`Scope`] is what threads and tasks are given that the test
//! starts.
//!
//! ```
//! use mockit::automock;
//! use mockit::scope::Scope;
//!
//! #[automock]
//! trait Mailer: Send { fn send(&self, to: &str); }
//!
//! mockit::scope(|| {
//!     let scope = Scope::current();
//!     let thread = std::thread::spawn(move || {
//!         let _entered = scope.enter();
//!         // The guard knows this mock, too.
//!         let mut mailer = MockMailer::new();
//!         mailer.expect_send().times(1).return_const(());
//!         mailer.send("u1");
//!     });
//!     // Should the thread panic, then the guard tells why.
//!     let _ = thread.join();
//! });
//! ```

pub(crate) mod future;
pub(crate) mod guard;
pub(crate) mod outcome;
pub(crate) mod raised;
mod seat;

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
#[cfg(feature = "record")]
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context as TaskContext, Poll};

pub use self::future::{Guarded, run};
pub use self::guard::scope;
pub use self::outcome::Outcome;

pub(crate) use self::guard::{Guard, Heard};
pub(crate) use self::seat::{Double, Seat, watch};

#[cfg(feature = "record")]
use crate::record::Log;

/// The running test, as far as doubles are concerned.
///
/// Every thread is a scope of its own until it [enters](Scope::enter) another, and the test
/// harness runs each test in its own thread. What is set in a scope, as a context made
/// `scoped()`, is seen in that scope alone. A test hands its scope to the threads and tasks that
/// it starts:
///
/// ```
/// use mockit::automock;
/// use mockit::scope::Scope;
///
/// #[automock]
/// trait Machine { fn id() -> u32; }
///
/// let context = MockMachine::id_context().scoped();
/// context.expect().return_const(7u32);
///
/// let scope = Scope::current();
/// let other = std::thread::spawn(move || scope.run(MockMachine::id));
/// assert_eq!(other.join().unwrap(), 7);
/// ```
#[derive(Clone)]
pub struct Scope {
    test: Arc<Test>,
    /// Who verifies the doubles that are set up in here.
    guard: Option<Arc<Guard>>,
}

/// What there is once for a test.
#[derive(Default)]
pub(crate) struct Test {
    /// What all its doubles were called with.
    #[cfg(feature = "record")]
    pub(crate) log: Arc<Log>,
    /// Has a report failed it, or was a double dropped while it panicked?
    #[cfg(feature = "record")]
    pub(crate) failed: AtomicBool,
}

thread_local! {
    /// The scopes entered by this thread, the current one last.
    static ENTERED: RefCell<Vec<Scope>> = const { RefCell::new(Vec::new()) };
}

impl Scope {
    fn new() -> Scope {
        Scope { test: Arc::default(), guard: None }
    }

    /// The scope of the running thread.
    pub fn current() -> Scope {
        ENTERED.with_borrow_mut(innermost)
    }

    /// As `current`; `None` while the thread ends.
    #[cfg(feature = "record")]
    pub(crate) fn try_current() -> Option<Scope> {
        ENTERED.try_with(|scopes| innermost(&mut scopes.borrow_mut())).ok()
    }

    /// Makes this the running thread's scope until the guard is dropped.
    #[must_use = "the scope is left when the guard is dropped"]
    pub fn enter(&self) -> EnteredScope {
        ENTERED.with_borrow_mut(|scopes| scopes.push(self.clone()));
        EnteredScope { scope: self.clone(), _thread: PhantomData }
    }

    /// Runs `f` in this scope.
    pub fn run<R>(&self, f: impl FnOnce() -> R) -> R {
        let _entered = self.enter();
        f()
    }

    /// A future that runs in this scope, whichever thread polls it. A task that it spawns is another
    /// future, to be bound as well; a runtime whose tasks are all of one test may have its threads
    /// [`enter`](Self::enter) the scope as they start, and `std::mem::forget` the guard.
    pub fn bind<F: Future>(&self, future: F) -> Bound<F> {
        Bound { scope: self.clone(), future: Box::pin(future) }
    }

    #[cfg(feature = "record")]
    pub(crate) fn test(&self) -> &Arc<Test> {
        &self.test
    }

    /// Is it that of the same test?
    pub(crate) fn is(&self, other: &Scope) -> bool {
        Arc::ptr_eq(&self.test, &other.test)
    }

    /// The same, and with the same guard?
    fn is_exactly(&self, other: &Scope) -> bool {
        let guard = |scope: &Scope| scope.guard.as_ref().map(Arc::as_ptr);
        self.is(other) && guard(self) == guard(other)
    }
}

/// The guard of the running scope. There is none where the thread is at its very end.
pub(crate) fn guard() -> Option<Arc<Guard>> {
    ENTERED.try_with(|scopes| scopes.borrow().last()?.guard.clone()).ok().flatten()
}

impl Test {
    /// It has failed.
    pub(crate) fn fail(&self) {
        #[cfg(feature = "record")]
        self.failed.store(true, Relaxed);
    }
}

fn innermost(scopes: &mut Vec<Scope>) -> Scope {
    if scopes.is_empty() {
        scopes.push(Scope::new());
    }
    scopes[scopes.len() - 1].clone()
}

/// A report failed the running test, or a double was dropped while it panicked.
#[cold]
pub(crate) fn note_failure() {
    #[cfg(feature = "record")]
    if let Some(scope) = Scope::try_current() {
        scope.test().fail();
    }
}

/// The record of the running test.
#[cfg(feature = "record")]
pub(crate) fn log() -> Option<Arc<Log>> {
    Scope::try_current().map(|scope| Arc::clone(&scope.test().log))
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scope")
    }
}

/// Leaves a scope when dropped.
#[derive(Debug)]
pub struct EnteredScope {
    scope: Scope,
    /// A guard belongs to its thread.
    _thread: PhantomData<*const ()>,
}

impl Drop for EnteredScope {
    fn drop(&mut self) {
        // Guards may be dropped in any order: the innermost entry of this scope ends.
        let left = ENTERED.try_with(|scopes| {
            let mut scopes = scopes.borrow_mut();
            let at = scopes.iter().rposition(|scope| scope.is_exactly(&self.scope));
            at.map(|at| scopes.remove(at))
        });
        drop(left);
    }
}

/// See [`Scope::bind`].
#[derive(Debug)]
pub struct Bound<F> {
    scope: Scope,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Bound<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<F::Output> {
        let _entered = self.scope.enter();
        self.future.as_mut().poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_nest_and_may_end_in_any_order() {
        let (base, a, b) = (Scope::current(), Scope::new(), Scope::new());
        let in_a = a.enter();
        let in_b = b.enter();
        drop(in_a);
        assert!(Scope::current().is(&b));
        drop(in_b);
        assert!(Scope::current().is(&base));
    }

    #[test]
    fn threads_are_scopes_of_their_own() {
        let here = Scope::current();
        assert!(!std::thread::spawn(Scope::current).join().unwrap().is(&here));
    }
}
