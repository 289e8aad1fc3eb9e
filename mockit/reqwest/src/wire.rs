//! Broken bodies: a real connection of hyper's, in memory, over which the response breaks off. So the
//! error is hyper's own.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::io::{self, Write as _};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use http::header::{CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use http::{Request, response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::rt::{Read, ReadBufCursor, Write};
use mockit::http::{Chunk, Fault};
use tokio::time::{Sleep, sleep};

use crate::body::{BoxBody, Shareable};
use crate::errors;

/// The body, which ends in the fault. The head gets the framing that the fault is one of.
pub(crate) async fn broken(
    parts: &mut response::Parts,
    chunks: Vec<Chunk>,
    fault: Fault,
) -> hyper::Result<BoxBody> {
    let chunked = frame(parts, &chunks, fault);
    let mut script = VecDeque::from([(Duration::ZERO, head(parts))]);
    for chunk in chunks {
        let bytes = match chunked {
            // An empty chunk is the last one.
            true if chunk.bytes.is_empty() => chunk.bytes,
            true => Bytes::from(
                [format!("{:x}\r\n", chunk.bytes.len()).as_bytes(), &chunk.bytes, b"\r\n"].concat(),
            ),
            false => chunk.bytes,
        };
        script.push_back((chunk.delay, bytes));
    }
    if chunked {
        script.push_back((Duration::ZERO, Bytes::from_static(b"no length\r\n")));
    }
    let wire =
        Wire { script, sleep: None, asked: false, reader: None, reset: fault == Fault::ResetAfterHead };
    let (mut sender, connection) = http1::handshake::<_, Empty<Bytes>>(wire).await?;
    let mut connection: Connection = Some(Box::pin(connection));
    let mut response = pin!(sender.send_request(Request::new(Empty::new())));
    let response = poll_fn(|cx| {
        drive(&mut connection, cx);
        response.as_mut().poll(cx)
    });
    let body = response.await?.into_body();
    Ok(Shareable::new(Driven { connection, body }, None).map_err(Into::into).boxed())
}

/// A length that is not reached, or chunks, which it tells.
pub(crate) fn frame(parts: &mut response::Parts, chunks: &[Chunk], fault: Fault) -> bool {
    if fault == Fault::MalformedChunk {
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
        return true;
    }
    parts.headers.remove(TRANSFER_ENCODING);
    let sent: u64 = chunks.iter().map(|chunk| chunk.bytes.len() as u64).sum();
    let claimed = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if claimed.is_none_or(|claimed: u64| claimed <= sent) {
        parts.headers.insert(CONTENT_LENGTH, (sent + 1).into());
    }
    false
}

fn head(parts: &response::Parts) -> Bytes {
    let mut head = Vec::new();
    write!(head, "HTTP/1.1 {}\r\n", parts.status.as_u16()).expect("a Vec takes all");
    for (name, value) in &parts.headers {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend(b"\r\n");
    head.into()
}

type Connection = Option<Pin<Box<dyn Future<Output = hyper::Result<()>> + Send>>>;

/// Its own result says nothing that the body does not.
fn drive(connection: &mut Connection, cx: &mut Context<'_>) {
    if let Some(running) = connection
        && running.as_mut().poll(cx).is_ready()
    {
        *connection = None;
    }
}

/// A body that drives its connection itself: no task, no runtime.
struct Driven {
    connection: Connection,
    body: Incoming,
}

impl Body for Driven {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let this = &mut *self;
        drive(&mut this.connection, cx);
        Pin::new(&mut this.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The server's side of the connection.
struct Wire {
    script: VecDeque<(Duration, Bytes)>,
    sleep: Option<Pin<Box<Sleep>>>,
    /// hyper takes no response before it has sent a request.
    asked: bool,
    reader: Option<Waker>,
    /// At its end; otherwise it is closed.
    reset: bool,
}

impl Read for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if !this.asked {
            this.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        while let Some((delay, bytes)) = this.script.front_mut() {
            if !delay.is_zero() {
                let delayed = this.sleep.get_or_insert_with(|| Box::pin(sleep(*delay)));
                ready!(delayed.as_mut().poll(cx));
                this.sleep = None;
                *delay = Duration::ZERO;
            }
            let length = bytes.len().min(buffer.remaining());
            buffer.put_slice(&bytes[..length]);
            bytes.advance(length);
            if bytes.is_empty() {
                this.script.pop_front();
            }
            // To read nothing would be the end.
            if length > 0 {
                return Poll::Ready(Ok(()));
            }
        }
        Poll::Ready(match this.reset {
            true => Err(errors::connection_reset()),
            false => Ok(()),
        })
    }
}

/// Whatever is sent is taken.
impl Write for Wire {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.asked = true;
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
