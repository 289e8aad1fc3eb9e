//! A lock that finds out when a call would wait for itself.
//!
//! Every mocked call passes one, most often in a debug build: `inline(always)` is what inlines
//! there too.

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, ThreadId};
use std::time::Duration;

pub(crate) struct Gate<T> {
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

/// What stands behind a gate, until dropped. No more than the guard: it is handed on in registers.
pub(crate) struct Pass<'a, T> {
    pub(crate) guard: MutexGuard<'a, T>,
}

impl<T> Drop for Pass<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let _ = HELD.try_with(Held::pop);
    }
}

/// How many milliseconds are a moment.
const MOMENT: usize = 50;

/// How often a waiting thread tries again before it looks for a ring.
const PATIENCE: usize = 1000;

impl<T> Gate<T> {
    pub(crate) const fn new(value: T) -> Self {
        Gate { lock: Mutex::new(value) }
    }

    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.lock.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline(always)]
    pub(crate) fn enter(&self) -> Result<Pass<'_, T>, Deadlock> {
        match self.enter_if_free() {
            Some(pass) => Ok(pass),
            None => self.wait(),
        }
    }

    #[inline(always)]
    pub(crate) fn enter_if_free(&self) -> Option<Pass<'_, T>> {
        let guard = match self.lock.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(e)) => e.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        let name = self.name();
        // `try_with` is what `with` calls; it cannot fail, since there is nothing to destroy.
        let _ = HELD.try_with(|held| held.push(name));
        Some(Pass { guard })
    }

    /// Waits, or only for a moment: who holds it may never leave.
    pub(crate) fn enter_if(&self, wait: bool) -> Option<Pass<'_, T>> {
        if wait {
            return self.enter().ok();
        }
        (0..MOMENT).find_map(|attempt| {
            if attempt > 0 {
                thread::sleep(Duration::from_millis(1));
            }
            self.enter_if_free()
        })
    }

    /// A gate is named by where it is; it does not move while it is held.
    #[inline(always)]
    fn name(&self) -> usize {
        std::ptr::from_ref(&self.lock).addr()
    }

    #[cold]
    fn wait(&self) -> Result<Pass<'_, T>, Deadlock> {
        if HELD.with(|held| held.depth.get() > MOST_KNOWN || held.all().contains(&self.name())) {
            return Err(Deadlock::Reentrant);
        }
        // Most actions are over in no time.
        for attempt in 0..PATIENCE {
            if let Some(pass) = self.enter_if_free() {
                return Ok(pass);
            }
            if attempt % 16 == 15 { thread::yield_now() } else { std::hint::spin_loop() }
        }
        let link = Link::new(self.name());
        loop {
            if let Some(pass) = self.enter_if_free() {
                return Ok(pass);
            }
            if link.closes_ring() {
                return Err(Deadlock::Ring);
            }
            thread::park_timeout(Duration::from_millis(1));
        }
    }
}

/// The gates that a thread holds, which it leaves in reverse order.
struct Held {
    depth: Cell<usize>,
    gates: [Cell<usize>; MOST_KNOWN],
}

/// A thread that holds more gates and would have to wait is taken for re-entrant.
const MOST_KNOWN: usize = 64;

thread_local! {
    static HELD: Held = const { Held { depth: Cell::new(0), gates: [const { Cell::new(0) }; MOST_KNOWN] } };
}

impl Held {
    #[inline(always)]
    fn push(&self, gate: usize) {
        let depth = self.depth.get();
        if depth < MOST_KNOWN {
            self.gates[depth].set(gate);
        }
        self.depth.set(depth + 1);
    }

    #[inline(always)]
    fn pop(&self) {
        self.depth.set(self.depth.get() - 1);
    }

    fn all(&self) -> Vec<usize> {
        self.gates.iter().take(self.depth.get()).map(Cell::get).collect()
    }
}

/// Threads that have waited for long.
static WAITING: Mutex<Vec<Waiting>> = Mutex::new(Vec::new());

struct Waiting {
    thread: ThreadId,
    wants: usize,
    /// Does not change while it waits.
    holds: Vec<usize>,
}

/// A thread's entry in `WAITING`.
struct Link(ThreadId);

impl Link {
    fn new(wants: usize) -> Self {
        let thread = thread::current().id();
        waiting().push(Waiting { thread, wants, holds: HELD.with(Held::all) });
        Link(thread)
    }

    /// Follows who waits for whom. All links of a ring wait, so all are listed.
    fn closes_ring(&self) -> bool {
        let waiting = waiting();
        let Some(me) = waiting.iter().find(|entry| entry.thread == self.0) else { return false };
        let mut wanted = me.wants;
        // At most one step a link, or a ring that this thread only leads into would hold us.
        for _ in 0..waiting.len() {
            match waiting.iter().find(|entry| entry.holds.contains(&wanted)) {
                Some(holder) if holder.thread == self.0 => return true,
                Some(holder) => wanted = holder.wants,
                None => return false,
            }
        }
        false
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        waiting().retain(|entry| entry.thread != self.0);
    }
}

fn waiting() -> MutexGuard<'static, Vec<Waiting>> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
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
