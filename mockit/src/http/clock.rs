//! Time as doubles see it: tokio's clock, which a test may pause.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A delay that passes on tokio's clock.
pub(crate) struct Sleep(Pin<Box<tokio::time::Sleep>>);

impl Sleep {
    /// # Panics
    /// Outside of a tokio runtime.
    pub(crate) fn new(delay: Duration) -> Self {
        Sleep(Box::pin(sleep(delay)))
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(cx)
    }
}

/// # Panics
/// Outside of a tokio runtime.
pub(crate) fn need_runtime(what: &str) {
    if tokio::runtime::Handle::try_current().is_err() {
        panic!(
            "{what} passes on tokio's clock, but no tokio runtime is running here: make the test a `#[tokio::test]`"
        );
    }
}

/// # Panics
/// Outside of a tokio runtime.
pub(crate) fn sleep(delay: Duration) -> tokio::time::Sleep {
    need_runtime("a delay");
    tokio::time::sleep(delay)
}
