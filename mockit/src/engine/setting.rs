//! Setting an expectation up: what the setters do.
//!
//! While a mock is not shared, its expectations are changed in place. In a shared one calls may
//! run meanwhile, so each handle adds and changes expectations in the list that only grows.

use std::mem;
use std::panic::Location;
use std::thread;

use super::call::{Entry, Matcher};
use super::core::Core;
use super::order::{Sequence, Step};
use super::record::{Action, MatcherKind, Payload, Pool, Record};
use super::state::State;
use super::times::Times;
use crate::predicate::explain;

/// From now on, expectations must be called at least once, unless they say otherwise.
pub fn be_strict(cores: &mut [&mut Core]) {
    cores.iter_mut().for_each(|core| core.is_strict = true);
}

impl Core {
    /// Adds an expectation, on which the setters act from now on.
    pub(crate) fn push(&mut self, set_at: &'static Location<'static>) {
        let mut record = Record::new(set_at);
        if self.is_strict {
            record.times = Times::from(1..);
            record.is_strict = true;
        }
        self.latest = match self.unshared_mut() {
            Some(state) => {
                state.push(record);
                0
            }
            None => self.state().later().push(record, self.method.name),
        };
        self.watch();
        crate::scope::raised::set(false);
    }

    /// Changes the latest expectation.
    fn edit(&mut self, change: impl FnOnce(&mut Record)) {
        match self.latest {
            0 => change(self.state_mut().latest_record()),
            number => self.state().later().edit(number, self.method.name, change),
        }
        self.watched();
    }

    /// Changes where the latest expectation's matcher stands.
    fn edit_entry(&mut self, change: impl FnOnce(&mut Entry)) {
        match self.latest {
            0 => change(self.state_mut().latest_entry()),
            number => self.state().later().edit_entry(number, self.method.name, change),
        }
        self.watched();
    }

    /// The latest expectation.
    fn latest(&self) -> &Record {
        match self.latest {
            0 => self.state().records.last().expect(ADDED),
            number => self.state().later().current(number, self.method.name),
        }
    }

    pub(crate) fn set_times(&mut self, times: Times) {
        self.edit(|record| {
            record.times = times;
            record.is_strict = false;
            if let Some(place) = &record.place {
                place.set_times(times);
            }
        });
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
        let place = sequence.add(step);
        self.edit(|record| {
            record.place = Some(place);
            record.is_special = true;
        });
    }

    /// The latest expectation is asked after all others.
    pub(crate) fn set_fallback(&mut self) {
        self.edit(|record| {
            record.is_fallback = true;
            record.is_special = true;
        });
    }

    /// Forgets all expectations before the latest one.
    pub(crate) fn replace_earlier(&mut self) {
        match self.latest {
            0 => self.state_mut().replace_earlier(),
            number => self.state().forget_before(number, self.method.name),
        }
        self.watched();
    }

    pub(crate) fn set_matcher(&mut self, kind: MatcherKind, matcher: Box<dyn Matcher>) {
        let captures = captures(&*matcher);
        let entry = Entry { matcher: Some(matcher), thread: None };
        let set = |record: &mut Record| {
            record.matcher = kind;
            record.captures = captures;
            record.is_special |= captures != 0;
        };
        if self.latest == 0 {
            let state = self.state_mut();
            set(state.latest_record());
            *state.latest_entry() = entry;
            self.watched();
        } else {
            self.edit(set);
            self.edit_entry(|latest| *latest = entry);
        }
    }

    /// Only the running thread may ask the latest expectation's matcher from now on.
    pub(crate) fn bind_matcher_to_thread(&mut self) {
        self.edit_entry(|entry| entry.thread = Some(thread::current().id()));
        self.edit(|record| record.is_special = true);
    }

    /// Stores the action of the latest expectation.
    pub(crate) fn set_action(&mut self, action: Action) {
        #[cfg(feature = "spy")]
        let action = self.spied(action);
        self.edit(|record| record.set_action(action));
    }

    /// As `set_action`, for an action that serves one call.
    pub(crate) fn set_action_once(&mut self, payload: Payload) {
        #[cfg(feature = "spy")]
        let payload = self.spied_payload(payload);
        self.edit(|record| {
            record.set_action(Action::Exclusive(payload));
            record.once = true;
            record.is_special = true;
        });
    }

    /// As `set_action`, for an action that serves calls while `more` says so.
    pub(crate) fn set_action_while(&mut self, payload: Payload, more: Box<dyn FnMut() -> bool + Send>) {
        #[cfg(feature = "spy")]
        let payload = self.spied_payload(payload);
        self.edit(|record| {
            record.set_action(Action::Exclusive(payload));
            record.slot.get_mut().more = Some(more);
            record.is_special = true;
        });
    }

    /// The latest expectation does not take the short way.
    #[cfg(feature = "spy")]
    pub(super) fn mark_special(&mut self) {
        self.edit(|record| record.is_special = true);
    }

    /// Only the running thread may run the latest expectation's action from now on.
    pub(crate) fn bind_action_to_thread(&mut self) {
        self.edit(|record| {
            record.action_thread = Some(thread::current().id());
            record.is_special = true;
        });
    }
}

/// The arguments that captors look at, by their bits.
fn captures(matcher: &dyn Matcher) -> u32 {
    if !explain::are_there_captors() {
        return 0;
    }
    let parts = (0..).map_while(|index| Some((index, matcher.part(index)?)));
    parts.fold(0, |mask, (index, part)| mask | u32::from(explain::captures(part)) << index)
}

const ADDED: &str = "`expect_…()` adds a record first";

impl State {
    fn push(&mut self, mut record: Record) {
        if let [only] = &mut *self.records {
            *self.book.get_mut() = vec![mem::take(&mut only.slot.get_mut().matcher)];
        }
        if !self.records.is_empty() {
            self.book.get_mut().push(Entry::default());
        }
        record.index = self.records.len();
        self.records.push(record);
    }

    fn latest_record(&mut self) -> &mut Record {
        self.records.last_mut().expect(ADDED)
    }

    fn latest_entry(&mut self) -> &mut Entry {
        match &mut *self.records {
            [only] => &mut only.slot.get_mut().matcher,
            _ => self.book.get_mut().last_mut().expect("one entry a record"),
        }
    }

    fn replace_earlier(&mut self) {
        let entry = mem::take(self.latest_entry());
        let mut latest = self.records.pop().expect(ADDED);
        latest.slot.get_mut().matcher = entry;
        latest.index = 0;
        self.book.get_mut().clear();
        *self.first_live.get_mut() = 0;
        let earlier = mem::replace(&mut self.records, vec![latest]);
        earlier.iter().for_each(Record::leave_sequence);
    }
}

impl Record {
    fn set_action(&mut self, action: Action) {
        self.once = false;
        self.action_thread = None;
        self.has_result = true;
        let slot = self.slot.get_mut();
        slot.more = None;
        match action {
            Action::Exclusive(payload) => {
                slot.action = Some(payload);
                self.pool = None;
            }
            Action::Shared(make) => {
                slot.action = None;
                self.pool = Some(Pool::new(make).into());
            }
        }
    }
}
