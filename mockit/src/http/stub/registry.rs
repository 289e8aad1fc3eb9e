//! All stubs of a double, and what came to it.

use std::collections::HashMap;
use std::panic::{Location, panic_any};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use http::Method;

use super::index::Index;
use super::shared::{Cell, Claim, OfAll, Plan};
use crate::engine::{Step, Turn};
use crate::http::answer::Answer;
use crate::http::clock;
use crate::http::matching::UrlPattern;
use crate::http::reply::{Reply, Response};
use crate::http::request::{Captures, Request};
use crate::report::{self, RequestReport, StubReport, Unmet};

#[derive(Default)]
pub(crate) struct Registry {
    index: RwLock<Arc<Index>>,
    /// Every request, in order.
    requests: Mutex<Vec<Request>>,
    /// Guards claims too: who is given a request, and which state follows.
    states: Mutex<HashMap<String, String>>,
    /// Reports of requests that failed, to be raised again if they were swallowed.
    failures: Mutex<Vec<String>>,
    /// What an unmatched request gets in place of a failure.
    fallback: RwLock<Option<Reply>>,
    of_all: Arc<OfAll>,
}

/// The state in which every scenario begins.
pub(crate) const STARTED: &str = "Started";

/// Why no stub answers.
enum Refusal {
    NoMatch,
    OutOfTurn(Arc<Cell>, Turn),
    NothingLeft(Arc<Cell>),
    Busy(Arc<Cell>),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Registry {
    pub(crate) fn add(
        &self,
        methods: Vec<Method>,
        url: UrlPattern,
        set_at: &'static Location<'static>,
    ) -> Arc<Cell> {
        let cell = Arc::new(Cell::new(methods, url, set_at, Arc::clone(&self.of_all)));
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut index).add(Arc::clone(&cell));
        cell
    }

    /// What is registered now: user code may run and register more while it is looked at.
    fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_fallback(&self, reply: Reply) {
        *self.fallback.write().unwrap_or_else(PoisonError::into_inner) = Some(reply);
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }

    pub(crate) fn state(&self, scenario: &str) -> String {
        lock(&self.states).get(scenario).map_or(STARTED, String::as_str).to_string()
    }

    pub(crate) fn set_state(&self, scenario: &str, state: &str) {
        lock(&self.states).insert(scenario.to_string(), state.to_string());
    }

    /// Answers a request.
    #[track_caller]
    pub(crate) fn answer(&self, request: Request) -> Answer {
        lock(&self.requests).push(request.clone());
        match self.find(&request) {
            Ok((cell, plan, captures)) => {
                let request = request.with_captures(captures);
                self.reply(cell, &plan, &request)
            }
            Err(Refusal::NoMatch) => {
                let fallback = self.fallback.read().unwrap_or_else(PoisonError::into_inner).clone();
                match fallback {
                    Some(reply) => {
                        let (delay, outcome) = reply.outcome(&request);
                        Answer::new(delay, outcome)
                    }
                    None => self.refuse(&request, &Refusal::NoMatch),
                }
            }
            Err(refusal) => self.refuse(&request, &refusal),
        }
    }

    fn find(&self, request: &Request) -> Result<(Arc<Cell>, Arc<Plan>, Captures), Refusal> {
        let index = self.index();
        let mut candidates = index.of_path(request.path()).filter_map(|cell| {
            if !cell.accepts_method(request.method()) || !cell.url.accepts_origin(request) {
                return None;
            }
            let plan = cell.plan();
            if plan.responder.is_none() || cell.is_spent(&plan) {
                return None;
            }
            let captures = cell.url.captures(request)?;
            Some((cell, plan, captures))
        });
        if self.of_all.prioritised.load(Relaxed) {
            let mut sorted: Vec<_> = candidates.collect();
            // Stable: of one priority, the first that was registered comes first.
            sorted.sort_by_key(|(_, plan, _)| plan.priority);
            return self.first(&mut sorted.into_iter(), request);
        }
        self.first(&mut candidates, request)
    }

    fn first(
        &self,
        candidates: &mut dyn Iterator<Item = (&Arc<Cell>, Arc<Plan>, Captures)>,
        request: &Request,
    ) -> Result<(Arc<Cell>, Arc<Plan>, Captures), Refusal> {
        for (cell, plan, captures) in candidates {
            let matches = |request: &Request| plan.matchings.iter().all(|one| one.accepts(request));
            let accepted = match captures.is_empty() || plan.matchings.is_empty() {
                true => matches(request),
                // Functions may look at the captures.
                false => matches(&request.clone().with_captures(captures.clone())),
            };
            if !accepted {
                continue;
            }
            let mut states = lock(&self.states);
            let in_state = |(scenario, state): &(String, String)| {
                states.get(scenario).map_or(STARTED, String::as_str) == state
            };
            if !plan.requires.iter().all(in_state) {
                continue;
            }
            match cell.claim(&plan, request) {
                Claim::Spent => {}
                Claim::OutOfTurn(turn) => return Err(Refusal::OutOfTurn(Arc::clone(cell), turn)),
                Claim::Taken => {
                    states.extend(plan.moves.iter().cloned());
                    drop(states);
                    self.of_all.called.notify_waiters();
                    return Ok((Arc::clone(cell), plan, captures));
                }
            }
        }
        Err(Refusal::NoMatch)
    }

