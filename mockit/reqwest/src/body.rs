//! Response bodies: shareable between threads as reqwest demands, and limited in time.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::errors::{self, BoxError};

pub(crate) type BoxBody = http_body_util::combinators::BoxBody<Bytes, BoxError>;

/// Makes a body `Sync`; and knows its length from the header, where the body itself does not.
pub(crate) struct Shareable<B> {
    inner: Mutex<B>,
    left: Option<u64>,
}

impl<B> Shareable<B> {
    pub(crate) fn new(inner: B, length: Option<u64>) -> Self {
        Shareable { inner: Mutex::new(inner), left: length }
    }

    fn lock(&self) -> MutexGuard<'_, B> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Shareable<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let inner = self.inner.get_mut().unwrap_or_else(PoisonError::into_inner);
        let frame = ready!(Pin::new(inner).poll_frame(cx));
        if let (Some(left), Some(Ok(frame))) = (&mut self.left, &frame) {
            *left = left.saturating_sub(frame.data_ref().map_or(0, |data| data.len() as u64));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.lock().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let hint = self.lock().size_hint();
        match self.left {
            Some(left) if hint.exact().is_none() => SizeHint::with_exact(left),
            _ => hint,
        }
    }
}

/// How long a body may take.
#[derive(Clone, Copy)]
pub(crate) struct BodyLimits {
    pub total: Option<Instant>,
    /// Between its pieces.
    pub read: Option<Duration>,
    /// Of a blocking client's response, with the time to read it in.
    #[cfg(feature = "blocking")]
    pub blocking: Option<Option<Duration>>,
}

impl BodyLimits {
    pub(crate) fn none() -> Self {
        BodyLimits {
            total: None,
            read: None,
            #[cfg(feature = "blocking")]
            blocking: None,
        }
    }

    pub(crate) fn any(&self) -> bool {
        self.total.is_some() || self.read.is_some()
    }

    /// Each limit of reqwest's adds a link to the errors within; `reqwest::Body` adds the first one.
    fn link(&self, error: BoxError) -> BoxError {
        match self.total.and(self.read) {
            Some(_) => errors::body(error).into(),
            None => error,
        }
    }

    pub(crate) fn around(&self, body: BoxBody) -> BoxBody {
        let body = match self.any() {
            true => Limited { inner: body, limits: *self, total: None, read: None }.boxed(),
            false => body,
        };
        #[cfg(feature = "blocking")]
        if let Some(limit) = self.blocking {
            return crate::blocking::on_runtime(body, limit);
        }
        body
    }
}

/// The timers are made as the body is first read: until then nobody waits for it.
struct Limited {
    inner: BoxBody,
    limits: BodyLimits,
    total: Option<Pin<Box<Sleep>>>,
    read: Option<Pin<Box<Sleep>>>,
}

impl Body for Limited {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Some(until) = this.limits.total {
            let late = this.total.get_or_insert_with(|| Box::pin(sleep_until(until)));
            if late.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Some(Err(timed_out())));
            }
        }
        if let Some(time) = this.limits.read {
            let late = this.read.get_or_insert_with(|| Box::pin(tokio::time::sleep(time)));
            if late.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Some(Err(this.limits.link(timed_out()))));
            }
        }
        let frame = ready!(Pin::new(&mut this.inner).poll_frame(cx));
        this.read = None;
        Poll::Ready(frame.map(|frame| frame.map_err(|error| this.limits.link(error))))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// reqwest's own has the same text, and is private.
pub(crate) fn timed_out() -> BoxError {
    io::Error::new(io::ErrorKind::TimedOut, "operation timed out").into()
}
