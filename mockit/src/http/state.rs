//! A state of the test's own, which several stubs share.

use std::fmt;
use std::sync::Arc;

use super::endpoint::Endpoint;
use super::reply::Reply;
use super::request::Request;
use crate::engine::Gate;

/// A value that the closures of several stubs work on; made by [`Endpoint::stateful`].
pub struct State<S>(Arc<Gate<S>>);

impl Endpoint {
    /// Makes a value that closures of stubs can work on, each request as a whole.
    ///
    /// ```
    /// use mockit::http::{MockHttp, Reply};
    ///
    /// #[derive(Default)]
    /// struct Counter { hits: u32 }
    ///
    /// let http = MockHttp::new();
    /// let counter = http.stateful(Counter::default());
    /// http.expect_get("/hits").returning(counter.handler(|counter, _| {
    ///     counter.hits += 1;
    ///     Reply::text(200, counter.hits.to_string())
    /// }));
    ///
    /// let get = || http::Request::get("http://any/hits").body("").unwrap();
    /// http.handle(get());
    /// http.handle(get());
    /// assert_eq!(counter.with(|counter| counter.hits), 2);
    /// ```
    pub fn stateful<S: Send + 'static>(&self, state: S) -> State<S> {
        State(Arc::new(Gate::new(state)))
    }
}

impl<S: Send + 'static> State<S> {
    /// A closure for [`returning`](super::Stub::returning), or `returning_fn`. No two of one state
    /// run at the same time.
    ///
    /// # Panics
    /// The request panics when it comes from inside another closure of the same state.
    pub fn handler<R: Into<Reply>>(
        &self,
        f: impl Fn(&mut S, &Request) -> R + Send + Sync + 'static,
    ) -> impl Fn(&Request) -> Reply + Send + Sync + 'static {
        let state = self.clone();
        move |request| state.with(|state| f(state, request).into())
    }

    /// Looks at the state, or changes it.
    ///
    /// # Panics
    /// From inside itself or a closure of the same state.
    #[track_caller]
    pub fn with<R>(&self, f: impl FnOnce(&mut S) -> R) -> R {
        match self.0.enter() {
            Ok(mut pass) => f(&mut pass.guard),
            Err(_) => panic!("this state is in use: a closure that works on it came back to it"),
        }
    }
}

impl<S> Clone for State<S> {
    fn clone(&self) -> Self {
        State(Arc::clone(&self.0))
    }
}

impl<S> fmt::Debug for State<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State")
    }
}
