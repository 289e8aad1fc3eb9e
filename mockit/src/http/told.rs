//! Requests and replies as the record keeps them: cheap to keep, and put in words only when somebody reads them.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bytes::Bytes;
use http::HeaderMap;

use super::answer::Outcome;
use super::reply::{Body, Reply};
use super::request::Request;
use crate::record::{self, Entry, Message, Wire};

/// An exchange that is not over. Dropped without an outcome, its client did not wait for the reply, or a closure of
/// the test's panicked.
pub(crate) struct Begun(Arc<Entry>);

impl Begun {
    pub(crate) fn new(entry: Arc<Entry>) -> Self {
        Begun(entry)
    }

    pub(crate) fn entry(&self) -> &Arc<Entry> {
        &self.0
    }

    /// The client gets that now.
    pub(crate) fn ends(self, outcome: &Outcome, told: Told) {
        self.0.ends(in_record(outcome, told));
    }

    /// As [`ends`](Self::ends), where nothing was waited for.
    pub(crate) fn ends_at_once(self, outcome: &Outcome, told: Told) {
        self.0.ends_at_once(in_record(outcome, told));
    }

    /// No stub answers, for this reason.
    pub(crate) fn is_refused(&self, why: &str) {
        self.0.ends_at_once(record::Outcome::Refused(why.to_string()));
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // The first outcome counts.
        let panicked = thread::panicking();
        self.0.ends(if panicked { record::Outcome::Panicked } else { record::Outcome::Dropped });
    }
}

fn in_record(outcome: &Outcome, told: Told) -> record::Outcome {
    match outcome {
        Ok(_) => record::Outcome::Replied(Box::new(told)),
        Err(failure) => record::Outcome::Failed(failure.in_full()),
    }
}

/// What there is to tell of a reply.
pub(crate) enum Told {
    /// The test wrote it, for that request.
    Written(Reply, Request),
    /// Another gave it: its head, and what the client has read of its body.
    Passed(Box<http::Response<()>>, Arc<Mutex<Vec<Bytes>>>),
    /// There is no reply.
    Nothing,
}

impl Told {
    /// The reply, with as much of its body as is known.
    pub(crate) fn response(&self) -> http::Response<Bytes> {
        match self {
            Told::Written(reply, request) => match reply.made(request) {
                Ok(response) => response.map(|body| body.known()),
                // That has another outcome.
                Err(_) => http::Response::default(),
            },
            Told::Passed(head, read) => {
                let read = read.lock().unwrap_or_else(PoisonError::into_inner);
                http::Response::clone(head).map(|()| whole(&read))
            }
            Told::Nothing => http::Response::default(),
        }
    }
}

/// One piece needs no copy.
fn whole(pieces: &[Bytes]) -> Bytes {
    match pieces {
        [one] => one.clone(),
        pieces => pieces.concat().into(),
    }
}

/// A reply of another's, and what there will be to tell of it: its body is told as the client reads it.
pub(crate) fn passed(response: http::Response<Body>) -> (http::Response<Body>, Told) {
    let mut head = http::Response::new(());
    *head.status_mut() = response.status();
    *head.version_mut() = response.version();
    *head.headers_mut() = response.headers().clone();
    let read = Arc::new(Mutex::default());
    let told = Told::Passed(Box::new(head), Arc::clone(&read));
    (response.map(|body| body.telling(read)), told)
}

/// `201 Created`
impl Wire for Told {
    fn message(&self) -> Message {
        let response = self.response();
        Message {
            line: response.status().to_string(),
            headers: fields(response.headers()),
            body: response.into_body().into(),
        }
    }

    fn line(&self) -> String {
        match self {
            Told::Written(reply, _) => reply.sent_status().to_string(),
            Told::Passed(head, _) => head.status().to_string(),
            Told::Nothing => String::new(),
        }
    }
}

/// `POST https://api.example/charges`
impl Wire for Request {
    fn message(&self) -> Message {
        Message { line: self.to_string(), headers: fields(self.headers()), body: self.body().to_vec() }
    }

    fn line(&self) -> String {
        self.to_string()
    }
}

fn fields(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_string(), text(value))).collect()
}
