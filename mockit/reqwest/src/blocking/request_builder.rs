//! The look-alike of `reqwest::blocking::RequestBuilder`: the real one, which is sent elsewhere.

use std::fmt;
use std::time::Duration;

use ::reqwest::blocking::{Body, Request, Response};
use http::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Error, IntoUrl, Method, Version};

use super::client::Client;
use super::real;

/// Builds a request, as reqwest's builder does: it is one.
#[must_use = "nothing happens until it is sent"]
pub struct RequestBuilder {
    client: Client,
    inner: ::reqwest::blocking::RequestBuilder,
}

impl RequestBuilder {
    pub(crate) fn new<U: IntoUrl>(client: Client, method: Method, url: U) -> Self {
        RequestBuilder { client, inner: real().request(method, url) }
    }

    /// A builder that begins with a request.
    pub fn from_parts(client: Client, request: Request) -> RequestBuilder {
        let inner = ::reqwest::blocking::RequestBuilder::from_parts(real().clone(), request);
        RequestBuilder { client, inner }
    }

    fn map(
        self,
        change: impl FnOnce(::reqwest::blocking::RequestBuilder) -> ::reqwest::blocking::RequestBuilder,
    ) -> Self {
        RequestBuilder { client: self.client, inner: change(self.inner) }
    }

    /// Adds a header.
    pub fn header<K, V>(self, key: K, value: V) -> RequestBuilder
    where
        HeaderName: TryFrom<K>,
        <HeaderName as TryFrom<K>>::Error: Into<http::Error>,
        HeaderValue: TryFrom<V>,
        <HeaderValue as TryFrom<V>>::Error: Into<http::Error>,
    {
        self.map(|inner| inner.header(key, value))
    }

    /// Sets headers: they replace those of the same names.
    pub fn headers(self, headers: HeaderMap) -> RequestBuilder {
        self.map(|inner| inner.headers(headers))
    }

    /// Adds an `authorization` of the basic scheme.
    pub fn basic_auth<U, P>(self, username: U, password: Option<P>) -> RequestBuilder
    where
        U: fmt::Display,
        P: fmt::Display,
    {
        self.map(|inner| inner.basic_auth(username, password))
    }

    /// Adds an `authorization` with a token.
    pub fn bearer_auth<T: fmt::Display>(self, token: T) -> RequestBuilder {
        self.map(|inner| inner.bearer_auth(token))
    }

    /// Sets the body.
    pub fn body<T: Into<Body>>(self, body: T) -> RequestBuilder {
        self.map(|inner| inner.body(body))
    }

    /// Limits the time until the whole response has come, instead of the client's limit.
    pub fn timeout(self, timeout: Duration) -> RequestBuilder {
        self.map(|inner| inner.timeout(timeout))
    }

    /// Sets a `multipart/form-data` body.
    #[cfg(feature = "multipart")]
    pub fn multipart(self, multipart: ::reqwest::blocking::multipart::Form) -> RequestBuilder {
        self.map(|inner| inner.multipart(multipart))
    }

    /// Adds parameters to the URL's query.
    #[cfg(feature = "query")]
    pub fn query<T: serde::Serialize + ?Sized>(self, query: &T) -> RequestBuilder {
        self.map(|inner| inner.query(query))
    }

    /// Sets the version of HTTP.
    pub fn version(self, version: Version) -> RequestBuilder {
        self.map(|inner| inner.version(version))
    }

    /// Sets a form as body.
    #[cfg(feature = "form")]
    pub fn form<T: serde::Serialize + ?Sized>(self, form: &T) -> RequestBuilder {
        self.map(|inner| inner.form(form))
    }

    /// Sets JSON as body.
    #[cfg(feature = "json")]
    pub fn json<T: serde::Serialize + ?Sized>(self, json: &T) -> RequestBuilder {
        self.map(|inner| inner.json(json))
    }

    /// The request.
    ///
    /// # Errors
    /// What was wrong with the URL, a header, or a body.
    pub fn build(self) -> Result<Request, Error> {
        self.inner.build()
    }

    /// The client and the request, or what was wrong with it.
    pub fn build_split(self) -> (Client, Result<Request, Error>) {
        (self.client, self.inner.build())
    }

    /// Has the request answered; see [`Client::execute`].
    ///
    /// # Errors
    /// Those of [`build`](Self::build) and of [`Client::execute`].
    ///
    /// # Panics
    /// As [`Client::execute`].
    #[track_caller]
    pub fn send(self) -> Result<Response, Error> {
        self.client.execute(self.inner.build()?)
    }

    /// The same again; `None` where its body is a stream, or it is in error.
    pub fn try_clone(&self) -> Option<RequestBuilder> {
        Some(RequestBuilder { client: self.client.clone(), inner: self.inner.try_clone()? })
    }
}

impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
