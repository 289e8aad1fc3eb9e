//! The double itself, as a test holds it.

use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use url::Url;

use super::answer::Answer;
use super::endpoint::{self, Endpoint, Installed};
use super::exchange::{Exchange, exchanges};
use super::far_end::FarEnd;
use super::matching::{self, IntoMethods, IntoUrlPattern};
use super::reply::Reply;
use super::request::Request;
use super::stub::{Registered, Registry, Selecting, Stub, Verification};
use crate::engine;
use crate::scope::{Scope, raised};
use crate::verification;

/// An HTTP double: answers the calls of HTTP clients in process. What it can do are the methods of
/// its [`Endpoint`].
///
/// A request is answered by the first stub that matches it and may still be requested, in the
/// order in which they were registered, as with expectations of trait mocks; see
/// [`priority`](Stub::priority). A request that none answers panics in the caller.
///
/// When it is dropped, it panics if a stub was not requested as often as it must, or if a request
/// had failed and the code under test swallowed it. So the test owns it; closures of stubs, threads
/// and tasks hold its [`endpoint`](Self::endpoint), which has the same methods.
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
pub struct MockHttp(Endpoint);

impl Drop for MockHttp {
    #[track_caller]
    fn drop(&mut self) {
        let registry = &self.0.0;
        registry.close();
        if !registry.is_blank() {
            engine::raise_at_drop(registry.guard(), &mut || registry.take_failures());
        }
    }
}

impl Deref for MockHttp {
    type Target = Endpoint;

    fn deref(&self) -> &Endpoint {
        &self.0
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
        MockHttp(Endpoint(Arc::new(Registry::default())))
    }

    pub(super) fn spy(&self, far_end: FarEnd) {
        self.0.0.spy(far_end);
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

    /// A handle on the double, for whatever lives longer than the borrow: closures, threads, fronts
    /// of clients. It does not keep the double from being verified.
    pub fn endpoint(&self) -> Endpoint {
        self.0.clone()
    }
}

/// What a double can do.
impl Endpoint {
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
        let cell = self.0.add(methods, url.into_url_pattern(), Location::caller());
        self.0.watch();
        raised::set(false);
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
        self.verification(methods.into_methods(), url)
    }

    #[track_caller]
    fn verification(&self, methods: Vec<Method>, url: impl IntoUrlPattern) -> Selecting<Verification> {
        let url = url.into_url_pattern();
        let label = format!("{} {url}", matching::label(&methods));
        let path = matching::path(url.clone());
        let method = (!methods.is_empty()).then(|| matching::one_of(methods));
        let matchings = method.into_iter().chain([path]).collect();
        Selecting(Verification::new(&self.0, label, url, matchings))
    }

    /// [`verify`](Self::verify) any method.
    ///
    /// # Panics
    /// When the pattern is none.
    #[must_use = "a verification checks nothing before it is told how often"]
    #[track_caller]
    pub fn verify_any(&self, url: impl IntoUrlPattern) -> Selecting<Verification> {
        self.verification(Vec::new(), url)
    }

    /// Demands that a verification has counted each request that came. What a stub answered counts only when it was
    /// verified as well, however often the stub demands to be requested.
    ///
    /// ```
    /// use mockit::http::MockHttp;
    ///
    /// let http = MockHttp::new();
    /// http.unmatched(200);
    /// # http.handle(http::Request::get("http://any/a").body("").unwrap());
    /// // … the code under test asks for `/a` …
    /// http.verify_get("/a").once();
    /// http.verify_no_more_calls();
    /// ```
    ///
    /// # Panics
    /// Where there are others.
    #[track_caller]
    pub fn verify_no_more_calls(&self) {
        verification::no_more("MockHttp", &[Arc::clone(self.0.history())]);
    }

    /// Forgets the requests that came: what is asked later, is asked of those that follow. Stubs have counted them
    /// all the same, and the record of the test still has them.
    pub fn clear_history(&self) {
        self.0.clear_history();
    }

    /// What a request that no stub answers gets in place of a failure of the test. A request that
    /// breaks a stub's `times` or `never` fails it all the same.
    pub fn unmatched(&self, reply: impl Into<Reply>) -> &Self {
        self.0.set_fallback(reply.into());
        self
    }

    /// All requests that came, in order, also those that no stub answered.
    pub fn requests(&self) -> Vec<Request> {
        self.0.requests()
    }

    /// All requests that came, in order, with what was answered: see [`Exchange`].
    pub fn exchanges(&self) -> Vec<Exchange> {
        exchanges(&self.0.history().entries(), self.0.history(), Request::clone)
    }

    /// The state that a scenario is in; see [`Stub::when_state`].
    pub fn state(&self, scenario: &str) -> String {
        self.0.state(scenario)
    }

    /// Brings a scenario into a state.
    pub fn set_state(&self, scenario: &str, state: &str) {
        self.0.set_state(scenario, state);
    }

    /// Answers a request: what an adapter for a client is made of.
    ///
    /// ```
    /// use mockit::http::{Endpoint, MockHttp};
    ///
    /// /// A client of your own, which gives status and body.
    /// async fn send(far_end: &Endpoint, request: http::Request<Vec<u8>>) -> std::io::Result<(u16, Vec<u8>)> {
    ///     let response = far_end.handle(request).await.map_err(std::io::Error::other)?;
    ///     let status = response.status().as_u16();
    ///     let body = response.into_body().bytes().await.map_err(std::io::Error::other)?;
    ///     Ok((status, body.to_vec()))
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let http = MockHttp::new();
    /// http.expect_get("/users/7").returning_text(200, "Ada");
    /// let request = http::Request::get("https://any.host/users/7").body(Vec::new()).unwrap();
    /// assert_eq!(send(&http, request).await.unwrap(), (200, b"Ada".to_vec()));
    /// # });
    /// ```
    ///
    /// # Panics
    /// With a report, when no stub answers it; when the request's URI has no host.
    #[track_caller]
    pub fn handle<B: Into<Bytes>>(&self, request: http::Request<B>) -> Answer {
        let (head, body) = request.into_parts();
        let host = head.headers.get(http::header::HOST).and_then(|host| host.to_str().ok());
        let url = match (head.uri.host(), host) {
            // `OPTIONS *` is about the whole server.
            (None, Some(host)) if head.uri == "*" => format!("http://{host}/*"),
            (None, Some(host)) => format!("http://{host}{}", head.uri),
            _ => head.uri.to_string(),
        };
        let url = match Url::parse(&url) {
            Ok(url) => url,
            Err(error) => panic!("`{url}` is no URL to be asked for ({error}): it needs a scheme and a host"),
        };
        let request = Request::new(head.method, url, head.headers, body).with_version(head.version);
        self.answer(request)
    }

    /// Verifies what was expected so far, and forgets all stubs, requests and states.
    ///
    /// # Panics
    /// As dropping it does.
    #[track_caller]
    pub fn checkpoint(&self) {
        let failures = self.0.take_failures();
        self.0.clear();
        if let Some(report) = failures.report() {
            engine::raise(report, self.0.guard());
        }
    }
}

macro_rules! by_method {
    ($($expect:ident $verify:ident $method:ident)*) => {
        /// The methods by name.
        impl Endpoint {$(
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