    #[track_caller]
    fn reply(&self, cell: Arc<Cell>, plan: &Plan, request: &Request) -> Answer {
        let delay = plan.delay.as_ref().map_or(Duration::ZERO, |delay| delay.next());
        let Some(responder) = &plan.responder else { self.refuse(request, &Refusal::NoMatch) };
        match responder.respond(request) {
            Response::Now(more, outcome) => Answer::new(delay + more, outcome),
            Response::Later(later) => Answer::future(delay, async move {
                let (more, outcome) = later.await;
                if !more.is_zero() {
                    clock::sleep(more).await;
                }
                outcome
            }),
            Response::NothingLeft => self.refuse(request, &Refusal::NothingLeft(cell)),
            Response::Busy => self.refuse(request, &Refusal::Busy(cell)),
        }
    }

    #[cold]
    #[track_caller]
    fn refuse(&self, request: &Request, refusal: &Refusal) -> ! {
        let text = report::request(&self.explain(request, refusal, Location::caller().file()));
        lock(&self.failures).push(text.clone());
        panic_any(text)
    }

    fn explain(&self, request: &Request, refusal: &Refusal, anchor: &'static str) -> RequestReport {
        let index = self.index();
        let about = |cell: &Arc<Cell>| self.stub_report(cell, request);
        let (sentence, hint, stubs) = match refusal {
            Refusal::NoMatch => {
                let stubs: Vec<_> = index.all().iter().map(about).collect();
                let hint = stubs.is_empty().then(|| {
                    "Nothing is expected of this double. To answer the request, register a stub first: \
                     `http.expect_get(url).returning_status(200)`."
                        .to_string()
                });
                (format!("{request}: No matching stub found"), hint, stubs)
            }
            Refusal::OutOfTurn(cell, turn) => {
                let plan = cell.plan();
                let hint = plan.place.as_ref().map(|place| place.explain(turn));
                (format!("{request}: Sequence violation"), hint, vec![about(cell)])
            }
            Refusal::NothingLeft(cell) => {
                let calls = cell.calls.load(Relaxed);
                let sentence = format!(
                    "{request}: request {calls}, but `returning_each` has only {} replies",
                    calls - 1
                );
                let hint = "Give it more, or say what follows the last one: `mockit::repeat_last([…])`, \
                            `.cycle()` or any other endless iterator.";
                (sentence, Some(hint.to_string()), vec![about(cell)])
            }
            Refusal::Busy(cell) => {
                let sentence =
                    format!("{request}: requested again from inside the stub's own `returning` closure");
                let hint = "An `FnMut` can run only once at a time. `returning_fn` takes an `Fn`, which may be \
                            re-entered.";
                (sentence, Some(hint.to_string()), vec![about(cell)])
            }
        };
        let body = request.text().into_owned();
        RequestReport { sentence, body, hint, stubs, anchor }
    }

    fn stub_report(&self, cell: &Arc<Cell>, request: &Request) -> StubReport {
        let plan = cell.plan();
        let mut notes = Vec::new();
        if plan.responder.is_none() {
            notes.push(
                "it has no reply yet: say `.returning_status(200)`, `.returning_json(…)`, …".to_string(),
            );
        }
        for (scenario, wanted) in &plan.requires {
            let state = self.state(scenario);
            if state != *wanted {
                notes.push(format!("scenario {scenario:?} is in state {state:?}, not in {wanted:?}"));
            }
        }
        let (times, calls) = (plan.times(), cell.calls.load(Relaxed));
        let findings = match cell.url.captures(request) {
            Some(captures) => cell.explain(&plan, &request.clone().with_captures(captures)),
            None => cell.explain(&plan, request),
        };
        if cell.is_spent(&plan) {
            let accepted = findings.iter().all(|finding| finding.accepted);
            let word = if accepted { "matched, but used up" } else { "used up" };
            notes.push(match times.max {
                usize::MAX => format!("{word}: a later step of its sequence has been called"),
                max => format!("{word} ({calls} of {max})"),
            });
        }
        StubReport {
            label: cell.label().into_owned(),
            set_at: cell.set_at.to_string(),
            calls,
            times,
            notes,
            fields: findings.into_iter().map(Into::into).collect(),
        }
    }

    /// All that is held against the test, and forgets it.
    pub(crate) fn take_failures(&self) -> Option<String> {
        let index = self.index();
        let unmet: Vec<Unmet> = index.all().iter().filter_map(judge).collect();
        let failures = std::mem::take(&mut *lock(&self.failures));
        let mut text = report::verification(&unmet, &failures)?;
        if !unmet.is_empty() {
            let requests: Vec<_> = lock(&self.requests).iter().map(Request::to_string).collect();
            text.push_str(&report::received(&requests));
        }
        Some(text)
    }

    /// Forgets all stubs and all that happened.
    pub(crate) fn clear(&self) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        lock(&self.requests).clear();
        lock(&self.states).clear();
        lock(&self.failures).clear();
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.index().all().is_empty() && lock(&self.failures).is_empty()
    }
}

fn judge(cell: &Arc<Cell>) -> Option<Unmet> {
    let (calls, times) = (cell.calls.load(Relaxed), cell.plan().times());
    let bound = if calls < times.min {
        format!("fewer than expected {}", times.min)
    } else if calls > times.max {
        format!("more than expected {}", times.max)
    } else {
        return None;
    };
    Some(Unmet {
        sentence: format!("{}: Stub called {calls} time(s) which is {bound}", cell.label()),
        set_at: cell.set_at.to_string(),
        times,
    })
}

impl Cell {
    pub(super) fn step(&self, plan: &Plan) -> Step {
        let calls = self.calls.load(Relaxed);
        Step { method: self.label(), set_at: self.set_at, times: plan.times(), calls }
    }
}
