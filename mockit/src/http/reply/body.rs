//! A response's body: bytes, or a stream with delays and perhaps a fault at its end.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::fault::Fault;
use crate::http::clock::Sleep;

/// The body of a response. It is an [`http_body::Body`]; its delays pass on tokio's clock.
#[derive(Default)]
pub struct Body(Content);

#[derive(Default)]
enum Content {
    #[default]
    Empty,
    Full(Bytes),
    Scripted(Script),
    Foreign(Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>),
}

type BoxError = Box<dyn Error + Send + Sync>;

/// Chunks that come one after another.
struct Script {
    chunks: VecDeque<Chunk>,
    /// Passing before the first chunk.
    sleep: Option<Sleep>,
    /// What the body ends with.
    fault: Option<Fault>,
}

/// A piece of a streamed body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Passes before the chunk comes.
    pub delay: Duration,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Why a body broke off.
#[derive(Debug)]
pub struct BodyError(Fault);

impl BodyError {
    /// The fault that was set.
    pub fn fault(&self) -> Fault {
        self.0
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for BodyError {}

impl Body {
    /// No bytes at all.
    pub fn empty() -> Self {
        Self::default()
    }

    pub(crate) fn script(chunks: impl Into<VecDeque<Chunk>>, fault: Option<Fault>) -> Self {
        Body(Content::Scripted(Script { chunks: chunks.into(), sleep: None, fault }))
    }

    /// Any other body, such as that of a mounted service.
    pub fn wrap<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Body(Content::Foreign(Box::pin(Foreign(Box::pin(body)))))
    }

    /// The same, which adds to `read` what is read of it.
    pub(crate) fn telling(self, read: Arc<Mutex<Vec<Bytes>>>) -> Self {
        match &self.0 {
            Content::Empty => self,
            Content::Full(bytes) => {
                lock(&read).push(bytes.clone());
                self
            }
            _ => Body(Content::Foreign(Box::pin(Telling { body: self, read }))),
        }
    }

    /// What is known of it before it is read.
    pub(crate) fn known(self) -> Bytes {
        match self.0 {
            Content::Full(bytes) => bytes,
            Content::Scripted(script) => {
                let pieces = script.chunks.iter().flat_map(|chunk| &chunk.bytes);
                pieces.copied().collect::<Vec<u8>>().into()
            }
            Content::Empty | Content::Foreign(_) => Bytes::new(),
        }
    }

    /// All bytes, where they are there without waiting.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        static NONE: Bytes = Bytes::new();
        match &self.0 {
            Content::Empty => Some(&NONE),
            Content::Full(bytes) => Some(bytes),
            Content::Scripted(_) | Content::Foreign(_) => None,
        }
    }

    /// Reads it to its end, on tokio's clock.
    ///
    /// # Errors
    /// The fault that it ends with, or the error of the body that it wraps.
    pub async fn bytes(mut self) -> Result<Bytes, BoxError> {
        if let Some(bytes) = self.as_bytes() {
            return Ok(bytes.clone());
        }
        let mut all = Vec::new();
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await {
            if let Ok(data) = frame?.into_data() {
                all.extend_from_slice(&data);
            }
        }
        Ok(all.into())
    }

    /// The fault that the body ends with.
    pub fn fault(&self) -> Option<Fault> {
        match &self.0 {
            Content::Scripted(script) => script.fault,
            _ => None,
        }
    }

    /// The chunks of a scripted body; `None` for others.
    pub fn into_chunks(self) -> Result<Vec<Chunk>, Body> {
        match self.0 {
            Content::Scripted(script) => Ok(script.chunks.into()),
            content => Err(Body(content)),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        match bytes.is_empty() {
            true => Body(Content::Empty),
            false => Body(Content::Full(bytes)),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Content::Empty => Poll::Ready(None),
            Content::Full(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Content::Empty;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Content::Scripted(script) => script.poll(cx),
            Content::Foreign(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Empty => true,
            Content::Full(_) => false,
            Content::Scripted(script) => script.chunks.is_empty() && script.fault.is_none(),
            Content::Foreign(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Empty => SizeHint::with_exact(0),
            Content::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Scripted(_) => SizeHint::default(),
            Content::Foreign(body) => body.size_hint(),
        }
    }
}

impl Script {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(next) = self.chunks.front() else {
            return match self.fault {
                None => Poll::Ready(None),
                Some(Fault::StalledBody) => Poll::Pending,
                Some(fault) => {
                    self.fault = None;
                    Poll::Ready(Some(Err(BodyError(fault).into())))
                }
            };
        };
        if !next.delay.is_zero() {
            let sleep = self.sleep.get_or_insert_with(|| Sleep::new(next.delay));
            ready!(sleep.poll(cx));
            self.sleep = None;
        }
        let chunk = self.chunks.pop_front();
        Poll::Ready(chunk.map(|chunk| Ok(Frame::data(chunk.bytes))))
    }
}

fn lock(read: &Mutex<Vec<Bytes>>) -> std::sync::MutexGuard<'_, Vec<Bytes>> {
    read.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A body of which the record has what is read.
struct Telling {
    body: Body,
    read: Arc<Mutex<Vec<Bytes>>>,
}

impl http_body::Body for Telling {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if let Some(Ok(frame)) = &frame
            && let Some(bytes) = frame.data_ref()
        {
            lock(&self.read).push(bytes.clone());
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Makes any body's error our own.
struct Foreign<B>(Pin<Box<B>>);

impl<B> http_body::Body for Foreign<B>
where
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0.as_mut().poll_frame(cx).map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Empty => f.write_str("Body(empty)"),
            Content::Full(bytes) => f.debug_tuple("Body").field(bytes).finish(),
            Content::Scripted(script) => {
                f.debug_tuple("Body").field(&script.chunks).field(&script.fault).finish()
            }
            Content::Foreign(_) => f.write_str("Body(stream)"),
        }
    }
}
