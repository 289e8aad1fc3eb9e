//! Every text that a user reads, written from plain data.

mod call_site;
mod failures;
#[cfg(feature = "record")]
mod happened;
#[cfg(feature = "record")]
mod looking_back;
#[cfg(feature = "http")]
mod request;
mod text;

use std::fmt::Write as _;

pub(crate) use self::failures::{Failures, Happened, Report, below_panic, beside_error, of_all_doubles};
#[cfg(feature = "http")]
pub(crate) use self::happened::happened_beside_requests;
#[cfg(feature = "record")]
pub(crate) use self::happened::{happened, happened_before, tell};
#[cfg(feature = "record")]
pub(crate) use self::looking_back::{
    CALLS, OrderReport, looked_back, only_of_other_types, out_of_order, recorded_call, unverified,
};
#[cfg(feature = "record")]
pub use self::looking_back::{Came, Words};

#[cfg(feature = "http")]
pub(crate) use self::request::{
    REQUESTS, RequestReport, StubReport, contrast, received, reply_panicked, request, stray, times_requested,
};
#[cfg(feature = "record")]
pub(crate) use self::text::{brief, clipped, printable};
pub(crate) use self::text::{one_line, shorten, wanted};
#[cfg(feature = "http")]
pub(crate) use self::text::{reason, type_name};
use crate::engine::Times;
use crate::predicate::explain::Note;

/// A call that was not served.
pub(crate) struct CallReport {
    pub(crate) method: &'static str,
    pub(crate) sentence: String,
    /// The arguments, where the sentence does not have them: `user: "u1"`.
    pub(crate) arguments: Vec<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// The expectations that the call might have been meant for.
    pub(crate) candidates: Vec<Candidate>,
    /// What happened before, if anything was written down.
    pub(crate) before: String,
    /// A source file of the user's, as the compiler names it.
    pub(crate) anchor: &'static str,
}

/// An expectation, as a call that it did not serve sees it.
pub(crate) struct Candidate {
    pub(crate) set_at: String,
    pub(crate) calls: usize,
    pub(crate) times: Times,
    /// It takes no more calls.
    pub(crate) spent: bool,
    /// A function looks at all arguments, so that there is nothing to say of each.
    pub(crate) is_function: bool,
    /// Whether the matcher accepts; `None` where it could not be asked or there is none.
    pub(crate) accepted: Option<bool>,
    pub(crate) arguments: Vec<Argument>,
}

pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) accepted: Option<bool>,
    /// Why not, where the predicate says more than that it refuses.
    pub(crate) notes: Vec<Note>,
    pub(crate) expected: String,
    pub(crate) actual: String,
    /// The same by `{:#?}`.
    pub(crate) actual_pretty: String,
}

/// An expectation that was not called as often as it should have been.
pub(crate) struct Unmet {
    pub(crate) sentence: String,
    pub(crate) set_at: String,
    pub(crate) times: Times,
    /// No test said so: the mock is strict.
    pub(crate) is_strict: bool,
    /// Where an earlier expectation was set that took its calls.
    pub(crate) shadowed_by: Option<String>,
    /// Where calls of the method went that did not come to it.
    pub(crate) went_to: Vec<Elsewhere>,
}

/// Another expectation of the same method, which was called.
pub(crate) struct Elsewhere {
    pub(crate) set_at: String,
    pub(crate) matcher: String,
    pub(crate) calls: usize,
}

/// More would bury the ones that matter.
const SHOWN_CANDIDATES: usize = 10;

pub(crate) fn call(report: &CallReport) -> String {
    let mut out = report.sentence.clone();
    out.push('\n');
    if !report.arguments.is_empty() {
        let _ = writeln!(out, "\n  called with {}", report.arguments.join(", "));
    }
    if let Some(hint) = &report.hint {
        let _ = writeln!(out, "\n  {hint}");
    }
    let mut nearest: Vec<_> = report.candidates.iter().collect();
    nearest.sort_by_key(|candidate| (distance(candidate), candidate.spent));
    if !nearest.is_empty() {
        let heading = match nearest.len() {
            1 => "The expectation",
            _ => "The expectations of this method, nearest first",
        };
        let _ = writeln!(out, "\n  {heading}:");
    }
    for candidate in nearest.iter().take(SHOWN_CANDIDATES) {
        describe(&mut out, candidate);
    }
    if nearest.len() > SHOWN_CANDIDATES {
        let _ = writeln!(out, "    … and {} more, further off", nearest.len() - SHOWN_CANDIDATES);
    }
    out.push_str(&report.before);
    if let Some(site) = call_site::find(report.method, report.anchor) {
        let _ = writeln!(out, "\n  called at {site}");
    }
    out.truncate(out.trim_end().len());
    out
}

