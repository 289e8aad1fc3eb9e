//! A registered stub.

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use http::Method;
use tokio::sync::Notify;

use crate::engine::{Place, Times, Turn};
use crate::http::exchange::requested;
use crate::http::far_end::FarEnd;
use crate::http::matching::{Finding, Matching, UrlPattern, label};
use crate::http::reply::{Delay, Responder};
use crate::http::request::Request;
use crate::http::told::Begun;
use crate::record::{Entry, History, What};
use crate::report;
use crate::scope::Scope;

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
    answered: Mutex<Vec<Arc<Entry>>>,
    plan: RwLock<Arc<Plan>>,
    pub(super) of: Arc<OfAll>,
}

/// What all stubs of a double share.
pub(super) struct OfAll {
    /// Has any stub another priority than the usual?
    pub(super) prioritised: AtomicBool,
    /// Told of every request that was answered.
    pub(super) called: Notify,
    /// Every request, in order, and what came of it.
    pub(super) history: Arc<History>,
    /// Where requests are really for, if the double spies.
    pub(super) far_end: OnceLock<FarEnd>,
    /// Reports of requests that failed, to be raised again if they were swallowed.
    failures: Mutex<Vec<String>>,
}

/// Of a double that is made in the running test: it tells the record of that one, wherever it is used.
impl Default for OfAll {
    fn default() -> Self {
        let log = Arc::clone(&Scope::current().test().log);
        OfAll {
            prioritised: AtomicBool::default(),
            called: Notify::default(),
            history: Arc::new(History::new("MockHttp", &[], log)),
            far_end: OnceLock::new(),
            failures: Mutex::default(),
        }
    }
}

impl OfAll {
    /// Writes down that a request has come.
    pub(super) fn begin(&self, request: &Request) -> Begun {
        Begun::new(self.history.begin(What::Request(Box::new(request.clone()))))
    }

    pub(super) fn failures(&self) -> MutexGuard<'_, Vec<String>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What came to the double, for a report.
    pub(super) fn received(&self, describe: &dyn Fn(&Arc<Entry>, &Request) -> String) -> String {
        let entries = self.history.entries();
        let requests = entries.iter().filter_map(|entry| Some(describe(entry, requested(entry)?)));
        report::received(entries.len(), &mut { requests })
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
            answered: Mutex::default(),
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

    /// The requests that it answered.
    pub(super) fn answered(&self) -> MutexGuard<'_, Vec<Arc<Entry>>> {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn forget_answered(&self) {
        let answered = std::mem::take(&mut *self.answered());
        // Not behind the lock: the bytes of a body may be owned by a type of the user's.
        drop(answered);
    }

    /// A request, with what the path of the stub captures in it.
    pub(super) fn seen(&self, request: &Request) -> Request {
        request.clone().with_captures(self.url.captures(request).unwrap_or_default())
    }

    pub(in crate::http) fn far_end(&self) -> Option<FarEnd> {
        self.of.far_end.get().cloned()
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
        let request = &self.seen(request);
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
    pub(super) fn claim(&self, plan: &Plan, begun: &Begun) -> Claim {
        if self.is_spent(plan) {
            return Claim::Spent;
        }
        match plan.place.as_ref().map(|place| place.take()) {
            None | Some(Turn::Right) => {}
            Some(Turn::Closed) => return Claim::Spent,
            Some(turn) => return Claim::OutOfTurn(turn),
        }
        self.calls.fetch_add(1, Relaxed);
        self.answered().push(Arc::clone(begun.entry()));
        Claim::Taken
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, called {} times", self.0.label(), self.0.calls.load(Relaxed))
    }
}
