//! One expectation, as the engine keeps it.

use std::any::Any;
use std::mem;
use std::panic::Location;
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread::ThreadId;

use super::call::{ALL, Call, Entry, is_foreign};
use super::gate::{Deadlock, Gate, Pass};
use super::keep::Keep;
use super::order::{Place, Turn};
use super::refusal::Refusal;
use super::times::Times;

/// A typed action; only the shell that stored it knows its type.
pub(crate) type Payload = Box<dyn Any + Send>;

pub(crate) struct Record {
    pub(crate) times: Times,
    /// Written behind the slot's gate only.
    pub(crate) calls: AtomicUsize,
    pub(crate) slot: Gate<Slot>,
    pub(crate) matcher: MatcherKind,
    /// The arguments that captors look at, by their bits.
    pub(crate) captures: u32,
    /// Set while a lone record's matcher runs, behind the gate.
    pub(crate) matching: AtomicBool,
    /// Is any of the fields below in use?
    pub(crate) is_special: bool,
    pub(crate) place: Option<Place>,
    /// The action gives its result away and has none for a second call.
    pub(crate) once: bool,
    pub(crate) pool: Option<Arc<Pool>>,
    /// Set by the `_st` forms: only this thread may run the action.
    pub(crate) action_thread: Option<ThreadId>,
    /// Has it been told what to return?
    pub(crate) has_result: bool,
    /// Asked after all others.
    pub(crate) is_fallback: bool,
    /// It must be called because its mock is strict.
    pub(crate) is_strict: bool,
    pub(crate) set_at: &'static Location<'static>,
    /// Was it added to a shared mock?
    pub(crate) is_later: bool,
    /// Its place among the records.
    pub(crate) index: usize,
}

/// Stands for the calls of a record that is forgotten: more than it may have, so that nothing
/// else has to be looked at.
const GONE: usize = usize::MAX;

/// What a report calls the matcher; the matcher itself stands in the book.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum MatcherKind {
    Anything,
    Predicates,
    Function,
}

#[derive(Default)]
pub(crate) struct Slot {
    pub(crate) action: Option<Payload>,
    /// The matcher, while its record is the only one; then it moves to the book.
    pub(crate) matcher: Entry,
    /// Did the matcher move to the book because the mock is shared? Another stands in its place.
    pub(crate) has_moved: bool,
    /// Asked before a call is served: is there a result left?
    pub(crate) more: Option<Box<dyn FnMut() -> bool + Send>>,
}

#[cfg(feature = "spy")]
impl Slot {
    /// Where it was said that the real object is to be called, if it was.
    pub(super) fn calls_real(&self) -> Option<&'static Location<'static>> {
        let action: &(dyn Any + Send) = &**self.action.as_ref()?;
        action.downcast_ref().map(|real: &super::spied::CallReal| real.set_at)
    }
}

/// What a test gave as a result.
pub(crate) enum Action {
    /// Serves one call at a time.
    Exclusive(Payload),
    /// Makes as many payloads as there are calls at the same time.
    Shared(Box<dyn Fn() -> Payload + Send + Sync>),
}

/// The payloads of a shared action, each behind a gate of its own.
pub(crate) struct Pool {
    make: Box<dyn Fn() -> Payload + Send + Sync>,
    slots: Keep<Gate<Slot>>,
}

impl Pool {
    pub(crate) fn new(make: Box<dyn Fn() -> Payload + Send + Sync>) -> Self {
        Pool { make, slots: Keep::default() }
    }

    /// A slot that no other call uses.
    pub(super) fn enter(&self) -> Pass<'_, Slot> {
        loop {
            if let Some(pass) = self.slots.iter().find_map(Gate::enter_if_free) {
                return pass;
            }
            self.slots.push(Gate::new(Slot { action: Some((self.make)()), ..Slot::default() }));
        }
    }
}

