//! The look-alike of `reqwest::blocking::ClientBuilder`.

use std::fmt;
#[cfg(feature = "cookies")]
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue};
use reqwest::Error;

use super::Client;
use crate::builder_ignored::without_effect;
use crate::redirect;

/// Configures a [`Client`], as reqwest's builder does.
#[must_use]
pub struct ClientBuilder {
    inner: crate::ClientBuilder,
    timeout: Option<Duration>,
}

impl ClientBuilder {
    /// The same as [`Client::builder()`].
    pub fn new() -> Self {
        crate::ClientBuilder::new().into()
    }

    /// The client. It belongs to the double that is installed now, if one is.
    ///
    /// # Errors
    /// When the user agent is no value of a header.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client::with(self.inner.build()?, self.timeout))
    }

    fn map(self, change: impl FnOnce(crate::ClientBuilder) -> crate::ClientBuilder) -> Self {
        ClientBuilder { inner: change(self.inner), timeout: self.timeout }
    }

    /// Sets the `user-agent` of every request that has none.
    pub fn user_agent<V>(self, value: V) -> Self
    where
        V: TryInto<HeaderValue>,
        V::Error: Into<http::Error>,
    {
        self.map(|inner| inner.user_agent(value))
    }

    /// Sets headers of every request that has none of the name. Of a repeated name the last value
    /// counts.
    pub fn default_headers(self, headers: HeaderMap) -> Self {
        self.map(|inner| inner.default_headers(headers))
    }

    /// Keeps cookies, in a jar of its own.
    #[cfg(feature = "cookies")]
    pub fn cookie_store(self, enable: bool) -> Self {
        self.map(|inner| inner.cookie_store(enable))
    }

    /// Keeps cookies in that store.
    #[cfg(feature = "cookies")]
    pub fn cookie_provider<C: reqwest::cookie::CookieStore + 'static>(self, cookie_store: Arc<C>) -> Self {
        self.map(|inner| inner.cookie_provider(cookie_store))
    }

    /// Asks for and decodes gzip, which is the default.
    #[cfg(feature = "gzip")]
    pub fn gzip(self, enable: bool) -> Self {
        self.map(|inner| inner.gzip(enable))
    }

    /// Asks for and decodes brotli, which is the default.
    #[cfg(feature = "brotli")]
    pub fn brotli(self, enable: bool) -> Self {
        self.map(|inner| inner.brotli(enable))
    }

    /// Asks for and decodes zstd, which is the default.
    #[cfg(feature = "zstd")]
    pub fn zstd(self, enable: bool) -> Self {
        self.map(|inner| inner.zstd(enable))
    }

    /// Asks for and decodes deflate, which is the default.
    #[cfg(feature = "deflate")]
    pub fn deflate(self, enable: bool) -> Self {
        self.map(|inner| inner.deflate(enable))
    }

    /// Leaves gzip alone.
    pub fn no_gzip(self) -> Self {
        self.map(crate::ClientBuilder::no_gzip)
    }

    /// Leaves brotli alone.
    pub fn no_brotli(self) -> Self {
        self.map(crate::ClientBuilder::no_brotli)
    }

    /// Leaves zstd alone.
    pub fn no_zstd(self) -> Self {
        self.map(crate::ClientBuilder::no_zstd)
    }

    /// Leaves deflate alone.
    pub fn no_deflate(self) -> Self {
        self.map(crate::ClientBuilder::no_deflate)
    }

    /// Sets which redirects are followed; up to ten by default.
    pub fn redirect(self, policy: redirect::Policy) -> Self {
        self.map(|inner| inner.redirect(policy))
    }

    /// Sends a `referer` with the requests that redirects lead to, which is the default.
    pub fn referer(self, enable: bool) -> Self {
        self.map(|inner| inner.referer(enable))
    }

    /// Limits the time until the response's head, and again that of reading its body: 30 seconds by
    /// default. `None` is no limit.
    pub fn timeout<T: Into<Option<Duration>>>(mut self, timeout: T) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// Limits the time for connecting: how long a
    /// [`Fault::ConnectTimeout`](mockit::http::Fault::ConnectTimeout) takes.
    pub fn connect_timeout<T: Into<Option<Duration>>>(self, timeout: T) -> Self {
        match timeout.into() {
            Some(timeout) => self.map(|inner| inner.connect_timeout(timeout)),
            None => self,
        }
    }

    /// Refuses URLs that are not `https`.
    pub fn https_only(self, enabled: bool) -> Self {
        self.map(|inner| inner.https_only(enabled))
    }
}

impl ClientBuilder {
    without_effect!();
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl From<crate::ClientBuilder> for ClientBuilder {
    fn from(inner: crate::ClientBuilder) -> Self {
        ClientBuilder { inner, timeout: Some(Duration::from_secs(30)) }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
