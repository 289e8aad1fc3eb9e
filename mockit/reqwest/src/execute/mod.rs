//! What reqwest does between `execute` and the wire, and back: done again here, for the double.

mod checks;
#[cfg(feature = "cookies")]
mod cookies;
mod decode;
mod headers;
mod payload;
mod redirects;
mod response;
mod timeouts;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use bytes::Bytes;
use http::header::HeaderMap;
use mockit::http::{Answer, Body, Endpoint, Failure, Fault, Outcome};
use reqwest::{Request, Url};

pub(crate) use self::decode::Accepts;
pub(crate) use self::headers::{has_framing, host};
use self::payload::Length;
pub(crate) use self::payload::Payload;
pub(crate) use self::timeouts::Limits;
use crate::client::Shared;
use crate::errors;
use crate::pending::{Answered, Pending};

/// Has a request answered.
#[track_caller]
pub(crate) fn execute(client: &Arc<Shared>, mut request: Request) -> Pending {
    if let Some(error) = checks::refusal(&client.config, &request) {
        return Pending::ready(Err(error));
    }
    let endpoint = client.endpoint(request.method(), request.url());
    let limits = Limits::start(&client.config, request.timeout().copied());
    match request.body_mut().take().map(Payload::at_once).unwrap_or_else(|| Ok(Payload::empty())) {
        Ok(payload) => Call::new(client, endpoint, request, payload, limits).start(),
        Err(stream) => {
            let (client, url) = (Arc::clone(client), request.url().clone());
            Pending::running(limits.enforce(url, async move {
                let payload = Payload::collect(stream, request.url()).await?;
                let mut call = Call::new(&client, endpoint, request, payload, limits);
                let answer = call.ask();
                call.drive(Step::Wait(answer)).await
            }))
        }
    }
}

/// As [`execute`], with a body and limits that the caller found out.
#[cfg(feature = "blocking")]
#[track_caller]
pub(crate) fn execute_with(
    client: &Arc<Shared>,
    request: Request,
    payload: Payload,
    limits: Limits,
) -> Pending {
    if let Some(error) = checks::refusal(&client.config, &request) {
        return Pending::ready(Err(error));
    }
    let endpoint = client.endpoint(request.method(), request.url());
    Call::new(client, endpoint, request, payload, limits).start()
}

/// One `execute`, with its redirects.
struct Call {
    client: Arc<Shared>,
    endpoint: Endpoint,
    limits: Limits,
    /// Its URL is that of errors; method and headers are those of the present hop.
    request: Request,
    /// The present hop's, where it is not the request's.
    url: Option<Url>,
    payload: Payload,
    /// The hops before it.
    previous: Vec<Url>,
    /// All that the first hop sends, where other requests sent the same.
    shared: Option<Arc<HeaderMap>>,
    /// What the first hop sent, where the request's headers went with it.
    sent: Option<mockit::http::Request>,
}

/// What is next.
enum Step {
    Wait(Answer),
    /// The next hop of a redirect.
    Again,
    /// Nothing comes any more.
    Hang(Fault),
    /// The body breaks off.
    Break(Box<http::Response<Body>>, Fault),
    Done(Answered),
}

impl Call {
    fn new(
        client: &Arc<Shared>,
        endpoint: Endpoint,
        mut request: Request,
        payload: Payload,
        limits: Limits,
    ) -> Self {
        let known = match request.headers().is_empty() {
            true => client.headers_to(request.url()),
            false => None,
        };
        let shared = known.filter(|_| matches!(payload.length, Length::Nothing));
        if shared.is_none() {
            headers::defaults(request.headers_mut(), &client.headers);
        }
        let mut call = Call {
            client: Arc::clone(client),
            endpoint,
            limits,
            request,
            url: None,
            payload,
            previous: Vec::new(),
            shared,
            sent: None,
        };
        if call.url().fragment().is_some() {
            let mut url = call.url().clone();
            url.set_fragment(None);
            call.url = Some(url);
        }
        call
    }

