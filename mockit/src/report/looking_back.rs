//! Texts of verifications after the fact.

use std::fmt::Write as _;
use std::sync::Arc;

#[cfg(feature = "spy")]
use super::{Argument, text};
use super::{shorten, times_called};
use crate::engine::Times;
use crate::record::{Entry, Outcome, What};
use crate::written::written;

/// More would bury the ones that matter.
const SHOWN_CALLS: usize = 5;
const SHOWN_IN_ORDER: usize = 30;

/// How a double speaks of what came to it.
#[derive(Debug)]
pub struct Words {
    pub(crate) times: fn(usize) -> String,
    pub(crate) participle: &'static str,
    pub(crate) none: &'static str,
    pub(crate) nearest: &'static str,
}

/// Of mocks.
pub(crate) const CALLS: Words = Words {
    times: |count| match count {
        0 => "not called".to_string(),
        count => times_called(count),
    },
    participle: "called",
    none: "The method was not called at all.",
    nearest: "The calls of this method, nearest first:",
};

/// A call that came, as a verification sees it.
#[derive(Debug)]
pub struct Came {
    pub(crate) line: String,
    /// How far it is from what was asked for.
    pub(crate) distance: usize,
    /// What it has in common with it, and what not: lines.
    pub(crate) details: String,
}

impl Came {
    pub(crate) fn plain(entry: &Entry) -> Self {
        Came { line: recorded_call(entry), distance: 0, details: String::new() }
    }

    #[cfg(feature = "spy")]
    pub(crate) fn by_function(entry: &Entry, accepted: bool) -> Self {
        let details = match accepted {
            true => "      ✓ the function accepts these arguments\n",
            false => "      ✗ the function refuses these arguments\n",
        };
        Came { distance: usize::from(!accepted), details: details.to_string(), ..Came::plain(entry) }
    }

    #[cfg(feature = "spy")]
    pub(crate) fn by_arguments(entry: &Entry, arguments: Vec<Argument>) -> Self {
        let mut details = String::new();
        arguments.iter().for_each(|argument| text::argument(&mut details, argument));
        let distance = arguments.iter().filter(|argument| argument.accepted != Some(true)).count();
        Came { distance, details, ..Came::plain(entry) }
    }
}

/// A call, on one line.
pub(crate) fn recorded_call(entry: &Entry) -> String {
    let outcome = match entry.outcome() {
        Outcome::Returned(result) => format!(" -> {}", written(format_args!("{result}"))),
        Outcome::Replied(reply) => format!(" -> {}", reply.line()),
        Outcome::Failed(text) => format!(" failed: {text}"),
        Outcome::Running if matches!(entry.what, What::Request(_)) => " has no reply yet".to_string(),
        Outcome::Running => " has not returned".to_string(),
        Outcome::Refused(_) => " was refused".to_string(),
        Outcome::Panicked => " panicked".to_string(),
        Outcome::Dropped => " was not waited for".to_string(),
    };
    match &entry.what {
        What::Call(arguments) => {
            let arguments: Vec<String> =
                arguments.iter().map(|argument| written(format_args!("{}", argument.value))).collect();
            format!("{}({}){outcome}", entry.title, arguments.join(", "))
        }
        What::Request(request) => format!("{}{outcome}", request.line()),
    }
}

/// A verification after the fact that failed.
pub(crate) fn looked_back(
    label: &str,
    words: &Words,
    count: usize,
    times: Times,
    mut came: Vec<Came>,
) -> String {
    let mut out = format!("{label}: {}, expected {times}\n\n", (words.times)(count));
    if came.is_empty() {
        let _ = write!(out, "  {}", words.none);
        return out;
    }
    came.sort_by_key(|came| came.distance);
    if count > times.max {
        // Those that came are what is wrong.
        came.truncate(count);
    }
    let heading = if count > times.max { "These came:" } else { words.nearest };
    let _ = writeln!(out, "  {heading}");
    for Came { line, details, .. } in came.iter().take(SHOWN_CALLS) {
        let _ = writeln!(out, "    {}", shorten(line));
        out.push_str(details);
    }
    if came.len() > SHOWN_CALLS {
        let _ = writeln!(out, "    … and {} more", came.len() - SHOWN_CALLS);
    }
    out.truncate(out.trim_end().len());
    out
}

