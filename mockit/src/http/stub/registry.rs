//! All stubs of a double, and what came to it.

use std::collections::HashMap;
use std::panic::{Location, panic_any};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use http::Method;

use super::index::Index;
use super::shared::{Cell, Claim, OfAll, Plan};
use crate::engine::{Step, Turn};
use crate::http::answer::Answer;
use crate::http::exchange::requested;
use crate::http::far_end::{FarEnd, Real};
use crate::http::matching::UrlPattern;
use crate::http::reply::{Always, Reply, Responder};
use crate::http::request::Request;
use crate::http::told::Begun;
use crate::predicate::explain;
use crate::record::History;
use crate::report::{self, Failures, RequestReport, StubReport, Unmet};
use crate::scope::{self, Seat};

#[derive(Default)]
pub(crate) struct Registry {
    pub(super) index: RwLock<Arc<Index>>,
    /// Guards claims too: who is given a request, and which state follows.
    states: Mutex<HashMap<String, String>>,
    /// What answers an unmatched request in place of a failure.
    fallback: RwLock<Option<Arc<Responder>>>,
    /// Requests that found no double, and may have been meant for this one.
    strays: Mutex<Vec<String>>,
    /// Has the double been dropped?
    closed: AtomicBool,
    pub(super) of_all: Arc<OfAll>,
    /// Where a guard finds it, if there is one.
    pub(super) seat: OnceLock<Arc<Seat>>,
    /// Has a guard verified all that is expected?
    pub(super) is_settled: AtomicBool,
}

/// The state in which every scenario begins.
pub(crate) const STARTED: &str = "Started";

/// Why no stub answers.
pub(super) enum Refusal {
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
        self.fall_back_on(Box::new(Always::from(reply)));
    }

    fn fall_back_on(&self, responder: Responder) {
        *self.fallback.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(responder));
    }

    /// Has the double spy.
    pub(crate) fn spy(&self, far_end: FarEnd) {
        self.fall_back_on(Box::new(Real(Arc::clone(&far_end))));
        // A double is made to spy but once.
        let _ = self.of_all.far_end.set(far_end);
    }

    /// What came.
    pub(crate) fn history(&self) -> &Arc<History> {
        &self.of_all.history
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.history().entries().iter().filter_map(|entry| requested(entry).cloned()).collect()
    }

    pub(crate) fn state(&self, scenario: &str) -> String {
        state_in(&lock(&self.states), scenario).to_string()
    }

    pub(crate) fn set_state(&self, scenario: &str, state: &str) {
        lock(&self.states).insert(scenario.to_string(), state.to_string());
    }

    /// Answers a request.
    #[track_caller]
    pub(crate) fn answer(self: &Arc<Self>, request: Request) -> Answer {
        let begun = self.of_all.begin(&request);
        match self.find(&request, &begun) {
            Ok((cell, plan, request)) => self.reply(cell, &plan, request, begun),
            Err(Refusal::NoMatch) => {
                let fallback = self.fallback.read().unwrap_or_else(PoisonError::into_inner).clone();
                match fallback {
                    Some(responder) if self.spent(&request).is_empty() => {
                        self.respond(&responder, Duration::ZERO, None, request, begun)
                    }
                    _ => self.refuse(&request, &Refusal::NoMatch, &begun),
                }
            }
            Err(refusal) => self.refuse(&request, &refusal, &begun),
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

    fn find(&self, request: &Request, begun: &Begun) -> Result<Taken, Refusal> {
        let index = self.index();
        let path = request.matched_path();
        let mut candidates = index.of_path(&path);
        if self.of_all.prioritised.load(Relaxed) {
            let mut sorted: Vec<_> = candidates.collect();
            // Stable: of one priority, the first that was registered comes first.
            sorted.sort_by_cached_key(|cell| cell.plan().priority);
            return self.first(&mut sorted.into_iter(), request, begun);
        }
        self.first(&mut candidates, request, begun)
    }

    fn first(
        &self,
        candidates: &mut dyn Iterator<Item = &Arc<Cell>>,
        request: &Request,
        begun: &Begun,
    ) -> Result<Taken, Refusal> {
        for cell in candidates {
            if let Some(taken) = self.offer(cell, request, begun)? {
                return Ok(taken);
            }
        }
        Err(Refusal::NoMatch)
    }

    /// Offers a request to a stub; `None` where it is not for it.
    fn offer(&self, cell: &Arc<Cell>, request: &Request, begun: &Begun) -> Result<Option<Taken>, Refusal> {
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
        match cell.claim(&plan, begun) {
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

    #[cold]
    #[track_caller]
    pub(super) fn refuse(self: &Arc<Self>, request: &Request, refusal: &Refusal, begun: &Begun) -> ! {
        let explained = self.explain(request, refusal, Location::caller().file());
        // The record has the request already.
        let about = format!("{request}: ");
        begun.is_refused(explained.sentence.strip_prefix(&about).unwrap_or(&explained.sentence));
        let text = report::request(&explained);
        self.of_all.failures().push(text.clone());
        self.watch();
        scope::note_failure();
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
        let before = scope::log().map(|log| report::happened_before(&log, "MockHttp")).unwrap_or_default();
        RequestReport { sentence, body, hint, stubs, before, anchor }
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
    pub(crate) fn take_failures(&self) -> Failures {
        let index = self.index();
        let unmet: Vec<Unmet> = match self.is_settled.load(Relaxed) {
            false => index.all().iter().filter_map(judge).collect(),
            true => Vec::new(),
        };
        let swallowed = std::mem::take(&mut *self.of_all.failures());
        let mut below = String::new();
        if !unmet.is_empty() {
            below.push_str(&self.of_all.received(&|entry, request| {
                let answered = |cell: &&Arc<Cell>| cell.answered().iter().any(|one| Arc::ptr_eq(one, entry));
                match index.all().iter().find(answered) {
                    Some(cell) => format!("{request}, answered by the stub set at {}", cell.set_at),
                    None => format!("{request}, answered by no stub"),
                }
            }));
        }
        let happened = scope::log()
            .map(|log| Box::new(move || report::happened_beside_requests(&log)) as report::Happened);
        let found = Failures { unmet, swallowed, below, happened };
        if found.is_empty() {
            return found;
        }
        let strays = std::mem::take(&mut *lock(&self.strays));
        let strays: String = strays.iter().map(|stray| report::stray(stray)).collect();
        Failures { below: found.below + &strays, ..found }
    }

    /// Forgets all stubs and all that happened.
    pub(crate) fn clear(&self) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        self.of_all.history.clear();
        lock(&self.states).clear();
        self.of_all.failures().clear();
    }

    /// Forgets what came, and nothing else.
    pub(crate) fn clear_history(&self) {
        self.of_all.history.clear();
        self.index().all().iter().for_each(|cell| cell.forget_answered());
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.index().all().is_empty() && self.of_all.failures().is_empty()
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
