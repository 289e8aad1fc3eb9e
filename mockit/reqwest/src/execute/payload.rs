//! A request's body, with what hyper knows of it.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::Body as _;
use http_body_util::BodyExt as _;
use reqwest::{Body, Error, Url};

use crate::errors;

pub(crate) struct Payload {
    pub bytes: Bytes,
    pub length: Length,
    /// Can it be sent again, to where a redirect leads?
    pub reusable: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Length {
    /// There is no body.
    Nothing,
    Known(u64),
    /// It was a stream.
    Unknown,
}

impl Payload {
    pub(crate) fn empty() -> Self {
        Payload { bytes: Bytes::new(), length: Length::Nothing, reusable: true }
    }

    pub(crate) fn full(bytes: Bytes) -> Self {
        let length = match bytes.len() {
            0 => Length::Nothing,
            length => Length::Known(length as u64),
        };
        Payload { bytes, length, reusable: true }
    }

    /// A body that can be read but once.
    #[cfg(feature = "blocking")]
    pub(crate) fn read(bytes: Bytes, known: bool) -> Self {
        let length = match known {
            true => Length::Known(bytes.len() as u64),
            false => Length::Unknown,
        };
        Payload { bytes, length, reusable: false }
    }

    /// # Errors
    /// The body, where it has to be waited for.
    pub(super) fn at_once(mut body: Body) -> Result<Self, Body> {
        if body.as_bytes().is_none() {
            return Err(body);
        }
        // Its only frame are the bytes themselves: no copy.
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(&mut body).poll_frame(&mut cx) {
            Poll::Ready(Some(Ok(frame))) => Ok(Payload::full(frame.into_data().unwrap_or_default())),
            _ => Ok(Payload::empty()),
        }
    }

    /// # Errors
    /// When the stream fails: a request's error. Its cause is that of [`errors::reset`].
    pub(super) async fn collect(body: Body, url: &Url) -> Result<Self, Error> {
        let exact = body.size_hint().exact();
        let length = match exact {
            _ if body.is_end_stream() => Length::Nothing,
            Some(length) => Length::Known(length),
            None => Length::Unknown,
        };
        let bytes = match body.collect().await {
            Ok(collected) => collected.to_bytes(),
            Err(_) => return Err(errors::reset(url)),
        };
        Ok(Payload { bytes, length, reusable: exact == Some(0) })
    }
}
