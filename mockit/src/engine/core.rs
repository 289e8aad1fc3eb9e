//! The state of one mocked method, and what happens when it is called.

use std::any::Any;
use std::mem::{self, ManuallyDrop};
use std::panic::Location;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use super::call::{ALL, Call, Entry, Matcher};
use super::gate::{Deadlock, Gate, Pass};
use super::keep::Keep;
use super::order::{Sequence, Step};
use super::record::{Action, MatcherKind, Payload, Pool, Record, Served, Slot};
use super::refusal::{self, Refusal};
use super::times::Times;

/// What the macro knows of a method. `args` are the names of its parameters.
#[derive(Debug)]
pub struct Method {
    /// `MockFoo::bar`
    pub name: &'static str,
    /// The parameters' names, without the receiver.
    pub args: &'static [&'static str],
    /// Has it no receiver?
    pub is_static: bool,
}

/// One mocked method: nothing is allocated until a test expects something of it.
pub struct Core {
    pub(super) method: &'static Method,
    /// Emptied by `drop`, which looks first: most methods of most mocks are never used.
    pub(super) state: ManuallyDrop<OnceLock<Box<State>>>,
    /// Is there a state? Cheaper to look at than the lock, which counts in a debug build.
    is_used: AtomicBool,
}

impl Drop for Core {
    #[inline]
    fn drop(&mut self) {
        if self.is_used() {
            self.clear();
        }
    }
}

/// The stored matchers, by the index of their records.
pub(super) type Book = Vec<Entry>;

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
    /// The last value that was lent by `&mut`: nothing can still borrow the one before.
    pub(super) lent: Option<Box<dyn Any + Send + Sync>>,
    /// A generic method's expectations, one for each list of types.
    pub(super) children: Keep<Box<dyn Child>>,
}

/// An `Expectation` whose types the engine does not know.
pub trait Child: Any + Send + Sync {
    /// The engine's part of it.
    fn core(&self) -> &Core;
}

/// A call that has been admitted: hands out its action, and frees it when dropped.
pub struct Running<'a>(Pass<'a, Slot>);

impl Running<'_> {
    /// The stored action, which only the shell knows the type of.
    #[inline]
    pub fn action(&mut self) -> &mut (dyn Any + Send) {
        match &mut self.0.guard.action {
            Some(action) => &mut **action,
            None => unreachable!("admitted only with an action"),
        }
    }
}

impl Core {
    /// A method of which nothing is expected.
    pub const fn new(method: &'static Method) -> Self {
        Core { method, state: ManuallyDrop::new(OnceLock::new()), is_used: AtomicBool::new(false) }
    }

