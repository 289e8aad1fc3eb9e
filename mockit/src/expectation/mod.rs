//! What a test sets up: expectations, their matchers and their results.

pub(crate) mod arities;
pub(crate) mod arity;
pub(crate) mod bounds;
pub(crate) mod by_type;
pub(crate) mod kind;
pub(crate) mod later;
pub(crate) mod lend;
mod local;
pub(crate) mod mode;
pub(crate) mod nice;
pub(crate) mod results;

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use crate::engine::{Core, Method, Sequence};

pub use self::mode::{Async, Borrowed, BorrowedMut, Lent, Owned, Provided};
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
    ///
    /// With arguments (`with`, `withf`) it refuses calls that have them, also where an expectation that is set
    /// after it would take them. Without, it takes no calls, and others may.
    pub fn never(&mut self) -> &mut Self {
        self.core.set_times(Times::from(0));
        self
    }

    /// Any number of calls, none included: `times(..)`. That is the default, but for a mock made by
    /// `strict()`, whose expectations must be called at least once.
    ///
    /// ```
    /// use mockit::automock;
    ///
    /// #[automock]
    /// trait Cache { fn get(&self, key: u32) -> Option<u32>; fn clear(&self); }
    ///
    /// let mut cache = MockCache::strict();
    /// cache.expect_get().return_const(None);
    /// cache.expect_clear().optional().return_const(());
    /// assert_eq!(cache.get(1), None);
    /// ```
    pub fn optional(&mut self) -> &mut Self {
        self.core.set_times(Times::ANY);
        self
    }

    /// Forgets all expectations of the method that were set before this one, also those that were
    /// not met: for a test that wants something else than what its fixture has set.
    ///
    /// Of a generic method, those for other types stay. A sequence no longer waits for a step that
    /// is forgotten.
    ///
    /// ```
    /// use mockit::automock;
    ///
    /// #[automock]
    /// trait Clock { fn now(&self) -> u64; }
    ///
    /// fn fixture() -> MockClock {
    ///     let mut clock = MockClock::new();
    ///     clock.expect_now().times(1..).return_const(0u64);
    ///     clock
    /// }
    ///
    /// let mut clock = fixture();
    /// clock.expect_now().replacing_earlier().return_const(99u64);
    /// assert_eq!(clock.now(), 99);
    /// ```
    pub fn replacing_earlier(&mut self) -> &mut Self {
        self.core.replace_earlier();
        self
    }

    /// Asks this expectation only when no other one of the method serves the call, also none that
    /// is set later: for a default in a fixture, which each test adds to.
    ///
    /// ```
    /// use mockit::automock;
    /// use mockit::predicate::eq;
    ///
    /// #[automock]
    /// trait Prices { fn of(&self, item: u32) -> u64; }
    ///
    /// let mut prices = MockPrices::new();
    /// prices.expect_of().as_fallback().return_const(1u64);
    /// prices.expect_of().with(eq(7)).return_const(99u64);
    /// assert_eq!((prices.of(7), prices.of(8)), (99, 1));
    /// ```
    pub fn as_fallback(&mut self) -> &mut Self {
        self.core.set_fallback();
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

impl<S, M> fmt::Debug for Expectation<S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expectation").field(&self.core.method().name).finish()
    }
}
