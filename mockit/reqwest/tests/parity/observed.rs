//! What is compared: what a user sees, and what the server saw.

use std::collections::BTreeMap;
use std::time::Duration;

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub version: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Named values, in the order in which they were seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub values: BTreeMap<String, String>,
    /// Compared with tolerance: loopback takes its time.
    pub took: BTreeMap<String, Duration>,
}

impl Seen {
    pub fn new() -> Self {
        Seen::default()
    }

    pub fn note(&mut self, key: impl Into<String>, value: impl ToString) -> &mut Self {
        let value = value.to_string();
        let noted = self.values.entry(key.into()).or_default();
        match noted.is_empty() {
            true => *noted = value,
            false => *noted = format!("{noted} & {value}"),
        }
        self
    }

    /// Adds what was seen of one of several calls.
    pub fn add(&mut self, call: &str, seen: Seen) -> &mut Self {
        for (key, value) in seen.values {
            self.note(format!("{call}.{key}"), value);
        }
        self.took.extend(seen.took.into_iter().map(|(key, took)| (format!("{call}.{key}"), took)));
        self
    }

    pub fn took(mut self, took: Duration) -> Self {
        self.took.insert("took".to_owned(), took);
        self
    }

    pub fn requests(&mut self, received: &[Received]) {
        self.note("requests", received.len());
        for (n, request) in received.iter().enumerate() {
            let Received { method, target, version, headers, body } = request;
            self.note(format!("request {n}"), format!("{method} {target} {version}"));
            let boundary = headers.iter().find_map(|(_, value)| value.split_once("boundary="));
            let hide = |text: &str| match boundary {
                Some((_, boundary)) => text.replace(boundary, "BOUNDARY"),
                None => text.to_owned(),
            };
            // Of one name they have an order; of several a client cannot tell.
            let mut headers = headers.clone();
            headers.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (name, value) in &mut headers {
                if name == "cookie" {
                    // A jar's order is that of a hash map.
                    let mut cookies: Vec<_> = value.split("; ").collect();
                    cookies.sort_unstable();
                    *value = cookies.join("; ");
                }
                self.note(format!("request {n} header {name}"), format!("[{}]", hide(value)));
            }
            self.note(format!("request {n} body"), hide(&String::from_utf8_lossy(body)));
        }
    }

    /// The server's port is another one each time.
    pub fn without_port(mut self, port: u16) -> Self {
        for value in self.values.values_mut() {
            *value = value.replace(&format!(":{port}"), ":PORT");
            // What follows depends on the machine's network.
            const LOOKUP: &str = "failed to lookup address information";
            if let Some(at) = value.find(LOOKUP) {
                value.truncate(at + LOOKUP.len());
            }
        }
        self
    }
}
