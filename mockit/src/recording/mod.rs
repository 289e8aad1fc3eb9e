//! The record of a test, as its author sees it (features `spy` and `http`).
//!
//! All doubles of a test write to one record: calls of mocks that are asked afterwards (feature `spy`) and requests to
//! `MockHttp` (feature `http`), in order. [`mockit::record()`](crate::record()) gives what it has so far.
//!
//! ```
//! # #[cfg(feature = "spy")] {
//! use mockit::automock;
//!
//! #[automock]
//! trait Gateway { fn charge(&self, user: &str, cents: u64) -> Result<u32, String>; }
//!
//! #[automock]
//! trait Mailer { fn send(&self, to: &str); }
//!
//! let mut gateway = MockGateway::new();
//! gateway.expect_charge().return_const(Ok(7));
//! let mut mailer = MockMailer::new();
//! mailer.expect_send().return_const(());
//!
//! gateway.charge("u1", 4999).unwrap();
//! mailer.send("u1");
//!
//! let record = mockit::record().redact("cents", "[cents]");
//! assert_eq!(
//!     record.to_string(),
//!     "1. MockGateway::charge(user: \"u1\", cents: [cents]) -> Ok(7)\n\
//!      2. MockMailer::send(to: \"u1\") -> ()",
//! );
//! # }
//! ```
//!
//! # A snapshot of all calls
//! A record is shown as a text that is the same in each run. With [insta](https://insta.rs) it is kept and reviewed:
//! `insta::assert_snapshot!(mockit::record());`
//!
//! ```text
//! 1. MockGateway::charge(user: "u1", cents: 4999) -> Ok(Receipt { id: 7 })
//! 2. POST https://api.payments.io/v1/charges
//!      authorization: Bearer [secret]
//!      idempotency-key: o-1
//!      {"amount": 4999}
//!    -> 201 Created after 2 s
//!      {"id": "ch_1"}
//!    30 s later
//! 3. MockMailer::send(to: "u1") …
//! 4. [worker] MockClock::now() -> 12:00
//! 3. … -> ()
//! 5. MockMailer::send(to: "u2") ✗ refused: No matching expectation found
//! ```
//!
//! * Values are written by their `Debug`, `?` where there is none; those longer than a line by `{:#?}`. JSON is
//!   formatted, its members by name; what is no text is told by its size.
//! * Where something happened between the beginning and the end of a call, as when another one was made inside of it,
//!   its end stands by itself: `3. … -> ()`.
//! * Times are of the virtual clock, which is tokio's while it is paused. Where there is none, there are no times.
//! * A call from another thread has its name, or `thread 2`, `thread 3` as they come.
//! * Headers that clients and servers send on their own are left out: `accept: */*`, `accept-encoding`, `connection`,
//!   `content-length`, `date`, `host`, `server`, `transfer-encoding`, `user-agent`, and the `content-type` of JSON.
//! * Of headers that carry a secret by their names, which have `authorization`, `cookie`, `api-key`, `token`, `secret`
//!   or `password` in them, the value is not shown. [`show_header`](Record::show_header) shows it.
//!
//! What differs from run to run is replaced: by name with [`redact`](Record::redact), otherwise with
//! [`redact_with`](Record::redact_with) or insta's own filters, which see the finished text.
//!
//! # Diagrams
//! [`mermaid`](Record::mermaid) gives a sequence diagram for places that draw Mermaid, as comments on GitHub do.
//! [`html`](Record::html) gives a page with a diagram and all details, which needs nothing beside itself.
//!
//! # Files
//! With `MOCKIT_RECORD=failed` in the environment, the record of each failed test is written as page, text and diagram
//! when the test is over; with `MOCKIT_RECORD=always` that of each test in which a double was called. They go to
//! `mockit/<program>/<test>.html`, `.txt` and `.mmd` in cargo's target directory, or to the directory that
//! `MOCKIT_RECORD_DIR` names in the place of `target/mockit`. A relative one is looked for from where cargo runs tests,
//! the package's folder. What [`redact`](Record::redact) would replace is not replaced there.
//!
//! A test counts as failed when a double has failed it, or was dropped while it panicked. It is over when nobody has its
//! [`Scope`] any more: at the end of its thread, or of the last task or thread that has it.
//!
//! # In failures
//! A failure that a double raises shows the last calls of the test, a line each. When a test fails by itself, the first
//! of its doubles that is dropped prints them.

