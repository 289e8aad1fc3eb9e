//! How a stub comes to its reply.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use tower_service::Service;

use super::{Body, Reply};
use crate::http::answer::Outcome;
use crate::http::request::Request;
use crate::http::told::{Told, passed};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What a stub answers with.
pub(crate) type Responder = Box<dyn Respond>;

pub(crate) trait Respond: Send + Sync {
    fn respond(&self, request: &Request) -> Response;
}

pub(crate) enum Response {
    Now(Given),
    Later(Pin<Box<dyn Future<Output = Given> + Send>>),
    /// The stub gave its last reply before.
    NothingLeft,
    /// A closure that runs once at a time was called from inside itself.
    Busy,
}

/// What the client gets, after so long, and what there is to tell of it.
pub(crate) struct Given {
    pub(crate) delay: Duration,
    pub(crate) outcome: Outcome,
    pub(crate) told: Told,
}

impl Given {
    pub(crate) fn of(outcome: Outcome, told: Told) -> Self {
        Given { delay: Duration::ZERO, outcome, told }
    }

    /// By another than the test.
    pub(crate) fn passed(response: http::Response<Body>) -> Self {
        let (response, told) = passed(response);
        Given::of(Ok(response), told)
    }

    fn written(reply: Reply, headers: HeaderMap, request: &Request) -> Self {
        let (delay, outcome) = (reply.next_delay(), reply.made_with(request, headers));
        Given { delay, outcome, told: Told::Written(reply, request.clone()) }
    }
}

impl From<(Reply, &Request)> for Given {
    fn from((reply, request): (Reply, &Request)) -> Self {
        let headers = reply.sent_headers();
        Given::written(reply, headers, request)
    }
}

fn respond_now(reply: impl Into<Reply>, request: &Request) -> Response {
    Response::Now(Given::from((reply.into(), request)))
}

/// The same reply for every request.
pub(crate) struct Always {
    reply: Reply,
    /// Made once for all requests.
    headers: OnceLock<HeaderMap>,
}

impl From<Reply> for Always {
    fn from(reply: Reply) -> Self {
        Always { reply, headers: OnceLock::new() }
    }
}

impl Respond for Always {
    fn respond(&self, request: &Request) -> Response {
        let headers = self.headers.get_or_init(|| self.reply.sent_headers());
        Response::Now(Given::written(self.reply.clone(), headers.clone(), request))
    }
}

/// One reply a call, from an iterator.
pub(crate) struct Each<I>(pub(crate) crate::engine::Gate<I>);

impl<R: Into<Reply>, I: Iterator<Item = R> + Send> Respond for Each<I> {
    fn respond(&self, request: &Request) -> Response {
        let next = match self.0.enter() {
            Ok(mut pass) => pass.guard.next(),
            Err(_) => return Response::Busy,
        };
        match next {
            Some(reply) => respond_now(reply, request),
            None => Response::NothingLeft,
        }
    }
}

/// A closure that may run several times at once.
pub(crate) struct Shared<F>(pub(crate) F);

impl<R: Into<Reply>, F: Fn(&Request) -> R + Send + Sync> Respond for Shared<F> {
    fn respond(&self, request: &Request) -> Response {
        respond_now((self.0)(request), request)
    }
}

/// A closure that runs once at a time.
pub(crate) struct Exclusive<F>(pub(crate) crate::engine::Gate<F>);

impl<R: Into<Reply>, F: FnMut(&Request) -> R + Send> Respond for Exclusive<F> {
    fn respond(&self, request: &Request) -> Response {
        match self.0.enter() {
            Ok(mut pass) => respond_now((pass.guard)(request), request),
            Err(_) => Response::Busy,
        }
    }
}

/// A closure that gives a future of a reply.
pub(crate) struct Async<F>(pub(crate) F);

impl<R, Fut, F> Respond for Async<F>
where
    R: Into<Reply>,
    Fut: Future<Output = R> + Send + 'static,
    F: Fn(Request) -> Fut + Send + Sync,
{
    fn respond(&self, request: &Request) -> Response {
        let (reply, request) = ((self.0)(request.clone()), request.clone());
        Response::Later(Box::pin(async move { Given::from((reply.await.into(), &request)) }))
    }
}

/// A service that answers.
pub(crate) struct Mounted<S>(Mutex<S>);

pub(crate) fn service<S, B>(service: S) -> Responder
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    Box::new(Mounted(Mutex::new(service)))
}

impl<S, B> Respond for Mounted<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn respond(&self, request: &Request) -> Response {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = to_http(request);
        Response::Later(Box::pin(async move {
            let ready = poll_fn(|cx| service.poll_ready(cx).map_err(Into::<BoxError>::into)).await;
            let called = match ready {
                Ok(()) => service.call(request).await.map_err(Into::into),
                Err(error) => Err(error),
            };
            match called {
                Ok(response) => Given::passed(response.map(Body::wrap)),
                Err(error) => panic!("the mounted service failed: {error}"),
            }
        }))
    }
}

/// As a server sees it: with a path in place of the URL, and a `host` header.
fn to_http(request: &Request) -> http::Request<Body> {
    let url = request.url();
    let target = &url[::url::Position::BeforePath..::url::Position::AfterQuery];
    let mut made = http::Request::new(Body::from(request.body().clone()));
    *made.method_mut() = request.method().clone();
    // A URL's path and query are nearly always a valid target; what is not keeps `/`.
    *made.uri_mut() = target.parse().unwrap_or_default();
    *made.version_mut() = request.version();
    *made.headers_mut() = request.headers().clone();
    let host = &url[::url::Position::BeforeHost..::url::Position::AfterPort];
    if let Ok(host) = http::HeaderValue::try_from(host) {
        made.headers_mut().entry(http::header::HOST).or_insert(host);
    }
    made
}
