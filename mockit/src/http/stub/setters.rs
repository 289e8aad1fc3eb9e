//! The setters of a stub: how often, when, and what it replies.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower_service::Service;

use super::Stub;
use super::shared::Plan;
use crate::engine::{Gate, Sequence, Times};
use crate::http::clock;
use crate::http::exchange::{Exchange, exchanges, requested};
use crate::http::reply::{
    Always, Async, Body, Delay, Each, Event, Exclusive, Fault, IntoStatus, Reply, Responder, Shared, service,
};
use crate::http::request::Request;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl Stub {
    fn set(self, change: impl FnOnce(&mut Plan)) -> Self {
        self.0.0.change(change);
        self
    }

    /// How often it must and may be requested: `n`, `a..b`, `a..=b`, `a..`, `..b`, `..=b` or `..`.
    /// Without it, at least once.
    ///
    /// # Panics
    /// With `Backwards range` when the range holds no number.
    #[track_caller]
    pub fn times(self, times: impl Into<Times>) -> Self {
        let times = times.into();
        let stub = self.set(|plan| plan.times = Some(times));
        stub.retime();
        stub
    }

    /// Exactly one request: `times(1)`.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// No request at all: `times(0)`. A request that only this stub matches fails the test.
    pub fn never(self) -> Self {
        // What is never answered needs no reply.
        let stub = self.times(0);
        stub.set(|plan| {
            plan.responder
                .get_or_insert_with(|| Arc::new(Box::new(Always::from(Reply::from(200))) as Responder));
        })
    }

    /// Need not be requested at all.
    pub fn optional(self) -> Self {
        let stub = self.set(|plan| plan.optional = true);
        stub.retime();
        stub
    }

    /// A sequence that has this stub already is told of its times.
    fn retime(&self) {
        let plan = self.0.0.plan();
        if let Some(place) = &plan.place {
            place.set_times(plan.times());
        }
    }

    /// Makes this stub the next step of `sequence`, which may hold expectations of trait mocks too. A
    /// step that may be requested again, as one without `times` may, stays open until the next is.
    ///
    /// # Panics
    /// When the stub is in a sequence already.
    #[track_caller]
    pub fn in_sequence(self, sequence: &mut Sequence) -> Self {
        let cell = &self.0.0;
        let plan = cell.plan();
        assert!(
            plan.place.is_none(),
            "{}: the stub set at {} is in a sequence already; register a second one for the second sequence",
            cell.label(),
            cell.set_at
        );
        let place = Arc::new(sequence.add(cell.step(&plan)));
        self.set(|plan| plan.place = Some(place))
    }

    /// Of all stubs that match, the one with the lowest number is asked first; it is 5 where
    /// nothing is said. Of the same priority, the one that was registered first.
    pub fn priority(self, priority: u8) -> Self {
        self.0.0.of.prioritised.store(true, Relaxed);
        self.set(|plan| plan.priority = priority)
    }

    /// Only while `scenario` is in `state`. A scenario begins in the state `Started`.
    ///
    /// # Panics
    /// When the stub asks for another state of that scenario already.
    #[track_caller]
    pub fn when_state(self, scenario: impl Into<String>, state: impl Into<String>) -> Self {
        let required = (scenario.into(), state.into());
        let plan = self.0.0.plan();
        if let Some((scenario, state)) = plan.requires.iter().find(|(scenario, _)| *scenario == required.0) {
            panic!(
                "the stub asks for the state {state:?} of {scenario:?} already, and no scenario is in two states: \
                 register a stub for each"
            );
        }
        self.set(|plan| plan.requires.push(required))
    }

    /// Brings `scenario` into `state` with every request that it answers.
    pub fn then_state(self, scenario: impl Into<String>, state: impl Into<String>) -> Self {
        let moved = (scenario.into(), state.into());
        self.set(|plan| plan.moves.push(moved))
    }

    /// Waits before each reply: a `Duration`, or a random [`Delay`]. Passes on tokio's clock.
    pub fn delay(self, delay: impl Into<Delay>) -> Self {
        let delay = delay.into();
        self.set(|plan| plan.delay = Some(delay))
    }

    pub(in crate::http) fn responder(self, responder: Responder) -> Self {
        self.set(|plan| plan.responder = Some(Arc::new(responder)))
    }

    /// Computes the reply: anything that is `Into<Reply>`, such as `404` or [`Reply::json`].
    ///
    /// Requests from several threads are answered one after another.
    ///
    /// # Panics
    /// The request panics when it comes from inside the closure itself: see
    /// [`returning_fn`](Self::returning_fn).
    pub fn returning<F, R>(self, f: F) -> Self
    where
        F: FnMut(&Request) -> R + Send + 'static,
        R: Into<Reply> + 'static,
    {
        self.responder(Box::new(Exclusive(Gate::new(f))))
    }

    /// As [`returning`](Self::returning), for an `Fn`: requests may be answered side by side, and
    /// the closure may request the same stub again.
    pub fn returning_fn<F, R>(self, f: F) -> Self
    where
        F: Fn(&Request) -> R + Send + Sync + 'static,
        R: Into<Reply> + 'static,
    {
        self.responder(Box::new(Shared(f)))
    }

    /// Computes the reply in a future.
    pub fn returning_async<F, Fut, R>(self, f: F) -> Self
    where
        F: Fn(Request) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = R> + Send + 'static,
        R: Into<Reply> + 'static,
    {
        self.responder(Box::new(Async(f)))
    }

    /// Gives one reply a request: `returning_each([503, 503, 200])`.
    ///
    /// What comes after the last one is up to the iterator: `.into_iter().cycle()` begins again,
    /// [`repeat_last`](crate::repeat_last) stays with the last one.
    ///
    /// # Panics
    /// A request for which no reply is left panics.
    pub fn returning_each<I>(self, replies: I) -> Self
    where
        I: IntoIterator<Item: Into<Reply>>,
        I::IntoIter: Send + 'static,
    {
        self.responder(Box::new(Each(Gate::new(replies.into_iter().fuse()))))
    }

    /// Always this reply.
    pub fn return_const(self, reply: impl Into<Reply>) -> Self {
        self.responder(Box::new(Always::from(reply.into())))
    }

    /// Only a status.
    #[track_caller]
    pub fn returning_status(self, status: impl IntoStatus) -> Self {
        self.return_const(Reply::status(status))
    }

    /// A value as JSON; see [`Reply::json`].
    #[track_caller]
    pub fn returning_json(self, status: impl IntoStatus, value: impl Serialize) -> Self {
        self.return_const(Reply::json(status, value))
    }

    /// A text; see [`Reply::text`].
    #[track_caller]
    pub fn returning_text(self, status: impl IntoStatus, text: impl Into<String>) -> Self {
        self.return_const(Reply::text(status, text))
    }

    /// These bytes.
    #[track_caller]
    pub fn returning_bytes(self, status: impl IntoStatus, bytes: impl Into<Bytes>) -> Self {
        self.return_const(Reply::status(status).body(bytes))
    }

    /// A file's content; see [`Reply::file`].
    #[track_caller]
    pub fn returning_file(self, status: impl IntoStatus, path: impl AsRef<Path>) -> Self {
        self.return_const(Reply::file(status, path))
    }

    /// A body in pieces; see [`Reply::chunks`].
    #[track_caller]
    pub fn returning_chunks<B: Into<Bytes>>(
        self,
        status: impl IntoStatus,
        chunks: impl IntoIterator<Item = (Duration, B)>,
    ) -> Self {
        self.return_const(Reply::chunks(status, chunks))
    }

    /// Server-sent events; see [`Reply::events`].
    pub fn returning_events<E: Into<Event>>(
        self,
        pause: Duration,
        events: impl IntoIterator<Item = E>,
    ) -> Self {
        self.return_const(Reply::events(pause, events))
    }

    /// What goes wrong on a wire.
    pub fn returning_fault(self, fault: Fault) -> Self {
        self.return_const(Reply::fault(fault))
    }

    /// Whatever a `tower::Service` answers, such as an axum router.
    ///
    /// # Panics
    /// The request panics when the service itself fails, as an axum router never does.
    pub fn returning_service<S, B>(self, mounted: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        self.responder(service(mounted))
    }

    /// How often it has been requested.
    pub fn calls(&self) -> usize {
        self.0.0.calls.load(Relaxed)
    }

    /// All requests that it answered, in order.
    pub fn requests(&self) -> Vec<Request> {
        let cell = &self.0.0;
        cell.answered().iter().filter_map(|entry| Some(cell.seen(requested(entry)?))).collect()
    }

    /// All requests that it answered, in order, with what it answered.
    pub fn exchanges(&self) -> Vec<Exchange> {
        let cell = &self.0.0;
        let entries = cell.answered().clone();
        exchanges(&entries, &cell.of.history, |request| cell.seen(request))
    }

    /// The JSON body of the last request that it answered.
    ///
    /// # Panics
    /// When there was none, or its body does not fit.
    #[track_caller]
    pub fn last_json<T: DeserializeOwned>(&self) -> T {
        let Some(last) = self.requests().pop() else {
            panic!("{} has not been requested yet", self.0.0.label())
        };
        match last.json_as() {
            Ok(value) => value,
            Err(error) => {
                let name = crate::report::type_name::<T>();
                panic!("the body of {last} is no {name}: {error}: {}", last.text())
            }
        }
    }

    /// Waits until it has been requested `n` times: for what the code under test does in the
    /// background.
    ///
    /// # Panics
    /// Outside of a tokio runtime; after 10 seconds of tokio's clock, see [`wait_called_within`](Self::wait_called_within).
    #[track_caller]
    pub fn wait_called(&self, n: usize) -> impl Future<Output = ()> + Send + use<> {
        self.wait_called_within(n, Duration::from_secs(10))
    }

    /// Waits until it has been requested `n` times, for as long as `patience` on tokio's clock.
    ///
    /// # Panics
    /// When it has not been by then.
    #[track_caller]
    pub fn wait_called_within(
        &self,
        n: usize,
        patience: Duration,
    ) -> impl Future<Output = ()> + Send + use<> {
        let (cell, waiting_at) = (Arc::clone(&self.0.0), std::panic::Location::caller());
        async move {
            clock::need_runtime("the patience of `wait_called`");
            let called = async {
                loop {
                    let next = cell.of.called.notified();
                    if cell.calls.load(Relaxed) >= n {
                        return;
                    }
                    next.await;
                }
            };
            if tokio::time::timeout(patience, called).await.is_err() {
                panic!(
                    "{}: {} within {patience:?}, expected {n}{}\n\n  set at {}\n  waited for at {waiting_at}",
                    cell.label(),
                    crate::report::times_requested(cell.calls.load(Relaxed)),
                    cell.of.received(&|_, request| request.to_string()),
                    cell.set_at,
                );
            }
        }
    }
}
