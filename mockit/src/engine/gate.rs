//! A lock that knows its owner, so that a call that would wait for itself is found and told.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

thread_local! {
    /// How many gates this thread holds. Its address names the thread.
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// Names the running thread: unique among the living ones, never 0.
fn thread_key() -> usize {
    HELD.with(|held| std::ptr::from_ref(held).addr())
}

pub(crate) struct Gate<T> {
    owner: AtomicUsize,
    lock: Mutex<T>,
}

/// Waiting would never end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Deadlock {
    /// This thread holds the gate already.
    Reentrant,
    /// This thread holds what the gate's holder is waiting for, perhaps by way of others.
    Ring,
}

impl<T> Gate<T> {
    pub(crate) const fn new(value: T) -> Self {
        Gate { owner: AtomicUsize::new(0), lock: Mutex::new(value) }
    }

    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.lock.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn enter(&self) -> Result<Pass<'_, T>, Deadlock> {
        let guard = match self.try_lock() {
            Some(guard) => guard,
            None => self.wait()?,
        };
        HELD.with(|held| {
            held.set(held.get() + 1);
            self.owner.store(std::ptr::from_ref(held).addr(), Relaxed);
        });
        Ok(Pass { owner: &self.owner, guard })
    }

    fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        match self.lock.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(e)) => Some(e.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    #[cold]
    fn wait(&self) -> Result<MutexGuard<'_, T>, Deadlock> {
        let me = thread_key();
        if self.owner.load(Relaxed) == me {
            return Err(Deadlock::Reentrant);
        }
        if HELD.with(Cell::get) == 0 {
            // A thread that holds nothing cannot be a link of a ring.
            return Ok(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
        }
        let link = Link(me);
        let mut rings_seen = 0;
        loop {
            if let Some(guard) = self.try_lock() {
                return Ok(guard);
            }
            // Every link of a real ring renews itself as this one does, so a ring that is seen
            // for many rounds is no leftover of a thread that has gone on.
            rings_seen = if link.closes_ring(self.owner.load(Relaxed)) { rings_seen + 1 } else { 0 };
            if rings_seen > 20 {
                return Err(Deadlock::Ring);
            }
            std::thread::park_timeout(Duration::from_millis(1));
        }
    }
}

/// What stands behind a gate, until dropped.
pub(crate) struct Pass<'a, T> {
    owner: &'a AtomicUsize,
    pub(crate) guard: MutexGuard<'a, T>,
}

impl<T> Drop for Pass<'_, T> {
    fn drop(&mut self) {
        HELD.with(|held| held.set(held.get() - 1));
        self.owner.store(0, Relaxed);
    }
}

/// Threads that hold a gate and wait for another: (who waits, for whom).
static WAITING: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());

/// A thread's entry in `WAITING`.
struct Link(usize);

impl Link {
    fn closes_ring(&self, holder: usize) -> bool {
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(thread, _)| *thread != self.0);
        waiting.push((self.0, holder));
        let mut at = holder;
        // At most one step a link, or a ring that this thread only leads into would hold us.
        for _ in 0..waiting.len() {
            match waiting.iter().find(|(thread, _)| *thread == at) {
                Some(&(_, next)) if next == self.0 => return true,
                Some(&(_, next)) => at = next,
                None => return false,
            }
        }
        false
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(thread, _)| *thread != self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn a_thread_that_holds_the_gate_is_told() {
        let gate = Gate::new(());
        let _pass = gate.enter().ok().unwrap();
        assert_eq!(gate.enter().err(), Some(Deadlock::Reentrant));
    }

    #[test]
    fn two_threads_that_wait_for_each_other_are_told() {
        let (a, b, both) = (Gate::new(()), Gate::new(()), Barrier::new(2));
        let cross = |first: &Gate<()>, second: &Gate<()>| {
            let _held = first.enter().ok().unwrap();
            both.wait();
            second.enter().err()
        };
        let (x, y) = std::thread::scope(|s| {
            let x = s.spawn(|| cross(&a, &b));
            let y = s.spawn(|| cross(&b, &a));
            (x.join().unwrap(), y.join().unwrap())
        });
        assert!(x == Some(Deadlock::Ring) || y == Some(Deadlock::Ring), "{x:?} {y:?}");
    }

    #[test]
    fn another_thread_waits() {
        let gate = Gate::new(0);
        std::thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| (0..1000).for_each(|_| *gate.enter().ok().unwrap().guard += 1));
            }
        });
        assert_eq!(*gate.enter().ok().unwrap().guard, 4000);
    }
}
