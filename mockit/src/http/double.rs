//! The double itself, as a test holds it.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use url::Url;

use super::answer::Answer;
use super::endpoint::{self, Endpoint, Installed};
use super::matching::{self, IntoMethods, IntoUrlPattern};
use super::reply::Reply;
use super::request::Request;
use super::stub::{Registered, Registry, Selecting, Stub, Verification};
use crate::engine;
use crate::scope::Scope;

/// An HTTP double: answers the calls of HTTP clients in process. A cheap handle, whose clones are
/// the same double.
///
/// A request is answered by the first stub that matches it and may still be requested, in the
/// order in which they were registered, as with expectations of trait mocks; see
/// [`priority`](Stub::priority). A request that none answers panics in the caller.
///
/// When the last handle is dropped, it panics if a stub was not requested as often as it must, or
/// if a request had failed and the code under test swallowed it.
///
/// ```
/// use mockit::http::{Method, MockHttp};
/// use serde_json::json;
///
/// let http = MockHttp::new();
/// let charges = http
///     .expect_post("https://api.payments.io/v1/charges")
///     .with_json(json!({"amount": 4999}))
///     .times(1)
///     .returning_json(201, json!({"id": "ch_1"}));
///
/// // What a client's front does:
/// let request = http::Request::post("https://api.payments.io/v1/charges").body(r#"{"amount":4999}"#);
/// let answer = http.handle(request.unwrap());
/// assert_eq!(answer.ready().unwrap().unwrap().status(), 201);
/// assert_eq!(charges.calls(), 1);
/// ```
#[derive(Clone)]
pub struct MockHttp {
    registry: Arc<Registry>,
    _verified: Arc<Verified>,
}

/// Verifies when the last handle is dropped, whoever else still holds the registry.
struct Verified(Arc<Registry>);

impl Drop for Verified {
    #[track_caller]
    fn drop(&mut self) {
        if !self.0.is_blank() {
            engine::raise_at_drop(&mut || self.0.take_failures());
        }
    }
}

impl Default for MockHttp {
    fn default() -> Self {
        Self::new()
    }
}

impl MockHttp {
    /// A double of which nothing is expected: every request fails the test.
    #[must_use]
    pub fn new() -> Self {
        let registry = Arc::new(Registry::default());
        MockHttp { _verified: Arc::new(Verified(Arc::clone(&registry))), registry }
    }

    /// Makes this the double of clients that are made in the running test's [`Scope`], until the
    /// guard is dropped. Of several, the last one counts.
    #[track_caller]
    pub fn install(&self) -> Installed {
        endpoint::install(self.endpoint(), Some(Scope::current()))
    }

    /// As [`install`](Self::install), in all threads of the process that have none of their own:
    /// for a test that is alone in its process.
    ///
    /// # Panics
    /// When the process has such a double already.
    #[track_caller]
    pub fn install_everywhere(&self) -> Installed {
        endpoint::install(self.endpoint(), None)
    }

