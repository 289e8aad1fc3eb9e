//! One call in plain text: what every view of a record is made from.

use std::fmt;
use std::time::Duration;

use super::letter::Letter;
use super::text;
use crate::record::{Entry, Kept, Log, Moment, Outcome, What};
use crate::report::one_line;
use crate::written::written;

/// One call of a double, or one exchange over HTTP. Its `Display` is its part of the record's text.
#[derive(Clone)]
pub struct RecordedCall {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) double: String,
    pub(super) method: String,
    /// The thread, if it is not the test's own.
    pub(super) thread: Option<String>,
    pub(super) asked: Asked,
    pub(super) came: Came,
    /// The places of its beginning and its end among those of all calls.
    pub(super) began: u64,
    pub(super) ended: Option<u64>,
    /// On the virtual clock, from when the first call began.
    pub(super) at: Option<Duration>,
    pub(super) took: Option<Duration>,
}

/// What the double was asked.
#[derive(Clone)]
pub(super) enum Asked {
    /// Name and value.
    Arguments(Vec<(String, String)>),
    Request(Letter),
}

/// What came of it.
#[derive(Clone)]
pub(super) enum Came {
    /// Nothing yet.
    Nothing,
    Value(String),
    Reply(Letter),
    /// An error of the transport, as the test wants it: `failed: connection refused`
    Error(String),
    /// The test is wrong about the call: `refused: No matching expectation found`
    Failure(String),
    /// The caller did not wait.
    Dropped,
}

impl RecordedCall {
    /// `MockGateway`, `MockHttp`.
    pub fn double(&self) -> &str {
        &self.double
    }

    /// `charge`; of a request, `POST`.
    pub fn method(&self) -> &str {
        match &self.asked {
            Asked::Arguments(_) => &self.method,
            Asked::Request(letter) => letter.line.split(' ').next().unwrap_or_default(),
        }
    }

    /// The arguments' names and values; of a request, its `url` and, where there is one, its `body`.
    pub fn arguments(&self) -> Vec<(&str, &str)> {
        match &self.asked {
            Asked::Arguments(values) => values.iter().map(|(name, value)| (&**name, &**value)).collect(),
            Asked::Request(letter) => {
                let url = letter.line.split_once(' ').map(|(_, url)| ("url", url));
                let body = (!letter.body.is_empty()).then_some(("body", &*letter.body));
                url.into_iter().chain(body).collect()
            }
        }
    }

    /// What came back: the result, or the reply's status; `None` if it has not ended, was not served, or failed.
    pub fn result(&self) -> Option<&str> {
        match &self.came {
            Came::Value(value) => Some(value),
            Came::Reply(letter) => Some(&letter.line),
            Came::Nothing | Came::Error(_) | Came::Failure(_) | Came::Dropped => None,
        }
    }

    /// Why there is no result: `refused: No matching expectation found`.
    pub fn failure(&self) -> Option<&str> {
        match &self.came {
            Came::Failure(text) | Came::Error(text) => Some(text),
            Came::Dropped => Some(DROPPED),
            Came::Nothing | Came::Value(_) | Came::Reply(_) => None,
        }
    }

    /// Did the double itself fail it, or the test's own code in it?
    pub(super) fn is_failure(&self) -> bool {
        matches!(self.came, Came::Failure(_))
    }

    /// Did it end in an error that the code under test was meant to see?
    pub(super) fn is_error(&self) -> bool {
        match &self.came {
            Came::Value(value) => value.starts_with("Err("),
            Came::Reply(letter) => letter.line.starts_with(['4', '5']),
            Came::Error(_) | Came::Dropped => true,
            Came::Nothing | Came::Failure(_) => false,
        }
    }

    /// Whom it was made to: a mock, or the host that a request went to.
    pub(super) fn callee(&self) -> &str {
        match &self.asked {
            Asked::Arguments(_) => &self.double,
            Asked::Request(letter) => letter.host().unwrap_or(&self.double),
        }
    }

