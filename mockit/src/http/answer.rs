//! What a double answers to one request: at once, later, or from a future.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::clock::Sleep;
use super::reply::{Body, Fault};

/// A response, or the fault that came in its place.
pub type Outcome = Result<http::Response<Body>, Fault>;

/// What [`Endpoint::handle`](super::Endpoint::handle) gives: a future of the [`Outcome`], or the
/// outcome itself where nothing has to be waited for.
///
/// Delays pass on tokio's clock. [`Fault::ConnectTimeout`] and [`Fault::NoResponse`] come at once:
/// only the client knows how long it would wait for them.
pub struct Answer {
    delay: Duration,
    sleep: Option<Sleep>,
    outcome: Pending,
}

enum Pending {
    Ready(Option<Box<Outcome>>),
    Future(Pin<Box<dyn Future<Output = Outcome> + Send>>),
}

impl Answer {
    pub(crate) fn new(delay: Duration, outcome: Outcome) -> Self {
        Answer { delay, sleep: None, outcome: Pending::Ready(Some(Box::new(outcome))) }
    }

    pub(crate) fn future(delay: Duration, outcome: impl Future<Output = Outcome> + Send + 'static) -> Self {
        Answer { delay, sleep: None, outcome: Pending::Future(Box::pin(outcome)) }
    }

    /// How long it takes before there is anything.
    pub fn delay(&self) -> Duration {
        self.delay
    }

    /// The outcome, for the front of a client that blocks: delays pass on the wall clock.
    ///
    /// # Panics
    /// Within a tokio runtime, which must not be blocked.
    pub fn wait(self) -> Outcome {
        match self.ready() {
            Ok(outcome) => outcome,
            Err(answer) => {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
                runtime.expect("a runtime without input and output takes nothing").block_on(answer)
            }
        }
    }

    /// The outcome, where nothing has to be waited for.
    ///
    /// # Errors
    /// The answer itself, where something has.
    pub fn ready(self) -> Result<Outcome, Answer> {
        match self {
            Answer { delay: Duration::ZERO, outcome: Pending::Ready(Some(outcome)), .. } => Ok(*outcome),
            answer => Err(answer),
        }
    }
}

impl Future for Answer {
    type Output = Outcome;

    /// # Panics
    /// When there is a delay and no tokio runtime; when polled again after it was ready.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        if !self.delay.is_zero() {
            let delay = self.delay;
            ready!(self.sleep.get_or_insert_with(|| Sleep::new(delay)).poll(cx));
            self.delay = Duration::ZERO;
        }
        match &mut self.outcome {
            Pending::Ready(outcome) => Poll::Ready(*outcome.take().expect("polled after it was ready")),
            Pending::Future(future) => future.as_mut().poll(cx),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("delay", &self.delay).finish_non_exhaustive()
    }
}
