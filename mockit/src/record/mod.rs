//! What happened: the calls of all doubles of a test, in order.
//!
//! Doubles write; reports, verifications after the fact and `mockit::record()` read. Nothing here
//! knows who writes or how it is shown.

mod entry;
mod history;
mod moment;
mod value;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

pub use self::entry::Entry;
pub(crate) use self::entry::{Argument, Message, Outcome, What, Wire};
pub use self::history::History;
pub(crate) use self::moment::Moment;
pub use self::value::{Kept, Value};

/// The record of one test.
pub(crate) struct Log {
    entries: Mutex<Vec<Arc<Entry>>>,
    /// The test's own thread.
    pub(crate) home: Thread,
    /// Has a failure shown what happened before it?
    pub(crate) told: AtomicBool,
}

/// How far from its place an entry may stand.
const NEAR: usize = 64;

impl Default for Log {
    fn default() -> Self {
        Log { entries: Mutex::default(), home: thread::current(), told: AtomicBool::new(false) }
    }
}

impl Log {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Entry>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, entry: Arc<Entry>) {
        self.lock().push(entry);
    }

    /// In the order in which the calls began.
    pub(crate) fn entries(&self) -> Vec<Arc<Entry>> {
        let mut entries = self.lock().clone();
        // Two threads may have added theirs in another order than they took their numbers.
        entries.sort_by_key(|entry| entry.order);
        entries
    }

    /// Keeps the texts of these calls instead of their values.
    fn let_go(&self, mut entries: Vec<Arc<Entry>>) {
        // Not behind the lock: it runs the `Debug` of users' types.
        let texts = entries.iter().filter_map(|entry| Some((entry.order, Arc::new(entry.as_text()?))));
        let texts: Vec<(u64, Arc<Entry>)> = texts.collect();
        if !texts.is_empty() {
            let mut log = self.lock();
            for (order, text) in texts {
                // Entries stand in their order but for threads that were faster; a test may have very many.
                let at = log.partition_point(|entry| entry.order < order);
                let near = at.saturating_sub(NEAR)..log.len().min(at + NEAR);
                if let Some(entry) = log[near].iter_mut().find(|entry| entry.order == order) {
                    entries.push(std::mem::replace(entry, text));
                }
            }
        }
        // Nor behind the lock: to drop a double may fail the test.
        drop(entries);
    }

    /// Lets go of what it keeps of the user's. A double may be among that, and its own log be this one.
    pub(crate) fn clear(&self) {
        let entries = std::mem::take(&mut *self.lock());
        // Not behind the lock, and one by one: what is dropped may panic, at the end of a thread where nothing may.
        for entry in entries {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(entry)));
        }
    }

    /// When the first call began.
    pub(crate) fn began(&self) -> Option<Moment> {
        self.lock().first().map(|entry| entry.began)
    }
}
