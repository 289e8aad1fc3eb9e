//! The result of an async method.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// A result that is there, or on its way.
pub enum Later<R> {
    /// There.
    Now(R),
    /// On its way.
    Future(Coming<R>),
}

/// A result on its way; `Send`, whatever the result is.
pub type Coming<R> = Pin<Box<dyn Future<Output = R> + Send>>;

impl<R> Later<R> {
    /// The result, or what to wait for. Apart from each other: a method whose result is not `Send` must not
    /// hold one while it waits, or its own future would not be `Send`.
    pub fn now(self) -> Result<R, Coming<R>> {
        match self {
            Later::Now(result) => Ok(result),
            Later::Future(coming) => Err(coming),
        }
    }
}

impl<R> fmt::Debug for Later<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Later::Now(_) => "Now",
            Later::Future(_) => "Future",
        })
    }
}
