//! The future of a response: small, and without any waiting where nothing waits.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use reqwest::{Body, Error, Response};

/// What `send()` and `execute()` give.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Pending(State);

enum State {
    Ready(Option<Answered>),
    /// The mutex is never locked: it makes the future `Sync`, as reqwest's is.
    Running(Mutex<Running>),
}

/// Becomes a response of either kind of client; it has its URL as an extension.
pub(crate) type Answered = Result<http::Response<Body>, Error>;

type Running = Pin<Box<dyn Future<Output = Answered> + Send>>;

impl Pending {
    pub(crate) fn ready(result: Answered) -> Self {
        Pending(State::Ready(Some(result)))
    }

    pub(crate) fn running(future: impl Future<Output = Answered> + Send + 'static) -> Self {
        Pending(State::Running(Mutex::new(Box::pin(future))))
    }

    /// What has to be waited for, as a future.
    #[cfg(feature = "blocking")]
    pub(crate) fn wait(self, wait: impl FnOnce(Running) -> Answered) -> Answered {
        match self.0 {
            State::Ready(result) => result.expect("never polled"),
            State::Running(future) => wait(future.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

impl Future for Pending {
    type Output = Result<Response, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answered = match &mut self.get_mut().0 {
            State::Ready(result) => result.take().expect("polled after it was ready"),
            State::Running(future) => {
                let future = future.get_mut().unwrap_or_else(PoisonError::into_inner);
                ready!(future.as_mut().poll(cx))
            }
        };
        Poll::Ready(answered.map(Response::from))
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Ready(result) => f.debug_tuple("Pending").field(result).finish(),
            State::Running(_) => f.write_str("Pending"),
        }
    }
}
