//! Looking back: how many requests there were of a kind.

use std::fmt;
use std::sync::Arc;

use super::registry::Registry;
use super::selecting::Selecting;
use crate::http::exchange::{Exchange, exchanges, requested};
use crate::http::matching::{Finding, Matching, UrlPattern};
use crate::http::request::Request;
use crate::record::{Entry, History};
use crate::report::{Came, REQUESTS, Words};
use crate::verification::{Verifiable, answered, meant};

/// Makes [`Selecting`] a verification of what has been requested; see
/// [`Endpoint::verify`](crate::http::Endpoint::verify).
#[derive(Clone)]
pub struct Verification {
    registry: Arc<Registry>,
    label: String,
    url: UrlPattern,
    /// The method and the path come first.
    matchings: Vec<Matching>,
    by_url: usize,
}

impl Verification {
    pub(in crate::http) fn new(
        registry: &Arc<Registry>,
        label: String,
        url: UrlPattern,
        matchings: Vec<Matching>,
    ) -> Self {
        let by_url = matchings.len();
        Verification { registry: Arc::clone(registry), label, url, matchings, by_url }
    }

    pub(super) fn narrow(&mut self, matching: Matching) {
        self.matchings.push(matching);
    }

    /// A request, with what the URL captures in it.
    fn seen(&self, request: &Request) -> Request {
        request.clone().with_captures(self.url.captures(request).unwrap_or_default())
    }
}

impl Selecting<Verification> {
    /// The requests that match, in order.
    pub fn requests(&self) -> Vec<Request> {
        meant(self).iter().filter_map(|entry| Some(self.0.seen(requested(entry)?))).collect()
    }

    /// The requests that match, in order, with what was answered.
    pub fn exchanges(&self) -> Vec<Exchange> {
        exchanges(&meant(self), self.history(), |request| self.0.seen(request))
    }
}

answered! { [] Selecting<Verification> }

impl Verifiable for Selecting<Verification> {
    fn label(&self) -> String {
        match self.0.matchings.len() > self.0.by_url {
            false => self.0.label.clone(),
            // The URL alone may have been requested.
            true => format!("{} like this", self.0.label),
        }
    }

    fn words(&self) -> &'static Words {
        &REQUESTS
    }

    fn history(&self) -> &Arc<History> {
        self.0.registry.history()
    }

    fn of_double(&self) -> Vec<Arc<History>> {
        vec![Arc::clone(self.history())]
    }

    fn accepts(&self, entry: &Entry) -> bool {
        requested(entry).is_some_and(|request| {
            let request = self.0.seen(request);
            self.0.matchings.iter().all(|one| one.accepts(&request))
        })
    }

    fn came(&self, entry: &Entry) -> Came {
        let mut findings: Vec<Finding> = Vec::new();
        if let Some(request) = requested(entry) {
            let request = self.0.seen(request);
            self.0.matchings.iter().for_each(|one| one.explain(&request, &mut findings));
        }
        Came::by_fields(entry, findings.into_iter().map(Into::into).collect())
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "verification of {}", self.label)
    }
}
