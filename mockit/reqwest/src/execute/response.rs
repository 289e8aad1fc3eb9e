//! From the double's response to reqwest's.

use http::header::CONTENT_ENCODING;
use http::{Method, response};
use http_body_util::BodyExt as _;
use mockit::http::{Body, Fault};
use reqwest::ResponseBuilderExt as _;

use super::{Call, decode, headers};
use crate::body::{BoxBody, Shareable};
use crate::pending::Answered;
use crate::{errors, wire};

fn breaking(body: &Body) -> Option<Fault> {
    body.fault().filter(|fault| *fault != Fault::StalledBody)
}

impl Call {
    /// The fault that the response's body has, where it takes a connection to have its error.
    pub(super) fn breaks(&self, response: &http::Response<Body>) -> Option<Fault> {
        breaking(response.body()).filter(|_| headers::has_body(response.status(), self.request.method()))
    }

    pub(super) fn whole(&self, response: http::Response<Body>) -> http::Response<reqwest::Body> {
        let method = self.request.method();
        let (mut parts, mut body) = response.into_parts();
        if *method == Method::HEAD {
            // It tells what would come, and that does not break off.
            body = without_fault(&mut parts, body);
        }
        headers::frame(&mut parts, &body);
        if !headers::has_body(parts.status, method) {
            body = Body::empty();
        }
        let plain = !self.is_encoded(&parts) && !self.limits.body.any();
        match body.as_bytes().filter(|_| plain) {
            Some(bytes) => {
                let bytes = bytes.clone();
                self.response(parts, bytes.into())
            }
            None => {
                let length = parts.headers.get(http::header::CONTENT_LENGTH).and_then(headers::number);
                self.streamed(parts, Shareable::new(body, length).boxed())
            }
        }
    }

    /// A body that a connection breaks.
    pub(super) async fn broken(&self, response: http::Response<Body>, fault: Fault) -> Answered {
        let (mut parts, body) = response.into_parts();
        let chunks = match body.into_chunks() {
            Ok(chunks) => chunks,
            Err(body) => return Ok(self.whole(http::Response::from_parts(parts, body))),
        };
        match wire::broken(&mut parts, chunks, fault).await {
            Ok(body) => Ok(self.streamed(parts, body)),
            Err(_) => Err(errors::reset(self.request.url())),
        }
    }

    fn streamed(&self, parts: response::Parts, body: BoxBody) -> http::Response<reqwest::Body> {
        let (parts, body) = match self.is_encoded(&parts) {
            true => decode::decoded(self.client.config.accepts, parts, body),
            false => (parts, body),
        };
        self.response(parts, reqwest::Body::wrap(self.limits.body.around(body)))
    }

    fn is_encoded(&self, parts: &response::Parts) -> bool {
        let accepts = self.client.config.accepts;
        let encoding = || parts.headers.get(CONTENT_ENCODING);
        accepts.any() && encoding().is_some_and(|encoding| accepts.decodes(encoding.as_bytes()))
    }

    fn response(&self, parts: response::Parts, body: reqwest::Body) -> http::Response<reqwest::Body> {
        // Only a builder can add the URL.
        let response = http::Response::builder().status(parts.status).version(self.request.version());
        let response = response.url(self.url().clone()).body(body);
        let mut response = response.expect("nothing in it can be wrong");
        *response.headers_mut() = parts.headers;
        // A real far end that followed redirects knows better where it came from.
        response.extensions_mut().extend(parts.extensions);
        response
    }
}

/// Frames the response as one whose body breaks off, and takes that one away.
fn without_fault(parts: &mut response::Parts, body: Body) -> Body {
    match breaking(&body) {
        Some(fault) if headers::has_body(parts.status, &Method::GET) => match body.into_chunks() {
            Ok(chunks) => {
                wire::frame(parts, &chunks, fault);
                Body::empty()
            }
            Err(body) => body,
        },
        _ => body,
    }
}
