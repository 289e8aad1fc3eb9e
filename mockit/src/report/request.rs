//! Texts about HTTP requests.

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::text::{INLINE, brief, one_line, parting, printable, shorten, wanted};
use super::{Came, Words, call_site, times_called};
use crate::engine::Times;
use crate::record::Entry;

/// A request that was not answered.
pub(crate) struct RequestReport {
    pub(crate) sentence: String,
    pub(crate) body: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// The stubs that the request might have been meant for.
    pub(crate) stubs: Vec<StubReport>,
    /// What happened before, if anything was written down.
    pub(crate) before: String,
    /// A source file, as the compiler names it.
    pub(crate) anchor: &'static str,
}

/// A stub, as a request that it did not answer sees it.
pub(crate) struct StubReport {
    pub(crate) label: String,
    pub(crate) set_at: String,
    pub(crate) calls: usize,
    pub(crate) times: Times,
    /// How much of the URL is as in the request.
    pub(crate) likeness: usize,
    /// Why it did not answer, beside its matchers.
    pub(crate) notes: Vec<String>,
    pub(crate) fields: Vec<Field>,
}

/// What one matcher says of a request.
pub(crate) struct Field {
    pub(crate) subject: String,
    pub(crate) accepted: bool,
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) details: Vec<String>,
}

impl From<crate::http::matching::Finding> for Field {
    fn from(finding: crate::http::matching::Finding) -> Self {
        let crate::http::matching::Finding { subject, accepted, expected, actual, details } = finding;
        Field { subject, accepted, expected, actual, details }
    }
}

/// More would bury the ones that matter.
const SHOWN_STUBS: usize = 5;
const SHOWN_DETAILS: usize = 20;
const SHOWN_REQUESTS: usize = 20;

pub(crate) fn request(report: &RequestReport) -> String {
    let mut out = report.sentence.clone();
    out.push('\n');
    if !report.body.is_empty() {
        let _ = writeln!(out, "\n  with body {}", indented(&report.body));
    }
    if let Some(hint) = &report.hint {
        let _ = writeln!(out, "\n  {hint}");
    }
    let mut nearest: Vec<_> = report.stubs.iter().collect();
    nearest.sort_by_key(|stub| (distance(&stub.fields), stub.notes.len(), Reverse(stub.likeness)));
    if !nearest.is_empty() {
        let heading = if nearest.len() == 1 { "The stub" } else { "The stubs, nearest first" };
        let _ = writeln!(out, "\n  {heading}:");
    }
    for stub in nearest.iter().take(SHOWN_STUBS) {
        let StubReport { label, set_at, calls, times, likeness: _, notes, fields } = stub;
        let called = times_called(*calls);
        let _ = writeln!(out, "    {label}, set at {set_at}: {called}, expected {times}");
        for note in notes {
            let _ = writeln!(out, "      ✗ {note}");
        }
        fields.iter().for_each(|field| describe(&mut out, field));
    }
    if nearest.len() > SHOWN_STUBS {
        let _ = writeln!(out, "    … and {} more", nearest.len() - SHOWN_STUBS);
    }
    out.push_str(&report.before);
    if let Some(site) = call_site::of_user(report.anchor) {
        let _ = writeln!(out, "\n  requested at {site}");
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text of several lines, without blank ones at its end.
fn indented(text: &str) -> String {
    let text = shorten(text.trim_end());
    let lines: Vec<_> = text.lines().map(|line| printable(line.trim_end())).collect();
    lines.join("\n    ").replace("\n    \n", "\n\n")
}

/// How far a request is from what a stub answers. A wrong URL or method says more than any other
/// field: it is most often the stub of something else.
fn distance(fields: &[Field]) -> usize {
    let weight = |field: &&Field| if matches!(&*field.subject, "method" | "url") { 10 } else { 1 };
    fields.iter().filter(|field| !field.accepted).map(|field| weight(&field)).sum()
}

/// `expected "a", got "b"`
pub(crate) fn contrast(expected: &str, actual: &str) -> String {
    match one_line(wanted(expected)) {
        function if function == "fn(var)" => format!("the function refuses {}", shorten(actual)),
        expected => format!("expected {}, got {}", shorten(&expected), shorten(actual)),
    }
}

fn describe(out: &mut String, field: &Field) {
    let Field { subject, accepted, expected, actual, details } = field;
    if *accepted {
        let _ = writeln!(out, "      ✓ {subject}: {}", brief(actual));
    } else if details.is_empty() {
        let is_text = expected.starts_with('"') && actual.starts_with('"');
        if is_text && expected.chars().count().max(actual.chars().count()) > INLINE {
            let _ = writeln!(out, "      ✗ {subject}:");
            parting(out, expected, actual, 1);
        } else {
            let _ = writeln!(out, "      ✗ {subject}: {}", contrast(expected, actual));
        }
    } else if let [only] = &details[..]
        && only.starts_with("expected ")
    {
        let _ = writeln!(out, "      ✗ {subject}: {}", shorten(only));
    } else {
        let _ = writeln!(out, "      ✗ {subject}:");
        for line in details.iter().take(SHOWN_DETAILS) {
            let _ = writeln!(out, "          {}", shorten(line));
        }
        if details.len() > SHOWN_DETAILS {
            let _ = writeln!(out, "          … and {} more", details.len() - SHOWN_DETAILS);
        }
    }
}

/// What came to a double of which something was not met.
pub(crate) fn received(count: usize, requests: &mut dyn Iterator<Item = String>) -> String {
    if count == 0 {
        return "\n\n  The double received no request at all.".to_string();
    }
    let mut out = "\n\n  The double received, in this order:".to_string();
    for request in requests.take(SHOWN_REQUESTS) {
        let _ = write!(out, "\n    {}", shorten(&request));
    }
    if count > SHOWN_REQUESTS {
        let _ = write!(out, "\n    … and {} more", count - SHOWN_REQUESTS);
    }
    out
}

/// A closure that computes replies has panicked.
pub(crate) fn reply_panicked(request: &str, set_at: &str, text: &str) -> String {
    let text = indented(text);
    format!("{request}: The stub's reply panicked\n\n    {text}\n\n  The stub is set at {set_at}")
}

pub(crate) fn times_requested(count: usize) -> String {
    match count {
        0 => "not requested".to_string(),
        1 => "requested once".to_string(),
        n => format!("requested {n} times"),
    }
}

/// A request that found no double, and may have been meant for this one.
pub(crate) fn stray(what: &str) -> String {
    format!("\n\n  Meanwhile, in a thread without a double: {what}")
}

/// Of HTTP doubles.
pub(crate) const REQUESTS: Words = Words {
    times: times_requested,
    participle: "requested",
    none: "The double received no request at all.",
    nearest: "The double received, nearest first:",
};

impl Came {
    /// A request, with what each matcher says of it.
    pub(crate) fn by_fields(entry: &Entry, fields: Vec<Field>) -> Self {
        let mut details = String::new();
        fields.iter().for_each(|field| describe(&mut details, field));
        Came { distance: distance(&fields), details, ..Came::plain(entry) }
    }
}
