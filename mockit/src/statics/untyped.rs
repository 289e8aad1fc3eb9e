//! Statics and their contexts without the types of their signatures: compiled once, where each type of a user's
//! would be compiled in the user's crate.

use std::any::Any;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::home::{Busy, Home, Reading, Writing};
use super::homes::Homes;
use crate::engine::{Core, Method, checkpoint, verify};
use crate::scope;

/// What a static can keep.
pub trait Contextual: Any + Send + Sync {
    #[doc(hidden)]
    fn core_mut(&mut self) -> &mut Core;
}

/// Where a static method keeps its expectations: for all tests, and for single ones.
pub struct Untyped {
    make: fn() -> Box<dyn Contextual>,
    global: OnceLock<Arc<Home>>,
    homes: Homes,
}

impl Untyped {
    pub(super) const fn new(make: fn() -> Box<dyn Contextual>) -> Self {
        Untyped { make, global: OnceLock::new(), homes: Homes::new() }
    }

    fn fresh(&self) -> Arc<Home> {
        Arc::new(Home::new((self.make)()))
    }

    pub(super) fn global(&self) -> &Arc<Home> {
        self.global.get_or_init(|| self.fresh())
    }

    /// The home of the running scope, which has one only while a context is there.
    pub(super) fn of_scope(&self) -> Option<Arc<Home>> {
        self.homes.current()
    }

    pub(super) fn method(&self) -> &'static Method {
        (self.make)().core_mut().method()
    }

    #[track_caller]
    pub(super) fn read<'a>(&self, home: &'a Home) -> Reading<'a> {
        match home.read() {
            Ok(reading) => reading,
            Err(Busy) => panic!(
                "{}: called while this thread still holds what `expect()` gave: end that statement first",
                self.method().name
            ),
        }
    }

    #[track_caller]
    fn write<'a>(&self, home: &'a Home) -> Writing<'a> {
        match home.write() {
            Ok(writing) => writing,
            Err(Busy) => panic!(
                "{}: its expectations are changed while this thread still holds what `expect()` gave, or from \
                 inside a call of it",
                self.method().name
            ),
        }
    }
}

/// A static of any type.
pub trait AnyStatic {
    /// Without its type.
    fn untyped(&self) -> &Untyped;
}

/// Verifies and clears what was expected of a module's functions.
///
/// # Panics
/// When an expectation was not met, after all have been cleared.
#[track_caller]
pub fn checkpoint_statics(statics: &[&dyn AnyStatic]) {
    let mut all = Vec::new();
    for at in statics.iter().map(|each| each.untyped()) {
        let of_scope = at.of_scope();
        let mut expectations = at.write(of_scope.as_ref().unwrap_or_else(|| at.global()));
        let core = expectations.core_mut();
        let method = core.method();
        all.push(std::mem::replace(core, Core::new(method)));
    }
    checkpoint(&mut all.iter_mut().collect::<Vec<_>>());
}

/// A context; verified and cleared when it is dropped.
pub(super) struct Part {
    pub(super) at: &'static Untyped,
    home: Arc<Home>,
    /// The part of the home that is this context's to end.
    pub(super) part: fn(&mut dyn Contextual) -> &mut Core,
    /// Where it is made in the scope of a guard, which ends it if nobody else does.
    lease: Option<Arc<Lease>>,
}

/// How a guard ends a context: what is expected it verifies itself.
struct Lease {
    at: &'static Untyped,
    home: Mutex<Arc<Home>>,
    has_ended: AtomicBool,
}

impl Lease {
    fn home(&self) -> MutexGuard<'_, Arc<Home>> {
        self.home.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the context out of force, unless that has been done.
    fn end(&self) -> bool {
        let ends = !self.has_ended.swap(true, Relaxed);
        if ends {
            self.at.homes.leave(&self.home());
        }
        ends
    }
}

impl Part {
    pub(super) fn new(at: &'static Untyped) -> Self {
        let home = Arc::clone(at.global());
        if at.homes.begin()
            && let Ok(mut expectations) = home.write()
        {
            // A call that failed while there was no context is the affair of the test that made it.
            expectations.core_mut().forget_failures();
        }
        let lease = scope::guard().map(|guard| {
            let lease = Lease { at, home: Mutex::new(Arc::clone(&home)), has_ended: AtomicBool::new(false) };
            let lease = Arc::new(lease);
            let ended = Arc::clone(&lease);
            guard.at_end(Box::new(move || {
                ended.end();
            }));
            lease
        });
        Part { at, home, part: |all| all.core_mut(), lease }
    }

    pub(super) fn enter_scope(&mut self) {
        if let Some(home) = self.at.homes.enter_scope(&self.home, || self.at.fresh()) {
            if let Some(lease) = &self.lease {
                *lease.home() = Arc::clone(&home);
            }
            self.home = home;
        }
    }

    #[track_caller]
    pub(super) fn write(&self) -> Writing<'_> {
        self.at.write(&self.home)
    }

    /// As a call does, so that it waits for none.
    #[cfg(feature = "spy")]
    #[track_caller]
    pub(super) fn read(&self) -> Reading<'_> {
        self.at.read(&self.home)
    }

    #[track_caller]
    pub(super) fn checkpoint(&self) {
        checkpoint(&mut [(self.part)(&mut *self.write())]);
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        match &self.lease {
            None => self.at.homes.leave(&self.home),
            Some(lease) => {
                if !lease.end() {
                    return;
                }
            }
        }
        if let Ok(mut expectations) = self.home.write() {
            let core = (self.part)(&mut *expectations);
            verify(&mut [core]);
            core.clear();
        }
    }
}
