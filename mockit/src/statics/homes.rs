//! Which home of a static method holds where: for all tests, or in one scope.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::home::Home;
use crate::scope::Scope;

pub(super) struct Homes {
    /// How many contexts there are that hold for all tests.
    contexts: AtomicUsize,
    /// How many scopes have a home: a call looks at this first.
    scopes: AtomicUsize,
    scoped: Mutex<Vec<Scoped>>,
}

/// The expectations that hold in one scope.
struct Scoped {
    scope: Scope,
    home: Arc<Home>,
    /// How many contexts share it.
    contexts: usize,
}

impl Homes {
    pub(super) const fn new() -> Self {
        Homes { contexts: AtomicUsize::new(0), scopes: AtomicUsize::new(0), scoped: Mutex::new(Vec::new()) }
    }

    fn scoped(&self) -> MutexGuard<'_, Vec<Scoped>> {
        self.scoped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A context begins that holds for all tests: is it the only one?
    pub(super) fn begin(&self) -> bool {
        self.contexts.fetch_add(1, Relaxed) == 0
    }

    /// The home of the running scope.
    pub(super) fn current(&self) -> Option<Arc<Home>> {
        if self.scopes.load(Relaxed) == 0 {
            return None;
        }
        let here = Scope::current();
        let scoped = self.scoped();
        scoped.iter().find(|known| known.scope.is(&here)).map(|known| Arc::clone(&known.home))
    }

    /// A context goes from its home to that of the running scope; `None`, where it is there already.
    pub(super) fn enter_scope(
        &self,
        from: &Arc<Home>,
        make: impl FnOnce() -> Arc<Home>,
    ) -> Option<Arc<Home>> {
        let here = Scope::current();
        let mut scoped = self.scoped();
        let home = match scoped.iter_mut().find(|known| known.scope.is(&here)) {
            Some(known) if Arc::ptr_eq(&known.home, from) => return None,
            // The contexts of a scope share a home, as those for all tests do.
            Some(known) => {
                known.contexts += 1;
                Arc::clone(&known.home)
            }
            None => {
                let home = make();
                scoped.push(Scoped { scope: here, home: Arc::clone(&home), contexts: 1 });
                home
            }
        };
        self.leave_in(&mut scoped, from);
        Some(home)
    }

    /// Ends a context's part in its home.
    pub(super) fn leave(&self, home: &Arc<Home>) {
        self.leave_in(&mut self.scoped(), home);
    }

    /// The last context of a scope takes the home out of force.
    fn leave_in(&self, scoped: &mut Vec<Scoped>, home: &Arc<Home>) {
        match scoped.iter().position(|known| Arc::ptr_eq(&known.home, home)) {
            None => {
                self.contexts.fetch_sub(1, Relaxed);
            }
            Some(at) => {
                scoped[at].contexts -= 1;
                if scoped[at].contexts == 0 {
                    scoped.swap_remove(at);
                }
            }
        }
        self.scopes.store(scoped.len(), Relaxed);
    }
}
