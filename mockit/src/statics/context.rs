//! Contexts: expectations of static methods and functions, which have no mock to hold them.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
#[cfg(feature = "spy")]
use std::sync::Arc;

use super::home::Writing;
use super::untyped::{AnyStatic, Contextual, Part, Untyped};
use crate::engine::Core;
use crate::expectation::Expectation;
use crate::expectation::by_type::ByType;
#[cfg(feature = "spy")]
use crate::{
    engine::Method,
    record::History,
    spy::{Calls, Verify},
};

/// Where a static method keeps its expectations: for all tests, and for single ones.
pub struct Static<E: 'static> {
    untyped: Untyped,
    _types: PhantomData<fn() -> E>,
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

impl<E: Contextual> Static<E> {
    /// A static of which nothing is expected; `make` makes an `E`.
    pub const fn new(make: fn() -> Box<dyn Contextual>) -> Self {
        Static { untyped: Untyped::new(make), _types: PhantomData }
    }

    /// Runs a call on the expectations that are in force.
    ///
    /// # Panics
    /// When the running thread is setting one of them up.
    #[track_caller]
    pub fn with<R>(&self, call: impl FnOnce(&E) -> R) -> R {
        let of_scope = self.untyped.of_scope();
        let home = of_scope.as_ref().unwrap_or_else(|| self.untyped.global());
        call(typed(&*self.untyped.read(home)))
    }
}

impl<E> AnyStatic for Static<E> {
    fn untyped(&self) -> &Untyped {
        &self.untyped
    }
}

const TYPED: &str = "a static keeps what it was made for";

fn typed<E: Contextual>(any: &dyn Contextual) -> &E {
    (any as &dyn Any).downcast_ref().expect(TYPED)
}

fn typed_mut<E: Contextual>(any: &mut dyn Contextual) -> &mut E {
    (any as &mut dyn Any).downcast_mut().expect(TYPED)
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
pub struct Context<E: Contextual> {
    part: Part,
    _types: PhantomData<fn() -> E>,
}

impl<E: Contextual> Context<E> {
    #[doc(hidden)]
    pub fn new(at: &'static Static<E>) -> Self {
        Context { part: Part::new(&at.untyped), _types: PhantomData }
    }

    /// Keeps the expectations to the current [`Scope`](crate::scope::Scope): tests in other threads neither see nor
    /// disturb them.
    pub fn scoped(mut self) -> Self {
        self.part.enter_scope();
        self
    }

    /// Verifies and clears what was expected so far.
    ///
    /// # Panics
    /// When an expectation was not met.
    #[track_caller]
    pub fn checkpoint(&self) {
        self.part.checkpoint();
    }
}

impl<S: 'static, M: 'static> Context<Expectation<S, M>> {
    /// Adds an expectation. It is in force when the guard is dropped, at the end of the statement.
    ///
    /// # Panics
    /// When this thread still holds such a guard, or from inside a call of the same method.
    #[track_caller]
    pub fn expect(&self) -> ExpectGuard<'_, S, M> {
        let mut expectations = self.part.write();
        typed_mut::<Expectation<S, M>>(&mut *expectations).add();
        ExpectGuard(expectations, PhantomData)
    }
}

/// Looking back.
#[cfg(feature = "spy")]
impl<S: 'static, M: 'static> Context<Expectation<S, M>> {
    /// Asks afterwards how the method was called: as `verify_…` of a mock's method. See
    /// [`verification`](crate::verification).
    ///
    /// ```
    /// use mockit::automock;
    /// use mockit::predicate::eq;
    ///
    /// #[automock]
    /// trait Machine { fn id(slot: u32) -> u32; }
    ///
    /// let context = MockMachine::id_context().scoped();
    /// context.expect().return_const(7u32);
    /// MockMachine::id(3);
    /// context.verify().with(eq(3)).once();
    /// assert_eq!(context.calls()[0].args(), (&3,));
    /// ```
    ///
    /// # Panics
    /// When this thread still holds what `expect()` gave.
    #[must_use = "a verification checks nothing before it is told how often"]
    pub fn verify(&self) -> Verify<S> {
        let history = self.history();
        Verify::new(Arc::clone(&history), vec![history])
    }

    /// The calls that the method had while its expectations were those of this context.
    ///
    /// # Panics
    /// When this thread still holds what `expect()` gave.
    pub fn calls(&self) -> Calls<S> {
        Calls::new(self.history())
    }

    fn history(&self) -> Arc<History> {
        Arc::clone(typed::<Expectation<S, M>>(&*self.part.read()).core.history())
    }
}

