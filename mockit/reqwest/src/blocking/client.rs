//! The look-alike of `reqwest::blocking::Client`.

use std::fmt;
use std::time::Duration;

use ::reqwest::blocking::{Request, Response};
use reqwest::Error;

use super::body::wait;
use super::client_builder::ClientBuilder;
use super::request::taken_apart;
use super::request_builder::RequestBuilder;
use crate::client_requests::client_requests;
use crate::execute::{Limits, execute_with};

/// A blocking client whose requests are answered by the double of the running test; see
/// [`mockit_reqwest::Client`](crate::Client).
#[derive(Clone)]
pub struct Client {
    inner: crate::Client,
    timeout: Option<Duration>,
}

impl Client {
    pub(super) fn with(inner: crate::Client, timeout: Option<Duration>) -> Self {
        Client { inner, timeout }
    }

    /// A client with reqwest's defaults.
    pub fn new() -> Client {
        ClientBuilder::new().build().expect("the defaults are valid")
    }

    /// Configures a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Has the request answered. The thread waits for what takes time.
    ///
    /// # Errors
    /// Those of reqwest: what is wrong with the request, faults, timeouts, redirects.
    ///
    /// # Panics
    /// When no double is installed; with a report, when no stub answers the request.
    #[track_caller]
    pub fn execute(&self, request: Request) -> Result<Response, Error> {
        let own = request.timeout().copied();
        let (request, payload) = taken_apart(request)?;
        let client = self.inner.shared();
        let limits = Limits::blocking(&client.config, own, own.or(self.timeout));
        execute_with(client, request, payload, limits).wait(wait).map(Response::from)
    }
}

impl Client {
    client_requests!();
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish()
    }
}
