//! One expectation, as the engine keeps it.

use std::any::Any;
use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::ThreadId;

use super::gate::Gate;
use super::order::{Place, Turn};
use super::times::Times;

/// A typed action; only the shell that stored it knows its type.
pub(crate) type Payload = Box<dyn Any + Send>;

pub(crate) struct Record {
    pub(crate) set_at: &'static Location<'static>,
    pub(crate) times: Times,
    pub(crate) calls: AtomicUsize,
    pub(crate) matcher: MatcherKind,
    pub(crate) place: Option<Place>,
    /// The action gives its result away and has none for a second call.
    pub(crate) once: bool,
    /// Set by the `_st` forms: only this thread may run the action, or ask the matcher.
    pub(crate) action_thread: Option<ThreadId>,
    pub(crate) matcher_thread: Option<ThreadId>,
    pub(crate) slot: Gate<Slot>,
}

/// What a report calls the matcher; the matcher itself stands in the book.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum MatcherKind {
    Anything,
    Predicates,
    Function,
}

pub(crate) struct Slot {
    pub(crate) action: Action,
    /// Asked before a call is served: is there a result left?
    pub(crate) more: Option<Box<dyn FnMut() -> bool + Send>>,
}

pub(crate) enum Action {
    Missing,
    /// Runs behind the gate: one call at a time.
    Exclusive(Payload),
    /// Makes a payload for each call, which then runs outside the gate.
    Shared(Box<dyn Fn() -> Payload + Send + Sync>),
}

/// Whether a record serves the call for which it was tried.
pub(crate) enum Taken {
    Yes { nth: usize },
    /// It had all its calls before this one, which is number `nth`.
    Exhausted { nth: usize },
    /// Its turn in the sequence is over or has not come.
    OutOfTurn(Turn),
}

impl Record {
    pub(crate) fn new(set_at: &'static Location<'static>) -> Self {
        Record {
            set_at,
            times: Times::ANY,
            calls: AtomicUsize::new(0),
            matcher: MatcherKind::Anything,
            place: None,
            once: false,
            action_thread: None,
            matcher_thread: None,
            slot: Gate::new(Slot { action: Action::Missing, more: None }),
        }
    }

    /// Cannot serve any further call.
    pub(crate) fn is_spent(&self) -> bool {
        self.calls.load(Relaxed) >= self.times.max
            || self.place.as_ref().is_some_and(Place::is_closed)
    }

    /// Counts a call; it stays counted when it was one too many.
    pub(crate) fn take(&self) -> Taken {
        let nth = self.calls.fetch_add(1, Relaxed) + 1;
        if nth > self.times.max {
            return Taken::Exhausted { nth };
        }
        if let Some(place) = &self.place {
            match place.take() {
                Turn::Right => {}
                turn => {
                    self.give_back();
                    return Taken::OutOfTurn(turn);
                }
            }
        }
        Taken::Yes { nth }
    }

    /// Uncounts a call that another expectation is to serve.
    pub(crate) fn give_back(&self) {
        self.calls.fetch_sub(1, Relaxed);
    }
}
