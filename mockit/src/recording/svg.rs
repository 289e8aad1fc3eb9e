//! The sequence diagram of a page.

use std::fmt::Write as _;

use super::call::{Came, RecordedCall};
use super::html::escaped;
use super::parties::Parties;
use super::span::span;
use super::timeline::{Phase, events};
use crate::report::clipped;

/// The narrowest and the widest distance between two parties.
const GAP: [usize; 2] = [120, 220];
/// Between two arrows.
const ROW: usize = 30;
/// The column of the times.
const TIMES: usize = 72;
/// A character's width, about.
const CHAR: usize = 7;
const LABEL: usize = 64;
const HEAD: usize = 44;

/// The names above, which stay in sight, and the arrows below.
pub(super) fn diagram(calls: &[RecordedCall]) -> String {
    let parties = Parties::new(calls);
    let has_times = calls.iter().any(|call| call.at.is_some());
    let longest = parties.names().map(|name| name.chars().count()).max().unwrap_or_default();
    // Few have room for their labels between them.
    let least = if parties.names().count() > 4 { GAP[0] } else { GAP[1] };
    let gap = (longest * CHAR + 36).clamp(least, GAP[1]);
    let left = if has_times { TIMES } else { 0 } + gap / 2;
    let x = |party: usize| left + party * gap;
    let mut arrows = String::new();
    let mut bars = String::new();
    let mut y = 8;
    let mut shown_time = String::new();
    let mut began = vec![0; calls.len()];
    let first = calls.first().map_or(0, |call| call.number);
    // The text of the last arrow may reach beyond the last party.
    let mut width = x(parties.names().count());
    for event in events(calls) {
        let call = event.call;
        let (caller, callee) = parties.of(call);
        let kind = kind(call);
        let at = event.at.map(|at| span(at).unwrap_or_else(|| "0 s".to_string()));
        if let Some(at) = at.filter(|at| *at != shown_time) {
            let _ =
                write!(arrows, "<text class=\"at\" x=\"12\" y=\"{}\">{}</text>", y + ROW - 4, escaped(&at));
            shown_time = at;
        }
        let mut arrow = |y: usize, forth: bool, text: &str| {
            let (from, to) = if forth { (x(caller), x(callee) - 5) } else { (x(callee) - 5, x(caller) + 2) };
            let label = clipped(text, LABEL);
            width = width.max(x(caller) + 24 + label.chars().count() * CHAR);
            let (class, end) = match forth {
                true => ("forth", "arrow"),
                false if matches!(call.came, Came::Error(_) | Came::Failure(_) | Came::Dropped) => {
                    ("back", "cross")
                }
                false => ("back", "arrow"),
            };
            let class = if forth { class.to_string() } else { format!("{class} {kind}") };
            let _ = write!(
                arrows,
                "<a href=\"#c{}\" tabindex=\"-1\"><title>{}</title><text class=\"{class}\" x=\"{}\" \
                 y=\"{}\">{}</text><path class=\"{class}\" d=\"M{from} {y}H{to}\" marker-end=\"url(#{end})\"/></a>",
                call.number,
                escaped(text),
                x(caller) + 14,
                y - 6,
                escaped(&label),
            );
        };
        if event.phase != Phase::End {
            y += ROW;
            began[call.number - first] = y;
            arrow(y, true, &format!("{}. {}", call.number, call.question()));
        }
        if matches!(event.phase, Phase::Whole | Phase::End) {
            y += ROW;
            let number = if event.phase == Phase::End { format!("{}. ", call.number) } else { String::new() };
            let took = call.took.and_then(span).map(|took| format!(" after {took}")).unwrap_or_default();
            arrow(y, false, &format!("{number}{}{took}", call.answer()));
            bar(&mut bars, x(callee), began[call.number - first], y, kind);
            y += ROW / 3;
        }
    }
    for call in calls.iter().filter(|call| matches!(call.came, Came::Nothing)) {
        bar(&mut bars, x(parties.of(call).1), began[call.number - first], y + ROW, "lost");
    }
    y += ROW;
    let mut heads = String::new();
    let mut lines = String::new();
    for (party, name) in parties.names().enumerate() {
        let center = x(party);
        let box_width = gap - 12;
        let class = if parties.is_caller(party) { "caller" } else { "callee" };
        let _ = write!(
            heads,
            "<g class=\"{class}\"><title>{}</title><rect x=\"{}\" y=\"6\" width=\"{box_width}\" height=\"30\" \
             rx=\"6\"/><text x=\"{center}\" y=\"26\">{}</text></g>",
            escaped(name),
            center - box_width / 2,
            escaped(&clipped(name, box_width / CHAR - 2)),
        );
        let _ = write!(lines, "<path class=\"life\" d=\"M{center} 0V{y}\"/>");
    }
    let markers = "<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" \
                   markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" \
                   fill=\"context-stroke\"/></marker><marker id=\"cross\" viewBox=\"0 0 10 10\" refX=\"5\" \
                   refY=\"5\" markerWidth=\"10\" markerHeight=\"10\"><path d=\"M1 1L9 9M9 1L1 9\" \
                   stroke=\"context-stroke\" stroke-width=\"2\"/></marker></defs>";
    format!(
        "<svg class=\"heads\" width=\"{width}\" height=\"{HEAD}\">{heads}</svg><svg width=\"{width}\" \
         height=\"{y}\">{markers}{lines}{bars}{arrows}</svg>"
    )
}

/// A bar on the line of a party that is at work.
fn bar(out: &mut String, x: usize, from: usize, to: usize, kind: &str) {
    let _ = write!(
        out,
        "<rect class=\"bar {kind}\" x=\"{}\" y=\"{from}\" width=\"10\" height=\"{}\"/>",
        x - 5,
        to - from
    );
}

/// How a call ended: the class that gives it its colour.
pub(super) fn kind(call: &RecordedCall) -> &'static str {
    match call.came {
        Came::Failure(_) => "bad",
        Came::Nothing | Came::Dropped => "lost",
        _ if call.is_error() => "error",
        _ => "good",
    }
}
