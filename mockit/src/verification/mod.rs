//! Verifying after the fact: asking doubles what they were called with.
//!
//! A mock of a trait is asked by `mock.verify_foo()` (feature `spy`), an HTTP double by `http.verify_get(url)` (feature
//! `http`). Both take the same words: `with` and `withf` say which calls are meant, `times`, `once`, `never`,
//! `at_least` and `at_most` how many of them there must have been; [`verify_order!`](crate::verify_order) asks for the
//! order of calls of several doubles, `within(duration)` waits for calls that are still to come.
//!
//! A call of a mock counts when it begins, an `async fn` with its first poll; one that no expectation served does not
//! count, as it failed the test. A request counts when it comes, answered or not. A question that failed has counted
//! its calls all the same, as `verify_no_more_calls()` sees it; `checkpoint()` forgets the calls.
//!
//! ```
//! # #[cfg(feature = "spy")] {
//! use mockit::automock;
//! use mockit::predicate::{eq, gt};
//!
//! #[automock]
//! trait Gateway { fn charge(&self, user: &str, cents: u64); }
//!
//! let gateway = MockGateway::nice();
//! gateway.charge("u1", 4999);
//! gateway.charge("u2", 100);
//!
//! gateway.verify_charge().with(eq("u1"), gt(0)).once();
//! gateway.verify_charge().withf(|_, cents| *cents > 5000).never();
//! gateway.verify_charge().with(eq("u2"), eq(100)).at_least(1);
//! gateway.verify_no_more_calls();
//! # }
//! ```

mod order;
mod within;

use std::sync::Arc;
use std::thread;

use crate::engine::Times;
use crate::predicate::explain;
use crate::record::{Entry, History};
use crate::report::{self, Came, Words};
use crate::scope;

pub use self::order::{Demanded, in_order};
pub use self::within::{Waiting, Within};

/// A question about calls that came: `mock.verify_foo()…`, `http.verify_get(url)…`.
pub trait Verifiable {
    /// What is asked for, as a report names it.
    #[doc(hidden)]
    fn label(&self) -> String;
    #[doc(hidden)]
    fn words(&self) -> &'static Words {
        &report::CALLS
    }
    /// The calls that may be meant.
    #[doc(hidden)]
    fn history(&self) -> &Arc<History>;
    /// All calls of the double.
    #[doc(hidden)]
    fn of_double(&self) -> Vec<Arc<History>>;
    /// Is this call meant?
    #[doc(hidden)]
    fn accepts(&self, entry: &Entry) -> bool;
    /// The call, with why it is not meant, for a report.
    #[doc(hidden)]
    fn came(&self, entry: &Entry) -> Came;
}

/// The calls that are meant.
pub(crate) fn meant(asked: &dyn Verifiable) -> Vec<Arc<Entry>> {
    let entries = asked.history().entries();
    entries.into_iter().filter(|entry| asked.accepts(entry)).collect()
}

/// Demands that so many calls are meant. As all that is demanded, not while the thread panics: the test fails
/// already, and a second panic, out of a `drop`, would abort all tests of the binary.
#[track_caller]
pub(crate) fn demand(asked: &dyn Verifiable, times: Times) {
    if thread::panicking() {
        return;
    }
    let meant = meant(asked);
    meant.iter().for_each(|entry| entry.verify());
    if !times.holds(meant.len()) {
        fail(failure(asked, meant.len(), times));
    }
    capture(asked, &meant);
}

/// Captors keep what the calls had that are meant.
pub(crate) fn capture(asked: &dyn Verifiable, meant: &[Arc<Entry>]) {
    if explain::are_there_captors() {
        explain::capturing(|| meant.iter().all(|entry| asked.accepts(entry)));
    }
}

#[track_caller]
fn fail(report: String) -> ! {
    scope::note_failure();
    std::panic::panic_any(report)
}

fn failure(asked: &dyn Verifiable, count: usize, times: Times) -> String {
    let of_other_types = of_other_types(asked);
    if !of_other_types.is_empty() {
        return report::only_of_other_types(&asked.label(), times, &of_other_types);
    }
    let came = asked.history().entries().iter().map(|entry| asked.came(entry)).collect();
    report::looked_back(&asked.label(), asked.words(), count, times, came)
}

/// The calls of a generic method, where it has none for the types that are asked for.
fn of_other_types(asked: &dyn Verifiable) -> Vec<Arc<Entry>> {
    let this = asked.history();
    if !this.entries().is_empty() {
        return Vec::new();
    }
    let of_double = asked.of_double();
    let others = of_double.iter().filter(|other| other.title == this.title);
    others.flat_map(|other| other.entries()).collect()
}

/// Demands that a verification has counted each call.
///
/// # Panics
/// Where there are others.
#[track_caller]
pub(crate) fn no_more(double: &str, histories: &[Arc<History>]) {
    if thread::panicking() {
        return;
    }
    let mut left: Vec<_> = histories.iter().flat_map(|history| history.entries()).collect();
    left.retain(|entry| !entry.is_verified());
    left.sort_by_key(|entry| entry.order);
    if !left.is_empty() {
        fail(report::unverified(double, &left));
    }
}

/// The last words of a question, which are the same for all doubles.
macro_rules! answered {
    ([$($S:ident)?] $ty:ty) => {
        impl $(<$S>)? $ty {
            /// Demands that so many calls match: `n`, `a..b`, `a..=b`, `a..`, `..b`, `..=b` or `..`.
            ///
            /// # Panics
            /// When it is another number, with the calls that came, nearest first; with `Backwards range` when the
            /// range holds no number.
            #[track_caller]
            pub fn times(self, times: impl Into<$crate::expectation::Times>) {
                $crate::verification::demand(&self, times.into());
            }

            /// Demands exactly one.
            ///
            /// # Panics
            /// As `times`.
            #[track_caller]
            pub fn once(self) {
                self.times(1);
            }

            /// Demands that there are none.
            ///
            /// # Panics
            /// As `times`.
            #[track_caller]
            pub fn never(self) {
                self.times(0);
            }

            /// Demands `n` or more.
            ///
            /// # Panics
            /// As `times`.
            #[track_caller]
            pub fn at_least(self, n: usize) {
                self.times(n..);
            }

            /// Demands `n` or fewer.
            ///
            /// # Panics
            /// As `times`.
            #[track_caller]
            pub fn at_most(self, n: usize) {
                self.times(..=n);
            }

            /// Waits for calls that are still to come: see [`Within`](crate::verification::Within).
            #[must_use = "it waits when it is awaited, or by `.wait()`"]
            #[track_caller]
            pub fn within(self, at_most: ::std::time::Duration) -> $crate::verification::Within<Self> {
                $crate::verification::Within::new(self, at_most)
            }
        }
    };
}
pub(crate) use answered;
