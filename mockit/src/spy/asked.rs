//! Asking a mock, and all of its methods.

use std::sync::Arc;

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
