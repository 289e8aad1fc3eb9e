//! Sequences: the order in which expectations of any number of mocks must be called.

use std::borrow::Cow;
use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::times::Times;
use crate::report;

/// An order over expectations of any number of mocks.
///
/// Each expectation that is set `in_sequence` becomes the sequence's next step. A call of a step
/// is right when every step before it has been called as often as it must; it closes those. With
/// a range, as in `times(1..)`, a step keeps taking calls until a later step is called. **A step
/// without `times` may be skipped**, since any number of calls is right.
///
/// ```
/// use mockit::{Sequence, automock};
///
/// #[automock]
/// trait Door { fn open(&self); fn close(&self); }
///
/// let mut order = Sequence::new();
/// let mut door = MockDoor::new();
/// door.expect_open().times(1).in_sequence(&mut order).return_const(());
/// door.expect_close().times(1).in_sequence(&mut order).return_const(());
/// door.open();
/// door.close();
/// ```
#[derive(Debug, Default)]
pub struct Sequence {
    order: Arc<Order>,
}

impl Sequence {
    /// A sequence without steps.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn add(&mut self, step: Step) -> Place {
        let mut steps = self.order.steps();
        steps.push(step);
        Place { index: steps.len() - 1, order: Arc::clone(&self.order) }
    }
}

#[derive(Debug, Default)]
struct Order {
    /// The step whose turn it is: every earlier one is closed.
    turn: AtomicUsize,
    steps: Mutex<Vec<Step>>,
}

impl Order {
    fn steps(&self) -> MutexGuard<'_, Vec<Step>> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One step, with all that a report says about it.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// `MockFoo::bar`, or `GET /users`.
    pub(crate) method: Cow<'static, str>,
    pub(crate) set_at: &'static Location<'static>,
    pub(crate) times: Times,
    pub(crate) calls: usize,
}

/// An expectation's place in a sequence.
#[derive(Clone)]
pub(crate) struct Place {
    order: Arc<Order>,
    index: usize,
}

/// What a sequence says to a call.
pub(crate) enum Turn {
    Right,
    /// A later step has been called already.
    Closed,
    /// This earlier step has not been called often enough.
    Early(Box<(usize, Step)>),
}

impl Place {
    /// Takes a call if it is this step's turn.
    pub(crate) fn take(&self) -> Turn {
        let mut steps = self.order.steps();
        let turn = self.order.turn.load(Ordering::Relaxed);
        if self.index < turn {
            return Turn::Closed;
        }
        let is_open = |index: &usize| steps[*index].calls < steps[*index].times.min;
        if let Some(open) = (turn..self.index).find(is_open) {
            return Turn::Early(Box::new((open, steps[open].clone())));
        }
        self.order.turn.store(self.index, Ordering::Relaxed);
        steps[self.index].calls += 1;
        Turn::Right
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.index < self.order.turn.load(Ordering::Relaxed)
    }

    /// The step that was called and closed this one.
    fn current(&self) -> (usize, Step) {
        let turn = self.order.turn.load(Ordering::Relaxed);
        (turn, self.order.steps()[turn].clone())
    }

    pub(crate) fn set_times(&self, times: Times) {
        self.order.steps()[self.index].times = times;
    }

    /// The steps after this one do not wait for it any more.
    pub(crate) fn abandon(&self) {
        self.order.steps()[self.index].times.min = 0;
    }

    /// This step's number, counted from 1, and how many there are.
    fn number(&self) -> (usize, usize) {
        (self.index + 1, self.order.steps().len())
    }

    /// For a report: why this turn was not right.
    pub(crate) fn explain(&self, turn: &Turn) -> String {
        let (number, of) = self.number();
        match turn {
            Turn::Early(open) => {
                let (index, step) = &**open;
                format!(
                    "This is step {number} of {of} in its sequence. Step {} is still open: {}, set at {}, {}, expected {}.",
                    index + 1,
                    step.method,
                    step.set_at,
                    report::times_called(step.calls),
                    step.times
                )
            }
            Turn::Closed | Turn::Right => {
                let (index, current) = self.current();
                format!(
                    "This is step {number} of {of} in its sequence, and it is over: step {}, {}, set at {}, has been \
                     called since.",
                    index + 1,
                    current.method,
                    current.set_at
                )
            }
        }
    }
}
