//! The look-alike of `reqwest::Client`.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};

use mockit::http::Endpoint;
use reqwest::{Error, IntoUrl, Method, Request, Response, Url};

use crate::client_builder::{ClientBuilder, Config};
use crate::execute;
use crate::pending::Pending;
use crate::request_builder::RequestBuilder;

/// A client whose requests are answered by the double of the running test.
///
/// It is the double that was installed when the client was made. A client that was made before,
/// or in another test (in a `static`, say), looks for it whenever it sends.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub config: Config,
    home: Home,
}

/// Where the double is found.
enum Home {
    /// Wherever the client is used.
    #[cfg(feature = "middleware")]
    Fixed(Endpoint),
    /// It was installed for the thread that made the client.
    MadeUnder(Endpoint, ThreadId),
    Unknown,
}

impl Shared {
    /// The double to ask.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub(crate) fn endpoint(&self, method: &Method, url: &Url) -> Endpoint {
        match &self.home {
            #[cfg(feature = "middleware")]
            Home::Fixed(endpoint) => endpoint.clone(),
            Home::MadeUnder(endpoint, thread) if *thread == thread::current().id() && endpoint.is_live() => {
                endpoint.clone()
            }
            // A thread that has a double of its own is another test's.
            Home::MadeUnder(endpoint, _) if endpoint.is_live() => {
                Endpoint::current().unwrap_or_else(|| endpoint.clone())
            }
            // The test that made the client, if any, is over.
            Home::MadeUnder(..) | Home::Unknown => match Endpoint::current() {
                Some(endpoint) => endpoint,
                None => not_installed(method, url),
            },
        }
    }
}

#[cold]
#[track_caller]
fn not_installed(method: &Method, url: &Url) -> ! {
    panic!(
        "no double is installed for `{method} {url}`: install one with\n    \
         let http = MockHttp::new();\n    \
         let _installed = http.install();\n\
         before the client is made. A thread or task of the test is handed its `Scope`, or the \
         double is installed with `install_everywhere()`. Nothing goes to the network here."
    )
}

impl Client {
    /// A client with reqwest's defaults.
    pub fn new() -> Client {
        ClientBuilder::new().build().expect("the defaults are valid")
    }

    pub(crate) fn with(config: Config) -> Client {
        let home = match Endpoint::current() {
            Some(endpoint) => Home::MadeUnder(endpoint, thread::current().id()),
            None => Home::Unknown,
        };
        Client { shared: Arc::new(Shared { config, home }) }
    }

    #[cfg(feature = "middleware")]
    pub(crate) fn of(config: Config, endpoint: Endpoint) -> Client {
        Client { shared: Arc::new(Shared { config, home: Home::Fixed(endpoint) }) }
    }

    /// Configures a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A `GET` request.
    pub fn get<U: IntoUrl>(&self, url: U) -> RequestBuilder {
        self.request(Method::GET, url)
    }

    /// A `POST` request.
    pub fn post<U: IntoUrl>(&self, url: U) -> RequestBuilder {
        self.request(Method::POST, url)
    }

    /// A `PUT` request.
    pub fn put<U: IntoUrl>(&self, url: U) -> RequestBuilder {
        self.request(Method::PUT, url)
    }

    /// A `PATCH` request.
    pub fn patch<U: IntoUrl>(&self, url: U) -> RequestBuilder {
        self.request(Method::PATCH, url)
    }

    /// A `DELETE` request.
    pub fn delete<U: IntoUrl>(&self, url: U) -> RequestBuilder {
        self.request(Method::DELETE, url)
    }

    /// A `HEAD` request.
    pub fn head<U: IntoUrl>(&self, url: U) -> RequestBuilder {
        self.request(Method::HEAD, url)
    }

    /// A request. What is wrong with the URL is an error of sending it.
    pub fn request<U: IntoUrl>(&self, method: Method, url: U) -> RequestBuilder {
        RequestBuilder::new(self.clone(), method, url)
    }

    /// Has the request answered. Its stub is chosen at once; what takes time passes as the future is
    /// awaited.
    ///
    /// # Errors
    /// Those of reqwest: what is wrong with the request, faults, timeouts, redirects.
    ///
    /// # Panics
    /// When no double is installed; with a report, when no stub answers the request.
    #[track_caller]
    pub fn execute(&self, request: Request) -> Pending {
        execute::execute(&self.shared, request)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("Client");
        self.shared.config.fmt_fields(&mut builder);
        builder.finish()
    }
}

impl tower_service::Service<Request> for Client {
    type Response = Response;
    type Error = Error;
    type Future = Pending;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Pending {
        self.execute(request)
    }
}

impl tower_service::Service<Request> for &'_ Client {
    type Response = Response;
    type Error = Error;
    type Future = Pending;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Pending {
        self.execute(request)
    }
}
