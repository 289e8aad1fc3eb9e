//! Where a guard finds a double.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use super::Guard;
use crate::report::Failures;

/// What a guard asks of the doubles of its test.
pub(crate) trait Double: Send + Sync {
    /// What it holds against the test: once, and no more calls than there were are held against it later. Runs none
    /// of the user's code but what a report needs.
    fn take_failures(&self) -> Failures;
    /// Drops what it keeps of the test's.
    fn forget(&self);
}

/// A double's place among those of its guard. The double goes and comes: while somebody changes it, nobody may
/// share it.
#[derive(Default)]
pub(crate) struct Seat {
    guard: Mutex<Weak<Guard>>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
enum Taken {
    #[default]
    ByNobody,
    By(Weak<dyn Double>),
    /// The double is away, and this is what it would say.
    Absent(Failures),
    /// The guard has taken that.
    Settled,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a double to the guard of the running scope, if there is one; unless it has one that is still open.
pub(crate) fn watch(seat: &OnceLock<Arc<Seat>>, double: &dyn Fn() -> Weak<dyn Double>) {
    if let Some(seat) = seat.get()
        && seat.guard().is_some()
    {
        return seat.take(double());
    }
    let Some(guard) = super::guard() else { return };
    let seat = seat.get_or_init(Arc::default);
    *lock(&seat.guard) = Arc::downgrade(&guard);
    seat.take(double());
    guard.add(Arc::clone(seat));
}

impl Seat {
    /// The double's guard, if it is not at its end yet.
    pub(crate) fn guard(&self) -> Option<Arc<Guard>> {
        lock(&self.guard).upgrade().filter(|guard| guard.is_open())
    }

    pub(crate) fn take(&self, double: Weak<dyn Double>) {
        *lock(&self.taken) = Taken::By(double);
    }

    /// The double is about to change. Has its guard settled with what it had left behind?
    pub(crate) fn leave(&self) -> bool {
        let taken = std::mem::take(&mut *lock(&self.taken));
        matches!(taken, Taken::Settled)
    }

    /// For a double that does not come back.
    pub(crate) fn leave_behind(&self, found: Failures) {
        *lock(&self.taken) = Taken::Absent(found);
    }

    pub(crate) fn is_settled(&self) -> bool {
        matches!(*lock(&self.taken), Taken::Settled)
    }

    /// At the end of the guard: what the double holds against its test, and the double.
    pub(super) fn settle(&self) -> (Failures, Option<Arc<dyn Double>>) {
        let mut taken = lock(&self.taken);
        match std::mem::take(&mut *taken) {
            Taken::By(double) => {
                let double = double.upgrade();
                drop(taken);
                (double.as_ref().map(|double| double.take_failures()).unwrap_or_default(), double)
            }
            Taken::Absent(found) => {
                *taken = Taken::Settled;
                (found, None)
            }
            Taken::ByNobody | Taken::Settled => Default::default(),
        }
    }
}
