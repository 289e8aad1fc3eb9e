//! What a double answers to one request: at once, later, or from a future.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::clock::Sleep;
use super::reply::{Body, Fault};
use super::told::{Begun, Told};

/// A response, or why there is none.
pub type Outcome = Result<http::Response<Body>, Failure>;

/// Why there is no response. It equals the [`Fault`] that it is.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// A stub's fault.
    Fault(Fault),
    /// The real far end's own error, of a double that [spies](super::MockHttp::spying).
    Real(Box<dyn Error + Send + Sync>),
}

impl Failure {
    /// The fault of a stub, if it is one.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Failure::Fault(fault) => Some(*fault),
            Failure::Real(_) => None,
        }
    }

    /// With all its causes, as far as they say more.
    pub(crate) fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let more = error.to_string();
            if !text.contains(&more) {
                text = format!("{text}: {more}");
            }
            cause = error.source();
        }
        text
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

impl PartialEq<Fault> for Failure {
    fn eq(&self, fault: &Fault) -> bool {
        self.fault() == Some(*fault)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Fault(fault) => fault.fmt(f),
            Failure::Real(error) => error.fmt(f),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Failure::Fault(_) => None,
            Failure::Real(error) => error.source(),
        }
    }
}

/// What [`Endpoint::handle`](super::Endpoint::handle) gives: a future of the [`Outcome`], or the
/// outcome itself where nothing has to be waited for.
///
/// Delays pass on tokio's clock. [`Fault::ConnectTimeout`] and [`Fault::NoResponse`] come at once:
/// only the client knows how long it would wait for them.
pub struct Answer {
    delay: Duration,
    sleep: Option<Sleep>,
    outcome: Pending,
    /// To be written down when the outcome is there.
    on_its_way: Option<Box<(Begun, Told)>>,
}

enum Pending {
    Ready(Option<Box<Outcome>>),
    Future(Pin<Box<dyn Future<Output = Outcome> + Send>>),
}

impl Answer {
    /// An outcome that is there after a delay, and then the end of what has begun.
    pub(crate) fn new(delay: Duration, outcome: Outcome, begun: Begun, told: Told) -> Self {
        let on_its_way = match delay {
            Duration::ZERO => {
                begun.ends_at_once(&outcome, told);
                None
            }
            _ => Some(Box::new((begun, told))),
        };
        Answer { delay, sleep: None, outcome: Pending::Ready(Some(Box::new(outcome))), on_its_way }
    }

    /// What ends by itself what has begun.
    pub(crate) fn future(delay: Duration, outcome: impl Future<Output = Outcome> + Send + 'static) -> Self {
        Answer { delay, sleep: None, outcome: Pending::Future(Box::pin(outcome)), on_its_way: None }
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
            Pending::Ready(outcome) => {
                let outcome = *outcome.take().expect("polled after it was ready");
                if let Some(exchange) = self.on_its_way.take() {
                    let (begun, told) = *exchange;
                    begun.ends(&outcome, told);
                }
                Poll::Ready(outcome)
            }
            Pending::Future(future) => future.as_mut().poll(cx),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("delay", &self.delay).finish_non_exhaustive()
    }
}
