//! The state of one mocked method, and what happens when it is called.

use std::any::Any;
use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use super::call::{ALL, Call, Matcher};
use super::gate::{Deadlock, Gate, Pass};
use super::keep::Keep;
use super::order::{Sequence, Step, Turn};
use super::record::{Action, MatcherKind, Payload, Record, Slot, Taken};
use super::refusal::{self, Refusal};
use super::times::Times;

/// What the macro knows of a method. `args` are the names of its parameters.
#[derive(Debug)]
pub struct Method {
    /// `MockFoo::bar`
    pub name: &'static str,
    /// The parameters' names, without the receiver.
    pub args: &'static [&'static str],
}

/// One mocked method: nothing is allocated until a test expects something of it.
pub struct Core {
    pub(super) method: &'static Method,
    pub(super) state: OnceLock<Box<State>>,
}

/// The stored matchers, by the index of their records.
pub(super) type Book = Vec<Option<Box<dyn Matcher>>>;

#[derive(Default)]
pub(super) struct State {
    pub(super) records: Vec<Record>,
    /// Every record before this index is spent for good.
    first_live: AtomicUsize,
    pub(super) book: Gate<Book>,
    /// Reports of calls that failed, to be raised again if they were swallowed.
    pub(super) failures: Mutex<Vec<String>>,
    /// Owned values from which by-reference results are lent.
    pub(super) kept: Keep<Box<dyn Any + Send + Sync>>,
    /// A generic method's expectations, one for each list of types.
    pub(super) children: Keep<Box<dyn Child>>,
}

/// An `Expectation` whose types the engine does not know.
pub trait Child: Any + Send + Sync {
    /// The engine's part of it.
    fn core(&self) -> &Core;
}

/// A call that has been admitted: hands out its action, and frees it when dropped.
pub struct Running<'a>(Serving<'a>);

enum Serving<'a> {
    Exclusive(Pass<'a, Slot>),
    Shared(Payload),
}

impl Running<'_> {
    /// The stored action.
    pub fn action<T: Any>(&mut self) -> &mut T {
        self.payload().downcast_mut().expect("an action of the method's own signature")
    }

    fn payload(&mut self) -> &mut (dyn Any + Send) {
        match &mut self.0 {
            Serving::Shared(payload) => &mut **payload,
            Serving::Exclusive(pass) => match &mut pass.guard.action {
                Action::Exclusive(payload) => &mut **payload,
                _ => unreachable!("`begin` admits no call without an action"),
            },
        }
    }
}

impl Core {
    /// A method of which nothing is expected.
    pub const fn new(method: &'static Method) -> Self {
        Core { method, state: OnceLock::new() }
    }

    /// The method's description.
    pub fn method(&self) -> &'static Method {
        self.method
    }

    pub(super) fn state(&self) -> &State {
        self.state.get_or_init(Box::default)
    }

    pub(super) fn state_mut(&mut self) -> &mut State {
        self.state();
        self.state.get_mut().expect("made in the line above")
    }

    /// Adds an expectation, on which the setters act from now on.
    pub(crate) fn push(&mut self, set_at: &'static Location<'static>) {
        let state = self.state_mut();
        state.records.push(Record::new(set_at));
        state.book.get_mut().push(None);
    }

    /// Forgets all that was expected and all that happened.
    pub(crate) fn clear(&mut self) {
        self.state = OnceLock::new();
    }

    fn latest(&mut self) -> &mut Record {
        self.state_mut().records.last_mut().expect("`expect_…()` adds a record first")
    }

    pub(crate) fn set_times(&mut self, times: Times) {
        let record = self.latest();
        record.times = times;
        if let Some(place) = &record.place {
            place.set_times(times);
        }
    }

    #[track_caller]
    pub(crate) fn set_sequence(&mut self, sequence: &mut Sequence) {
        let method = self.method.name;
        let record = self.latest();
        assert!(
            record.place.is_none(),
            "{method}: the expectation set at {} is in a sequence already; \
             set a second expectation for the second sequence",
            record.set_at
        );
        let step = Step { method, set_at: record.set_at, times: record.times, calls: 0 };
        record.place = Some(sequence.add(step));
    }

    pub(crate) fn set_matcher(&mut self, kind: MatcherKind, matcher: Box<dyn Matcher>) {
        let record = self.latest();
        record.matcher = kind;
        record.matcher_thread = None;
        *self.state_mut().book.get_mut().last_mut().expect("one entry a record") = Some(matcher);
    }

    /// Stores the action of the latest expectation.
    pub(crate) fn set_action(&mut self, action: Action) {
        let record = self.latest();
        record.once = false;
        record.action_thread = None;
        *record.slot.get_mut() = Slot { action, more: None };
    }

    /// As `set_action`, for an action that serves one call.
    pub(crate) fn set_action_once(&mut self, payload: Payload) {
        self.set_action(Action::Exclusive(payload));
        self.latest().once = true;
    }

    /// As `set_action`, for an action that serves calls while `more` says so.
    pub(crate) fn set_action_while(
        &mut self,
        payload: Payload,
        more: Box<dyn FnMut() -> bool + Send>,
    ) {
        self.set_action(Action::Exclusive(payload));
        self.latest().slot.get_mut().more = Some(more);
    }

    /// Only the running thread may run the latest expectation's action from now on.
    pub(crate) fn bind_action_to_thread(&mut self) {
        self.latest().action_thread = Some(thread::current().id());
    }

    /// Only the running thread may ask the latest expectation's matcher from now on.
    pub(crate) fn bind_matcher_to_thread(&mut self) {
        self.latest().matcher_thread = Some(thread::current().id());
    }

    pub(crate) fn keep(&self) -> &Keep<Box<dyn Any + Send + Sync>> {
        &self.state().kept
    }

    pub(crate) fn keep_mut(&mut self) -> &mut Keep<Box<dyn Any + Send + Sync>> {
        &mut self.state_mut().kept
    }

    pub(crate) fn children(&self) -> &Keep<Box<dyn Child>> {
        &self.state().children
    }

    pub(crate) fn children_mut(&mut self) -> &mut Keep<Box<dyn Child>> {
        &mut self.state_mut().children
    }

    /// Admits a call to the expectation that serves it.
    ///
    /// # Panics
    /// With a report, where none does.
    #[track_caller]
    pub fn begin(&self, call: &dyn Call) -> Running<'_> {
        match self.admit(call) {
            Ok(running) => running,
            Err(refusal) if thread::panicking() => match refusal.serve_anyway() {
                // A second panic would abort the whole test binary, and this test fails already.
                Some(pass) => Running(Serving::Exclusive(pass)),
                None => self.refuse(call, &refusal),
            },
            Err(refusal) => self.refuse(call, &refusal),
        }
    }

    fn admit(&self, call: &dyn Call) -> Result<Running<'_>, Refusal<'_>> {
        let Some(state) = self.state.get() else { return Err(Refusal::NoMatch) };
        let (record, nth) = match &*state.records {
            [only] => (only, state.take_only(only, call)?),
            _ => state.choose(call)?,
        };
        if record.once && nth > 1 {
            return Err(Refusal::CalledTwice(record));
        }
        if is_foreign(record.action_thread) {
            return Err(Refusal::WrongThread(record));
        }
        let mut pass = record.slot.enter().map_err(|deadlock| Refusal::InAction(record, deadlock))?;
        if let Some(more) = &mut pass.guard.more {
            if !more() {
                return Err(Refusal::NoResultLeft(record, nth));
            }
        }
        match &pass.guard.action {
            Action::Missing => Err(Refusal::NoAction(record)),
            Action::Exclusive(_) => Ok(Running(Serving::Exclusive(pass))),
            Action::Shared(make) => Ok(Running(Serving::Shared(make()))),
        }
    }

    #[cold]
    #[track_caller]
    fn refuse(&self, call: &dyn Call, refusal: &Refusal<'_>) -> ! {
        let text = refusal::report(self, call, refusal);
        let mut failures = self.state().failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.push(text.clone());
        drop(failures);
        std::panic::panic_any(text)
    }
}

