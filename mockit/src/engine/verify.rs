//! What is checked when a mock is dropped or reaches a checkpoint.

use std::cell::Cell;
use std::panic::panic_any;
use std::sync::PoisonError;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use super::core::Core;
use super::record::{MatcherKind, Record};
use super::sharing::is_last;
use super::state::State;
use crate::report::{self, Elsewhere, Unmet};
use crate::scope;

thread_local! {
    /// Is the panic of this thread one that `verify` raised?
    static RAISED: Cell<bool> = const { Cell::new(false) };
}

/// Verifies a mock that is being dropped. Silent while the test's own panic unwinds; what is
/// found while another mock's verification does is printed below that.
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
    raise_at_drop(&mut || {
        let failures = failures(cores)?;
        // What was raised once is not raised again by a drop that follows.
        cores.iter_mut().for_each(|core| core.clear());
        Some(failures)
    });
}

/// Raises what a double holds against its test, while that double is being dropped.
#[track_caller]
pub(crate) fn raise_at_drop(failures: &mut dyn FnMut() -> Option<String>) {
    let panicking = thread::panicking();
    if panicking && !RAISED.get() {
        scope::note_failure();
        #[cfg(feature = "record")]
        if let Some(log) = scope::log() {
            report::tell(&log);
        }
        return;
    }
    RAISED.set(false);
    if let Some(text) = failures() {
        RAISED.set(true);
        if panicking {
            eprintln!("\nand, of another double of the same test:\n{text}");
        } else {
            scope::note_failure();
            panic_any(text);
        }
    }
}

/// The test goes on: whatever was raised before is dealt with.
pub(crate) fn forget_raised() {
    RAISED.set(false);
}

/// Verifies and clears.
///
/// # Panics
/// As `verify`, after having cleared.
#[track_caller]
pub fn checkpoint(cores: &mut [&mut Core]) {
    let text = failures(cores);
    cores.iter_mut().for_each(|core| core.clear());
    if let Some(text) = text {
        scope::note_failure();
        panic_any(text);
    }
}

fn failures(cores: &[&mut Core]) -> Option<String> {
    let mut unmet = Vec::new();
    let mut swallowed = Vec::new();
    for core in cores {
        collect(core, &mut unmet, &mut swallowed);
    }
    report::verification(&unmet, &swallowed, &|| {
        cores.iter().map(|core| core.happened()).next().unwrap_or_default()
    })
}

fn collect(core: &Core, unmet: &mut Vec<Unmet>, swallowed: &mut Vec<String>) {
    let Some(state) = core.state.get() else { return };
    unmet.extend(state.records.iter().filter_map(|record| judge(core, state, record)));
    let rare = state.rare.get();
    if let Some(rare) = rare {
        unmet.extend(rare.later.live().into_iter().filter_map(|record| judge(core, state, record)));
    }
    swallowed.append(&mut state.failures.lock().unwrap_or_else(PoisonError::into_inner));
    for child in rare.into_iter().flat_map(|rare| rare.children.iter()) {
        collect(child.core(), unmet, swallowed);
    }
}

fn judge(core: &Core, state: &State, record: &Record) -> Option<Unmet> {
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
    let name = core.method().name;
    let matcher = state.matcher_text(record);
    Some(Unmet {
        sentence: format!("{name}: Expectation({matcher}) called {calls} time(s) which is {bound}"),
        set_at: record.set_at.to_string(),
        times: record.times,
        is_strict: record.is_strict,
        shadowed_by: shadow(state, record, calls),
        went_to: if calls < record.times.min { others(state, record) } else { Vec::new() },
    })
}

/// The other expectations of the method that were called: perhaps with what this one was to have.
fn others(state: &State, record: &Record) -> Vec<Elsewhere> {
    let was_called = |other: &&&Record| !std::ptr::eq(**other, record) && other.calls.load(Relaxed) > 0;
    let elsewhere = |other: &&Record| Elsewhere {
        set_at: other.set_at.to_string(),
        matcher: state.matcher_text(other),
        calls: other.calls.load(Relaxed),
    };
    state.live().iter().filter(was_called).take(report::SHOWN_ELSEWHERE).map(elsewhere).collect()
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
