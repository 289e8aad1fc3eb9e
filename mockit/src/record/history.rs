//! The calls of one method, or of one HTTP double.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use super::entry::Entry;

/// What was called, in order, and who waits for more.
#[derive(Default)]
pub(crate) struct History {
    calls: Mutex<Calls>,
    more: Condvar,
}

#[derive(Default)]
struct Calls {
    entries: Vec<Arc<Entry>>,
    wakers: Vec<Waker>,
}

impl History {
    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, entry: Arc<Entry>) {
        let mut calls = self.lock();
        calls.entries.push(entry);
        let wakers = std::mem::take(&mut calls.wakers);
        drop(calls);
        self.more.notify_all();
        // Not behind the lock: a waker is the runtime's code.
        wakers.into_iter().for_each(Waker::wake);
    }

    pub(crate) fn entries(&self) -> Vec<Arc<Entry>> {
        self.lock().entries.clone()
    }

    pub(crate) fn clear(&self) {
        let entries = std::mem::take(&mut self.lock().entries);
        // Not behind the lock: they hold values of the user's.
        drop(entries);
    }
}
