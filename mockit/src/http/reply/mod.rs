//! What a stub answers: replies, their bodies, delays and faults.

mod body;
mod delay;
mod event;
mod fault;
mod respond;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::Serialize;

pub use self::body::{Body, BodyError, Chunk};
pub use self::delay::Delay;
pub use self::event::Event;
pub use self::fault::Fault;
pub(crate) use self::respond::{
    Always, Async, Each, Exclusive, Given, Respond, Responder, Response, Shared, service,
};
use super::answer::Outcome;
use super::request::Request;

/// A response, as a test writes it.
///
/// ```
/// use mockit::http::Reply;
/// use serde_json::json;
///
/// let reply = Reply::json(201, json!({"id": "ch_1"})).header("x-request-id", "r1");
/// # let _ = reply;
/// ```
#[derive(Clone, Debug)]
pub struct Reply(Arc<Parts>);

/// Behind a pointer, so that a `Result<T, Reply>` is small; behind a shared one, so that the record keeps a reply
/// without a copy.
#[derive(Clone, Debug)]
struct Parts {
    status: StatusCode,
    headers: HeaderMap,
    /// The content type is a default, which a header of the user's replaces.
    is_typed_by_default: bool,
    content: Content,
    delay: Option<Delay>,
    fault: Option<Fault>,
}

#[derive(Clone, Debug)]
enum Content {
    Bytes(Bytes),
    Chunks(Vec<Chunk>),
}

