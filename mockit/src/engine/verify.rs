//! What is checked when a mock is dropped or reaches a checkpoint.

use std::panic::panic_any;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, PoisonError};
use std::thread;

use super::core::Core;
use super::record::{MatcherKind, Record};
use super::sharing::is_last;
use super::state::State;
use crate::report::{self, Elsewhere, Failures, Report, Unmet};
use crate::scope::{self, Double, Guard, Heard, raised};

/// Verifies a mock that is being dropped. Silent while the test's own panic unwinds, unless a guard
/// listens; what is found while another mock's verification does is printed below that.
///
/// # Panics
/// With all that was not met, and with every failed call that was swallowed.
#[inline]
#[track_caller]
pub fn verify(cores: &mut [&mut Core]) {
    let mut index = 0;
    while index < cores.len() {
        if cores[index].is_used() {
            return verify_used(cores);
        }
        index += 1;
    }
}

#[cold]
#[track_caller]
fn verify_used(cores: &mut [&mut Core]) {
    if !is_last(cores) {
        return;
    }
    let mut known = None;
    if !thread::panicking() {
        // The usual case: there is nothing to be said to anybody.
        let found = failures(cores);
        if found.is_empty() {
            return raised::set(false);
        }
        known = Some(found);
    }
    raise_at_drop(guard(cores), &mut || {
        let found = known.take().unwrap_or_else(|| failures(cores));
        // What was raised once is not raised again by a drop that follows.
        if !found.is_empty() {
            cores.iter_mut().for_each(|core| core.clear());
        }
        found
    });
}

/// Raises what a double holds against its test, while that double is being dropped.
#[track_caller]
pub(crate) fn raise_at_drop(guard: Option<Arc<Guard>>, failures: &mut dyn FnMut() -> Failures) {
    let panicking = thread::panicking();
    // Does the test itself drop it, and not a thread or a task of which it may look at the result?
    let is_inside =
        |guard: &Arc<Guard>| guard.is_open() && scope::guard().is_some_and(|here| Arc::ptr_eq(&here, guard));
    if let Some(guard) = guard.as_ref().filter(|guard| panicking || is_inside(guard)) {
        // What the test ends with is not known yet: a panic now would hide an error that it returns.
        let found = failures();
        if panicking || !found.is_empty() {
            scope::note_failure();
        }
        return guard.hear(Heard::Found(found));
    }
    if panicking {
        scope::note_failure();
        if !raised::get() {
            #[cfg(feature = "record")]
            if let Some(log) = scope::log() {
                report::tell(&log);
            }
            return;
        }
    }
    raised::set(false);
    if let Some(report) = failures().report() {
        raised::set(true);
        if panicking {
            eprintln!("\nand, of another double of the same test:\n{}", report.plain);
        } else {
            raise(report, guard);
        }
    }
}

/// Fails the running thread; and the test, should nobody look at that thread.
#[track_caller]
pub(crate) fn raise(report: Report, guard: Option<Arc<Guard>>) -> ! {
    scope::note_failure();
    if let Some(guard) = guard {
        guard.hear(Heard::Raised { said: report.whole.clone(), plain: report.plain });
    }
    panic_any(report.whole)
}

/// The guard that listens to a mock.
fn guard(cores: &[&mut Core]) -> Option<Arc<Guard>> {
    cores.iter().find_map(|core| core.state.get()?.seat.get()?.guard())
}

/// Verifies and clears.
///
/// # Panics
/// As `verify`, after having cleared.
#[track_caller]
pub fn checkpoint(cores: &mut [&mut Core]) {
    let (found, guard) = (failures(cores), guard(cores));
    cores.iter_mut().for_each(|core| core.clear());
    if let Some(report) = found.report() {
        raise(report, guard);
    }
}

fn failures(cores: &[&mut Core]) -> Failures {
    let mut found = Failures::default();
    for core in cores {
        if let Some(state) = core.state.get() {
            state.collect(true, &mut found);
        }
    }
    if !found.is_empty() {
        found.happened = cores.iter().find_map(|core| core.happened());
    }
    found
}