    /// `charge(user: "u1")`, `POST /charges`, on one line.
    pub(super) fn question(&self) -> String {
        match &self.asked {
            Asked::Arguments(values) => {
                let values = values.iter().map(|(name, value)| format!("{name}: {}", one_line(value)));
                format!("{}({})", self.method, values.collect::<Vec<_>>().join(", "))
            }
            Asked::Request(letter) => format!("{} {}", self.method(), letter.path()),
        }
    }

    /// `Ok(7)`, `201 Created {"id": 1}`, on one line.
    pub(super) fn answer(&self) -> String {
        match &self.came {
            Came::Nothing => "has not ended".to_string(),
            Came::Value(value) => one_line(value),
            Came::Reply(letter) => match &*one_line(&letter.body) {
                "" => letter.line.clone(),
                body => format!("{} {body}", letter.line),
            },
            Came::Failure(text) | Came::Error(text) => one_line(text),
            Came::Dropped => DROPPED.to_string(),
        }
    }
}

pub(super) const DROPPED: &str = "dropped before its end";

impl fmt::Display for RecordedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::whole(self))
    }
}

impl fmt::Debug for RecordedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The calls of a log; those before the `from`th are left out.
pub(super) fn read(log: &Log, from: usize) -> Vec<RecordedCall> {
    let entries = log.entries();
    // There may be a virtual clock for a part of the test only.
    let first = entries.iter().map(|entry| entry.began).find(|began| began.since(*began).is_some());
    // Threads without a name are numbered as they come; the test's own would be the first.
    let mut nameless = vec![log.home.id()];
    let mut calls = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let id = entry.thread.id();
        if entry.thread.name().is_none() && !nameless.contains(&id) {
            nameless.push(id);
        }
        if index < from {
            continue;
        }
        let number = 1 + nameless.iter().position(|other| *other == id).unwrap_or_default();
        let thread = (id != log.home.id())
            .then(|| entry.thread.name().map_or_else(|| format!("thread {number}"), str::to_string));
        calls.push(call(index + 1, entry, thread, first));
    }
    calls
}

fn call(number: usize, entry: &Entry, thread: Option<String>, first: Option<Moment>) -> RecordedCall {
    let (double, method) = entry.names();
    let asked = match &entry.what {
        What::Call(arguments) => Asked::Arguments(
            arguments.iter().map(|argument| (argument.name.to_string(), value(&argument.value))).collect(),
        ),
        What::Request(wire) => Asked::Request(Letter::new(wire.message())),
    };
    let came = match entry.outcome() {
        Outcome::Running => Came::Nothing,
        Outcome::Returned(result) => Came::Value(value(result)),
        Outcome::Replied(wire) => Came::Reply(Letter::new(wire.message())),
        Outcome::Failed(text) => Came::Error(format!("failed: {text}")),
        Outcome::Refused(text) => Came::Failure(format!("refused: {}", reason(text, entry.title))),
        Outcome::Panicked => Came::Failure("panicked".to_string()),
        Outcome::Dropped => Came::Dropped,
    };
    RecordedCall {
        number,
        double: double.to_string(),
        method: method.to_string(),
        thread,
        asked,
        came,
        began: entry.order,
        ended: entry.end_order(),
        at: first.and_then(|first| entry.began.since(first)),
        took: entry.ended().and_then(|end| end.since(entry.began)),
    }
}

/// The first line of a report, without the call that stands at its beginning.
fn reason<'a>(report: &'a str, title: &str) -> &'a str {
    let line = report.lines().next().unwrap_or_default();
    let Some(rest) = line.strip_prefix(title) else { return line };
    let arguments = if rest.starts_with('(') { rest.rfind("): ").map_or(0, |end| end + 1) } else { 0 };
    rest[arguments..].strip_prefix(": ").unwrap_or(line)
}

/// Longer values are spread over lines.
const INLINE: usize = 80;

/// A value on one line, or as its `{:#?}` where it is long.
fn value(kept: &Kept) -> String {
    let plain = written(format_args!("{kept}"));
    match plain.chars().count() <= INLINE {
        true => plain,
        false => written(format_args!("{kept:#}")),
    }
}