impl Reply {
    /// To change them.
    fn parts(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.0)
    }

    /// Only a status: `404`, or a `StatusCode`.
    ///
    /// # Panics
    /// When the number is no status.
    #[track_caller]
    pub fn status(status: impl IntoStatus) -> Self {
        Reply(Arc::new(Parts {
            status: status.into_status(),
            headers: HeaderMap::new(),
            is_typed_by_default: false,
            content: Content::Bytes(Bytes::new()),
            delay: None,
            fault: None,
        }))
    }

    /// A text, as `text/plain; charset=utf-8`.
    #[track_caller]
    pub fn text(status: impl IntoStatus, text: impl Into<String>) -> Self {
        Reply::status(status).content_type("text/plain; charset=utf-8").body(text.into())
    }

    /// A value as JSON, as `application/json`. A text becomes a JSON string; write what is JSON already
    /// with `json!(…)`, or as [`text`](Self::text) with a content type.
    ///
    /// # Panics
    /// When the value cannot be written as JSON.
    #[track_caller]
    pub fn json(status: impl IntoStatus, value: impl Serialize) -> Self {
        match serde_json::to_vec(&value) {
            Ok(bytes) => Reply::status(status).content_type("application/json").body(bytes),
            Err(error) => panic!("this cannot be written as JSON: {error}"),
        }
    }

    /// A file's content. Its type is guessed from the name's end, for the few that tests use.
    ///
    /// # Panics
    /// When the file cannot be read.
    #[track_caller]
    pub fn file(status: impl IntoStatus, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        match std::fs::read(path) {
            Ok(bytes) => Reply::status(status).content_type(content_type_of(path)).body(bytes),
            Err(error) => panic!("cannot read `{}`: {error}", path.display()),
        }
    }

    /// A redirect.
    #[track_caller]
    pub fn redirect(status: impl IntoStatus, location: &str) -> Self {
        Reply::status(status).header("location", location)
    }

    /// A body that comes in pieces, each after a delay.
    #[track_caller]
    pub fn chunks<B: Into<Bytes>>(
        status: impl IntoStatus,
        chunks: impl IntoIterator<Item = (Duration, B)>,
    ) -> Self {
        let mut reply = Reply::status(status);
        let chunks = chunks.into_iter().map(|(delay, bytes)| Chunk { delay, bytes: bytes.into() });
        reply.parts().content = Content::Chunks(chunks.collect());
        reply
    }

    /// Server-sent events, each after `pause`.
    #[track_caller]
    pub fn events<E: Into<Event>>(pause: Duration, events: impl IntoIterator<Item = E>) -> Self {
        let events = events.into_iter().map(|event| (pause, event.into().to_string()));
        Reply::chunks(200, events).content_type("text/event-stream")
    }

    /// What a fault looks like; see [`Fault`].
    pub fn fault(fault: Fault) -> Self {
        let mut reply = match fault {
            Fault::InvalidJson => {
                return Reply::status(200).content_type("application/json").body(r#"{"unfinished": "#);
            }
            Fault::WrongContentEncoding => {
                return Reply::text(200, "this is not compressed").header("content-encoding", "gzip");
            }
            Fault::TruncatedBody | Fault::MalformedChunk | Fault::StalledBody => {
                Reply::chunks(200, [(Duration::ZERO, "the beginning of ")])
            }
            _ => Reply::status(200),
        };
        reply.parts().fault = Some(fault);
        reply
    }

    /// Adds a header; the same name may be added more than once. The content type that
    /// [`json`](Self::json) and others set by themselves is replaced.
    ///
    /// # Panics
    /// When it is no header.
    #[track_caller]
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: &str) -> Self {
        let (key, value) = (checked_name(name.as_ref()), checked_value(name.as_ref(), value));
        let parts = self.parts();
        if key == http::header::CONTENT_TYPE && std::mem::take(&mut parts.is_typed_by_default) {
            parts.headers.remove(&key);
        }
        parts.headers.append(key, value);
        self
    }

    #[track_caller]
    fn content_type(mut self, value: &str) -> Self {
        self.parts().is_typed_by_default = true;
        self.parts().headers.insert(http::header::CONTENT_TYPE, checked_value("content-type", value));
        self
    }

    /// The body's bytes.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.parts().content = Content::Bytes(bytes.into());
        self
    }

    /// Sends the body in `pieces` of about equal size, spread over `whole`.
    #[must_use]
    pub fn dribbled(mut self, pieces: usize, whole: Duration) -> Self {
        let bytes = match std::mem::replace(&mut self.parts().content, Content::Chunks(Vec::new())) {
            Content::Bytes(bytes) => bytes,
            Content::Chunks(chunks) => {
                chunks.iter().flat_map(|chunk| &chunk.bytes).copied().collect::<Vec<u8>>().into()
            }
        };
        let count = pieces.clamp(1, bytes.len().max(1));
        let delay = whole / u32::try_from(count).unwrap_or(u32::MAX);
        let piece = |index: usize| {
            let (from, to) = (bytes.len() * index / count, bytes.len() * (index + 1) / count);
            Chunk { delay, bytes: bytes.slice(from..to) }
        };
        self.parts().content = Content::Chunks((0..count).map(piece).collect());
        self
    }

    /// Waits before it answers: a `Duration`, or a random [`Delay`].
    #[must_use]
    pub fn delay(mut self, delay: impl Into<Delay>) -> Self {
        self.parts().delay = Some(delay.into());
        self
    }

    /// How long it takes this time.
    fn next_delay(&self) -> Duration {
        self.0.delay.as_ref().map_or(Duration::ZERO, Delay::next)
    }

    /// What it is for that request.
    pub(crate) fn made(&self, request: &Request) -> Outcome {
        self.made_with(request, self.sent_headers())
    }

    /// The status that the client sees.
    pub(crate) fn sent_status(&self) -> StatusCode {
        match self.0.fault {
            Some(Fault::RedirectLoop) => StatusCode::FOUND,
            _ => self.0.status,
        }
    }

    /// The headers, with the body's length as a server would add it.
    fn sent_headers(&self) -> HeaderMap {
        let mut headers = self.0.headers.clone();
        let is_framed = |name| name == CONTENT_LENGTH || name == TRANSFER_ENCODING;
        if let (Content::Bytes(bytes), None) = (&self.0.content, self.0.fault)
            && !is_without_body(self.0.status)
            && !headers.keys().any(is_framed)
        {
            headers.insert(CONTENT_LENGTH, bytes.len().into());
        }
        headers
    }

    fn made_with(&self, request: &Request, headers: HeaderMap) -> Outcome {
        let body = match (self.0.fault, &self.0.content) {
            (None, Content::Bytes(bytes)) => Body::from(bytes.clone()),
            (None | Some(Fault::ResetAfterHead), Content::Chunks(chunks)) => {
                Body::script(chunks.clone(), self.0.fault)
            }
            (Some(Fault::RedirectLoop), _) => return Ok(redirect_to(request)),
            (
                Some(
                    fault @ (Fault::ResetAfterHead
                    | Fault::TruncatedBody
                    | Fault::MalformedChunk
                    | Fault::StalledBody),
                ),
                content,
            ) => Body::script(content.chunks(), Some(fault)),
            (Some(fault), _) => return Err(fault.into()),
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = self.0.status;
        *response.version_mut() = request.version();
        *response.headers_mut() = headers;
        let is_whole = matches!(self.0.content, Content::Bytes(_)) && self.0.fault.is_none();
        if is_whole && (request.method() == Method::HEAD || is_without_body(self.0.status)) {
            *response.body_mut() = Body::empty();
        }
        Ok(response)
    }
}

