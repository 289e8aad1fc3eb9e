//! One call of a double, and what became of it.

use std::any::Any;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread::{self, Thread};

use super::moment::Moment;
use super::value::Kept;

/// A call. It is written down when it begins; its outcome follows.
pub struct Entry {
    /// Its beginning's place among the beginnings and ends of all calls of the process.
    pub(crate) order: u64,
    /// `MockGateway::charge`, `MockHttp`.
    pub(crate) title: &'static str,
    pub(crate) what: What,
    pub(crate) thread: Thread,
    pub(crate) began: Moment,
    end: OnceLock<End>,
    /// Has a verification counted it?
    verified: AtomicBool,
}

struct End {
    outcome: Outcome,
    at: Moment,
    /// Its place among the beginnings and ends of all calls.
    order: u64,
}

/// Calls take their places from it when they begin and when they end.
static ORDER: AtomicU64 = AtomicU64::new(0);

/// What was asked of the double.
pub(crate) enum What {
    /// A method was called.
    Call(Vec<Argument>),
    /// A request was made.
    Request(Box<dyn Wire>),
}

pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) value: Kept,
}

/// What came of it.
pub(crate) enum Outcome {
    /// Nothing yet.
    Running,
    /// The method's result.
    Returned(Kept),
    /// The answer to a request.
    Replied(Box<dyn Wire>),
    /// The request failed, as the client sees it.
    Failed(String),
    /// No expectation served the call, for this reason.
    Refused(String),
    /// The test's own closure panicked.
    Panicked,
    /// The caller did not wait for the end.
    Dropped,
}

/// One side of an exchange, put in words only when somebody reads it.
pub(crate) trait Wire: Any + Send + Sync {
    fn message(&self) -> Message;

    /// Its first line alone.
    fn line(&self) -> String {
        self.message().line
    }
}

/// A request or a reply.
pub(crate) struct Message {
    /// `POST https://api.example/charges`, `201 Created`.
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Entry {
    pub(crate) fn new(title: &'static str, what: What) -> Self {
        Entry {
            order: ORDER.fetch_add(1, Relaxed),
            title,
            what,
            thread: thread::current(),
            began: Moment::now(),
            end: OnceLock::new(),
            verified: AtomicBool::new(false),
        }
    }

    /// The same without values of the user's; `None` where there are none, or where it goes on.
    pub(super) fn as_text(&self) -> Option<Entry> {
        let (What::Call(arguments), Some(end)) = (&self.what, self.end.get()) else { return None };
        let result = match &end.outcome {
            Outcome::Returned(result) => Some(result),
            _ => None,
        };
        let mut kept = arguments.iter().map(|argument| &argument.value).chain(result);
        if !kept.any(Kept::is_value) {
            return None;
        }
        let text = |argument: &Argument| Argument { name: argument.name, value: argument.value.as_text() };
        let outcome = match &end.outcome {
            Outcome::Returned(result) => Outcome::Returned(result.as_text()),
            Outcome::Panicked => Outcome::Panicked,
            Outcome::Dropped => Outcome::Dropped,
            // None of them is a call's that was served.
            Outcome::Running | Outcome::Replied(_) | Outcome::Failed(_) | Outcome::Refused(_) => return None,
        };
        Some(Entry {
            order: self.order,
            title: self.title,
            what: What::Call(arguments.iter().map(text).collect()),
            thread: self.thread.clone(),
            began: self.began,
            end: OnceLock::from(End { outcome, at: end.at, order: end.order }),
            verified: AtomicBool::new(self.is_verified()),
        })
    }

    /// Writes down what came of it. The first outcome counts.
    pub(crate) fn ends(&self, outcome: Outcome) {
        // To tell the time costs more than all else here.
        if self.end.get().is_none() {
            self.ends_at(outcome, Moment::now());
        }
    }

    /// As [`ends`](Self::ends), where nothing was waited for: no time has passed on the virtual clock.
    pub(crate) fn ends_at_once(&self, outcome: Outcome) {
        self.ends_at(outcome, self.began);
    }

    pub(crate) fn ends_at(&self, outcome: Outcome, at: Moment) {
        // Else another thread was faster.
        let _ = self.end.set(End { outcome, at, order: ORDER.fetch_add(1, Relaxed) });
    }

    pub(crate) fn outcome(&self) -> &Outcome {
        self.end.get().map_or(&Outcome::Running, |end| &end.outcome)
    }

    /// When it ended.
    pub(crate) fn ended(&self) -> Option<Moment> {
        self.end.get().map(|end| end.at)
    }

    /// Its end's place among the beginnings and ends of all calls.
    pub(crate) fn end_order(&self) -> Option<u64> {
        self.end.get().map(|end| end.order)
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.verified.load(Relaxed)
    }

    pub(crate) fn verify(&self) {
        self.verified.store(true, Relaxed);
    }

    /// `MockGateway` and `charge`; of an HTTP double the latter is empty.
    pub(crate) fn names(&self) -> (&'static str, &'static str) {
        self.title.rsplit_once("::").unwrap_or((self.title, ""))
    }
}
