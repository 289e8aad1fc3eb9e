//! Looking back: how many requests there were of a kind.

use std::fmt;
use std::sync::Arc;

use super::registry::Registry;
use super::selecting::Selecting;
use crate::engine::Times;
use crate::http::matching::{Finding, Matching, UrlPattern};
use crate::http::request::Request;
use crate::predicate::explain;
use crate::report;

/// Makes [`Selecting`] a verification of what has been requested; see
/// [`Endpoint::verify`](crate::http::Endpoint::verify).
#[derive(Clone)]
pub struct Verification {
    pub(crate) registry: Arc<Registry>,
    pub(crate) label: String,
    pub(crate) url: UrlPattern,
    pub(crate) matchings: Vec<Matching>,
}

impl Selecting<Verification> {
    /// The requests that match, in order.
    pub fn requests(&self) -> Vec<Request> {
        let matches = |request: &Request| self.0.matchings.iter().all(|one| one.accepts(request));
        self.received().into_iter().filter(matches).collect()
    }

    /// All requests, with what the URL captures in those that it accepts.
    fn received(&self) -> Vec<Request> {
        let with_captures = |request: Request| match self.0.url.captures(&request) {
            Some(captures) => request.with_captures(captures),
            None => request,
        };
        self.0.registry.requests().into_iter().map(with_captures).collect()
    }

    /// Demands that so many requests match: `n`, or a range.
    ///
    /// # Panics
    /// When others do, with the requests that there were, nearest first.
    #[track_caller]
    pub fn times(self, times: impl Into<Times>) {
        let times = times.into();
        let matching = self.requests();
        let count = matching.len();
        if (times.min..=times.max).contains(&count) {
            let all = |request: &Request| self.0.matchings.iter().all(|one| one.accepts(request));
            explain::capturing(|| matching.iter().all(all));
            return;
        }
        let label = match self.0.matchings.len() {
            0..=2 => self.0.label.clone(),
            // The URL alone may have been requested.
            _ => format!("{} like this", self.0.label),
        };
        let requests = self.received();
        let described: Vec<_> = requests
            .iter()
            .map(|request| {
                let mut findings: Vec<Finding> = Vec::new();
                self.0.matchings.iter().for_each(|one| one.explain(request, &mut findings));
                (request.to_string(), findings.into_iter().map(report::Field::from).collect())
            })
            .collect();
        std::panic::panic_any(report::looked_back_at_requests(&label, count, times, described));
    }

    /// Demands exactly one.
    ///
    /// # Panics
    /// As [`times`](Self::times).
    #[track_caller]
    pub fn once(self) {
        self.times(1);
    }

    /// Demands that there are none.
    ///
    /// # Panics
    /// As [`times`](Self::times).
    #[track_caller]
    pub fn never(self) {
        self.times(0);
    }

    /// Demands `n` or more.
    ///
    /// # Panics
    /// As [`times`](Self::times).
    #[track_caller]
    pub fn at_least(self, n: usize) {
        self.times(n..);
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "verification of {}", self.label)
    }
}
