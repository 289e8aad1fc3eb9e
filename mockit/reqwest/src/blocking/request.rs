//! From the blocking request to the one that is answered.

use std::error::Error as _;
use std::io;

use ::reqwest::blocking::{Body, Request};
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use reqwest::Error;

use crate::errors;
use crate::execute::Payload;

/// Its body is read to the end.
pub(super) fn taken_apart(mut request: Request) -> Result<(::reqwest::Request, Payload), Error> {
    let payload = match request.body_mut().take() {
        None => Payload::empty(),
        Some(body) => payload(body, &mut request)?,
    };
    let mut plain = ::reqwest::Request::new(request.method().clone(), request.url().clone());
    *plain.headers_mut() = std::mem::take(request.headers_mut());
    *plain.version_mut() = request.version();
    Ok((plain, payload))
}

fn payload(mut body: Body, request: &mut Request) -> Result<Payload, Error> {
    if let Some(bytes) = body.as_bytes() {
        let bytes = Bytes::copy_from_slice(bytes);
        request.headers_mut().insert(CONTENT_LENGTH, bytes.len().into());
        return Ok(Payload::full(bytes));
    }
    // Nothing else tells a reader whose length was given.
    let known = !format!("{body:?}").contains("Unknown");
    let bytes = match body.buffer() {
        Ok(bytes) => Bytes::copy_from_slice(bytes),
        Err(error) => return Err(errors::body(read_error(&error).into()).with_url(request.url().clone())),
    };
    if known {
        request.headers_mut().insert(CONTENT_LENGTH, bytes.len().into());
    }
    Ok(Payload::read(bytes, known))
}

fn read_error(error: &Error) -> io::Error {
    match error.source().and_then(|source| source.downcast_ref::<io::Error>()) {
        Some(source) => io::Error::new(source.kind(), source.to_string()),
        None => io::Error::other(error.to_string()),
    }
}
