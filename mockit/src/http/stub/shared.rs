//! A registered stub.

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use http::Method;
use tokio::sync::Notify;

use crate::engine::{Place, Times, Turn};
use crate::http::matching::{Finding, Matching, UrlPattern, label};
use crate::http::reply::{Delay, Responder};
use crate::http::request::Request;
use crate::report;

/// The lowest number is asked first.
pub(super) const USUAL_PRIORITY: u8 = 5;

/// Makes [`Selecting`](super::Selecting) a registered stub.
#[derive(Clone)]
pub struct Registered(pub(in crate::http) Arc<Cell>);

pub(crate) struct Cell {
    pub(super) methods: Vec<Method>,
    pub(super) url: UrlPattern,
    pub(super) set_at: &'static Location<'static>,
    pub(super) calls: AtomicUsize,
    pub(super) requests: Mutex<Vec<Request>>,
    plan: RwLock<Arc<Plan>>,
    pub(super) of: Arc<OfAll>,
}

/// What all stubs of a double share.
#[derive(Default)]
pub(super) struct OfAll {
    /// Has any stub another priority than the usual?
    pub(super) prioritised: AtomicBool,
    /// Told of every request that was answered.
    pub(super) called: Notify,
    /// Every request, in order.
    requests: Mutex<Vec<Request>>,
    /// Reports of requests that failed, to be raised again if they were swallowed.
    failures: Mutex<Vec<String>>,
}

impl OfAll {
    pub(super) fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn failures(&self) -> MutexGuard<'_, Vec<String>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What came to the double, for a report.
    pub(super) fn received(&self, describe: &dyn Fn(&Request) -> String) -> String {
        let requests = self.requests().clone();
        report::received(requests.len(), &mut requests.iter().map(describe))
    }
}

/// What the setters have made of a stub.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) matchings: Vec<Matching>,
    pub(super) times: Option<Times>,
    pub(super) optional: bool,
    pub(super) priority: u8,
    pub(super) place: Option<Arc<Place>>,
    pub(super) requires: Vec<(String, String)>,
    pub(super) moves: Vec<(String, String)>,
    pub(super) delay: Option<Delay>,
    pub(super) responder: Option<Arc<Responder>>,
}

impl Plan {
    /// Without `times` a stub must be called at least once, unless it is optional.
    pub(super) fn times(&self) -> Times {
        let times = self.times.unwrap_or(Times { min: 1, max: usize::MAX });
        if self.optional { Times { min: 0, ..times } } else { times }
    }
}

impl Cell {
    pub(super) fn new(
        methods: Vec<Method>,
        url: UrlPattern,
        set_at: &'static Location<'static>,
        of: Arc<OfAll>,
    ) -> Self {
        let query = url.query.clone();
        let query = query.map(crate::http::matching::query_exactly);
        let plan = Plan {
            matchings: query.into_iter().collect(),
            times: None,
            optional: false,
            priority: USUAL_PRIORITY,
            place: None,
            requires: Vec::new(),
            moves: Vec::new(),
            delay: None,
            responder: None,
        };
        Cell {
            methods,
            url,
            set_at,
            calls: AtomicUsize::new(0),
            requests: Mutex::default(),
            plan: RwLock::new(Arc::new(plan)),
            of,
        }
    }

    pub(super) fn plan(&self) -> Arc<Plan> {
        Arc::clone(&self.plan.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Plan)) {
        let mut plan = self.plan.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut plan));
    }

    pub(super) fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_spent(&self, plan: &Plan) -> bool {
        self.calls.load(Relaxed) >= plan.times().max
            || plan.place.as_ref().is_some_and(|place| place.is_closed())
    }

    pub(super) fn accepts_method(&self, method: &Method) -> bool {
        self.methods.is_empty() || self.methods.contains(method)
    }

    /// `POST https://api.example/charges`
    pub(super) fn label(&self) -> Cow<'static, str> {
        format!("{} {}", label(&self.methods), self.url).into()
    }

    /// What each matcher says of a request.
    pub(super) fn explain(&self, plan: &Plan, request: &Request) -> Vec<Finding> {
        let captures = self.url.captures(request).unwrap_or_default();
        let request = &request.clone().with_captures(captures);
        let mut findings = Vec::new();
        let methods: Vec<_> = self.methods.iter().map(Method::as_str).collect();
        let finding = Finding::new("method", self.accepts_method(request.method()));
        findings.push(finding.but(methods.join(" or "), request.method().as_str()));
        crate::http::matching::path(self.url.clone()).explain(request, &mut findings);
        // The query of the pattern is among the matchings.
        findings.truncate(2);
        plan.matchings.iter().for_each(|matching| matching.explain(request, &mut findings));
        findings
    }
}

/// What became of a stub that a request was to be given.
pub(super) enum Claim {
    Taken,
    /// Another request was faster, or its step is over.
    Spent,
    OutOfTurn(Turn),
}

impl Cell {
    /// Counts a request. Behind the registry's lock, so that nothing comes in between.
    pub(super) fn claim(&self, plan: &Plan, request: Request) -> Claim {
        if self.is_spent(plan) {
            return Claim::Spent;
        }
        match plan.place.as_ref().map(|place| place.take()) {
            None | Some(Turn::Right) => {}
            Some(Turn::Closed) => return Claim::Spent,
            Some(turn) => return Claim::OutOfTurn(turn),
        }
        self.calls.fetch_add(1, Relaxed);
        self.requests().push(request);
        Claim::Taken
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, called {} times", self.0.label(), self.0.calls.load(Relaxed))
    }
}
