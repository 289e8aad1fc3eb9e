//! Requests and what came of them, as a test reads them.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::thread::Thread;
use std::time::Duration;

use bytes::Bytes;

use super::request::Request;
use super::told::Told;
use crate::record::{Entry, History, Outcome, What};

/// A request that came to a double, and what came of it.
///
/// By `Display` and `Debug` it is a text such as `POST https://api.example/charges -> 201 Created`.
///
/// ```
/// use mockit::http::MockHttp;
/// use serde_json::json;
///
/// let http = MockHttp::new();
/// http.expect_post("/v1/charges").returning_json(201, json!({"id": "ch_1"}));
///
/// # let request = http::Request::post("https://api.example/v1/charges").body(r#"{"amount": 4999}"#).unwrap();
/// // … the code under test charges …
/// # http.handle(request);
/// let exchanges = http.exchanges();
/// assert_eq!(exchanges.len(), 1);
/// assert_eq!(exchanges[0].request().json().unwrap()["amount"], 4999);
/// let reply = exchanges[0].reply().unwrap();
/// assert_eq!(reply.status(), 201);
/// assert_eq!(reply.headers()["content-type"], "application/json");
/// assert_eq!(reply.body().as_ref(), br#"{"id":"ch_1"}"#);
/// assert_eq!(exchanges[0].to_string(), "POST https://api.example/v1/charges -> 201 Created");
/// ```
pub struct Exchange {
    entry: Arc<Entry>,
    request: Request,
    index: usize,
    history: Arc<History>,
}

/// The request of an entry that a double of ours has made.
pub(super) fn requested(entry: &Entry) -> Option<&Request> {
    match &entry.what {
        What::Request(wire) => (&**wire as &dyn Any).downcast_ref(),
        What::Call(_) => None,
    }
}

/// The exchanges of these entries, each request as `seen`.
pub(super) fn exchanges<'e>(
    entries: impl IntoIterator<Item = &'e Arc<Entry>>,
    history: &Arc<History>,
    seen: impl Fn(&Request) -> Request,
) -> Vec<Exchange> {
    let requests = entries.into_iter().filter_map(|entry| Some((entry, seen(requested(entry)?))));
    let numbered = requests.enumerate();
    let exchange = |(index, (entry, request)): (usize, (&Arc<Entry>, Request))| Exchange {
        entry: Arc::clone(entry),
        request,
        index,
        history: Arc::clone(history),
    };
    numbered.map(exchange).collect()
}

impl Exchange {
    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The reply, as the double gave it to the client: its status, its headers, and of its body what is known. Of a
    /// body in chunks that is all of them, even if the client has not read them yet; of that of a mounted service or
    /// a real far end it is what the client has read by now.
    ///
    /// `None`, if there is none: see [`failure`](Self::failure).
    pub fn reply(&self) -> Option<http::Response<Bytes>> {
        match self.entry.outcome() {
            Outcome::Replied(wire) => (&**wire as &dyn Any).downcast_ref().map(Told::response),
            _ => None,
        }
    }

    /// Why there is no reply: the fault of the stub, the error of the real far end, or why no stub answered. `None`
    /// if there is a reply, none yet, or if the client did not wait for it.
    pub fn failure(&self) -> Option<&str> {
        match self.entry.outcome() {
            Outcome::Failed(text) | Outcome::Refused(text) => Some(text),
            Outcome::Panicked => Some("the reply panicked"),
            _ => None,
        }
    }

    /// The how-manieth request it was of those that were asked for, counted from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// The thread that sent it.
    pub fn thread(&self) -> &Thread {
        &self.entry.thread
    }

    /// When it came on the virtual clock: how long after the first call in the record of the test. `None` where there
    /// is no virtual clock: outside of tokio's paused time.
    pub fn began(&self) -> Option<Duration> {
        self.entry.began.since(self.history.log.began()?)
    }

    /// How long the head of the reply took on the virtual clock, if it has come and there is one; until the client
    /// went away, if it did.
    pub fn took(&self) -> Option<Duration> {
        self.entry.ended()?.since(self.entry.began)
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::report::recorded_call(&self.entry))
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::http::{MockHttp, Request};
    use crate::record::{Outcome, What};
    use crate::scope::Scope;

    fn get(http: &crate::http::Endpoint, url: &str) {
        let request = Request::new(http::Method::GET, url.parse().unwrap(), Default::default(), "body");
        drop(http.answer(request));
    }

    #[test]
    fn all_requests_are_in_the_record_of_the_test_that_made_the_double() {
        let (a, b) = (MockHttp::new(), MockHttp::new());
        a.unmatched(404);
        b.expect_get("/b").returning_text(200, "text");
        get(&a, "http://h/a");
        let endpoint = b.endpoint();
        // A thread is another scope, as a task may be.
        std::thread::spawn(move || get(&endpoint, "http://h/b")).join().unwrap();
        b.clear_history();
        let entries = Scope::current().test().log.entries();
        assert_eq!(entries.len(), 2);
        assert!(entries.iter().all(|entry| entry.names() == ("MockHttp", "")));
        let What::Request(request) = &entries[1].what else { panic!("a request") };
        let message = request.message();
        assert_eq!((&*message.line, &*message.body), ("GET http://h/b", &b"body"[..]));
        let Outcome::Replied(reply) = entries[1].outcome() else { panic!("a reply") };
        let message = reply.message();
        assert_eq!((&*message.line, &*message.body), ("200 OK", &b"text"[..]));
        assert_eq!(message.line, reply.line());
        assert!(message.headers.contains(&("content-length".to_string(), "4".to_string())));
        assert!(b.exchanges().is_empty() && Arc::strong_count(&entries[1]) > 1);
    }
}
