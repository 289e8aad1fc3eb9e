//! Mocks that share their expectations.
//!
//! A mock and its shares have one state for each method. Who drops the last of them verifies: a
//! count says which one that is, since several may be dropped at the same time.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::Ordering::{AcqRel, Relaxed};

use predicates::reflection::PredicateReflection;

use super::call::{Entry, Matcher};
use super::core::Core;
use super::record::Record;
use super::state::State;

/// Makes the cores of a mock that is blank share what those of another expect.
pub fn share(from: &[&Core], to: &mut [&mut Core]) {
    #[cfg(feature = "spy")]
    super::keeping::refuse_to_be_kept();
    for (from, to) in from.iter().zip(to) {
        from.share_with(to);
    }
    if let Some(first) = from.first() {
        first.state().others.fetch_add(1, Relaxed);
    }
}

/// A mock is being dropped: is it the last of those that share its expectations?
pub(super) fn is_last(cores: &[&mut Core]) -> bool {
    match cores.first().and_then(|core| core.state.get()) {
        // What the others have counted is seen by the last one.
        Some(state) if state.is_shared() => state.others.fetch_sub(1, AcqRel) == 0,
        _ => true,
    }
}

impl Core {
    /// Makes a blank core share what is expected of this one.
    pub(crate) fn share_with(&self, to: &mut Core) {
        self.state().become_shared();
        if let Some(state) = self.state.get() {
            // It was blank, so there is none.
            let _ = to.state.set(Arc::clone(state));
        }
        *to.is_used.get_mut() = true;
        to.inherit(self);
    }

    /// Is as strict and as nice as another.
    pub(crate) fn inherit(&mut self, from: &Core) {
        self.is_strict = from.is_strict;
        self.is_nice = from.is_nice;
    }

    pub(crate) fn is_shared(&self) -> bool {
        self.state.get().is_some_and(|state| state.is_shared())
    }
}

/// Stands where a matcher was, and accepts nothing: no call knows its type.
struct Moved;

impl Matcher for Moved {
    fn part(&self, _: usize) -> Option<&dyn PredicateReflection> {
        None
    }
}

impl State {
    #[inline(always)]
    pub(super) fn is_shared(&self) -> bool {
        self.is_shared.load(Relaxed)
    }

    fn become_shared(&self) {
        self.is_shared.store(true, Relaxed);
        // A lone record has its matcher behind the gate of its action. It is no longer alone, so
        // others must not wait for that; unless the action is just running, and then they do.
        if let [only] = &*self.records
            && let Ok(mut book) = self.book.enter()
            && book.guard.is_empty()
            && let Some(mut pass) = only.slot.enter_if_free()
        {
            let moved = Entry { matcher: Some(Box::new(Moved)), thread: None };
            pass.guard.has_moved = true;
            book.guard.push(mem::replace(&mut pass.guard.matcher, moved));
        }
    }

    /// As dropping it, for a state that other handles use: what they have borrowed stays.
    pub(super) fn forget_all(&self, method: &str) {
        self.records.iter().for_each(Record::forget);
        #[cfg(feature = "spy")]
        self.history.clear();
        let Some(rare) = self.rare.get() else { return };
        rare.later.forget(usize::MAX, method, |_| {});
        for child in rare.children.iter() {
            if let Some(state) = child.core().state.get() {
                state.forget_all(method);
            }
        }
    }

    /// Forgets what was expected before an expectation in `later`, as if it had never been.
    pub(super) fn forget_before(&self, number: u32, method: &str) {
        for record in &self.records {
            record.forget();
            record.leave_sequence();
        }
        self.later().forget(number as usize - 1, method, Record::leave_sequence);
    }
}
