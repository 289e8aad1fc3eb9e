//! The calls of one method, or of one HTTP double.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use super::Log;
use super::entry::{Entry, What};

/// What was called, in order, and who waits for more.
pub struct History {
    /// `MockGateway::charge`
    pub(crate) title: &'static str,
    /// The names of the method's parameters.
    pub(crate) names: &'static [&'static str],
    /// The record of its test.
    pub(crate) log: Arc<Log>,
    calls: Mutex<Calls>,
    more: Condvar,
}

#[derive(Default)]
struct Calls {
    entries: Vec<Arc<Entry>>,
    /// How many there were, also of those that are forgotten.
    begun: usize,
    wakers: Vec<Waker>,
    /// Threads that wait.
    waiting: usize,
}

impl History {
    pub(crate) fn new(title: &'static str, names: &'static [&'static str], log: Arc<Log>) -> Self {
        History { title, names, log, calls: Mutex::default(), more: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down that a call begins.
    pub(crate) fn begin(&self, what: What) -> Arc<Entry> {
        let entry = Arc::new(Entry::new(self.title, what));
        self.log.add(Arc::clone(&entry));
        let mut calls = self.lock();
        calls.entries.push(Arc::clone(&entry));
        calls.begun += 1;
        let (wakers, waiting) = (std::mem::take(&mut calls.wakers), calls.waiting);
        drop(calls);
        // It asks the system, even where nobody waits.
        if waiting > 0 {
            self.more.notify_all();
        }
        // Not behind the lock: a waker is the runtime's code.
        wakers.into_iter().for_each(Waker::wake);
        entry
    }

    /// Wakes a task at the next call. Two may be called at once, so it is to look again after this.
    pub(crate) fn wake_at_next(&self, waker: &Waker) {
        let mut calls = self.lock();
        if !calls.wakers.iter().any(|known| known.will_wake(waker)) {
            calls.wakers.push(waker.clone());
        }
    }

    /// Waits in this thread until `is_enough`, or for so long.
    pub(crate) fn wait(&self, at_most: Duration, is_enough: &mut dyn FnMut() -> bool) {
        // No end, where no clock goes so far.
        let until = Instant::now().checked_add(at_most);
        loop {
            let known = self.lock().begun;
            // Not behind the lock: it runs predicates of the user's.
            if is_enough() {
                return;
            }
            let mut calls = self.lock();
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return;
            }
            if calls.begun == known {
                calls.waiting += 1;
                let mut calls = match left {
                    Some(left) => {
                        self.more.wait_timeout(calls, left).unwrap_or_else(PoisonError::into_inner).0
                    }
                    None => self.more.wait(calls).unwrap_or_else(PoisonError::into_inner),
                };
                calls.waiting -= 1;
            }
        }
    }

    pub(crate) fn entries(&self) -> Vec<Arc<Entry>> {
        self.lock().entries.clone()
    }

    pub(crate) fn clear(&self) {
        let entries = std::mem::take(&mut self.lock().entries);
        self.log.let_go(entries);
    }
}

/// What a double has kept lives as long as the double: there may be other doubles in it, which are verified when
/// they are dropped. The record goes on with the texts.
impl Drop for History {
    fn drop(&mut self) {
        let calls = self.calls.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.log.let_go(std::mem::take(&mut calls.entries));
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("History").field(&self.title).finish()
    }
}
