//! Asking a mock, and all of its methods.

use std::panic::Location;
use std::sync::Arc;

use super::outcome::Begun;
use super::{Calls, Verify};
use crate::engine::Core;
use crate::expectation::Expectation;
use crate::record::History;
use crate::verification;

impl<S, M> Expectation<S, M> {
    #[doc(hidden)]
    pub fn verify(&self, all: &[&Core]) -> Verify<S> {
        Verify::new(Arc::clone(self.core.history()), histories(all))
    }

    #[doc(hidden)]
    pub fn calls(&self) -> Calls<S> {
        Calls::new(Arc::clone(self.core.history()))
    }
}

/// Spies.
impl<S, M> Expectation<S, M> {
    /// Calls the real object, of a spy made by `MockFoo::spying(real)`: for an expectation that counts calls, or has
    /// its place in a sequence, without another result.
    ///
    /// ```
    /// use mockit::automock;
    /// use mockit::predicate::eq;
    ///
    /// #[automock]
    /// trait Prices { fn of(&self, item: u32) -> u64; }
    ///
    /// struct Catalogue;
    /// impl Prices for Catalogue { fn of(&self, item: u32) -> u64 { u64::from(item) * 100 } }
    ///
    /// let mut prices = MockPrices::spying(Catalogue);
    /// prices.expect_of().with(eq(1)).once().call_real();
    /// prices.expect_of().with(eq(2)).return_const(5u64);
    /// assert_eq!([prices.of(1), prices.of(2), prices.of(3)], [100, 5, 300]);
    /// ```
    ///
    /// # Panics
    /// The call panics, when the mock is no spy.
    #[track_caller]
    pub fn call_real(&mut self) -> &mut Self {
        self.core.set_call_real(Location::caller());
        self
    }

    #[doc(hidden)]
    pub fn is_blank(&self) -> bool {
        self.core.is_blank()
    }

    #[doc(hidden)]
    pub fn begin_unseen(&self) -> Begun {
        Begun::new(self.core.begin_unseen())
    }
}

/// What cannot be: see the message.
#[diagnostic::on_unimplemented(
    message = "there is no spy on a `{Self}`: a method of the trait takes or returns `Self`, is called on an `Rc` or \
               `Arc`, or an associated type has parameters",
    note = "write `expect_…().returning(move |…| real.…(…))` instead"
)]
pub trait CannotBeSpiedOn {}

/// Those of methods that were used.
fn histories(cores: &[&Core]) -> Vec<Arc<History>> {
    let mut all = Vec::new();
    cores.iter().for_each(|core| core.add_histories(&mut all));
    all
}

/// Demands that a verification has counted each call of the mock.
///
/// # Panics
/// Where there are others.
#[track_caller]
pub fn verify_no_more_calls(double: &str, cores: &[&Core]) {
    verification::no_more(double, &histories(cores));
}

/// Forgets the calls of the mock.
pub fn clear_history(cores: &[&Core]) {
    histories(cores).iter().for_each(|history| history.clear());
}