    /// The present hop's URL.
    fn url(&self) -> &Url {
        self.url.as_ref().unwrap_or(self.request.url())
    }

    /// Does what can be done without waiting.
    #[track_caller]
    fn start(mut self) -> Pending {
        let step = match self.ask().ready() {
            Ok(outcome) => self.take(outcome),
            Err(answer) => Step::Wait(answer),
        };
        match step {
            Step::Done(result) => Pending::ready(result),
            step => {
                let (limits, url) = (self.limits, self.request.url().clone());
                Pending::running(limits.enforce(url, self.drive(step)))
            }
        }
    }

    async fn drive(mut self, mut step: Step) -> Answered {
        loop {
            step = match step {
                Step::Wait(answer) => {
                    let outcome = answer.await;
                    self.take(outcome)
                }
                Step::Again => {
                    // A policy may follow for ever: others and timeouts have their turn.
                    yield_now().await;
                    Step::Wait(self.ask())
                }
                Step::Hang(fault) => {
                    self.limits.hang(fault).await;
                    Step::Done(Err(errors::fault(fault, self.request.url())))
                }
                Step::Break(response, fault) => Step::Done(self.broken(*response, fault).await),
                Step::Done(result) => return result,
            }
        }
    }

    /// Hands the present hop to the double.
    #[track_caller]
    fn ask(&mut self) -> Answer {
        // Few calls have a second hop: the first one's headers need no copy.
        let moved = self.previous.is_empty() && !has_framing(self.request.headers());
        let request = match self.shared.take() {
            Some(headers) => {
                let method = self.request.method().clone();
                mockit::http::Request::sharing(method, self.url().clone(), headers, Bytes::new())
            }
            None => self.hop(moved),
        };
        let request = request.with_version(self.request.version());
        self.sent = moved.then(|| request.clone());
        self.endpoint.answer(request)
    }

    fn hop(&mut self, moved: bool) -> mockit::http::Request {
        let mut headers = match moved {
            true => std::mem::take(self.request.headers_mut()),
            false => self.request.headers().clone(),
        };
        redirects::on_request(self, &mut headers);
        #[cfg(feature = "cookies")]
        cookies::send(&self.client.config, self.url(), &mut headers);
        let (method, version) = (self.request.method(), self.request.version());
        let body = headers::complete(&mut headers, method, self.url(), version, &self.payload);
        mockit::http::Request::new(method.clone(), self.url().clone(), headers, body)
    }

    fn take(&mut self, outcome: Outcome) -> Step {
        let response = match outcome {
            Ok(response) => response,
            Err(failure) => return self.fail(failure),
        };
        #[cfg(feature = "cookies")]
        cookies::keep(&self.client.config, self.url(), response.headers());
        match redirects::turn(self, response.status(), response.headers()) {
            Ok(true) => return Step::Again,
            Ok(false) => {}
            Err(error) => return Step::Done(Err(error)),
        }
        match self.breaks(&response) {
            Some(fault) => Step::Break(Box::new(response), fault),
            None => Step::Done(Ok(self.whole(response))),
        }
    }
}

impl Call {
    fn fail(&self, failure: Failure) -> Step {
        let url = self.request.url();
        let error = match failure {
            Failure::Fault(fault @ (Fault::ConnectTimeout | Fault::NoResponse))
                if self.limits.waits(fault) =>
            {
                return Step::Hang(fault);
            }
            Failure::Fault(Fault::ConnectTimeout) => errors::unreachable(url),
            Failure::Fault(fault) => errors::fault(fault, url),
            Failure::Real(error) => errors::real_one(error, url),
            // Kinds that are younger than this crate.
            failure => errors::real_one(failure.into(), url),
        };
        Step::Done(Err(error))
    }
}

async fn yield_now() {
    let mut yielded = false;
    let once = poll_fn(|cx| match std::mem::replace(&mut yielded, true) {
        true => Poll::Ready(()),
        false => {
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    });
    once.await;
}
