//! The client's timeouts, on tokio's clock.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use mockit::http::Fault;
use reqwest::Url;
use tokio::time::{Instant, sleep, sleep_until};

use crate::body::BodyLimits;
use crate::client_builder::Config;
use crate::errors;
use crate::pending::Answered;

/// How long a call may take.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Until the response's head is there, through all redirects.
    head: Option<Instant>,
    connect: Option<Duration>,
    pub(crate) body: BodyLimits,
}

impl Limits {
    /// Time runs from now on.
    pub(super) fn start(config: &Config, own: Option<Duration>) -> Self {
        let (total, read) = (own.or(config.timeout), config.read_timeout);
        let mut limits = Limits { head: None, connect: config.connect_timeout, body: BodyLimits::none() };
        if total.is_some() || read.is_some() {
            let now = Instant::now();
            // What overflows is no limit.
            let at = |time: Option<Duration>| time.and_then(|time| now.checked_add(time));
            limits.head = [at(total), at(read)].into_iter().flatten().min();
            limits.body.total = at(total);
            limits.body.read = read;
        }
        limits
    }

    /// Adds the blocking client's limit: for the head, and again for the body.
    #[cfg(feature = "blocking")]
    pub(crate) fn blocking(config: &Config, own: Option<Duration>, limit: Option<Duration>) -> Self {
        let mut limits = Limits::start(config, own);
        let head = limit.and_then(|limit| Instant::now().checked_add(limit));
        limits.head = [limits.head, head].into_iter().flatten().min();
        limits.body.blocking = Some(limit);
        limits
    }

    /// Does the fault take its time? Without any limit a connect timeout comes at once.
    pub(super) fn waits(&self, fault: Fault) -> bool {
        fault == Fault::NoResponse || self.connect.is_some() || self.head.is_some()
    }

    /// Returns when connecting has timed out; waits for ever for all else.
    pub(super) async fn hang(&self, fault: Fault) {
        match self.connect {
            Some(connect) if fault == Fault::ConnectTimeout => sleep(connect).await,
            _ => std::future::pending().await,
        }
    }

    /// The future, or the timeout's error.
    pub(super) fn enforce<F>(&self, url: Url, future: F) -> impl Future<Output = F::Output> + use<F>
    where
        F: Future<Output = Answered>,
    {
        let head = self.head;
        async move {
            let Some(head) = head else { return future.await };
            let mut future = pin!(future);
            let mut late = pin!(sleep_until(head));
            let outcome = poll_fn(|cx| match late.as_mut().poll(cx) {
                Poll::Ready(()) => Poll::Ready(None),
                Poll::Pending => future.as_mut().poll(cx).map(Some),
            });
            match outcome.await {
                Some(result) => result,
                None => Err(errors::timed_out(&url).await),
            }
        }
    }
}
