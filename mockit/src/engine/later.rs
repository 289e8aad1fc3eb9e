//! Expectations that are added to a shared mock, while calls may run.

use super::call::{ALL, Call, Entry};
use super::gate::{Gate, Pass};
use super::keep::Keep;
use super::record::{Record, Served};
use super::refusal::Refusal;
use super::state::State;

/// A record is never changed: a setter puts another one in its place. So the records are behind
/// no lock, and a call runs on one for as long as it likes.
#[derive(Default)]
pub(super) struct Later {
    /// All that there ever were; they stay where they are, since calls run on them.
    records: Keep<Record>,
    index: Gate<Index>,
}

/// For each expectation, in the order in which they were added.
#[derive(Default)]
struct Index {
    /// Its matcher.
    entries: Vec<Entry>,
    /// Where its record stands now.
    places: Vec<usize>,
}

impl Default for Gate<Index> {
    fn default() -> Self {
        Gate::new(Index::default())
    }
}

impl Later {
    /// Adds an expectation; gives its number, counted from 1.
    pub(super) fn push(&self, mut record: Record, method: &str) -> u32 {
        let mut index = self.open(method);
        let number = index.guard.places.len() + 1;
        record.is_later = true;
        record.index = number - 1;
        let place = self.records.push(record).0;
        index.guard.entries.push(Entry::default());
        index.guard.places.push(place);
        u32::try_from(number).expect("fewer expectations than there is memory for")
    }

    fn open(&self, method: &str) -> Pass<'_, Index> {
        match self.index.enter() {
            Ok(index) => index,
            Err(_) => panic!("{method}: its expectations are changed from inside one of its own matchers"),
        }
    }

    /// The record of an expectation, as it is now.
    pub(super) fn current(&self, number: u32, method: &str) -> &Record {
        self.at(self.open(method).guard.places[number as usize - 1])
    }

    fn at(&self, place: usize) -> &Record {
        self.records.get(place).expect("is there before its place is known")
    }

    /// Changes an expectation. Waits for its action, if that runs in another thread.
    pub(super) fn edit(&self, number: u32, method: &str, change: impl FnOnce(&mut Record)) {
        let old = self.current(number, method);
        let Ok(mut pass) = old.slot.enter() else {
            panic!("{method}: an expectation is changed from inside its own `returning` closure")
        };
        // Another handle may have forgotten it meanwhile.
        if old.is_gone() {
            return;
        }
        let mut new = old.successor(&mut pass.guard);
        change(&mut new);
        let mut index = self.open(method);
        index.guard.places[number as usize - 1] = self.records.push(new).0;
        old.retire();
    }

    /// Changes where an expectation's matcher stands.
    pub(super) fn edit_entry(&self, number: u32, method: &str, change: impl FnOnce(&mut Entry)) {
        change(&mut self.open(method).guard.entries[number as usize - 1]);
    }

    /// Looks at an expectation's matcher, if it is not in use by this very call.
    pub(super) fn with_entry(&self, index: usize, wait: bool, look: impl FnOnce(&Entry)) {
        if let Some(pass) = self.index.enter_if(wait)
            && let Some(entry) = pass.guard.entries.get(index)
        {
            look(entry);
        }
    }

    /// Those that are not forgotten.
    pub(super) fn live(&self) -> Vec<&Record> {
        let Ok(index) = self.index.enter() else { return Vec::new() };
        let records = index.guard.places.iter().map(|place| self.at(*place));
        records.filter(|record| !record.is_gone()).collect()
    }

    /// As `live`, without the lock that a matcher may hold for ever.
    pub(super) fn live_at_the_end(&self) -> Vec<&Record> {
        // What another record has replaced is gone.
        let mut live: Vec<_> = self.all().filter(|record| !record.is_gone()).collect();
        live.sort_by_key(|record| record.index);
        live
    }

    /// All that there ever were.
    pub(super) fn all(&self) -> impl Iterator<Item = &Record> {
        self.records.iter()
    }

    /// Forgets the first `count`; all, where there are fewer. `each` sees them before.
    pub(super) fn forget(&self, count: usize, method: &str, each: impl Fn(&Record)) {
        let known = self.open(method).guard.places.len();
        for number in 1..=count.min(known) {
            let number = u32::try_from(number).expect("as counted by `push`");
            // A setter may put another record in its place until this one is forgotten.
            loop {
                let record = self.current(number, method);
                record.forget();
                if std::ptr::eq(record, self.current(number, method)) {
                    each(record);
                    break;
                }
            }
        }
    }

    /// The first expectation that accepts the call, is not spent, and has a result: one without
    /// is just being set up.
    pub(super) fn search<'a>(&'a self, state: &State, call: &dyn Call, fallback: bool) -> Served<'a> {
        let mut next = 0;
        loop {
            let record = match self.first_match(next, call, fallback) {
                Ok(Some(record)) => record,
                Ok(None) => return Served::Spent,
                Err(refusal) => return Served::Refused(refusal),
            };
            match record.slot.enter() {
                Err(deadlock) => return Served::Refused(Refusal::InAction(record, deadlock)),
                Ok(pass) => match state.serve(record, pass, call, false) {
                    // Another thread was faster: to take its last call, or to change it, and then
                    // another record is in its place.
                    Served::Spent => next = record.index + usize::from(!record.is_gone()),
                    served => return served,
                },
            }
        }
    }

    fn first_match(
        &self,
        start: usize,
        call: &dyn Call,
        fallback: bool,
    ) -> Result<Option<&Record>, Refusal<'_>> {
        let index = self.index.enter().map_err(Refusal::InMatcher)?;
        let entries = &*index.guard.entries;
        let mut found = start;
        loop {
            found = call.find(entries, found, ALL);
            let Some(place) = index.guard.places.get(found) else { return Ok(None) };
            let record = self.at(*place);
            if record.is_fallback == fallback && record.has_result && !record.is_spent() {
                return match entries[found].is_foreign() {
                    true => Err(Refusal::WrongThread(record)),
                    false => Ok(Some(record)),
                };
            }
            if record.is_fallback == fallback && record.forbids() {
                return Err(Refusal::TooMany(record, 1));
            }
            found += 1;
        }
    }
}
