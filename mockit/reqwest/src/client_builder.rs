//! The look-alike of `reqwest::ClientBuilder`.

use std::fmt;
#[cfg(feature = "cookies")]
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::Error;
#[cfg(feature = "cookies")]
use reqwest::cookie::{CookieStore, Jar};

use crate::builder_ignored::without_effect;
use crate::errors;
use crate::execute::Accepts;
use crate::{Client, redirect};

/// Configures a [`Client`], as reqwest's builder does.
#[must_use]
pub struct ClientBuilder {
    pub(crate) config: Config,
}

/// What of a client's configuration has an effect in process.
pub(crate) struct Config {
    pub accepts: Accepts,
    pub headers: HeaderMap,
    pub redirect: redirect::Policy,
    pub referer: bool,
    pub https_only: bool,
    pub timeout: Option<Duration>,
    pub read_timeout: Option<Duration>,
    pub connect_timeout: Option<Duration>,
    #[cfg(feature = "cookies")]
    pub cookies: Option<Arc<dyn CookieStore>>,
    error: Option<Error>,
}

impl ClientBuilder {
    /// The same as [`Client::builder()`].
    pub fn new() -> Self {
        let mut headers = HeaderMap::with_capacity(2);
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        ClientBuilder {
            config: Config {
                accepts: Accepts::all(),
                headers,
                redirect: redirect::Policy::default(),
                referer: true,
                https_only: false,
                timeout: None,
                read_timeout: None,
                connect_timeout: None,
                #[cfg(feature = "cookies")]
                cookies: None,
                error: None,
            },
        }
    }

    /// The client. It belongs to the double that is installed now, if one is.
    ///
    /// # Errors
    /// When the user agent is no value of a header.
    pub fn build(self) -> Result<Client, Error> {
        self.checked().map(Client::with)
    }

    pub(crate) fn checked(mut self) -> Result<Config, Error> {
        match self.config.error.take() {
            Some(error) => Err(error),
            None => Ok(self.config),
        }
    }

    /// Sets the `user-agent` of every request that has none.
    pub fn user_agent<V>(mut self, value: V) -> Self
    where
        V: TryInto<HeaderValue>,
        V::Error: Into<http::Error>,
    {
        match value.try_into() {
            Ok(value) => {
                self.config.headers.insert(USER_AGENT, value);
            }
            Err(error) => self.config.error = Some(errors::builder(error.into())),
        }
        self
    }

    /// Sets headers of every request that has none of the name. Of a repeated name the last value
    /// counts.
    pub fn default_headers(mut self, headers: HeaderMap) -> Self {
        for (name, value) in &headers {
            self.config.headers.insert(name, value.clone());
        }
        self
    }

    /// Keeps cookies, in a jar of its own.
    #[cfg(feature = "cookies")]
    pub fn cookie_store(mut self, enable: bool) -> Self {
        self.config.cookies = enable.then(|| Arc::new(Jar::default()) as Arc<dyn CookieStore>);
        self
    }

    /// Keeps cookies in that store.
    #[cfg(feature = "cookies")]
    pub fn cookie_provider<C: CookieStore + 'static>(mut self, cookie_store: Arc<C>) -> Self {
        self.config.cookies = Some(cookie_store);
        self
    }

    /// Asks for and decodes gzip, which is the default.
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self, enable: bool) -> Self {
        self.config.accepts.gzip = enable;
        self
    }

    /// Asks for and decodes brotli, which is the default.
    #[cfg(feature = "brotli")]
    pub fn brotli(mut self, enable: bool) -> Self {
        self.config.accepts.brotli = enable;
        self
    }

    /// Asks for and decodes zstd, which is the default.
    #[cfg(feature = "zstd")]
    pub fn zstd(mut self, enable: bool) -> Self {
        self.config.accepts.zstd = enable;
        self
    }

    /// Asks for and decodes deflate, which is the default.
    #[cfg(feature = "deflate")]
    pub fn deflate(mut self, enable: bool) -> Self {
        self.config.accepts.deflate = enable;
        self
    }

    /// Leaves gzip alone.
    pub fn no_gzip(mut self) -> Self {
        self.config.accepts.gzip = false;
        self
    }

    /// Leaves brotli alone.
    pub fn no_brotli(mut self) -> Self {
        self.config.accepts.brotli = false;
        self
    }

    /// Leaves zstd alone.
    pub fn no_zstd(mut self) -> Self {
        self.config.accepts.zstd = false;
        self
    }

    /// Leaves deflate alone.
    pub fn no_deflate(mut self) -> Self {
        self.config.accepts.deflate = false;
        self
    }

    /// Sets which redirects are followed; up to ten by default.
    pub fn redirect(mut self, policy: redirect::Policy) -> Self {
        self.config.redirect = policy;
        self
    }

    /// Sends a `referer` with the requests that redirects lead to, which is the default.
    pub fn referer(mut self, enable: bool) -> Self {
        self.config.referer = enable;
        self
    }

    /// Limits the time until the whole response has come. It passes on tokio's clock.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = Some(timeout);
        self
    }

    /// Limits the time until the response's head, and between the pieces of its body. It passes on
    /// tokio's clock.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.config.read_timeout = Some(timeout);
        self
    }

    /// Limits the time for connecting: how long a
    /// [`Fault::ConnectTimeout`](mockit::http::Fault::ConnectTimeout) takes.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.config.connect_timeout = Some(timeout);
        self
    }

    /// Refuses URLs that are not `https`.
    pub fn https_only(mut self, enabled: bool) -> Self {
        self.config.https_only = enabled;
        self
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

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("ClientBuilder");
        self.config.fmt_fields(&mut builder);
        builder.finish()
    }
}

impl Config {
    /// The fields that reqwest shows too, where they say something.
    pub(crate) fn fmt_fields(&self, f: &mut fmt::DebugStruct<'_, '_>) {
        #[cfg(feature = "cookies")]
        if self.cookies.is_some() {
            f.field("cookie_store", &true);
        }
        f.field("accepts", &self.accepts);
        if !self.redirect.is_default() {
            f.field("redirect_policy", &self.redirect);
        }
        if self.referer {
            f.field("referer", &true);
        }
        f.field("default_headers", &self.headers);
        let times = [
            ("connect_timeout", self.connect_timeout),
            ("timeout", self.timeout),
            ("read_timeout", self.read_timeout),
        ];
        for (name, time) in times {
            if let Some(time) = time {
                f.field(name, &time);
            }
        }
    }
}
