//! The guard of a test looks after a double.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, PoisonError, Weak};

use super::registry::Registry;
use crate::report::Failures;
use crate::scope::{self, Double, Guard};

impl Registry {
    /// The guard of the running scope, if there is one, verifies the double at its end.
    pub(crate) fn watch(self: &Arc<Self>) {
        scope::watch(&self.seat, &|| Arc::downgrade(self) as Weak<dyn Double>);
    }

    /// The guard that listens to it.
    pub(crate) fn guard(&self) -> Option<Arc<Guard>> {
        self.seat.get()?.guard()
    }
}

/// For a guard, at whose end the double may be in use in other threads.
impl Double for Registry {
    fn take_failures(&self) -> Failures {
        let found = Registry::take_failures(self);
        self.is_settled.store(true, Relaxed);
        found
    }

    fn forget(&self) {
        let index = std::mem::take(&mut *self.index.write().unwrap_or_else(PoisonError::into_inner));
        self.is_settled.store(false, Relaxed);
        // Not behind the lock: what the test's closures own may be anything.
        drop(index);
    }
}
