//! Bodies that are waited for on the thread, and the runtime that they are waited for on.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, timeout_at};

use crate::body::{BoxBody, timed_out};
use crate::errors::BoxError;

/// The thread's own runtime. A body keeps it: its timers belong to it.
pub(super) fn runtime() -> Arc<Runtime> {
    thread_local! {
        static RUNTIME: Arc<Runtime> = {
            let runtime = Builder::new_current_thread().enable_time().build();
            Arc::new(runtime.expect("a runtime that needs nothing of the system"))
        };
    }
    RUNTIME.with(Arc::clone)
}

pub(super) fn wait<F: Future>(future: F) -> F::Output {
    runtime().block_on(future)
}

/// A body that reqwest's blocking response reads outside of any runtime.
pub(crate) fn on_runtime(inner: BoxBody, limit: Option<Duration>) -> BoxBody {
    OnRuntime { inner, runtime: runtime(), limit, deadline: None }.boxed()
}

struct OnRuntime {
    inner: BoxBody,
    runtime: Arc<Runtime>,
    /// From when it is first read.
    limit: Option<Duration>,
    deadline: Option<Instant>,
}

impl Body for OnRuntime {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let (None, Some(limit)) = (this.deadline, this.limit) {
            this.deadline = Instant::now().checked_add(limit);
        }
        let frame = poll_fn(|cx| Pin::new(&mut this.inner).poll_frame(cx));
        Poll::Ready(match this.deadline {
            None => this.runtime.block_on(frame),
            Some(deadline) => {
                let frame = this.runtime.block_on(async { timeout_at(deadline, frame).await });
                frame.unwrap_or_else(|_| Some(Err(timed_out())))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
