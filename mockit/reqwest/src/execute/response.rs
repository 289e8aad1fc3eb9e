//! From the double's response to reqwest's.

use http::header::CONTENT_ENCODING;
use http::{Method, response};
use http_body_util::BodyExt as _;
use mockit::http::{Body, Fault};
use reqwest::{ResponseBuilderExt as _, Url};

use super::{Call, decode, headers};
use crate::body::{BoxBody, Shareable};
use crate::pending::Answered;
use crate::{errors, wire};

/// The fault that the response's body has, where it takes a connection to have its error.
pub(super) fn breaks(response: &http::Response<Body>, method: &Method) -> Option<Fault> {
    breaking(response.body()).filter(|_| headers::has_body(response.status(), method))
}

fn breaking(body: &Body) -> Option<Fault> {
    body.fault().filter(|fault| *fault != Fault::StalledBody)
}

impl Call {
    pub(super) fn whole(
        &self,
        response: http::Response<Body>,
        method: &Method,
    ) -> http::Response<reqwest::Body> {
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
    pub(super) async fn broken(
        &self,
        response: http::Response<Body>,
        fault: Fault,
        method: Method,
    ) -> Answered {
        let (mut parts, body) = response.into_parts();
        let chunks = match body.into_chunks() {
            Ok(chunks) => chunks,
            Err(body) => return Ok(self.whole(http::Response::from_parts(parts, body), &method)),
        };
        match wire::broken(&mut parts, chunks, fault).await {
            Ok(body) => Ok(self.streamed(parts, body)),
            Err(_) => Err(errors::reset(&self.asked)),
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
        let encoding = parts.headers.get(CONTENT_ENCODING);
        encoding.is_some_and(|encoding| self.client.config.accepts.decodes(encoding.as_bytes()))
    }

    fn response(&self, mut parts: response::Parts, body: reqwest::Body) -> http::Response<reqwest::Body> {
        parts.version = self.version;
        parts.extensions.extend(url_extension(self.url.clone()));
        http::Response::from_parts(parts, body)
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

/// Only a builder can make it.
fn url_extension(url: Url) -> http::Extensions {
    let response = http::Response::builder().url(url).body(()).expect("nothing in it can be wrong");
    response.into_parts().0.extensions
}
