//! Contexts: expectations of static methods and functions, which have no mock to hold them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use super::home::{Busy, Home, Writing};
use super::homes::{AnyHome, Homes, address};
use crate::engine::{Core, Method, checkpoint, verify};
use crate::expectation::Expectation;
use crate::expectation::by_type::ByType;

/// Where a static method keeps its expectations: for all tests, and for single ones.
pub struct Static<E: 'static> {
    make: fn() -> E,
    global: OnceLock<Arc<Home<E>>>,
    homes: Homes,
}

/// What a static can keep.
pub trait Contextual: Send + Sync {
    #[doc(hidden)]
    fn core_mut(&mut self) -> &mut Core;
}

impl<S: 'static, M: 'static> Contextual for Expectation<S, M> {
    fn core_mut(&mut self) -> &mut Core {
        &mut self.core
    }
}

impl Contextual for ByType {
    fn core_mut(&mut self) -> &mut Core {
        &mut self.core
    }
}

impl<E: Contextual + 'static> Static<E> {
    /// A static of which nothing is expected.
    pub const fn new(make: fn() -> E) -> Self {
        Static { make, global: OnceLock::new(), homes: Homes::new() }
    }

    fn global(&self) -> &Arc<Home<E>> {
        self.global.get_or_init(|| Arc::new(Home::new((self.make)())))
    }

    /// The home of the running scope, which has one only while a context is there.
    fn of_scope(&self) -> Option<Arc<Home<E>>> {
        self.homes.current().map(typed)
    }

    fn method(&self) -> &'static Method {
        (self.make)().core_mut().method()
    }

    /// Runs a call on the expectations that are in force.
    ///
    /// # Panics
    /// When the running thread is setting one of them up.
    #[track_caller]
    pub fn with<R>(&self, call: impl FnOnce(&E) -> R) -> R {
        let of_scope = self.of_scope();
        let home = of_scope.as_ref().unwrap_or_else(|| self.global());
        match home.read() {
            Ok(expectations) => call(&expectations),
            Err(Busy) => called_while_held(self.method()),
        }
    }
}

fn typed<E: Contextual + 'static>(home: AnyHome) -> Arc<Home<E>> {
    home.downcast().unwrap_or_else(|_| unreachable!("a static's homes are of one type"))
}

#[cold]
#[track_caller]
fn called_while_held(method: &Method) -> ! {
    panic!(
        "{}: called while this thread still holds what `expect()` gave: end that statement first",
        method.name
    )
}

#[cold]
#[track_caller]
fn changed_while_held(method: &Method) -> ! {
    panic!(
        "{}: its expectations are changed while this thread still holds what `expect()` gave, or from inside a call \
         of it",
        method.name
    )
}

/// A static of any type.
pub trait AnyStatic {
    /// Runs a function on the expectations that are in force.
    fn change(&self, change: &mut dyn FnMut(&mut Core));
}

impl<E: Contextual> AnyStatic for Static<E> {
    #[track_caller]
    fn change(&self, change: &mut dyn FnMut(&mut Core)) {
        let of_scope = self.of_scope();
        match of_scope.as_ref().unwrap_or_else(|| self.global()).write() {
            Ok(mut expectations) => change(expectations.core_mut()),
            Err(Busy) => changed_while_held(self.method()),
        }
    }
}

/// Verifies and clears what was expected of a module's functions.
///
/// # Panics
/// When an expectation was not met, after all have been cleared.
#[track_caller]
pub fn checkpoint_statics(statics: &[&dyn AnyStatic]) {
    let mut all = Vec::new();
    for each in statics {
        each.change(&mut |core| all.push(std::mem::replace(core, Core::new(core.method()))));
    }
    checkpoint(&mut all.iter_mut().collect::<Vec<_>>());
}

/// The expectations of a static method or function, from `m_context()`.
///
/// They are in force for every thread of the process, so tests that share a static method must
/// not run at the same time; [`scoped`](Context::scoped) keeps them to one test instead. When the
/// context is dropped they are verified and cleared; cleared also by a panic.
///
/// ```
/// use mockit::automock;
///
/// #[automock]
/// trait Clock { fn now() -> u64; }
///
/// let context = MockClock::now_context().scoped();
/// context.expect().times(1).return_const(99u64);
/// assert_eq!(MockClock::now(), 99);
/// ```
#[must_use = "its expectations are verified and cleared when it is dropped"]
pub struct Context<E: Contextual + 'static> {
    at: &'static Static<E>,
    home: Arc<Home<E>>,
    /// The part of the home that is this context's to end.
    part: fn(&mut E) -> &mut Core,
}