mod body;
mod call;
mod file;
mod html;
mod letter;
mod mermaid;
mod parties;
mod redact;
mod span;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod timeline;

use std::fmt;

pub use self::call::RecordedCall;
use crate::record::Log;
use crate::scope::Scope;

/// What the doubles of the running test were asked so far, and what they answered: the record of its
/// [`Scope`]. It belongs to the features `spy` and `http`.
///
/// ```
/// assert_eq!(mockit::record().to_string(), ""); // No double was called yet.
/// ```
pub fn record() -> Record {
    Scope::current().record()
}

impl Scope {
    /// The record of the test whose scope this is; see [`mockit::record()`](crate::record()).
    pub fn record(&self) -> Record {
        Record::new(&self.test().log)
    }
}

/// What the doubles of a test were asked, and what they answered, at the time when it was made.
///
/// Its `Display` is the text.
#[derive(Clone)]
pub struct Record {
    test: String,
    calls: Vec<RecordedCall>,
}

impl Record {
    fn new(log: &Log) -> Self {
        Record { test: log.home.name().unwrap_or("main").to_string(), calls: call::read(log, 0) }
    }

    /// How many calls there are.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Was no double called?
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// The calls, in the order in which they began.
    pub fn calls(&self) -> impl Iterator<Item = &RecordedCall> {
        self.calls.iter()
    }

    /// Replaces whatever has this name: arguments, headers, query parameters and fields of forms, members of JSON
    /// at any depth, and fields of structs or string keys of maps in the `Debug` text of arguments and results. A name
    /// that begins with `/` is a JSON pointer into bodies: `/items/0/id`.
    ///
    /// ```
    /// let record = mockit::record().redact("id", "[id]").redact("/items/0/at", "[time]");
    /// # let _ = record;
    /// ```
    #[must_use]
    pub fn redact(mut self, name: &str, replacement: &str) -> Self {
        self.calls.iter_mut().for_each(|call| redact::by_name(call, name, replacement));
        self
    }

    /// Replaces each text by what a function makes of it: values of arguments and of headers, request lines and
    /// status lines, bodies, results and errors.
    ///
    /// ```
    /// let record = mockit::record().redact_with(|text| text.replace("127.0.0.1", "[host]"));
    /// # let _ = record;
    /// ```
    #[must_use]
    pub fn redact_with(mut self, mut replace: impl FnMut(&str) -> String) -> Self {
        self.calls.iter_mut().for_each(|call| redact::by_function(call, &mut replace));
        self
    }

    /// Shows a header that is left out otherwise, or whose value is hidden.
    #[must_use]
    pub fn show_header(mut self, name: &str) -> Self {
        self.calls.iter_mut().for_each(|call| redact::show_header(call, name));
        self
    }

    /// A Mermaid sequence diagram. Mermaid draws texts of up to 50,000 characters: of a longer one the
    /// beginning is left out.
    pub fn mermaid(&self) -> String {
        mermaid::diagram(&self.calls)
    }

    /// A page of HTML that needs nothing beside itself.
    pub fn html(&self) -> String {
        html::page(&self.test, &self.calls)
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::record(&self.calls))
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A failed test does not show more.
const LAST: usize = 10;

/// The last calls, a line each, and how many there were before; without one of this name that is running in this
/// thread, which is the one that fails.
pub(crate) fn last_calls(log: &Log, failing: Option<&str>) -> (usize, Vec<String>) {
    let entries = log.entries();
    let is_failing = |entry: &crate::record::Entry| {
        let is_running = matches!(entry.outcome(), crate::record::Outcome::Running);
        is_running && failing == Some(entry.title) && entry.thread.id() == std::thread::current().id()
    };
    let failing = entries.iter().rposition(|entry| is_failing(entry));
    let shown = entries.len() - usize::from(failing.is_some());
    let from = shown.saturating_sub(LAST);
    let calls = call::read(log, from);
    let calls = calls.iter().filter(|call| Some(call.number) != failing.map(|at| at + 1));
    (from, calls.map(text::line).collect())
}
