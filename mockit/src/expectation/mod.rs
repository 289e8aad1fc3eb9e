//! What a test sets up: expectations, their matchers and their results.

pub(crate) mod arity;
mod bounds;
pub(crate) mod by_type;
pub(crate) mod kind;
pub(crate) mod later;
pub(crate) mod lend;
mod local;
pub(crate) mod mode;
pub(crate) mod results;

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use crate::engine::{Child, Core, Method, Sequence};

pub use self::mode::{Async, Borrowed, BorrowedMut, Lent, Owned};
pub use self::results::repeat_last;
pub use crate::engine::Times;

/// What a test expects of one method: a signature, matchers, a number of calls, a result.
///
/// `MockFoo::expect_bar()` adds an expectation and gives `&mut Expectation`; every setter acts on
/// the expectation that was added last. `S` is the method's signature as a function type, `M` how
/// its result is handed out: [`Owned`], [`Async`], [`Borrowed`], [`BorrowedMut`] or [`Lent`].
///
/// The setters that depend on the method's parameters are written out below for two of them;
/// they exist alike for 0 to 16.
///
/// ```
/// use mockit::automock;
/// use mockit::predicate::{eq, gt};
///
/// #[automock]
/// trait Gateway { fn charge(&self, user: &str, cents: u64) -> bool; }
///
/// let mut gateway = MockGateway::new();
/// gateway.expect_charge().with(eq("u1"), gt(0)).times(1).returning(|_, cents| cents < 5000);
/// assert!(gateway.charge("u1", 4999));
/// ```
pub struct Expectation<S, M = Owned> {
    #[doc(hidden)]
    pub core: Core,
    _types: PhantomData<fn() -> (S, M)>,
}

impl<S, M> Expectation<S, M> {
    #[doc(hidden)]
    pub const fn new(method: &'static Method) -> Self {
        Expectation { core: Core::new(method), _types: PhantomData }
    }

    /// Adds an expectation; used by the generated `expect_…` methods.
    #[doc(hidden)]
    #[track_caller]
    pub fn add(&mut self) -> &mut Self {
        self.core.push(Location::caller());
        self
    }

    /// How often the method must and may be called: `n`, `a..b`, `a..=b`, `a..`, `..b`, `..=b`
    /// or `..`. Without it, any number of calls is right.
    ///
    /// # Panics
    /// With `Backwards range` when the range holds no number.
    #[track_caller]
    pub fn times<T: Into<Times>>(&mut self, times: T) -> &mut Self {
        self.core.set_times(times.into());
        self
    }

    /// Exactly one call: `times(1)`.
    pub fn once(&mut self) -> &mut Self {
        self.core.set_times(Times::from(1));
        self
    }

    /// No call at all: `times(0)`.
    pub fn never(&mut self) -> &mut Self {
        self.core.set_times(Times::from(0));
        self
    }

    /// Makes this expectation the next step of `sequence`. See [`Sequence`].
    ///
    /// **Without [`times`](Self::times) the step may be skipped**: any number of calls is right.
    ///
    /// # Panics
    /// When the expectation is in a sequence already.
    #[track_caller]
    pub fn in_sequence(&mut self, sequence: &mut Sequence) -> &mut Self {
        self.core.set_sequence(sequence);
        self
    }
}

impl<S: 'static, M: 'static> Child for Expectation<S, M> {
    fn core(&self) -> &Core {
        &self.core
    }
}

impl<S, M> fmt::Debug for Expectation<S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expectation").field(&self.core.method().name).finish()
    }
}
