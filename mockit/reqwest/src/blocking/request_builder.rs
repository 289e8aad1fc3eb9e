//! The look-alike of `reqwest::blocking::RequestBuilder`: the real one, which is sent elsewhere.

use std::fmt;

use ::reqwest::blocking::{Request, Response};
use reqwest::{Error, IntoUrl, Method};

use super::client::Client;
use super::real;
use crate::request_setters::request_setters;

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

impl RequestBuilder {
    request_setters!(::reqwest::blocking::Body, ::reqwest::blocking::multipart::Form);
}

impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
