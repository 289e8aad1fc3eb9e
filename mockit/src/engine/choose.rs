//! Which expectation serves a call.

use std::slice;
use std::sync::atomic::Ordering::Relaxed;

use super::call::{ALL, Call, Entry};
use super::gate::Pass;
use super::record::{Record, Served, Slot};
use super::refusal::Refusal;
use super::state::State;
use crate::predicate::explain;

/// Which expectations are asked.
enum Which {
    Usual,
    Fallback,
    Any,
}

impl State {
    #[inline(always)]
    pub(super) fn admit(&self, call: &dyn Call) -> Served<'_> {
        if self.is_shared() {
            return self.admit_shared(call);
        }
        match &*self.records {
            [only] => self.admit_alone(only, call, true),
            [] => self.answer_nicely(),
            _ => self.search(call, Which::Any),
        }
    }

    /// One gate does for the matcher and the action of a single expectation. A lone one takes
    /// every call that it matches, even one too many.
    fn admit_alone<'a>(&'a self, record: &'a Record, call: &dyn Call, is_lone: bool) -> Served<'a> {
        let pass = match record.slot.enter() {
            Ok(pass) => pass,
            Err(deadlock) => return Served::Refused(record.blocked(deadlock)),
        };
        if pass.guard.has_moved {
            // Just now, while this call was waiting.
            drop(pass);
            return self.admit_shared(call);
        }
        if pass.guard.matcher.is_foreign() {
            return Served::Refused(Refusal::WrongThread(record));
        }
        if !record.accepts(&pass.guard, call) {
            return Served::Refused(Refusal::NoMatch);
        }
        self.serve(record, pass, call, is_lone)
    }

    /// A record serves a call; its captors look at the arguments.
    #[inline(always)]
    pub(super) fn serve<'a>(
        &self,
        record: &'a Record,
        pass: Pass<'a, Slot>,
        call: &dyn Call,
        is_lone: bool,
    ) -> Served<'a> {
        let served = record.serve(pass, is_lone);
        if record.is_special
            && record.captures != 0
            && let Served::Yes(pass) = &served
        {
            self.capture(record, &pass.guard, call);
        }
        served
    }

    #[cold]
    fn capture(&self, record: &Record, slot: &Slot, call: &dyn Call) {
        let look = |entry: &Entry| {
            explain::capturing(|| call.find(slice::from_ref(entry), 0, record.captures));
        };
        // The gate of a single record's matcher is that of its action, which this call has passed.
        match slot.matcher.matcher.is_some() && !slot.has_moved {
            true => look(&slot.matcher),
            false => self.with_entry(record, true, look),
        }
    }

    /// Nothing is expected of the method.
    fn answer_nicely(&self) -> Served<'_> {
        match self.rare.get().and_then(|rare| rare.nice.as_ref()) {
            Some(nice) => Served::Yes(nice.pool.enter()),
            None => Served::Refused(Refusal::NoMatch),
        }
    }

    /// The first expectation that accepts the call and is not spent: a fallback or not, or first
    /// the one and then the other.
    #[inline]
    fn search(&self, call: &dyn Call, which: Which) -> Served<'_> {
        let (mut next, mut fallback) = (self.first_live.load(Relaxed), matches!(which, Which::Fallback));
        loop {
            let found = match self.first_match(next, call, fallback) {
                Ok(Some(found)) => found,
                Ok(None) if !fallback && matches!(which, Which::Any) && self.has_fallback() => {
                    (next, fallback) = (self.first_live.load(Relaxed), true);
                    continue;
                }
                Ok(None) => return Served::Spent,
                Err(refusal) => return Served::Refused(refusal),
            };
            let record = &self.records[found];
            next = found + 1;
            // The book is closed by now: who holds this gate may need it.
            match record.slot.enter() {
                Err(deadlock) => return Served::Refused(Refusal::InAction(record, deadlock)),
                Ok(pass) => match self.serve(record, pass, call, false) {
                    // Another thread was faster.
                    Served::Spent => {}
                    served => return served,
                },
            }
        }
    }

    #[cold]
    fn has_fallback(&self) -> bool {
        self.records.iter().any(|record| record.is_fallback)
    }

    /// The first record from `start` on that accepts the call and is not spent.
    fn first_match(
        &self,
        start: usize,
        call: &dyn Call,
        fallback: bool,
    ) -> Result<Option<usize>, Refusal<'_>> {
        let book = self.book.enter().map_err(Refusal::InMatcher)?;
        let (entries, records) = (&**book.guard, &*self.records);
        let mut index = start;
        while index < records.len() && records[index].is_spent() && !records[index].forbids() {
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
            let record = &records[index];
            if record.is_fallback == fallback {
                if entries[index].is_foreign() && !record.is_gone() {
                    return Err(Refusal::WrongThread(record));
                }
                if !record.is_spent() {
                    return Ok(Some(index));
                }
                if record.forbids() {
                    return Err(Refusal::TooMany(record, 1));
                }
            }
            index += 1;
        }
    }

    /// In a shared mock: those that were there before, then those that were added since.
    #[cold]
    fn admit_shared(&self, call: &dyn Call) -> Served<'_> {
        for fallback in [false, true] {
            let served = match &*self.records {
                [only] if !self.is_by_the_book() => self.ask_one(only, call, fallback),
                _ => self.search(call, if fallback { Which::Fallback } else { Which::Usual }),
            };
            let served = match served {
                Served::Spent => self.later().search(self, call, fallback),
                served => served,
            };
            if !matches!(served, Served::Spent) {
                return served;
            }
        }
        self.last_resort(call)
    }

    /// Does the matcher of a single record stand in the book? See `become_shared`.
    fn is_by_the_book(&self) -> bool {
        // Whose matcher is running now is in there.
        self.book.enter().map_or(true, |book| !book.guard.is_empty())
    }

    /// A record that has its matcher at itself, but is not the only one.
    fn ask_one<'a>(&'a self, record: &'a Record, call: &dyn Call, fallback: bool) -> Served<'a> {
        if record.is_fallback != fallback || record.is_spent() {
            return Served::Spent;
        }
        match self.admit_alone(record, call, false) {
            // Another may accept it.
            Served::Refused(Refusal::NoMatch) => Served::Spent,
            served => served,
        }
    }

    /// None serves the call: who is to say why?
    fn last_resort(&self, call: &dyn Call) -> Served<'_> {
        let live = self.live();
        let is_lone = live.len() == 1;
        if live.is_empty() {
            return self.answer_nicely();
        }
        // A lone one takes calls too many; one without a result was passed over so far.
        let takes = |record: &&&Record| {
            (is_lone || !(record.has_result || record.is_spent())) && self.accepts(record, call)
        };
        let Some(record) = live.iter().find(takes) else { return Served::Spent };
        match record.slot.enter() {
            Ok(pass) => self.serve(record, pass, call, is_lone),
            Err(deadlock) => Served::Refused(record.blocked(deadlock)),
        }
    }

    pub(super) fn accepts(&self, record: &Record, call: &dyn Call) -> bool {
        let mut accepts = false;
        self.with_entry(record, true, |entry| accepts = call.find(slice::from_ref(entry), 0, ALL) == 0);
        accepts
    }
}
