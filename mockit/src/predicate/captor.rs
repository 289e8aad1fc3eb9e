//! Predicates that keep what they see.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use predicates::Predicate;
use predicates::reflection::{Child, Parameter, PredicateReflection};

use super::explain::{Brief, CAPTURES, captor_is_asked, captor_is_made, is_capturing};
use crate::expectation::bounds::IsPredicate;

/// Keeps the arguments of calls, for the test to look at afterwards.
///
/// Its predicates, such as [`capture`](Self::capture), stand wherever a predicate may: in
/// [`with`](crate::expectation::Expectation::with), inside other predicates, in the matchers of an HTTP stub. They
/// keep a value when the expectation serves the call, and at no other time: not when another argument is refused,
/// not when the call comes out of turn or too often.
///
/// Of a `&str` it keeps a `String`, of a slice a `Vec`, of other types a clone.
///
/// ```
/// use mockit::automock;
/// use mockit::predicate::{Captor, eq};
///
/// #[automock]
/// trait Gateway {
///     fn charge(&self, user: &str, cents: u64);
/// }
///
/// let users = Captor::new();
/// let mut gateway = MockGateway::new();
/// gateway.expect_charge().with(users.capture(), eq(5)).return_const(());
///
/// gateway.charge("u1", 5);
/// gateway.charge("u2", 5);
/// assert_eq!(users.values(), ["u1", "u2"]);
/// assert_eq!(users.last().as_deref(), Some("u2"));
/// ```
pub struct Captor<T>(Arc<Mutex<Vec<T>>>);

impl<T> Captor<T> {
    /// One that has seen nothing.
    pub fn new() -> Self {
        Captor(Arc::default())
    }

    /// Accepts every value, and keeps it.
    pub fn capture(&self) -> Capture<T> {
        Capture(self.handle())
    }

    /// Accepts what the predicate accepts, and keeps it.
    ///
    /// ```
    /// use mockit::automock;
    /// use mockit::predicate::{Captor, gt};
    ///
    /// #[automock]
    /// trait Gateway {
    ///     fn charge(&self, cents: u64);
    /// }
    ///
    /// let large = Captor::new();
    /// let mut gateway = MockGateway::new();
    /// gateway.expect_charge().with(large.capture_if(gt(100))).return_const(());
    /// gateway.expect_charge().return_const(());
    ///
    /// [50, 500].map(|cents| gateway.charge(cents));
    /// assert_eq!(large.values(), [500]);
    /// ```
    pub fn capture_if<P: IsPredicate>(&self, predicate: P) -> CaptureIf<T, P> {
        CaptureIf(self.handle(), predicate)
    }

    /// Accepts every value, and keeps what the function makes of it: for arguments with lifetimes inside, or
    /// that cannot be cloned.
    ///
    /// ```
    /// use mockit::automock;
    /// use mockit::predicate::Captor;
    ///
    /// struct View<'a>(&'a str);
    ///
    /// #[automock]
    /// trait Screen {
    ///     fn show<'a>(&self, view: View<'a>);
    /// }
    ///
    /// let shown = Captor::new();
    /// let mut screen = MockScreen::new();
    /// screen.expect_show().with(shown.capture_by(|view: &View<'_>| view.0.len())).return_const(());
    /// screen.show(View("home"));
    /// assert_eq!(shown.values(), [4]);
    /// ```
    pub fn capture_by<F>(&self, function: F) -> CaptureBy<T, F> {
        CaptureBy(self.handle(), function)
    }

    /// The last value.
    pub fn last(&self) -> Option<T>
    where
        T: Clone,
    {
        self.kept().last().cloned()
    }

    /// All values, in the order of the calls.
    pub fn values(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.kept().clone()
    }

    /// All values, which the captor forgets.
    pub fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.kept())
    }

    /// Forgets all values.
    pub fn clear(&self) {
        drop(self.take());
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        self.kept().len()
    }

    fn handle(&self) -> Self {
        captor_is_made();
        self.clone()
    }

    fn kept(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn see(&self, value: impl FnOnce() -> T) {
        if is_capturing() {
            // Made before the lock is taken: a `Clone` may be anything.
            let value = value();
            self.kept().push(value);
        } else {
            captor_is_asked();
        }
    }
}

impl<T> Clone for Captor<T> {
    fn clone(&self) -> Self {
        Captor(Arc::clone(&self.0))
    }
}

impl<T> Default for Captor<T> {
    fn default() -> Self {
        Captor::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Captor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Captor").field(&*self.kept()).finish()
    }
}

/// The predicate that [`Captor::capture`] makes.
pub struct Capture<T>(Captor<T>);

/// The predicate that [`Captor::capture_if`] makes.
pub struct CaptureIf<T, P>(Captor<T>, P);

/// The predicate that [`Captor::capture_by`] makes.
pub struct CaptureBy<T, F>(Captor<T>, F);

impl<T, O> Predicate<T> for Capture<O>
where
    T: ToOwned<Owned = O> + ?Sized,
{
    fn eval(&self, value: &T) -> bool {
        self.0.see(|| value.to_owned());
        true
    }
}

impl<T, O, P> Predicate<T> for CaptureIf<O, P>
where
    T: ToOwned<Owned = O> + ?Sized,
    P: Predicate<T>,
{
    fn eval(&self, value: &T) -> bool {
        let accepted = self.1.eval(value);
        if accepted {
            self.0.see(|| value.to_owned());
        }
        accepted
    }

    fn find_case<'a>(&'a self, expected: bool, value: &T) -> Option<predicates::reflection::Case<'a>> {
        self.1.find_case(expected, value)
    }
}

impl<T: ?Sized, O, F: Fn(&T) -> O> Predicate<T> for CaptureBy<O, F> {
    fn eval(&self, value: &T) -> bool {
        self.0.see(|| (self.1)(value));
        true
    }
}

fn mark<'a>(of: &'a dyn fmt::Display) -> Box<dyn Iterator<Item = Parameter<'a>> + 'a> {
    Box::new(std::iter::once(Parameter::new(CAPTURES, of)))
}

impl<T> PredicateReflection for Capture<T> {
    fn parameters<'a>(&'a self) -> Box<dyn Iterator<Item = Parameter<'a>> + 'a> {
        mark(self)
    }
}

impl<T, P: PredicateReflection> PredicateReflection for CaptureIf<T, P> {
    fn parameters<'a>(&'a self) -> Box<dyn Iterator<Item = Parameter<'a>> + 'a> {
        Box::new(mark(self).chain(self.1.parameters()))
    }

    fn children<'a>(&'a self) -> Box<dyn Iterator<Item = Child<'a>> + 'a> {
        self.1.children()
    }
}

impl<T, F> PredicateReflection for CaptureBy<T, F> {
    fn parameters<'a>(&'a self) -> Box<dyn Iterator<Item = Parameter<'a>> + 'a> {
        mark(self)
    }
}

impl<T> fmt::Display for Capture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("capture()")
    }
}

impl<T, P: PredicateReflection> fmt::Display for CaptureIf<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "capture_if({})", Brief(&self.1))
    }
}

impl<T, F> fmt::Display for CaptureBy<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("capture_by(<function>)")
    }
}

impl<T> fmt::Debug for Capture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T, P: PredicateReflection> fmt::Debug for CaptureIf<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T, F> fmt::Debug for CaptureBy<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
