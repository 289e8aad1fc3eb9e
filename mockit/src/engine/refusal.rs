//! Why a call was not served, and the data of the report on it.

use std::fmt::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::Relaxed;

use super::call::{Call, Matcher};
use super::core::{Core, State};
use super::gate::{Deadlock, Pass};
use super::order::{Place, Turn};
use super::record::{MatcherKind, Record, Slot, is_foreign};
use crate::report::{self, Argument, CallReport, Candidate};

pub(crate) enum Refusal<'a> {
    /// No expectation accepts the call, or all that do are exhausted.
    NoMatch,
    TooMany(&'a Record, usize),
    OutOfTurn(&'a Record, Turn),
    NoAction(&'a Record),
    CalledTwice(&'a Record),
    NoResultLeft(&'a Record, usize),
    WrongThread(&'a Record),
    InAction(&'a Record, Deadlock),
    InMatcher(Deadlock),
}

impl<'a> Refusal<'a> {
    /// The action of a call that came too often or out of turn.
    pub(super) fn serve_anyway(&self) -> Option<Pass<'a, Slot>> {
        let (Refusal::TooMany(record, _) | Refusal::OutOfTurn(record, _)) = self else { return None };
        let pass = record.slot.enter().ok()?;
        (pass.guard.action.is_some() && !record.once).then_some(pass)
    }
}

/// The text for a call that was not served.
pub(super) fn report(core: &Core, call: &dyn Call, refusal: &Refusal<'_>) -> String {
    let Some(state) = core.state.get() else { return no_match(core, call, &[]) };
    let name = core.method.name;
    let expectation = |record: &Record| format!("{name}: Expectation({})", state.matcher_text(record));
    let (record, sentence, hint) = match refusal {
        Refusal::NoMatch => return no_match(core, call, &candidates(core, state, call)),
        Refusal::InMatcher(deadlock) => {
            let sentence = format!("{name}: {}", deadlock.because("one of its own matchers"));
            return report::call(&CallReport { sentence, ..CallReport::new(name) });
        }
        Refusal::TooMany(record, _) if record.times.max == 0 => {
            (record, format!("{} should not have been called", expectation(record)), None)
        }
        Refusal::TooMany(record, nth) => {
            let (head, max) = (expectation(record), record.times.max);
            (record, format!("{head} called {nth} times which is more than the expected {max}"), None)
        }
        Refusal::OutOfTurn(record, turn) => {
            let sentence = format!("{}: Method sequence violation", shown_call(core, call));
            (record, sentence, record.place.as_ref().map(|place| turn_text(place, turn)))
        }
        Refusal::NoAction(record) => {
            let sentence = format!("{} was called, but has no return value", expectation(record));
            let hint = "Say what it returns: `.returning(…)`, `.return_const(…)`, or `.return_default()`.";
            (record, sentence, Some(hint.to_string()))
        }
        Refusal::CalledTwice(record) => {
            let sentence = format!("{} called twice, but it returns by move", expectation(record));
            let hint = "`return_once` gives its value away. Use `returning` or `return_const`, or `times(1)` \
                        if a second call is the mistake.";
            (record, sentence, Some(hint.to_string()))
        }
        Refusal::NoResultLeft(record, nth) => {
            let given = nth - 1;
            let sentence =
                format!("{} called {nth} times, but `returning_each` has only {given} results", expectation(record));
            let hint = "Give it more, or say what follows the last one: `mockit::repeat_last([…])`, `.cycle()` \
                        or any other endless iterator.";
            (record, sentence, Some(hint.to_string()))
        }
        Refusal::WrongThread(record) => {
            let sentence = format!("{} called from another thread than it was set in", expectation(record));
            let hint = "`returning_st`, `return_once_st`, `return_const_st` and `withf_st` hold values that may not \
                        leave their thread. Use the forms without `_st`, or call from the same thread.";
            (record, sentence, Some(hint.to_string()))
        }
        Refusal::InAction(record, deadlock) => {
            let sentence = format!("{} {}", expectation(record), deadlock.because("its own `returning` closure"));
            let hint = "An `FnMut` can run only once at a time. `returning_fn` takes an `Fn`, which may be re-entered.";
            (record, sentence, Some(hint.to_string()))
        }
    };
    let candidates = vec![candidate(state, record, call, core.method.args)];
    report::call(&CallReport { sentence, hint, candidates, total: 1, ..CallReport::new(name) })
}

fn no_match(core: &Core, call: &dyn Call, candidates: &[Candidate]) -> String {
    let sentence = format!("{}: No matching expectation found", shown_call(core, call));
    let hint = candidates.is_empty().then(|| {
        let method = core.method.name.rsplit("::").next().unwrap_or_default();
        format!("Nothing is expected of this method. To allow the call, set `expect_{method}()` first.")
    });
    report::call(&CallReport {
        sentence,
        hint,
        total: candidates.len(),
        candidates: candidates.to_vec(),
        ..CallReport::new(core.method.name)
    })
}

fn turn_text(place: &Place, turn: &Turn) -> String {
    let (number, of) = place.number();
    match turn {
        Turn::Early(step) => format!(
            "This is step {number} of {of} in its sequence. An earlier step is still open: {}, set at {}, called {}, \
             expected {}.",
            step.method,
            step.set_at,
            report::times_called(step.calls),
            step.times
        ),
        Turn::Closed | Turn::Right => {
            let current = place.current();
            format!(
                "This is step {number} of {of} in its sequence. It is over: {}, set at {}, has been called since.",
                current.method, current.set_at
            )
        }
    }
}

/// `MockFoo::bar(ARGS)`
fn shown_call(core: &Core, call: &dyn Call) -> String {
    let args: Vec<_> = (0..core.method.args.len()).map(|index| shown(call, index)).collect();
    format!("{}({})", core.method.name, args.join(", "))
}

struct Shown<'a>(&'a dyn Call, usize);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(self.1, f).unwrap_or_else(|| f.write_str("?"))
    }
}

/// An argument by its `Debug`, or `?`. A `Debug` that panics must not hide the report.
fn shown(call: &dyn Call, index: usize) -> String {
    let mut text = String::new();
    match catch_unwind(AssertUnwindSafe(|| write!(text, "{}", Shown(call, index)))) {
        Ok(Ok(())) => report::shorten(&text),
        Ok(Err(_)) => "<its Debug failed>".to_string(),
        Err(_) => "<its Debug panicked>".to_string(),
    }
}

fn candidates(core: &Core, state: &State, call: &dyn Call) -> Vec<Candidate> {
    state.records.iter().map(|record| candidate(state, record, call, core.method.args)).collect()
}

fn candidate(state: &State, record: &Record, call: &dyn Call, names: &[&str]) -> Candidate {
    let mut arguments = Vec::new();
    let mut accepted = None;
    if record.matcher != MatcherKind::Anything && !is_foreign(record.matcher_thread) {
        state.with_matcher(record, |matcher| {
            accepted = judge(call, matcher, u32::MAX);
            for (index, name) in names.iter().enumerate() {
                if let Some(part) = matcher.part(index) {
                    arguments.push(Argument {
                        name: (*name).to_string(),
                        accepted: judge(call, matcher, 1 << index),
                        expected: report::shorten(&part.to_string()),
                        actual: shown(call, index),
                    });
                }
            }
        });
    }
    Candidate {
        set_at: record.set_at.to_string(),
        calls: record.calls.load(Relaxed),
        times: record.times,
        spent: record.is_spent(),
        matcher: state.matcher_text(record),
        accepted,
        arguments,
    }
}

/// `None` where the matcher itself panics.
fn judge(call: &dyn Call, matcher: &dyn Matcher, mask: u32) -> Option<bool> {
    catch_unwind(AssertUnwindSafe(|| call.matches(matcher, mask))).ok()
}

impl State {
    /// Looks at a record's matcher, where there is one and it is not in use by this very call.
    fn with_matcher(&self, record: &Record, look: impl FnOnce(&dyn Matcher)) {
        if let [only] = &*self.records {
            if let Ok(Some(matcher)) = only.slot.enter().as_ref().map(|pass| &pass.guard.matcher) {
                look(&**matcher);
            }
            return;
        }
        let index = self.records.iter().position(|r| std::ptr::eq(r, record));
        if let (Some(index), Ok(book)) = (index, self.book.enter()) {
            if let Some(Some(matcher)) = book.guard.get(index) {
                look(&**matcher);
            }
        }
    }

    /// `<anything>`, `<function>`, or each predicate's `Display`.
    pub(super) fn matcher_text(&self, record: &Record) -> String {
        let mut parts = Vec::new();
        match record.matcher {
            MatcherKind::Anything => return "<anything>".to_string(),
            MatcherKind::Function => return "<function>".to_string(),
            MatcherKind::Predicates => self.with_matcher(record, |matcher| {
                parts.extend((0..).map_while(|index| matcher.part(index)).map(|part| report::shorten(&part.to_string())));
            }),
        }
        parts.join(", ")
    }
}
