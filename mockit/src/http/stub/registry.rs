//! All stubs of a double, and what came to it.

use std::any::Any;
use std::collections::HashMap;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, panic_any, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
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
use crate::http::request::Request;
use crate::predicate::explain;
use crate::report::{self, RequestReport, StubReport, Unmet};

#[derive(Default)]
pub(crate) struct Registry {
    index: RwLock<Arc<Index>>,
    /// Guards claims too: who is given a request, and which state follows.
    states: Mutex<HashMap<String, String>>,
    /// What an unmatched request gets in place of a failure.
    fallback: RwLock<Option<Reply>>,
    /// Requests that found no double, and may have been meant for this one.
    strays: Mutex<Vec<String>>,
    /// Has the double been dropped?
    closed: AtomicBool,
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

/// The stub that answers, and the request with what its path captured.
type Taken = (Arc<Cell>, Arc<Plan>, Request);

fn state_in<'s>(states: &'s HashMap<String, String>, scenario: &str) -> &'s str {
    states.get(scenario).map_or(STARTED, String::as_str)
}

fn in_required_states(plan: &Plan, states: &HashMap<String, String>) -> bool {
    plan.requires.iter().all(|(scenario, wanted)| state_in(states, scenario) == wanted)
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

    pub(crate) fn close(&self) {
        self.closed.store(true, Relaxed);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Relaxed)
    }

    pub(crate) fn add_stray(&self, what: &str) {
        lock(&self.strays).push(what.to_string());
    }

    pub(crate) fn set_fallback(&self, reply: Reply) {
        *self.fallback.write().unwrap_or_else(PoisonError::into_inner) = Some(reply);
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.of_all.requests().clone()
    }

    pub(crate) fn state(&self, scenario: &str) -> String {
        state_in(&lock(&self.states), scenario).to_string()
    }

    pub(crate) fn set_state(&self, scenario: &str, state: &str) {
        lock(&self.states).insert(scenario.to_string(), state.to_string());
    }

    /// Answers a request.
    #[track_caller]
    pub(crate) fn answer(&self, request: Request) -> Answer {
        self.of_all.requests().push(request.clone());
        match self.find(&request) {
            Ok((cell, plan, request)) => self.reply(cell, &plan, request),
            Err(Refusal::NoMatch) => {
                let fallback = self.fallback.read().unwrap_or_else(PoisonError::into_inner).clone();
                match fallback {
                    Some(reply) if self.spent(&request).is_empty() => {
                        let (delay, outcome) = reply.outcome(&request);
                        Answer::new(delay, outcome)
                    }
                    _ => self.refuse(&request, &Refusal::NoMatch),
                }
            }
            Err(refusal) => self.refuse(&request, &refusal),
        }
    }

    /// How often the stubs might have been requested that are meant for the request, and may not be any more.
    fn spent(&self, request: &Request) -> Vec<usize> {
        let index = self.index();
        let meant = |cell: &&Arc<Cell>| {
            let plan = cell.plan();
            // Not held any more when matchers run, which may ask for states.
            let in_states = in_required_states(&plan, &lock(&self.states));
            in_states
                && cell.is_spent(&plan)
                && cell.explain(&plan, request).iter().all(|finding| finding.accepted)
        };
        let spent = index.of_path(&request.matched_path()).filter(meant);
        spent.map(|cell| cell.plan().times().max).collect()
    }

    fn find(&self, request: &Request) -> Result<Taken, Refusal> {
        let index = self.index();
        let path = request.matched_path();
        let mut candidates = index.of_path(&path);
        if self.of_all.prioritised.load(Relaxed) {
            let mut sorted: Vec<_> = candidates.collect();
            // Stable: of one priority, the first that was registered comes first.
            sorted.sort_by_cached_key(|cell| cell.plan().priority);
            return self.first(&mut sorted.into_iter(), request);
        }
        self.first(&mut candidates, request)
    }

    fn first(
        &self,
        candidates: &mut dyn Iterator<Item = &Arc<Cell>>,
        request: &Request,
    ) -> Result<Taken, Refusal> {
        for cell in candidates {
            if let Some(taken) = self.offer(cell, request)? {
                return Ok(taken);
            }
        }
        Err(Refusal::NoMatch)
    }

    /// Offers a request to a stub; `None` where it is not for it.
    fn offer(&self, cell: &Arc<Cell>, request: &Request) -> Result<Option<Taken>, Refusal> {
        if !cell.accepts_method(request.method()) || !cell.url.accepts_origin(request) {
            return Ok(None);
        }
        let plan = cell.plan();
        if plan.responder.is_none() || cell.is_spent(&plan) {
            return Ok(None);
        }
        let Some(captures) = cell.url.captures(request) else { return Ok(None) };
        // Functions may look at the captures.
        let request = request.clone().with_captures(captures);
        let may_capture = explain::are_there_captors();
        if may_capture {
            explain::was_captor_asked();
        }
        for matching in &plan.matchings {
            if !matching.accepts(&request) {
                return Ok(None);
            }
        }
        let captures = may_capture && explain::was_captor_asked();
        let mut states = lock(&self.states);
        if !in_required_states(&plan, &states) {
            return Ok(None);
        }
        match cell.claim(&plan, request.clone()) {
            Claim::Spent => Ok(None),
            Claim::OutOfTurn(turn) => Err(Refusal::OutOfTurn(Arc::clone(cell), turn)),
            Claim::Taken => {
                states.extend(plan.moves.iter().cloned());
                drop(states);
                if captures {
                    explain::capturing(|| plan.matchings.iter().all(|matching| matching.accepts(&request)));
                }
                self.of_all.called.notify_waiters();
                Ok(Some((Arc::clone(cell), plan, request)))
            }
        }
    }

    #[track_caller]
    fn reply(&self, cell: Arc<Cell>, plan: &Plan, request: Request) -> Answer {
        let delay = plan.delay.as_ref().map_or(Duration::ZERO, |delay| delay.next());
        let Some(responder) = &plan.responder else { self.refuse(&request, &Refusal::NoMatch) };
        let responded = catch_unwind(AssertUnwindSafe(|| responder.respond(&request)));
        match responded.unwrap_or_else(|panic| panicked(&cell, &request, panic)) {
            Response::Now(more, outcome) => Answer::new(delay.saturating_add(more), outcome),
            Response::Later(mut later) => Answer::future(delay, async move {
                let (more, outcome) = poll_fn(|cx| {
                    let polled = catch_unwind(AssertUnwindSafe(|| later.as_mut().poll(cx)));
                    polled.unwrap_or_else(|panic| panicked(&cell, &request, panic))
                })
                .await;
                if !more.is_zero() {
                    clock::sleep(more).await;
                }
                outcome
            }),
            Response::NothingLeft => self.refuse(&request, &Refusal::NothingLeft(cell)),
            Response::Busy => self.refuse(&request, &Refusal::Busy(cell)),
        }
    }

    #[cold]
    #[track_caller]
    fn refuse(&self, request: &Request, refusal: &Refusal) -> ! {
        let text = report::request(&self.explain(request, refusal, Location::caller().file()));
        self.of_all.failures().push(text.clone());
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
                let why = match self.spent(request)[..] {
                    [] => "No matching stub found".to_string(),
                    [0] => "It must not be requested".to_string(),
                    [usize::MAX] => "It is too late for it in its sequence".to_string(),
                    [1] => "It is requested more often than once".to_string(),
                    [max] => format!("It is requested more often than {max} times"),
                    [..] => "It is requested more often than its stubs allow".to_string(),
                };
                (format!("{request}: {why}"), hint, stubs)
            }
            Refusal::OutOfTurn(cell, turn) => {
                let plan = cell.plan();
                let hint = plan.place.as_ref().map(|place| place.explain(turn));
                (format!("{request}: Sequence violation"), hint, vec![about(cell)])
            }
            Refusal::NothingLeft(cell) => {
                let about = |cell| StubReport { notes: Vec::new(), ..about(cell) };
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
        let findings = cell.explain(&plan, request);
        if cell.is_spent(&plan) {
            let accepted = findings.iter().all(|finding| finding.accepted);
            let word = if accepted { "matched, but used up" } else { "used up" };
            notes.push(match times.max {
                usize::MAX => format!("{word}: a later step of its sequence has been called"),
                0 => "it must not be requested".to_string(),
                max => format!("{word} ({calls} of {max})"),
            });
        }
        StubReport {
            label: cell.label().into_owned(),
            set_at: cell.set_at.to_string(),
            calls,
            times,
            likeness: cell.url.likeness(request.path()),
            notes,
            fields: findings.into_iter().map(Into::into).collect(),
        }
    }

    /// All that is held against the test, and forgets it.
    pub(crate) fn take_failures(&self) -> Option<String> {
        let index = self.index();
        let unmet: Vec<Unmet> = index.all().iter().filter_map(judge).collect();
        let failures = std::mem::take(&mut *self.of_all.failures());
        let mut text = report::verification(&unmet, &failures)?;
        if !unmet.is_empty() {
            text.push_str(&self.of_all.received(&|request| {
                let answered = |cell: &&Arc<Cell>| cell.requests().iter().any(|one| one.is(request));
                match index.all().iter().find(answered) {
                    Some(cell) => format!("{request}, answered by the stub set at {}", cell.set_at),
                    None => format!("{request}, answered by no stub"),
                }
            }));
        }
        for stray in std::mem::take(&mut *lock(&self.strays)) {
            text.push_str(&report::stray(&stray));
        }
        Some(text)
    }

    /// Forgets all stubs and all that happened.
    pub(crate) fn clear(&self) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        self.of_all.requests().clear();
        lock(&self.states).clear();
        self.of_all.failures().clear();
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.index().all().is_empty() && self.of_all.failures().is_empty()
    }
}

/// A reply that panics fails the test, whoever swallows the panic.
fn panicked(cell: &Cell, request: &Request, panic: Box<dyn Any + Send>) -> ! {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no text");
    let report = report::reply_panicked(&request.to_string(), &cell.set_at.to_string(), text);
    cell.of.failures().push(report);
    resume_unwind(panic)
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
        is_strict: false,
        shadowed_by: None,
        went_to: Vec::new(),
    })
}

impl Cell {
    pub(super) fn step(&self, plan: &Plan) -> Step {
        let calls = self.calls.load(Relaxed);
        Step { method: self.label(), set_at: self.set_at, times: plan.times(), calls }
    }
}