fn is_without_body(status: StatusCode) -> bool {
    status.is_informational() || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

impl Content {
    fn chunks(&self) -> Vec<Chunk> {
        match self {
            Content::Bytes(bytes) if bytes.is_empty() => Vec::new(),
            Content::Bytes(bytes) => vec![Chunk { delay: Duration::ZERO, bytes: bytes.clone() }],
            Content::Chunks(chunks) => chunks.clone(),
        }
    }
}

fn redirect_to(request: &Request) -> http::Response<Body> {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let location = HeaderValue::try_from(request.url().as_str());
    // A URL is ASCII without control characters.
    if let Ok(location) = location {
        response.headers_mut().insert(http::header::LOCATION, location);
    }
    response
}

#[track_caller]
fn checked_name(name: &str) -> HeaderName {
    match HeaderName::try_from(name) {
        Ok(name) => name,
        Err(_) => panic!("`{name}` is no name of a header"),
    }
}

#[track_caller]
fn checked_value(name: &str, value: &str) -> HeaderValue {
    match HeaderValue::try_from(value) {
        Ok(value) => value,
        Err(_) => panic!("{value:?} is no value of a header (`{name}`)"),
    }
}

fn content_type_of(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()) {
        Some("json") => "application/json",
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("svg") => "image/svg+xml",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A `StatusCode`, or its number.
pub trait IntoStatus {
    /// The status.
    ///
    /// # Panics
    /// When the number is none.
    #[track_caller]
    fn into_status(self) -> StatusCode;
}

impl IntoStatus for StatusCode {
    fn into_status(self) -> StatusCode {
        self
    }
}

impl IntoStatus for u16 {
    #[track_caller]
    fn into_status(self) -> StatusCode {
        match StatusCode::from_u16(self) {
            Ok(status) => status,
            Err(_) => panic!("{self} is no HTTP status: it is a number from 100 to 999"),
        }
    }
}

/// A status without a body.
impl From<u16> for Reply {
    #[track_caller]
    fn from(status: u16) -> Self {
        Reply::status(status)
    }
}

impl From<StatusCode> for Reply {
    fn from(status: StatusCode) -> Self {
        Reply::status(status)
    }
}

impl From<Fault> for Reply {
    fn from(fault: Fault) -> Self {
        Reply::fault(fault)
    }
}

/// A response that was made with the crate `http`.
impl<B: Into<Bytes>> From<http::Response<B>> for Reply {
    fn from(response: http::Response<B>) -> Self {
        let (head, body) = response.into_parts();
        let mut reply = Reply::status(head.status).body(body);
        reply.parts().headers = head.headers;
        reply
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.fault {
            Some(fault) => write!(f, "{fault}"),
            None => write!(f, "{}", self.0.status),
        }
    }
}
