//! Doubles that spy: what no stub answers goes to the real far end.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use super::answer::Failure;
use super::double::MockHttp;
use super::reply::{Body, Given, Respond, Response};
use super::request::Request;
use super::stub::Stub;
use super::told::Told;

type BoxError = Box<dyn Error + Send + Sync>;

type Coming = Pin<Box<dyn Future<Output = Result<http::Response<Body>, BoxError>> + Send>>;

/// Sends a request to where it is really for.
pub(crate) type FarEnd = Arc<dyn Fn(Request) -> Coming + Send + Sync>;

impl MockHttp {
    /// A double that spies: a request that no stub answers goes to the real far end, and all is recorded.
    ///
    /// The function sends a request and gives the response. **So it opens sockets, if it is a real client's**, and
    /// the test is as fast and as sure as the network; everything else about the double opens none. For reqwest the
    /// crate `mockit-reqwest` has such a function: `mockit_reqwest::spying(client)`.
    ///
    /// Stubs are as ever: those that match answer, and what breaks the `times` or the order of one fails the test.
    /// A stub may forward as well: [`call_real`](Stub::call_real). An error of the far end reaches the client
    /// as a [`Failure::Real`]. Real answers take real time: a clock of tokio's that is paused would run ahead.
    ///
    /// ```
    /// use mockit::http::{MockHttp, Request};
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let http = MockHttp::spying(|request: Request| async move {
    ///     // A real client would send the request here.
    ///     let text = format!("the real answer to {}", request.path());
    ///     std::io::Result::Ok(http::Response::new(text))
    /// });
    /// http.expect_get("/users/7").returning_text(200, "Ada");
    ///
    /// let get = |url: &str| http::Request::get(url).body("").unwrap();
    /// let stubbed = http.handle(get("https://api.example/users/7")).await.unwrap();
    /// assert_eq!(stubbed.into_body().bytes().await.unwrap(), "Ada");
    /// let real = http.handle(get("https://api.example/users/8")).await.unwrap();
    /// assert_eq!(real.into_body().bytes().await.unwrap(), "the real answer to /users/8");
    /// http.verify_get("/users/{id}").times(2);
    /// # });
    /// ```
    pub fn spying<F, Fut, B, E>(far_end: F) -> Self
    where
        F: Fn(Request) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<http::Response<B>, E>> + Send + 'static,
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
        E: Into<BoxError>,
    {
        let http = MockHttp::new();
        http.spy(Arc::new(move |request| {
            let coming = far_end(request);
            Box::pin(async move {
                let response = coming.await.map_err(Into::into)?;
                Ok(response.map(Body::wrap))
            })
        }));
        http
    }
}

impl Stub {
    /// Sends its requests to the real far end of a double that [spies](MockHttp::spying): so they are counted, and
    /// have their place in a sequence.
    ///
    /// # Panics
    /// When the double has no far end.
    #[track_caller]
    pub fn call_real(self) -> Self {
        let far_end = self.0.0.far_end();
        let far_end = far_end.expect(
            "`call_real()` is for a double that spies: make it by `MockHttp::spying(…)`, or by \
             `mockit_reqwest::spying(client)`",
        );
        self.responder(Box::new(Real(far_end)))
    }
}

/// The far end, as what answers.
pub(super) struct Real(pub(super) FarEnd);

impl Respond for Real {
    fn respond(&self, request: &Request) -> Response {
        let coming = (self.0)(request.clone());
        Response::Later(Box::pin(async move {
            match coming.await {
                Ok(response) => Given::passed(response),
                Err(error) => Given::of(Err(Failure::Real(error)), Told::Nothing),
            }
        }))
    }
}