/// How far a call is from what an expectation accepts.
fn distance(candidate: &Candidate) -> usize {
    let refused = candidate.arguments.iter().filter(|a| a.accepted != Some(true)).count();
    refused.max(usize::from(candidate.accepted == Some(false)))
}

fn describe(out: &mut String, candidate: &Candidate) {
    let Candidate { set_at, calls, times, .. } = candidate;
    let called = times_called(*calls);
    let spent = if candidate.spent && times.max > 0 { ", takes no more" } else { "" };
    let _ = writeln!(out, "    set at {set_at}: {called}, expected {times}{spent}");
    for argument in &candidate.arguments {
        text::argument(out, argument);
    }
    if candidate.arguments.is_empty() {
        let verdict = match (candidate.is_function, candidate.accepted) {
            (false, _) => "accepts any arguments",
            (true, Some(true)) => "✓ the function accepts these arguments",
            (true, Some(false)) => "✗ the function refuses these arguments",
            (true, None) => "the function could not be asked: it panics, or belongs to another thread",
        };
        let _ = writeln!(out, "      {verdict}");
    }
}

pub(crate) fn times_called(calls: usize) -> String {
    match calls {
        0 => "not called yet".to_string(),
        1 => "called once".to_string(),
        n => format!("called {n} times"),
    }
}

/// A thousand of them say no more than these.
const SHOWN_UNMET: usize = 50;
pub(crate) const SHOWN_ELSEWHERE: usize = 5;

/// All that a mock holds against its test; `None` when that is nothing.
///
/// `happened` tells what happened before.
pub(crate) fn verification(
    unmet: &[Unmet],
    swallowed: &[String],
    happened: &dyn Fn() -> String,
) -> Option<String> {
    if unmet.is_empty() && swallowed.is_empty() {
        return None;
    }
    let mut out = String::new();
    for Unmet { sentence, set_at, times, is_strict, shadowed_by, went_to } in unmet.iter().take(SHOWN_UNMET) {
        let _ = writeln!(out, "{sentence}\n\n  set at {set_at}: expected {times}");
        if *is_strict {
            let _ = writeln!(
                out,
                "  The mock is strict: an expectation that may go without a call says `.optional()`."
            );
        }
        if let Some(earlier) = shadowed_by {
            let _ = writeln!(
                out,
                "  Its calls went to the expectation set at {earlier}, which stands before it and takes all. To have \
                 them, say\n  `.replacing_earlier()` here or `.as_fallback()` there."
            );
        } else if !went_to.is_empty() {
            elsewhere(&mut out, went_to);
        }
        out.push('\n');
    }
    if unmet.len() > SHOWN_UNMET {
        let _ = writeln!(out, "… and {} more that were not met\n", unmet.len() - SHOWN_UNMET);
    }
    if let Some((first, others)) = swallowed.split_first() {
        let (sentence, details) = first.split_once('\n').unwrap_or((first, ""));
        let _ = writeln!(
            out,
            "{sentence}\n\n  This call failed before, in another thread or with its panic caught:"
        );
        let _ = writeln!(out, "{details}");
        for other in others {
            let sentence = other.lines().next().unwrap_or_default();
            let _ = writeln!(out, "\n  So did: {sentence}");
        }
    } else {
        // The report on a call that failed tells it itself.
        out.truncate(out.trim_end().len() + 1);
        out.push_str(&happened());
    }
    out.truncate(out.trim_end().len());
    Some(out)
}

/// Calls that may have been meant for an expectation, had their arguments been others.
fn elsewhere(out: &mut String, went_to: &[Elsewhere]) {
    let _ = writeln!(out, "  Other expectations of the method took calls:");
    for Elsewhere { set_at, matcher, calls } in went_to {
        let matcher = text::brief(matcher);
        let _ = writeln!(out, "    set at {set_at}: Expectation({matcher}) {}", times_called(*calls));
    }
}