impl Default for Gate<Book> {
    fn default() -> Self {
        Gate::new(Vec::new())
    }
}

impl State {
    /// A single expectation takes every call that it matches, even one too many.
    fn take_only<'a>(&'a self, record: &'a Record, call: &dyn Call) -> Result<usize, Refusal<'a>> {
        if record.matcher != MatcherKind::Anything && !accepts(&self.open_book()?, 0, record, call)? {
            return Err(Refusal::NoMatch);
        }
        match record.take() {
            Taken::Yes { nth } => Ok(nth),
            Taken::Exhausted { nth } => Err(Refusal::TooMany(record, nth)),
            Taken::OutOfTurn(turn) => Err(Refusal::OutOfTurn(record, turn)),
        }
    }

    /// The first expectation that accepts the call and is not spent.
    fn choose(&self, call: &dyn Call) -> Result<(&Record, usize), Refusal<'_>> {
        let mut book = None;
        let mut live = self.first_live.load(Relaxed);
        let mut index = live;
        while index < self.records.len() {
            let record = &self.records[index];
            index += 1;
            if record.is_spent() {
                if index == live + 1 {
                    live = index;
                    self.first_live.fetch_max(live, Relaxed);
                }
                continue;
            }
            if record.matcher != MatcherKind::Anything {
                if book.is_none() {
                    book = Some(self.open_book()?);
                }
                let open = book.as_ref().expect("opened above");
                if !accepts(open, index - 1, record, call)? {
                    continue;
                }
            }
            match record.take() {
                Taken::Yes { nth } => return Ok((record, nth)),
                // Another thread was faster.
                Taken::Exhausted { .. } => record.give_back(),
                Taken::OutOfTurn(Turn::Closed) => {}
                Taken::OutOfTurn(turn) => return Err(Refusal::OutOfTurn(record, turn)),
            }
        }
        Err(Refusal::NoMatch)
    }

    fn open_book(&self) -> Result<Pass<'_, Book>, Refusal<'_>> {
        self.book.enter().map_err(Refusal::InMatcher)
    }
}

fn is_foreign(bound_to: Option<ThreadId>) -> bool {
    bound_to.is_some_and(|id| id != thread::current().id())
}

fn accepts<'a>(
    book: &Pass<'_, Book>,
    index: usize,
    record: &'a Record,
    call: &dyn Call,
) -> Result<bool, Refusal<'a>> {
    if is_foreign(record.matcher_thread) {
        return Err(Refusal::WrongThread(record));
    }
    Ok(match &book.guard[index] {
        Some(matcher) => call.matches(&**matcher, ALL),
        None => true,
    })
}

/// Why a gate would not open, in words.
impl Deadlock {
    pub(super) fn because(self, place: &str) -> String {
        match self {
            Deadlock::Reentrant => format!("called again from inside {place}"),
            Deadlock::Ring => format!(
                "called from a thread that another call waits for, while {place} is running in a \
                 thread that waits for this one: neither could go on"
            ),
        }
    }
}
