//! Why a call was not served, and the data of the report on it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use std::sync::atomic::Ordering::Relaxed;

use super::call::{ALL, Call, Entry};
use super::core::Core;
use super::gate::{Deadlock, Pass};
use super::order::Turn;
use super::record::{MatcherKind, Record, Slot};
use super::state::State;
use crate::predicate::explain::{self, NO_DEBUG, Note};
use crate::report::{self, Argument, CallReport, Candidate};
use crate::written::written;

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
    /// There is no real object.
    #[cfg(feature = "spy")]
    NoReal(&'static std::panic::Location<'static>),
}

impl<'a> Refusal<'a> {
    /// The action of a call that came too often or out of turn.
    pub(super) fn serve_anyway(&self) -> Option<Pass<'a, Slot>> {
        let (Refusal::TooMany(record, _) | Refusal::OutOfTurn(record, _)) = self else { return None };
        let pass = record.slot.enter().ok()?;
        (pass.guard.action.is_some() && !record.once).then_some(pass)
    }
}

/// The text for a call that was not served. `anchor` is a file of the user's.
pub(super) fn report(core: &Core, call: &dyn Call, refusal: &Refusal<'_>, anchor: &'static str) -> String {
    let name = core.method.name;
    let state = core.state.get();
    let expectation = |record: &Record| {
        let matcher = state.map(|state| state.matcher_text(record, true)).unwrap_or_default();
        format!("{name}: Expectation({matcher})")
    };
    let values = values(core, call);
    // The records to be shown, the sentence, and what to do.
    let (shown, sentence, hint): (Vec<&Record>, String, Option<String>) = match refusal {
        Refusal::NoMatch => {
            let sentence = format!("{}: No matching expectation found", shown_call(core, &values));
            (state.map(|state| state.live()).unwrap_or_default(), sentence, None)
        }
        Refusal::OutOfTurn(record, turn) => {
            let sentence = format!("{}: Method sequence violation", shown_call(core, &values));
            (vec![*record], sentence, record.place.as_ref().map(|place| place.explain(turn)))
        }
        Refusal::InMatcher(deadlock) => {
            let sentence = format!("{name}: {}", deadlock.because("one of its own matchers"));
            (Vec::new(), sentence, None)
        }
        Refusal::TooMany(record, _) if record.times.max == 0 => {
            (vec![*record], format!("{} should not have been called", expectation(record)), None)
        }
        Refusal::TooMany(record, nth) => {
            let (head, max) = (expectation(record), record.times.max);
            (vec![*record], format!("{head} called {nth} times which is more than the expected {max}"), None)
        }
        Refusal::NoAction(record) => {
            let sentence = format!("{} was called, but has no return value", expectation(record));
            let hint = "Say what it returns: `.returning(…)`, `.return_const(…)`, or `.return_default()`.";
            (vec![*record], sentence, Some(hint.to_string()))
        }
        Refusal::CalledTwice(record) => {
            let sentence = format!("{} called twice, but it returns by move", expectation(record));
            let hint = "`return_once` gives its value away. Use `returning` or `return_const`, or say `times(1)` if \
                        the second call is the mistake.";
            (vec![*record], sentence, Some(hint.to_string()))
        }
        Refusal::NoResultLeft(record, nth) => {
            let given = match nth - 1 {
                1 => "1 result".to_string(),
                n => format!("{n} results"),
            };
            let head = expectation(record);
            let sentence = format!("{head} called {nth} times, but `returning_each` has only {given}");
            let hint = "Give it more, or say what follows the last one: `mockit::repeat_last([…])`, `.cycle()` or \
                        any other endless iterator.";
            (vec![*record], sentence, Some(hint.to_string()))
        }
        Refusal::WrongThread(record) => {
            let sentence = format!("{} called from another thread than it was set in", expectation(record));
            let hint = "`returning_st`, `return_once_st`, `return_const_st` and `withf_st` hold values that may not \
                        leave their thread. Use the forms without `_st`, or call from the same thread.";
            (vec![*record], sentence, Some(hint.to_string()))
        }
        #[cfg(feature = "spy")]
        Refusal::NoReal(set_at) => {
            let sentence = format!("{name}: There is no real object to be called");
            let mock = name.rsplit_once("::").map_or(name, |(mock, _)| mock);
            let hint = format!(
                "`call_real()`, set at {set_at}, is for spies: make the mock by `{mock}::spying(real)`."
            );
            (Vec::new(), sentence, Some(hint))
        }
        Refusal::InAction(record, deadlock) => {
            let sentence =
                format!("{} {}", expectation(record), deadlock.because("its own `returning` closure"));
            let hint = "An `FnMut` can run only once at a time. `returning_fn` takes an `Fn`, which may be re-entered.";
            (vec![*record], sentence, Some(hint.to_string()))
        }
    };
    let candidates: Vec<Candidate> = match state {
        Some(state) => shown.iter().map(|record| candidate(state, record, call, &values)).collect(),
        None => Vec::new(),
    };
    let names_arguments = matches!(refusal, Refusal::NoMatch | Refusal::OutOfTurn(..));
    let arguments = if names_arguments { Vec::new() } else { values.iter().map(Value::named).collect() };
    let hint = hint.or_else(|| match refusal {
        Refusal::NoMatch => no_match_hint(core, &candidates),
        _ => None,
    });
    let before = core.happened_before();
    report::call(&CallReport { method: name, sentence, arguments, hint, candidates, before, anchor })
}

