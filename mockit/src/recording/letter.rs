//! One side of an exchange over HTTP, in plain text.

use super::body;
use crate::record::Message;

/// A request or a reply.
#[derive(Clone)]
pub(super) struct Letter {
    /// `POST https://api.example/charges`, `201 Created`.
    pub(super) line: String,
    /// By name: their order says nothing, and differs between clients.
    pub(super) headers: Vec<Header>,
    /// JSON is formatted, binary data told by its size.
    pub(super) body: String,
}

#[derive(Clone)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) value: String,
    /// What is shown in its place.
    pub(super) mask: Option<String>,
    /// Clients and servers send it without being told.
    pub(super) is_noise: bool,
}

impl Header {
    pub(super) fn shown(&self) -> &str {
        self.mask.as_ref().unwrap_or(&self.value)
    }
}

impl Letter {
    pub(super) fn new(message: Message) -> Self {
        let Message { line, headers, body } = message;
        let mut kind = String::new();
        let mut headers: Vec<_> =
            headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        headers.sort_by(|(a, _), (b, _)| a.cmp(b));
        if let Some((_, value)) = headers.iter().find(|(name, _)| name == "content-type") {
            kind.clone_from(value);
        }
        let (body, is_json) = body::text(&body, &kind);
        let headers = headers.into_iter().map(|(name, value)| {
            let is_noise = is_noise(&name, &value, is_json);
            let mask = mask(&name, &value);
            // A boundary is drawn by lot.
            let value = body::without_boundary(&value, &kind);
            Header { name, value, mask, is_noise }
        });
        Letter { line, headers: headers.collect(), body }
    }

    /// The host of a request's URL.
    pub(super) fn host(&self) -> Option<&str> {
        self.authority().map(|(host, _)| host)
    }

    /// What follows the host.
    pub(super) fn path(&self) -> &str {
        self.authority().map_or(&self.line, |(_, path)| path)
    }

    fn authority(&self) -> Option<(&str, &str)> {
        let (_, url) = self.line.split_once("://")?;
        Some(url.split_at(url.find(['/', '?', '#']).unwrap_or(url.len())))
    }
}

/// Headers that clients and servers send on their own.
const NOISE: [&str; 8] = [
    "accept-encoding",
    "connection",
    "content-length",
    "date",
    "host",
    "server",
    "transfer-encoding",
    "user-agent",
];

fn is_noise(name: &str, value: &str, is_json: bool) -> bool {
    let of_itself = (name == "accept" && value == "*/*")
        || (name == "content-type" && is_json && value.starts_with("application/json"));
    of_itself || NOISE.contains(&name)
}

/// Parts of the names of headers whose values are nobody's business.
const SECRET: [&str; 7] = ["authorization", "cookie", "api-key", "apikey", "token", "secret", "password"];

/// What stands in place of a secret: `Bearer [secret]`.
fn mask(name: &str, value: &str) -> Option<String> {
    if !SECRET.iter().any(|part| name.contains(part)) {
        return None;
    }
    let scheme = value.split_once(' ').filter(|_| name.ends_with("authorization")).map(|(scheme, _)| scheme);
    Some(scheme.map_or_else(|| "[secret]".to_string(), |scheme| format!("{scheme} [secret]")))
}