    /// The far end, for a client's front. It does not keep the double from being verified.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint(Arc::clone(&self.registry))
    }

    /// Registers a stub for requests of these methods to these URLs.
    ///
    /// # Panics
    /// When one of them is none, with what to write instead.
    #[track_caller]
    pub fn expect(&self, methods: impl IntoMethods, url: impl IntoUrlPattern) -> Stub {
        self.stub(methods.into_methods(), url)
    }

    /// Registers a stub for requests of any method to these URLs.
    ///
    /// # Panics
    /// When the pattern is none.
    #[track_caller]
    pub fn expect_any(&self, url: impl IntoUrlPattern) -> Stub {
        self.stub(Vec::new(), url)
    }

    #[track_caller]
    fn stub(&self, methods: Vec<Method>, url: impl IntoUrlPattern) -> Stub {
        let cell = self.registry.add(methods, url.into_url_pattern(), Location::caller());
        // The test goes on: whatever was raised before is dealt with.
        engine::forget_raised();
        Selecting(Registered(cell))
    }

    /// Looks back: how many requests of these methods went to these URLs?
    ///
    /// ```
    /// use mockit::http::MockHttp;
    ///
    /// let http = MockHttp::new();
    /// http.verify("POST", "/v1/charges").never();
    /// ```
    ///
    /// # Panics
    /// When one of them is none.
    #[must_use = "a verification checks nothing before it is told how often"]
    #[track_caller]
    pub fn verify(&self, methods: impl IntoMethods, url: impl IntoUrlPattern) -> Selecting<Verification> {
        let (methods, url) = (methods.into_methods(), url.into_url_pattern());
        let names: Vec<_> = methods.iter().map(Method::as_str).collect();
        let label = format!("{} {url}", names.join("|"));
        let url = matching::path(url);
        let matchings = match <[Method; 1]>::try_from(methods) {
            Ok([method]) => vec![matching::method(method), url],
            Err(methods) => {
                let any = methods.into_iter().map(matching::method).reduce(|a, b| a | b);
                any.into_iter().chain([url]).collect()
            }
        };
        Selecting(Verification { registry: Arc::clone(&self.registry), label, matchings })
    }

    /// What a request that no stub answers gets in place of a failure of the test.
    pub fn unmatched(&self, reply: impl Into<Reply>) -> &Self {
        self.registry.set_fallback(reply.into());
        self
    }

    /// All requests that came, in order, also those that no stub answered.
    pub fn requests(&self) -> Vec<Request> {
        self.registry.requests()
    }

    /// The state that a scenario is in; see [`Stub::when_state`].
    pub fn state(&self, scenario: &str) -> String {
        self.registry.state(scenario)
    }

    /// Brings a scenario into a state.
    pub fn set_state(&self, scenario: &str, state: &str) {
        self.registry.set_state(scenario, state);
    }

    /// Answers a request: what an adapter for a client is made of.
    ///
    /// ```
    /// use mockit::http::{Body, Fault, MockHttp};
    ///
    /// /// A client of your own.
    /// async fn send(http: &MockHttp, request: http::Request<Vec<u8>>) -> Result<http::Response<Body>, Fault> {
    ///     http.handle(request).await
    /// }
    /// ```
    ///
    /// # Panics
    /// With a report, when no stub answers it; when the request's URI has no host.
    #[track_caller]
    pub fn handle<B: Into<Bytes>>(&self, request: http::Request<B>) -> Answer {
        let (head, body) = request.into_parts();
        let host = head.headers.get(http::header::HOST).and_then(|host| host.to_str().ok());
        let url = match (head.uri.host(), host) {
            (None, Some(host)) => format!("http://{host}{}", head.uri),
            _ => head.uri.to_string(),
        };
        let url = match Url::parse(&url) {
            Ok(url) => url,
            Err(error) => panic!("`{url}` is no URL to be asked for ({error}): it needs a scheme and a host"),
        };
        let request = Request::new(head.method, url, head.headers, body).with_version(head.version);
        self.registry.answer(request)
    }

    /// Verifies what was expected so far, and forgets all stubs, requests and states.
    ///
    /// # Panics
    /// As dropping it does.
    #[track_caller]
    pub fn checkpoint(&self) {
        let failures = self.registry.take_failures();
        self.registry.clear();
        if let Some(text) = failures {
            std::panic::panic_any(text);
        }
    }
}

macro_rules! by_method {
    ($($expect:ident $verify:ident $method:ident)*) => {
        /// The methods by name.
        impl MockHttp {$(
            #[doc = concat!("[`expect`](Self::expect) `", stringify!($method), "`.")]
            ///
            /// # Panics
            /// When the pattern is none.
            #[track_caller]
            pub fn $expect(&self, url: impl IntoUrlPattern) -> Stub {
                self.stub(vec![Method::$method], url)
            }

            #[doc = concat!("[`verify`](Self::verify) `", stringify!($method), "`.")]
            ///
            /// # Panics
            /// When the pattern is none.
            #[must_use = "a verification checks nothing before it is told how often"]
            #[track_caller]
            pub fn $verify(&self, url: impl IntoUrlPattern) -> Selecting<Verification> {
                self.verify(Method::$method, url)
            }
        )*}
    };
}

by_method! {
    expect_get verify_get GET
    expect_post verify_post POST
    expect_put verify_put PUT
    expect_patch verify_patch PATCH
    expect_delete verify_delete DELETE
    expect_head verify_head HEAD
    expect_options verify_options OPTIONS
}

impl fmt::Debug for MockHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MockHttp")
    }
}
