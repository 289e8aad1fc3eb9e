//! Beginnings and ends of calls, in order.

use std::time::Duration;

use super::call::{Came, RecordedCall};

/// Something that happened.
pub(super) struct Event<'a> {
    pub(super) call: &'a RecordedCall,
    pub(super) phase: Phase,
    /// When it began, on the virtual clock.
    pub(super) at: Option<Duration>,
    /// How much later than the event before it.
    pub(super) later: Option<Duration>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Phase {
    /// A call, and its end at once: nothing happened in between.
    Whole,
    Begin,
    End,
    /// The beginning of a call that has no end.
    Endless,
}

pub(super) fn events(calls: &[RecordedCall]) -> Vec<Event<'_>> {
    let begins = calls.iter().map(|call| (call.began, call, true));
    let ends = calls.iter().filter_map(|call| Some((call.ended?, call, false)));
    let mut marks: Vec<_> = begins.chain(ends).collect();
    marks.sort_by_key(|(order, ..)| *order);
    let mut events = Vec::new();
    let mut clock = None;
    let mut marks = marks.into_iter().peekable();
    while let Some((_, call, begins)) = marks.next() {
        let end = call.at.zip(call.took).map(|(at, took)| at + took);
        let ended = begins && marks.next_if(|(_, next, _)| next.number == call.number).is_some();
        let phase = match (begins, ended) {
            (true, true) => Phase::Whole,
            (true, false) if matches!(call.came, Came::Nothing) => Phase::Endless,
            (true, false) => Phase::Begin,
            (false, _) => Phase::End,
        };
        let at = if begins { call.at } else { end };
        let later = at.zip(clock).map(|(at, clock)| at.saturating_sub(clock));
        clock = if ended { end } else { at }.or(clock);
        events.push(Event { call, phase, at, later });
    }
    events
}
