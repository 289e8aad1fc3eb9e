//! Redirects, with the rules of reqwest.

use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, LOCATION,
    PROXY_AUTHORIZATION, REFERER, TRANSFER_ENCODING, WWW_AUTHENTICATE,
};
use http::{Method, StatusCode, Uri};
use reqwest::{Error, Url};

use super::{Call, Payload, headers};
use crate::errors;
use crate::redirect::Decision;

/// Turns the call to where the response leads; `false` where that is the last one.
pub(super) fn turn(call: &mut Call, status: StatusCode, answered: &HeaderMap) -> Result<bool, Error> {
    let is_redirect = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    if !is_redirect {
        return Ok(false);
    }
    if let Some(sent) = call.sent.take() {
        *call.request.headers_mut() = headers::own(sent.headers());
    }
    match (status, call.request.method()) {
        (StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND, &Method::POST) => {
            *call.request.method_mut() = Method::GET;
            drop_payload(call);
        }
        (StatusCode::SEE_OTHER, method) => {
            if *method != Method::HEAD {
                *call.request.method_mut() = Method::GET;
            }
            drop_payload(call);
        }
        _ => {}
    }
    if !call.payload.reusable {
        return Ok(false);
    }
    let Some(next) = answered.get(LOCATION).and_then(|location| resolve(call.url(), location)) else {
        return Ok(false);
    };
    let next = match Url::parse(&next.to_string()) {
        Ok(next) => next,
        Err(_) => return errors::invalid_url(&next.to_string()).map_or(Ok(false), Err),
    };
    call.previous.push(call.url().clone());
    let config = &call.client.config;
    match config.redirect.decide(status, &next, &call.previous) {
        Decision::Follow if !matches!(next.scheme(), "http" | "https") => Err(errors::bad_scheme(&next)),
        Decision::Follow if config.https_only && next.scheme() != "https" => {
            Err(errors::redirect(errors::bad_scheme(&next).into(), &next))
        }
        Decision::Follow => {
            call.url = Some(next);
            Ok(true)
        }
        Decision::Stop => Ok(false),
        Decision::Error(source) => Err(errors::redirect(source, call.url())),
    }
}

fn drop_payload(call: &mut Call) {
    call.payload = Payload::empty();
    for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, TRANSFER_ENCODING] {
        call.request.headers_mut().remove(name);
    }
}

/// By way of a `Uri`, as reqwest does: it has no fragment, and may refuse what a `Url` takes.
fn resolve(base: &Url, location: &HeaderValue) -> Option<Uri> {
    let location = str::from_utf8(location.as_bytes()).ok()?;
    Uri::try_from(String::from(base.join(location).ok()?)).ok()
}

/// What changes in the headers on the way to another place; nothing for the first one.
pub(super) fn on_request(call: &Call, headers: &mut HeaderMap) {
    let Some(previous) = call.previous.last() else { return };
    let next = call.url();
    let elsewhere = next.host_str() != previous.host_str()
        || next.port_or_known_default() != previous.port_or_known_default()
        || next.scheme() != previous.scheme();
    if elsewhere {
        for name in [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, WWW_AUTHENTICATE] {
            headers.remove(name);
        }
        headers.remove("cookie2");
    }
    if call.client.config.referer
        && let Some(referer) = referer(next, previous)
    {
        headers.insert(REFERER, referer);
    }
}

fn referer(next: &Url, previous: &Url) -> Option<HeaderValue> {
    if next.scheme() == "http" && previous.scheme() == "https" {
        return None;
    }
    let mut referer = previous.clone();
    // These fail for URLs without host only.
    let _ = referer.set_username("");
    let _ = referer.set_password(None);
    referer.set_fragment(None);
    referer.as_str().parse().ok()
}