    /// The method's description.
    pub fn method(&self) -> &'static Method {
        self.method
    }

    pub(super) fn state(&self) -> &State {
        self.state.get_or_init(|| {
            self.is_used.store(true, Relaxed);
            Box::default()
        })
    }

    /// Was anything expected or called?
    #[inline(always)]
    pub(super) fn is_used(&mut self) -> bool {
        *self.is_used.get_mut()
    }

    pub(super) fn state_mut(&mut self) -> &mut State {
        self.state();
        self.state.get_mut().expect("made in the line above")
    }

    /// Adds an expectation, on which the setters act from now on.
    pub(crate) fn push(&mut self, set_at: &'static Location<'static>) {
        let state = self.state_mut();
        if let [only] = &mut *state.records {
            *state.book.get_mut() = vec![mem::take(&mut only.slot.get_mut().matcher)];
        }
        if !state.records.is_empty() {
            state.book.get_mut().push(Entry::default());
        }
        state.records.push(Record::new(set_at, state.records.len()));
        super::verify::forget_raised();
    }

    /// Forgets all that was expected and all that happened.
    pub(crate) fn clear(&mut self) {
        drop(self.state.take());
        *self.is_used.get_mut() = false;
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
        let step = Step { method: method.into(), set_at: record.set_at, times: record.times, calls: 0 };
        record.place = Some(sequence.add(step));
        record.is_special = true;
    }

    pub(crate) fn set_matcher(&mut self, kind: MatcherKind, matcher: Box<dyn Matcher>) {
        self.latest().matcher = kind;
        *self.entry() = Entry { matcher: Some(matcher), thread: None };
    }

    /// Only the running thread may ask the latest expectation's matcher from now on.
    pub(crate) fn bind_matcher_to_thread(&mut self) {
        self.entry().thread = Some(thread::current().id());
        self.latest().is_special = true;
    }

    /// Where the latest expectation's matcher stands.
    fn entry(&mut self) -> &mut Entry {
        let state = self.state_mut();
        match &mut *state.records {
            [only] => &mut only.slot.get_mut().matcher,
            _ => state.book.get_mut().last_mut().expect("one entry a record"),
        }
    }

    /// Stores the action of the latest expectation.
    pub(crate) fn set_action(&mut self, action: Action) {
        let record = self.latest();
        record.once = false;
        record.action_thread = None;
        let slot = record.slot.get_mut();
        slot.more = None;
        match action {
            Action::Exclusive(payload) => {
                slot.action = Some(payload);
                record.pool = None;
            }
            Action::Shared(make) => {
                slot.action = None;
                record.pool = Some(Box::new(Pool::new(make)));
            }
        }
    }

    /// As `set_action`, for an action that serves one call.
    pub(crate) fn set_action_once(&mut self, payload: Payload) {
        self.set_action(Action::Exclusive(payload));
        let record = self.latest();
        record.once = true;
        record.is_special = true;
    }

    /// As `set_action`, for an action that serves calls while `more` says so.
    pub(crate) fn set_action_while(&mut self, payload: Payload, more: Box<dyn FnMut() -> bool + Send>) {
        self.set_action(Action::Exclusive(payload));
        let record = self.latest();
        record.slot.get_mut().more = Some(more);
        record.is_special = true;
    }

    /// Only the running thread may run the latest expectation's action from now on.
    pub(crate) fn bind_action_to_thread(&mut self) {
        let record = self.latest();
        record.action_thread = Some(thread::current().id());
        record.is_special = true;
    }

    pub(crate) fn keep(&self) -> &Keep<Box<dyn Any + Send + Sync>> {
        &self.state().kept
    }

    pub(crate) fn lent_mut(&mut self) -> &mut Option<Box<dyn Any + Send + Sync>> {
        &mut self.state_mut().lent
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
        // The usual case comes first and for itself: this is the path that is worth being fast.
        if let Some(state) = self.state.get()
            && let [only] = &*state.records
            && !only.is_special
            && let Some(pass) = only.slot.enter_if_free()
        {
            if !only.accepts(&pass.guard, call) {
                drop(pass);
                return self.refuse(call, Refusal::NoMatch);
            }
            if only.count_plainly(&pass.guard) {
                return Running(pass);
            }
            return self.conclude(call, only.serve(pass, true));
        }
        self.conclude(call, self.admit(call))
    }

    #[cold]
    #[track_caller]
    fn conclude<'a>(&'a self, call: &dyn Call, served: Served<'a>) -> Running<'a> {
        match served {
            Served::Yes(pass) => Running(pass),
            Served::Spent => self.refuse(call, Refusal::NoMatch),
            Served::Refused(refusal) => self.refuse(call, refusal),
        }
    }

    fn admit(&self, call: &dyn Call) -> Served<'_> {
        match self.state.get() {
            None => Served::Refused(Refusal::NoMatch),
            Some(state) => match &*state.records {
                [only] => State::admit_lone(only, call),
                _ => state.search(call),
            },
        }
    }

    #[cold]
    #[track_caller]
    fn refuse<'a>(&'a self, call: &dyn Call, refusal: Refusal<'a>) -> Running<'a> {
        if thread::panicking() {
            // A second panic would abort the whole test binary, and this test fails already.
            if let Some(pass) = refusal.serve_anyway() {
                return Running(pass);
            }
        }
        let text = refusal::report(self, call, &refusal, Location::caller().file());
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
    /// A single expectation takes every call that it matches, even one too many. One gate does
    /// for its matcher and its action.
    fn admit_lone<'a>(record: &'a Record, call: &dyn Call) -> Served<'a> {
        let pass = match record.slot.enter() {
            Ok(pass) => pass,
            Err(deadlock) => return Served::Refused(record.blocked(deadlock)),
        };
        if pass.guard.matcher.is_foreign() {
            return Served::Refused(Refusal::WrongThread(record));
        }
        if !record.accepts(&pass.guard, call) {
            return Served::Refused(Refusal::NoMatch);
        }
        record.serve(pass, true)
    }

    /// The first expectation that accepts the call and is not spent.
    fn search(&self, call: &dyn Call) -> Served<'_> {
        let mut next = self.first_live.load(Relaxed);
        loop {
            let found = match self.first_match(next, call) {
                Ok(Some(found)) => found,
                Ok(None) => return Served::Spent,
                Err(refusal) => return Served::Refused(refusal),
            };
            let record = &self.records[found];
            next = found + 1;
            // The book is closed by now: who holds this gate may need it.
            match record.slot.enter() {
                Err(deadlock) => return Served::Refused(Refusal::InAction(record, deadlock)),
                Ok(pass) => match record.serve(pass, false) {
                    // Another thread was faster.
                    Served::Spent => {}
                    served => return served,
                },
            }
        }
    }

    /// The first record from `start` on that accepts the call and is not spent.
    fn first_match(&self, start: usize, call: &dyn Call) -> Result<Option<usize>, Refusal<'_>> {
        let book = self.book.enter().map_err(Refusal::InMatcher)?;
        let (entries, records) = (&**book.guard, &*self.records);
        let mut index = start;
        while index < records.len() && records[index].is_spent() {
            index += 1;
        }
        if start == self.first_live.load(Relaxed) {
            self.first_live.store(index, Relaxed);
        }
        loop {
            index = call.find(entries, index, ALL);
            if index >= records.len() {
                return Ok(None);
            }
            if entries[index].is_foreign() {
                return Err(Refusal::WrongThread(&records[index]));
            }
            if !records[index].is_spent() {
                return Ok(Some(index));
            }
            index += 1;
        }
    }
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
