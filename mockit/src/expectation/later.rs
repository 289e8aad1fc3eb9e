//! The result of an async method.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A result that is there, on its way, or never comes.
pub enum Later<R> {
    /// There.
    Now(Option<R>),
    /// On its way.
    Future(Pin<Box<dyn Future<Output = R> + Send>>),
    /// Never ready.
    Never,
}

/// Nothing is pinned in place: a value is moved out, a future is boxed.
impl<R> Unpin for Later<R> {}

impl<R> Future for Later<R> {
    type Output = R;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        match self.get_mut() {
            Later::Now(value) => Poll::Ready(value.take().expect("polled after it was ready")),
            Later::Future(future) => future.as_mut().poll(cx),
            Later::Never => Poll::Pending,
        }
    }
}

impl<R> fmt::Debug for Later<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Later::Now(_) => "Now",
            Later::Future(_) => "Future",
            Later::Never => "Never",
        })
    }
}