/// As `looked_back`, where a generic method has calls, but none for the types that were asked for.
pub(crate) fn only_of_other_types(label: &str, times: Times, others: &[Arc<Entry>]) -> String {
    let mut out = format!("{label}: not called, expected {times}\n\n");
    let _ = writeln!(out, "  For these types it was not called. For others it was:");
    list(&mut out, others, &|_| "");
    out.truncate(out.trim_end().len());
    out
}

/// Calls that no verification has counted.
pub(crate) fn unverified(double: &str, left: &[Arc<Entry>]) -> String {
    let noun = match left.iter().all(|entry| matches!(entry.what, What::Request(_))) {
        true => "request",
        false => "call",
    };
    let calls = if left.len() == 1 { format!("a {noun}") } else { format!("{} {noun}s", left.len()) };
    let mut out = format!("{double}: {calls} that no verification has counted\n\n");
    list(&mut out, left, &|_| "");
    let them = if left.len() == 1 { "it" } else { "them" };
    let _ = write!(out, "\n  Verify {them} too, or leave out `verify_no_more_calls()`.");
    out
}

/// Calls that did not come in the order that was asked for.
pub(crate) struct OrderReport {
    pub(crate) steps: Vec<String>,
    /// How the double speaks whose step was not found.
    pub(crate) participle: &'static str,
    /// The calls that were found for the first steps.
    pub(crate) found: Vec<u64>,
    /// The calls that would do for the step which was not found, if they came later.
    pub(crate) earlier: Vec<u64>,
    pub(crate) nothing_else: bool,
    /// All that came.
    pub(crate) calls: Vec<Arc<Entry>>,
}

pub(crate) fn out_of_order(report: &OrderReport) -> String {
    let OrderReport { steps, participle, found, earlier, nothing_else, calls } = report;
    let reached = found.len();
    let sentence = match steps.get(reached) {
        None => "Other calls came besides those in this order".to_string(),
        Some(step) => format!("{step}: not {participle} in this order"),
    };
    let mut out = format!("{sentence}\n\n  The order that was asked for");
    out.push_str(if *nothing_else { ", and nothing else:\n" } else { ":\n" });
    for (index, step) in steps.iter().enumerate() {
        let (mark, note) = match index {
            index if index < reached => ("✓", ""),
            index if index > reached => ("·", ""),
            _ if earlier.is_empty() => ("✗", ": it never came"),
            _ if *nothing_else => ("✗", ": another call came in its place"),
            _ if earlier.iter().all(|call| found.contains(call)) => {
                ("✗", ": its calls are those of the steps above")
            }
            _ => ("✗", ": it came before the step above, and not again"),
        };
        let _ = writeln!(out, "    {mark} {}. {step}{note}", index + 1);
    }
    if calls.is_empty() {
        out.push_str("\n  These doubles were not called at all.");
        return out;
    }
    out.push_str("\n  What came, in order:\n");
    list(&mut out, calls, &|entry| if found.contains(&entry.order) { "✓ " } else { "  " });
    out.truncate(out.trim_end().len());
    out
}

fn list(out: &mut String, calls: &[Arc<Entry>], mark: &dyn Fn(&Entry) -> &'static str) {
    for entry in calls.iter().take(SHOWN_IN_ORDER) {
        let _ = writeln!(out, "    {}{}", mark(entry), shorten(&recorded_call(entry)));
    }
    if calls.len() > SHOWN_IN_ORDER {
        let _ = writeln!(out, "    … and {} more", calls.len() - SHOWN_IN_ORDER);
    }
}