impl State {
    /// What it holds against the test. `wait`: for calls that run in other threads, to name their matchers.
    pub(super) fn collect(&self, wait: bool, found: &mut Failures) {
        if self.seat.get().is_some_and(|seat| seat.is_settled()) {
            return;
        }
        let later = self.rare.get().map(|rare| match wait {
            true => rare.later.live(),
            false => rare.later.live_at_the_end(),
        });
        let records = self.records.iter().chain(later.into_iter().flatten());
        found.unmet.extend(records.filter_map(|record| judge(self, record, wait)));
        let mut swallowed = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        found.swallowed.append(&mut swallowed);
        drop(swallowed);
        for state in self.children() {
            state.collect(wait, found);
        }
    }

    /// What it would hold against the test if it were left as it is.
    pub(super) fn as_it_is(&self) -> Failures {
        let swallowed = self.failures.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut found = Failures::default();
        self.collect(false, &mut found);
        *self.failures.lock().unwrap_or_else(PoisonError::into_inner) = swallowed;
        found
    }

    /// Those of a generic method.
    fn children(&self) -> impl Iterator<Item = &State> {
        let children = self.rare.get().into_iter().flat_map(|rare| rare.children.iter());
        children.filter_map(|child| Some(&**child.core().state.get()?))
    }

    /// As `live`, without a lock.
    fn live_at_the_end(&self) -> Vec<&Record> {
        let later = self.rare.get().map(|rare| rare.later.live_at_the_end());
        let own = self.records.iter().filter(|record| !record.is_gone());
        own.chain(later.into_iter().flatten()).collect()
    }

    /// All that was ever expected.
    fn all(&self) -> Vec<&Record> {
        let later = self.rare.get().into_iter().flat_map(|rare| rare.later.all());
        let mut all: Vec<&Record> = self.records.iter().chain(later).collect();
        all.extend(self.children().flat_map(State::all));
        all
    }
}

/// For a guard, at whose end the mock may be in use in other threads, and for ever.
impl Double for State {
    fn take_failures(&self) -> Failures {
        let mut found = Failures::default();
        self.collect(false, &mut found);
        self.all().into_iter().for_each(Record::retire_soon);
        found
    }

    fn forget(&self) {
        self.all().into_iter().for_each(|record| drop(record.take_slot_soon()));
    }
}

fn judge(state: &State, record: &Record, wait: bool) -> Option<Unmet> {
    if record.is_gone() {
        return None;
    }
    let calls = record.calls.load(Relaxed);
    let bound = if calls < record.times.min {
        format!("fewer than expected {}", record.times.min)
    } else if calls > record.times.max {
        format!("more than expected {}", record.times.max)
    } else {
        return None;
    };
    let name = state.method.name;
    let matcher = state.matcher_text(record, wait);
    Some(Unmet {
        sentence: format!("{name}: Expectation({matcher}) called {calls} time(s) which is {bound}"),
        set_at: record.set_at.to_string(),
        times: record.times,
        is_strict: record.is_strict,
        shadowed_by: shadow(state, record, calls),
        went_to: if calls < record.times.min { others(state, record, wait) } else { Vec::new() },
    })
}

/// The other expectations of the method that were called: perhaps with what this one was to have.
fn others(state: &State, record: &Record, wait: bool) -> Vec<Elsewhere> {
    let was_called = |other: &&&Record| !std::ptr::eq(**other, record) && other.calls.load(Relaxed) > 0;
    let elsewhere = |other: &&Record| Elsewhere {
        set_at: other.set_at.to_string(),
        matcher: state.matcher_text(other, wait),
        calls: other.calls.load(Relaxed),
    };
    let live = if wait { state.live() } else { state.live_at_the_end() };
    live.iter().filter(was_called).take(report::SHOWN_ELSEWHERE).map(elsewhere).collect()
}

/// An earlier expectation that took all calls which this one was to have.
fn shadow(state: &State, record: &Record, calls: usize) -> Option<String> {
    let takes_all = |other: &&Record| {
        let is_open = other.matcher == MatcherKind::Anything && !other.is_fallback && !other.is_spent();
        is_open && !other.is_gone() && other.calls.load(Relaxed) > 0
    };
    let earlier = state.records.get(..record.index)?;
    (calls < record.times.min).then(|| earlier.iter().find(takes_all))?.map(|other| other.set_at.to_string())
}
