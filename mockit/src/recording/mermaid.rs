//! A record as a Mermaid sequence diagram.

use std::fmt::Write as _;

use super::call::{Came, RecordedCall};
use super::parties::Parties;
use super::span::span;
use super::timeline::{Event, Phase, events};
use crate::report::clipped;

/// Mermaid refuses longer diagrams by default; a title and a note need some of it.
const LONGEST: usize = 49_000;
/// Longer labels make the diagram too wide.
const LABEL: usize = 60;

pub(super) fn diagram(calls: &[RecordedCall]) -> String {
    let parties = Parties::new(calls);
    let mut out = "sequenceDiagram\n".to_string();
    for (index, name) in parties.names().enumerate() {
        let _ = writeln!(out, "    participant p{index} as {}", escaped(&clipped(name, LABEL)));
    }
    let blocks: Vec<_> = events(calls).iter().map(|event| lines(&parties, event)).collect();
    let mut room = LONGEST.saturating_sub(out.len());
    let fits = |block: &&String| {
        let fits = room >= block.len();
        room = if fits { room - block.len() } else { 0 };
        fits
    };
    let shown = blocks.iter().rev().take_while(fits).count();
    if shown < blocks.len() {
        let _ = writeln!(out, "    Note over p0: the beginning is left out");
    }
    out.extend(blocks.into_iter().rev().take(shown).collect::<Vec<_>>().into_iter().rev());
    out
}

fn lines(parties: &Parties<'_>, event: &Event<'_>) -> String {
    let call = event.call;
    let (caller, callee) = parties.of(call);
    let mut out = String::new();
    if event.phase != Phase::End
        && let Some(later) = event.later.and_then(span)
    {
        let _ = writeln!(out, "    Note over p{caller}: {later} later");
    }
    if event.phase != Phase::End {
        let label = escaped(&clipped(&call.question(), LABEL));
        let _ = writeln!(out, "    p{caller}->>p{callee}: {}. {label}", call.number);
    }
    if matches!(event.phase, Phase::Whole | Phase::End) {
        let arrow = if matches!(call.came, Came::Error(_) | Came::Failure(_) | Came::Dropped) {
            "--x"
        } else {
            "-->>"
        };
        let number = if event.phase == Phase::End { format!("{}. ", call.number) } else { String::new() };
        let mark = if call.is_failure() { "✗ " } else { "" };
        let label = escaped(&clipped(&call.answer(), LABEL));
        let took = call.took.and_then(span).map(|took| format!(" (after {took})")).unwrap_or_default();
        let _ = writeln!(out, "    p{callee}{arrow}p{caller}: {number}{mark}{label}{took}");
    }
    out
}

/// Without all that means something to Mermaid, or to Markdown and HTML in it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '#'
            | ';'
            | '<'
            | '>'
            | '&'
            | '%'
            | '$'
            | '\\'
            | '`'
            | '*'
            | '_'
            | '~'
            | '"'
            | '\''
            | '{'
            | '}'
            | ':'
            | '\u{0}'..='\u{1f}' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}