impl<E: Contextual> Context<E> {
    #[doc(hidden)]
    pub fn new(at: &'static Static<E>) -> Self {
        let home = Arc::clone(at.global());
        if at.homes.begin()
            && let Ok(mut expectations) = home.write()
        {
            // A call that failed while there was no context is the affair of the test that made it.
            expectations.core_mut().forget_failures();
        }
        Context { at, home, part: E::core_mut }
    }

    /// Keeps the expectations to the current [`Scope`](super::Scope): tests in other threads neither see nor
    /// disturb them.
    pub fn scoped(mut self) -> Self {
        let at = self.at;
        let mut make = || -> AnyHome { Arc::new(Home::new((at.make)())) };
        if let Some(home) = at.homes.enter_scope(address(&self.home), &mut make) {
            self.home = typed(home);
        }
        self
    }

    #[track_caller]
    fn write(&self) -> Writing<'_, E> {
        match self.home.write() {
            Ok(writing) => writing,
            Err(Busy) => changed_while_held(self.at.method()),
        }
    }

    /// Verifies and clears what was expected so far.
    ///
    /// # Panics
    /// When an expectation was not met.
    #[track_caller]
    pub fn checkpoint(&self) {
        checkpoint(&mut [(self.part)(&mut self.write())]);
    }
}

impl<S: 'static, M: 'static> Context<Expectation<S, M>> {
    /// Adds an expectation. It is in force when the guard is dropped, at the end of the statement.
    ///
    /// # Panics
    /// When this thread still holds such a guard, or from inside a call of the same method.
    #[track_caller]
    pub fn expect(&self) -> ExpectGuard<'_, S, M> {
        let mut expectations = self.write();
        expectations.add();
        ExpectGuard(expectations)
    }
}

impl Context<ByType> {
    #[doc(hidden)]
    #[track_caller]
    pub fn expect_for<Key: 'static, S: 'static, M: 'static>(&self) -> KeyedGuard<'_, Key, S, M> {
        let mut expectations = self.write();
        expectations.get_mut::<Key, S, M>().add();
        KeyedGuard(expectations, PhantomData)
    }
}

impl<E: Contextual> Drop for Context<E> {
    fn drop(&mut self) {
        self.at.homes.leave(address(&self.home));
        if let Ok(mut expectations) = self.home.write() {
            let core = (self.part)(&mut expectations);
            verify(&mut [core]);
            core.clear();
        }
    }
}

impl<E: Contextual> fmt::Debug for Context<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Context").field(&self.at.method().name).finish()
    }
}

type Types<Key, S, M> = PhantomData<fn() -> (Key, S, M)>;

/// The context of a static method of a generic mock: one for each list of its types.
#[derive(Debug)]
pub struct KeyedContext<Key: 'static, S: 'static, M: 'static> {
    context: Context<ByType>,
    _types: Types<Key, S, M>,
}

impl<Key, S, M> KeyedContext<Key, S, M> {
    #[doc(hidden)]
    pub fn new(at: &'static Static<ByType>) -> Self {
        let mut context = Context::new(at);
        context.part = |by_type| &mut by_type.get_mut::<Key, S, M>().core;
        KeyedContext { context, _types: PhantomData }
    }

    /// As [`Context::scoped`].
    pub fn scoped(self) -> Self {
        KeyedContext { context: self.context.scoped(), _types: PhantomData }
    }

    /// As [`Context::expect`].
    ///
    /// # Panics
    /// When this thread still holds such a guard, or from inside a call of the same method.
    #[track_caller]
    pub fn expect(&self) -> KeyedGuard<'_, Key, S, M> {
        self.context.expect_for()
    }

    /// As [`Context::checkpoint`].
    ///
    /// # Panics
    /// When an expectation was not met.
    #[track_caller]
    pub fn checkpoint(&self) {
        self.context.checkpoint();
    }
}

/// The expectation that `expect()` added to a context.
pub struct ExpectGuard<'a, S, M>(Writing<'a, Expectation<S, M>>);

impl<S, M> Deref for ExpectGuard<'_, S, M> {
    type Target = Expectation<S, M>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<S, M> DerefMut for ExpectGuard<'_, S, M> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// The expectation that `expect()` added to a context, for one list of types.
pub struct KeyedGuard<'a, Key, S, M>(Writing<'a, ByType>, Types<Key, S, M>);

impl<Key: 'static, S: 'static, M: 'static> Deref for KeyedGuard<'_, Key, S, M> {
    type Target = Expectation<S, M>;
    fn deref(&self) -> &Self::Target {
        self.0.get::<Key, S, M>()
    }
}

impl<Key: 'static, S: 'static, M: 'static> DerefMut for KeyedGuard<'_, Key, S, M> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_mut::<Key, S, M>()
    }
}