impl Context<ByType> {
    #[doc(hidden)]
    #[track_caller]
    #[cfg(feature = "spy")]
    pub fn expect_spied<Key: 'static, S: 'static, M: 'static>(
        &self,
        method: &'static Method,
    ) -> KeyedGuard<'_, Key, S, M> {
        let mut expectations = self.part.write();
        typed_mut::<ByType>(&mut *expectations).part_mut::<Key, S, M>(method).add();
        KeyedGuard(expectations, PhantomData)
    }

    #[doc(hidden)]
    #[cfg(feature = "spy")]
    pub fn verify_spied<Key: 'static, S: 'static, M: 'static>(&self, method: &'static Method) -> Verify<S> {
        let history = self.history::<Key, S, M>(method);
        Verify::new(Arc::clone(&history), vec![history])
    }

    #[doc(hidden)]
    #[cfg(feature = "spy")]
    pub fn calls_spied<Key: 'static, S: 'static, M: 'static>(&self, method: &'static Method) -> Calls<S> {
        Calls::new(self.history::<Key, S, M>(method))
    }

    #[cfg(feature = "spy")]
    fn history<Key: 'static, S: 'static, M: 'static>(&self, method: &'static Method) -> Arc<History> {
        let expectations = self.part.read();
        Arc::clone(typed::<ByType>(&*expectations).part::<Key, S, M>(method).core.history())
    }

    #[doc(hidden)]
    #[track_caller]
    pub fn expect_for<Key: 'static, S: 'static, M: 'static>(&self) -> KeyedGuard<'_, Key, S, M> {
        let mut expectations = self.part.write();
        typed_mut::<ByType>(&mut *expectations).get_mut::<Key, S, M>().add();
        KeyedGuard(expectations, PhantomData)
    }
}

impl<E: Contextual> fmt::Debug for Context<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Context").field(&self.part.at.method().name).finish()
    }
}

type Types<Key, S, M> = PhantomData<fn() -> (Key, S, M)>;

/// The context of a static method of a generic mock: one for each list of its types.
#[derive(Debug)]
pub struct KeyedContext<Key: 'static, S: 'static, M: 'static> {
    context: Context<ByType>,
    /// With what keeps its calls.
    #[cfg(feature = "spy")]
    method: &'static Method,
    _types: Types<Key, S, M>,
}

impl<Key, S, M> KeyedContext<Key, S, M> {
    #[doc(hidden)]
    pub fn new(at: &'static Static<ByType>, #[cfg(feature = "spy")] method: &'static Method) -> Self {
        let mut context = Context::new(at);
        context.part.part = |all| &mut typed_mut::<ByType>(all).get_mut::<Key, S, M>().core;
        KeyedContext {
            context,
            #[cfg(feature = "spy")]
            method,
            _types: PhantomData,
        }
    }

    /// As [`Context::scoped`].
    pub fn scoped(self) -> Self {
        KeyedContext { context: self.context.scoped(), ..self }
    }

    /// As [`Context::verify`].
    ///
    /// # Panics
    /// When this thread still holds what `expect()` gave.
    #[cfg(feature = "spy")]
    #[must_use = "a verification checks nothing before it is told how often"]
    pub fn verify(&self) -> Verify<S> {
        self.context.verify_spied::<Key, S, M>(self.method)
    }

    /// As [`Context::calls`].
    ///
    /// # Panics
    /// When this thread still holds what `expect()` gave.
    #[cfg(feature = "spy")]
    pub fn calls(&self) -> Calls<S> {
        self.context.calls_spied::<Key, S, M>(self.method)
    }

    /// As [`Context::expect`].
    ///
    /// # Panics
    /// When this thread still holds such a guard, or from inside a call of the same method.
    #[track_caller]
    pub fn expect(&self) -> KeyedGuard<'_, Key, S, M> {
        #[cfg(feature = "spy")]
        return self.context.expect_spied(self.method);
        #[cfg(not(feature = "spy"))]
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
pub struct ExpectGuard<'a, S, M>(Writing<'a>, PhantomData<fn() -> (S, M)>);

impl<S: 'static, M: 'static> Deref for ExpectGuard<'_, S, M> {
    type Target = Expectation<S, M>;
    fn deref(&self) -> &Self::Target {
        typed(&*self.0)
    }
}

impl<S: 'static, M: 'static> DerefMut for ExpectGuard<'_, S, M> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        typed_mut(&mut *self.0)
    }
}

/// The expectation that `expect()` added to a context, for one list of types.
pub struct KeyedGuard<'a, Key, S, M>(Writing<'a>, Types<Key, S, M>);

impl<Key: 'static, S: 'static, M: 'static> Deref for KeyedGuard<'_, Key, S, M> {
    type Target = Expectation<S, M>;
    fn deref(&self) -> &Self::Target {
        typed::<ByType>(&*self.0).get::<Key, S, M>()
    }
}

impl<Key: 'static, S: 'static, M: 'static> DerefMut for KeyedGuard<'_, Key, S, M> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        typed_mut::<ByType>(&mut *self.0).get_mut::<Key, S, M>()
    }
}
