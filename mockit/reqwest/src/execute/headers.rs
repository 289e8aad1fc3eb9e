//! The headers that a client adds to a request, and a server to a response.

use bytes::Bytes;
use http::header::{
    CONTENT_LENGTH, COOKIE, Entry, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use http::{Method, StatusCode, Version, response};
use http_body::Body as _;
use mockit::http::Body;
use reqwest::Url;

use super::payload::{Length, Payload};

/// Those that a hop gets by itself, at the end, when the request has none of them.
static OF_HOP: [HeaderName; 4] = [COOKIE, HOST, CONTENT_LENGTH, TRANSFER_ENCODING];

/// Are there any that a hop could change?
pub(crate) fn has_framing(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| OF_HOP.contains(name))
}

/// The request's own, of those that a hop sent.
pub(super) fn own(sent: &HeaderMap) -> HeaderMap {
    let mut headers = sent.clone();
    for name in &OF_HOP {
        headers.remove(name);
    }
    headers
}

/// Adds the client's.
pub(super) fn defaults(headers: &mut HeaderMap, defaults: &HeaderMap) {
    for (name, value) in defaults {
        if let Entry::Vacant(entry) = headers.entry(name) {
            entry.insert(value.clone());
        }
    }
}

/// Adds those that hyper adds, and gives the body that it would send.
pub(super) fn complete(
    headers: &mut HeaderMap,
    method: &Method,
    url: &Url,
    version: Version,
    payload: &Payload,
) -> Bytes {
    headers.entry(HOST).or_insert_with(|| host(url));
    if matches!(payload.length, Length::Nothing) {
        headers.remove(TRANSFER_ENCODING);
        return Bytes::new();
    }
    let known = headers.get(CONTENT_LENGTH).and_then(number);
    if version == Version::HTTP_10 {
        // It knows no chunks: a body has a length, or is not sent.
        headers.remove(TRANSFER_ENCODING);
        return match payload.length {
            _ if known.is_some() => payload.bytes.clone(),
            Length::Known(length) => with_length(headers, length, payload),
            _ => Bytes::new(),
        };
    }
    if let Entry::Occupied(mut encoding) = headers.entry(TRANSFER_ENCODING) {
        if !ends_chunked(encoding.get()) {
            let text = [encoding.get().as_bytes(), b", chunked"].concat();
            encoding.insert(HeaderValue::from_maybe_shared(Bytes::from(text)).expect("it was one before"));
        }
        headers.remove(CONTENT_LENGTH);
        return payload.bytes.clone();
    }
    match payload.length {
        _ if known.is_some() => payload.bytes.clone(),
        Length::Known(length) => with_length(headers, length, payload),
        // hyper takes a stream of these for no body at all.
        _ if matches!(*method, Method::GET | Method::HEAD | Method::CONNECT) => Bytes::new(),
        _ => {
            headers.remove(CONTENT_LENGTH);
            headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
            payload.bytes.clone()
        }
    }
}

/// As `HeaderValue::from` gives, which allocates twice.
fn length_value(length: u64) -> HeaderValue {
    HeaderValue::from_maybe_shared(Bytes::from(length.to_string())).expect("digits")
}

fn with_length(headers: &mut HeaderMap, length: u64, payload: &Payload) -> Bytes {
    headers.insert(CONTENT_LENGTH, length_value(length));
    payload.bytes.clone()
}

pub(crate) fn host(url: &Url) -> HeaderValue {
    let host = url.host_str().unwrap_or_default();
    let value = match url.port() {
        Some(port) => HeaderValue::from_maybe_shared(Bytes::from(format!("{host}:{port}"))),
        None => HeaderValue::from_str(host),
    };
    value.expect("a URL's host is a header's value")
}

pub(super) fn number(value: &HeaderValue) -> Option<u64> {
    value.to_str().ok()?.trim().parse().ok()
}

fn ends_chunked(value: &HeaderValue) -> bool {
    let last = value.to_str().ok().and_then(|text| text.rsplit(',').next());
    last.is_some_and(|last| last.trim().eq_ignore_ascii_case("chunked"))
}

/// Has a response to that method a body?
pub(super) fn has_body(status: StatusCode, method: &Method) -> bool {
    *method != Method::HEAD && !without_content(status)
}

fn without_content(status: StatusCode) -> bool {
    status.is_informational() || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

/// Says how long the body is, as a server would.
pub(super) fn frame(response: &mut response::Parts, body: &Body) {
    let headers = &mut response.headers;
    let is_framed = |name| name == CONTENT_LENGTH || name == TRANSFER_ENCODING;
    if without_content(response.status) || headers.keys().any(is_framed) {
        return;
    }
    match body.size_hint().exact() {
        Some(length) => headers.insert(CONTENT_LENGTH, length_value(length)),
        None => headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked")),
    };
}