fn no_match_hint(core: &Core, candidates: &[Candidate]) -> Option<String> {
    if candidates.is_empty() {
        let (of, method) = core.method.name.rsplit_once("::").unwrap_or_default();
        // `<MockFoo as Bar>::baz` is set by `expect_bar_baz`: the trait in the name is shortened here.
        let method = if of.starts_with('<') { format!("…_{method}") } else { method.to_string() };
        if core.is_nice {
            return Some(format!(
                "Nothing is expected of this method, and the nice mock has no answer for it: its result's type has no \
                 `Default`, may not be shared between threads, or it is a generic method. To allow the call, set `expect_{method}()` first."
            ));
        }
        let seat = core.state.get().and_then(|state| state.seat.get());
        if seat.is_some_and(|seat| seat.guard().is_none()) {
            return Some(
                "Nothing is expected of this method any more: the `mockit::scope` in which it was set up has ended. A \
                 call that comes later, from a thread or a task, has not been waited for."
                    .to_string(),
            );
        }
        let types = core.state.get().and_then(|state| state.rare.get()).and_then(|rare| rare.types.as_ref());
        if let Some((types, others)) = types {
            let others: Vec<_> = others.iter().map(|types| format!("`{types}`")).collect();
            return Some(format!(
                "Nothing is expected of this method for `{types}`, only for {}. Each list of types has expectations \
                 of its own: set `expect_{method}::<{types}>()`, or see which types the compiler has inferred.",
                others.join(", ")
            ));
        }
        return Some(match core.method.is_static {
            false => format!(
                "Nothing is expected of this method. To allow the call, set `expect_{method}()` first."
            ),
            true => format!(
                "Nothing is expected of this static method here. To allow the call, keep a context: `let context = \
                 …::{method}_context(); context.expect()…`. One that is `scoped()` holds for its own test: hand \
                 the test's `Scope` to the threads and tasks that it starts."
            ),
        });
    }
    let spent = candidates.iter().find(|candidate| candidate.spent && candidate.accepted != Some(false))?;
    Some(format!(
        "The expectation set at {} accepts these arguments, but it takes no more calls: {}, expected {}.",
        spent.set_at,
        report::times_called(spent.calls),
        spent.times
    ))
}

/// `MockFoo::bar(ARGS)`
fn shown_call(core: &Core, values: &[Value]) -> String {
    let args: Vec<_> = values.iter().map(|value| report::shorten(&value.plain)).collect();
    format!("{}({})", core.method.name, args.join(", "))
}

/// An argument of the call, by its `Debug` or `?`; written once for the whole report.
struct Value {
    name: &'static str,
    plain: String,
    /// By `{:#?}`.
    pretty: String,
}

impl Value {
    /// `user: "u1"`
    fn named(&self) -> String {
        format!("{}: {}", self.name, report::shorten(&self.plain))
    }
}