/// A record's answer to a call that it might serve.
pub(crate) enum Served<'a> {
    Yes(Pass<'a, Slot>),
    /// It had all its calls before.
    Spent,
    /// Not to be passed on to other records.
    Refused(Refusal<'a>),
}

impl Record {
    pub(crate) fn new(set_at: &'static Location<'static>) -> Self {
        Record {
            times: Times::ANY,
            calls: AtomicUsize::new(0),
            slot: Gate::new(Slot::default()),
            matcher: MatcherKind::Anything,
            captures: 0,
            matching: AtomicBool::new(false),
            is_special: false,
            place: None,
            once: false,
            pool: None,
            action_thread: None,
            has_result: false,
            is_fallback: false,
            is_strict: false,
            set_at,
            is_later: false,
            index: 0,
        }
    }

    /// What takes this record's place while it is changed; `slot` is its own.
    pub(super) fn successor(&self, slot: &mut Slot) -> Record {
        Record {
            times: self.times,
            calls: AtomicUsize::new(self.calls.load(Relaxed)),
            slot: Gate::new(mem::take(slot)),
            matcher: self.matcher,
            captures: self.captures,
            matching: AtomicBool::new(false),
            is_special: self.is_special,
            place: self.place.clone(),
            once: self.once,
            pool: self.pool.clone(),
            action_thread: self.action_thread,
            has_result: self.has_result,
            is_fallback: self.is_fallback,
            is_strict: self.is_strict,
            set_at: self.set_at,
            is_later: self.is_later,
            index: self.index,
        }
    }

    /// Takes no more calls and is not verified. Waits for an action that runs in another thread.
    pub(super) fn forget(&self) {
        // Where the gate does not open, this thread is within it: no call can count meanwhile.
        let slot = self.slot.enter().ok().map(|mut pass| {
            self.retire();
            mem::take(&mut *pass.guard)
        });
        self.retire();
        // Not behind the gate: what a test's values do when they are dropped is their business.
        drop(slot);
    }

    /// As `forget`, without a wait that may have no end, and without dropping what is in there.
    pub(super) fn retire_soon(&self) {
        // An action that runs for longer has been counted before it began.
        let _pass = self.slot.enter_if(false);
        self.retire();
    }

    /// What it keeps of the test's, unless it is in use.
    pub(super) fn take_slot_soon(&self) -> Option<Slot> {
        self.slot.enter_if(false).map(|mut pass| mem::take(&mut *pass.guard))
    }

    /// Marks it as gone; behind the slot's gate.
    pub(super) fn retire(&self) {
        self.calls.store(GONE, Relaxed);
    }

    #[inline(always)]
    pub(super) fn is_gone(&self) -> bool {
        self.calls.load(Relaxed) == GONE
    }

    /// A sequence does not wait for it any more.
    pub(super) fn leave_sequence(&self) {
        if let Some(place) = &self.place {
            place.abandon();
        }
    }

    /// Cannot serve any further call.
    #[inline(always)]
    pub(crate) fn is_spent(&self) -> bool {
        let closed = self.is_special && self.place.as_ref().is_some_and(Place::is_closed);
        closed || self.calls.load(Relaxed) >= self.times.max
    }

    /// Says that calls with its arguments must not come, where it would do so in vain if another
    /// expectation took them.
    pub(crate) fn forbids(&self) -> bool {
        self.times.max == 0 && self.matcher != MatcherKind::Anything && !self.is_gone()
    }

    /// Asks the matcher behind the gate.
    #[inline(always)]
    pub(crate) fn accepts(&self, slot: &Slot, call: &dyn Call) -> bool {
        if slot.matcher.matcher.is_none() {
            return true;
        }
        self.matching.store(true, Relaxed);
        let accepted = call.find(slice::from_ref(&slot.matcher), 0, ALL) == 0;
        self.matching.store(false, Relaxed);
        accepted
    }

    /// Counts a call in the usual case, in which nothing else is to be done; `false` where there is.
    #[inline(always)]
    pub(crate) fn count_plainly(&self, slot: &Slot) -> bool {
        let calls = self.calls.load(Relaxed);
        let usual = calls < self.times.max && slot.action.is_some() && !self.is_special;
        if usual {
            self.calls.store(calls + 1, Relaxed);
        }
        usual
    }

    /// Serves a call that the matcher accepts. A lone record counts a call too many, and refuses
    /// it; others leave it to the next.
    pub(crate) fn serve<'a>(&'a self, mut pass: Pass<'a, Slot>, is_lone: bool) -> Served<'a> {
        if self.count_plainly(&pass.guard) {
            return Served::Yes(pass);
        }
        let calls = self.calls.load(Relaxed);
        if calls >= self.times.max {
            if !is_lone || calls == GONE {
                return Served::Spent;
            }
            self.calls.store(calls + 1, Relaxed);
            return Served::Refused(Refusal::TooMany(self, calls + 1));
        }
        let nth = calls + 1;
        match self.special(nth, &mut pass.guard) {
            Ok(()) => {}
            Err(Refusal::OutOfTurn(_, Turn::Closed)) if !is_lone => return Served::Spent,
            Err(refusal) => return Served::Refused(refusal),
        }
        self.calls.store(nth, Relaxed);
        match &self.pool {
            Some(pool) => {
                // Gates are left in reverse order.
                drop(pass);
                Served::Yes(pool.enter())
            }
            None if pass.guard.action.is_some() => Served::Yes(pass),
            None => Served::Refused(Refusal::NoAction(self)),
        }
    }

    /// What most expectations do not ask for.
    fn special<'a>(&'a self, nth: usize, slot: &mut Slot) -> Result<(), Refusal<'a>> {
        if is_foreign(self.action_thread) {
            return Err(Refusal::WrongThread(self));
        }
        if self.once && nth > 1 {
            self.calls.store(nth, Relaxed);
            return Err(Refusal::CalledTwice(self));
        }
        if slot.more.as_mut().is_some_and(|more| !more()) {
            return Err(Refusal::NoResultLeft(self, nth));
        }
        match self.place.as_ref().map(Place::take) {
            None | Some(Turn::Right) => Ok(()),
            Some(turn) => Err(Refusal::OutOfTurn(self, turn)),
        }
    }

    /// The gate could not be passed.
    #[cold]
    pub(crate) fn blocked(&self, deadlock: Deadlock) -> Refusal<'_> {
        match self.matching.load(Relaxed) {
            true => Refusal::InMatcher(deadlock),
            false => Refusal::InAction(self, deadlock),
        }
    }
}
