//! One request, as the double received it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderMap, Method, Version};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

/// A request that reached a double: what matchers look at, closures receive, and
/// [`Stub::requests`](super::Stub::requests) keeps. Clones share their contents.
#[derive(Clone)]
pub struct Request {
    inner: Arc<Inner>,
    captures: Option<Arc<Captures>>,
}

/// What a path template captured, by name.
pub(super) type Captures = BTreeMap<String, String>;

struct Inner {
    method: Method,
    url: Url,
    version: Version,
    /// Shared by requests of a front that sends the same ones again and again.
    headers: Arc<HeaderMap>,
    body: Bytes,
    json: OnceLock<Result<Value, String>>,
}

impl Request {
    /// A request of HTTP/1.1. The URL's fragment is not part of a request: it is removed.
    pub fn new(method: Method, url: Url, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Request::sharing(method, url, Arc::new(headers), body)
    }

    /// As [`new`](Self::new), for fronts: a double keeps all requests, but such headers only once.
    #[doc(hidden)]
    pub fn sharing(method: Method, mut url: Url, headers: Arc<HeaderMap>, body: impl Into<Bytes>) -> Self {
        if url.fragment().is_some() {
            url.set_fragment(None);
        }
        let inner = Inner {
            method,
            url,
            version: Version::HTTP_11,
            headers,
            body: body.into(),
            json: OnceLock::new(),
        };
        Request { inner: Arc::new(inner), captures: None }
    }

    /// The same with another version of HTTP.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.version = version;
            return self;
        }
        let shared = &self.inner;
        let (method, url) = (shared.method.clone(), shared.url.clone());
        Request::sharing(method, url, Arc::clone(&shared.headers), shared.body.clone()).with_version(version)
    }

    pub(super) fn with_captures(mut self, captures: Captures) -> Self {
        self.captures = (!captures.is_empty()).then(|| Arc::new(captures));
        self
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.inner.method
    }

    /// The whole URL, without fragment.
    pub fn url(&self) -> &Url {
        &self.inner.url
    }

    /// The URL's path, percent-encoded as it was sent.
    pub fn path(&self) -> &str {
        self.inner.url.path()
    }

    /// The path as matchers compare it.
    pub(crate) fn matched_path(&self) -> std::borrow::Cow<'_, str> {
        super::matching::url::normal(self.path())
    }

    /// The version of HTTP.
    pub fn version(&self) -> Version {
        self.inner.version
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    /// The first header of that name, where it is UTF-8.
    pub fn header(&self, name: impl AsRef<str>) -> Option<&str> {
        as_text(self.inner.headers.get(name.as_ref())?)
    }

    /// The decoded value of the first query parameter of that name.
    pub fn query(&self, name: &str) -> Option<String> {
        self.queries().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// All query parameters, decoded, in order.
    pub fn queries(&self) -> impl Iterator<Item = (String, String)> {
        self.inner.url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned()))
    }

    /// The cookies that were sent, in order.
    pub fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.inner.headers.get_all(http::header::COOKIE).into_iter();
        let pairs = headers.filter_map(as_text).flat_map(|value| value.split(';'));
        pairs.filter_map(|pair| pair.trim().split_once('='))
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.inner.body
    }

    /// The body as text; what is no UTF-8 becomes `�`.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.inner.body)
    }

    /// The body as JSON, parsed once for all who look.
    ///
    /// # Errors
    /// Says where it is no JSON.
    pub fn json(&self) -> Result<&Value, &str> {
        let parse = || serde_json::from_slice(&self.inner.body).map_err(|error| error.to_string());
        self.inner.json.get_or_init(parse).as_ref().map_err(String::as_str)
    }

    /// The body as a value of your own.
    ///
    /// # Errors
    /// Says why it is no JSON, or what in it does not fit.
    pub fn json_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.inner.body)
    }

    /// What a path template captured under that name, percent-decoded.
    pub fn capture(&self, name: &str) -> Option<&str> {
        self.captures.as_ref()?.get(name).map(String::as_str)
    }

    /// As [`capture`](Self::capture), parsed.
    ///
    /// # Panics
    /// When nothing is captured under that name, or it does not parse.
    #[track_caller]
    pub fn capture_as<T: std::str::FromStr<Err: fmt::Display>>(&self, name: &str) -> T {
        let Some(text) = self.capture(name) else {
            panic!("the stub's path has no `{{{name}}}`: {} captures {:?}", self, self.captures())
        };
        match text.parse() {
            Ok(value) => value,
            Err(error) => {
                panic!("`{{{name}}}` of {self} is {text:?}, no {}: {error}", crate::report::type_name::<T>())
            }
        }
    }

    fn captures(&self) -> Vec<&str> {
        self.captures.iter().flat_map(|captures| captures.keys().map(String::as_str)).collect()
    }
}

fn as_text(value: &http::HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

/// `POST https://api.example/charges`
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.inner.method, self.inner.url)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", self.method())
            .field("url", &self.url().as_str())
            .field("headers", self.headers())
            .field("body", self.body())
            .finish()
    }
}