fn values(core: &Core, call: &dyn Call) -> Vec<Value> {
    let value = |(index, name): (usize, &&'static str)| Value {
        name,
        plain: written(format_args!("{}", Shown(call, index))),
        pretty: written(format_args!("{:#}", Shown(call, index))),
    };
    core.method.args.iter().enumerate().map(value).collect()
}

/// Adds the call to the record of the test; to the method's history belong those that were served.
#[cfg(feature = "spy")]
pub(super) fn write_down(core: &Core, call: &dyn Call, report: &str) {
    use crate::record::{Argument, Entry, Kept, Outcome, What};

    let argument = |value: Value| Argument { name: value.name, value: Kept::Text(value.plain) };
    let arguments = values(core, call).into_iter().map(argument).collect();
    let entry = Entry::new(core.method.name, What::Call(arguments));
    entry.ends(Outcome::Refused(report.lines().next().unwrap_or_default().to_string()));
    core.history().log.add(entry.into());
}

struct Shown<'a>(&'a dyn Call, usize);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(self.1, f).unwrap_or_else(|| f.write_str(NO_DEBUG))
    }
}

fn candidate(state: &State, record: &Record, call: &dyn Call, values: &[Value]) -> Candidate {
    let mut arguments = Vec::new();
    let mut accepted = None;
    if record.matcher != MatcherKind::Anything {
        state.with_entry(record, true, |entry| {
            let Some(matcher) = entry.to_ask() else { return };
            accepted = judge(call, entry, ALL);
            for (index, value) in values.iter().enumerate() {
                if let Some(part) = matcher.part(index) {
                    let (accepted, notes) = explained(call, entry, 1 << index);
                    arguments.push(Argument {
                        name: value.name,
                        accepted,
                        notes: if explain::tells_reasons(part) { notes } else { Vec::new() },
                        expected: written(format_args!("{part}")),
                        actual: value.plain.clone(),
                        actual_pretty: value.pretty.clone(),
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
        is_function: record.matcher == MatcherKind::Function,
        accepted,
        arguments,
    }
}

/// `None` where the matcher itself panics.
fn judge(call: &dyn Call, entry: &Entry, mask: u32) -> Option<bool> {
    catch_unwind(AssertUnwindSafe(|| call.find(slice::from_ref(entry), 0, mask) == 0)).ok()
}

/// As `judge`, with the reasons that the matcher gives.
fn explained(call: &dyn Call, entry: &Entry, mask: u32) -> (Option<bool>, Vec<Note>) {
    let (accepted, notes) = explain::explaining(|| judge(call, entry, mask));
    match accepted {
        // It may be that only its reasons panicked: they look at more than is needed to refuse.
        None => (judge(call, entry, mask), Vec::new()),
        accepted => (accepted, notes),
    }
}

impl State {
    /// Looks at a record's matcher, where there is one and it is not in use by this very call; or, where it is not
    /// to `wait`, by any.
    pub(super) fn with_entry(&self, record: &Record, wait: bool, look: impl FnOnce(&Entry)) {
        if record.is_later {
            return self.later().with_entry(record.index, wait, look);
        }
        if let Some(book) = self.book.enter_if(wait)
            && let Some(entry) = book.guard.get(record.index)
        {
            return look(entry);
        }
        if let [only] = &*self.records
            && let Some(pass) = only.slot.enter_if(wait)
        {
            look(&pass.guard.matcher);
        }
    }

    /// `<anything>`, `<function>`, or each predicate's `Display`.
    pub(super) fn matcher_text(&self, record: &Record, wait: bool) -> String {
        let (mut parts, mut is_in_use) = (Vec::new(), true);
        match record.matcher {
            MatcherKind::Anything => return "<anything>".to_string(),
            MatcherKind::Function => return "<function>".to_string(),
            MatcherKind::Predicates => self.with_entry(record, wait, |entry| {
                is_in_use = false;
                let texts = (0..)
                    .map_while(|index| entry.matcher.as_ref()?.part(index))
                    .map(|part| written(format_args!("{part}")));
                parts.extend(texts.map(|text| report::shorten(&report::one_line(&text))));
            }),
        }
        if is_in_use { "<a matcher in use>".to_string() } else { parts.join(", ") }
    }
}
