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

use http::header::HeaderMap;
use mockit::http::{Answer, Body, Endpoint, Fault, Outcome};
use reqwest::{Method, Request, Url, Version};

pub(crate) use self::decode::Accepts;
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
    /// The URL of errors.
    asked: Url,
    /// The present hop's.
    url: Url,
    method: Method,
    version: Version,
    headers: HeaderMap,
    payload: Payload,
    /// The hops before it.
    previous: Vec<Url>,
}

/// What is next.
enum Step {
    Wait(Answer),
    /// The next hop of a redirect.
    Again,
    /// Nothing comes any more.
    Hang(Fault),
    /// The body breaks off.
    Break(Box<http::Response<Body>>, Fault, Method),
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
        let asked = request.url().clone();
        let mut url = asked.clone();
        url.set_fragment(None);
        let mut headers = std::mem::take(request.headers_mut());
        headers::defaults(&mut headers, &client.config);
        Call {
            client: Arc::clone(client),
            endpoint,
            limits,
            asked,
            url,
            method: request.method().clone(),
            version: request.version(),
            headers,
            payload,
            previous: Vec::new(),
        }
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
                let (limits, url) = (self.limits, self.asked.clone());
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
                    Step::Done(Err(errors::fault(fault, &self.asked)))
                }
                Step::Break(response, fault, method) => {
                    Step::Done(self.broken(*response, fault, method).await)
                }
                Step::Done(result) => return result,
            }
        }
    }

    /// Hands the present hop to the double.
    #[track_caller]
    fn ask(&mut self) -> Answer {
        let mut headers = self.headers.clone();
        redirects::on_request(self, &mut headers);
        #[cfg(feature = "cookies")]
        cookies::send(&self.client.config, &self.url, &mut headers);
        let body = headers::complete(&mut headers, &self.method, &self.url, self.version, &self.payload);
        let request = mockit::http::Request::new(self.method.clone(), self.url.clone(), headers, body);
        self.endpoint.answer(request.with_version(self.version))
    }

    fn take(&mut self, outcome: Outcome) -> Step {
        let response = match outcome {
            Ok(response) => response,
            Err(fault @ (Fault::ConnectTimeout | Fault::NoResponse)) if self.limits.waits(fault) => {
                return Step::Hang(fault);
            }
            Err(Fault::ConnectTimeout) => return Step::Done(Err(errors::unreachable(&self.asked))),
            Err(fault) => return Step::Done(Err(errors::fault(fault, &self.asked))),
        };
        #[cfg(feature = "cookies")]
        cookies::keep(&self.client.config, &self.url, response.headers());
        let method = self.method.clone();
        match redirects::turn(self, response.status(), response.headers()) {
            Ok(true) => return Step::Again,
            Ok(false) => {}
            Err(error) => return Step::Done(Err(error)),
        }
        match response::breaks(&response, &method) {
            Some(fault) => Step::Break(Box::new(response), fault, method),
            None => Step::Done(Ok(self.whole(response, &method))),
        }
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
