//! The text of a record. It is the same in each run: no clock but the virtual one, no ids, no addresses.

use super::call::{Asked, Came, DROPPED, RecordedCall};
use super::letter::Letter;
use super::span::span;
use super::timeline::{Phase, events};
use crate::report::{brief, one_line, printable, shorten};

/// Longer calls are spread over lines.
const WIDTH: usize = 100;
/// What follows the first line of a call stands below its text, not its number.
const INDENT: &str = "   ";

/// All calls, in the order in which they began; the end of one stands by itself if something happened meanwhile.
pub(super) fn record(calls: &[RecordedCall]) -> String {
    let mut lines = Vec::new();
    for event in events(calls) {
        let call = event.call;
        if event.phase != Phase::End
            && let Some(later) = event.later.and_then(span)
        {
            lines.push(format!("{INDENT}{later} later"));
        }
        lines.push(match event.phase {
            Phase::Whole => whole(call),
            Phase::Begin | Phase::Endless => {
                let end = if event.phase == Phase::Begin { "…" } else { "… has not ended" };
                let begin = begin(call);
                if begin.contains('\n') {
                    format!("{begin}\n{INDENT}{end}")
                } else {
                    format!("{begin} {end}")
                }
            }
            Phase::End => format!("{}. … {}", call.number, end(call)),
        });
    }
    lines.join("\n")
}

/// One call with its end.
pub(super) fn whole(call: &RecordedCall) -> String {
    let (begin, end) = (begin(call), end(call));
    let first = end.lines().next().unwrap_or_default();
    let fits = !begin.contains('\n') && begin.chars().count() + first.chars().count() < WIDTH;
    // Between a request's body and the reply a line is needed: so there always is one.
    if fits && matches!(call.asked, Asked::Arguments(_)) {
        format!("{begin} {end}")
    } else {
        format!("{begin}\n{INDENT}{end}")
    }
}

fn begin(call: &RecordedCall) -> String {
    let thread = call.thread.as_ref().map(|name| format!("[{}] ", printable(name))).unwrap_or_default();
    let head = format!("{}. {thread}", call.number);
    match &call.asked {
        Asked::Request(request) => head + &letter(request, ""),
        Asked::Arguments(arguments) => {
            let named = |(name, value): &(String, String)| format!("{name}: {}", lines(value));
            let arguments: Vec<_> = arguments.iter().map(named).collect();
            let title = if call.method.is_empty() { call.double.clone() } else { title(call) };
            let flat = format!("{head}{title}({})", arguments.join(", "));
            if !flat.contains('\n') && flat.chars().count() <= WIDTH {
                return flat;
            }
            let inner = format!("\n{INDENT}  ");
            let each = arguments.iter().map(|argument| format!("{},", argument.replace('\n', &inner)));
            let spread = each.collect::<Vec<_>>().join(&inner);
            format!("{head}{title}({inner}{spread}\n{INDENT})")
        }
    }
}

fn title(call: &RecordedCall) -> String {
    format!("{}::{}", call.double, call.method)
}

fn end(call: &RecordedCall) -> String {
    let took = call.took.and_then(span).map(|took| format!(" after {took}")).unwrap_or_default();
    match &call.came {
        Came::Nothing => "… has not ended".to_string(),
        Came::Value(text) | Came::Error(text) => {
            format!("-> {}{took}", lines(text).replace('\n', &format!("\n{INDENT}")))
        }
        Came::Reply(reply) => format!("-> {}", letter(reply, &took)),
        Came::Failure(text) => format!("✗ {}{took}", lines(text).replace('\n', &format!("\n{INDENT}"))),
        Came::Dropped => format!("✗ {DROPPED}{took}"),
    }
}

fn letter(letter: &Letter, took: &str) -> String {
    let mut out = printable(&letter.line) + took;
    for header in letter.headers.iter().filter(|header| !header.is_noise) {
        out.push_str(&format!("\n{INDENT}  {}: {}", header.name, printable(header.shown())));
    }
    for line in letter.body.lines() {
        let line = printable(line.trim_end());
        // A blank line has no blanks.
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&format!("{INDENT}  {line}"));
        }
    }
    out
}

/// Without what a terminal would act upon.
fn lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// A call on one line, shortened: for the report on a failed test.
pub(super) fn line(call: &RecordedCall) -> String {
    let thread = call.thread.as_ref().map(|name| format!("[{name}] ")).unwrap_or_default();
    let asked = match &call.asked {
        Asked::Arguments(values) => {
            let values = values.iter().map(|(name, value)| format!("{name}: {}", brief(&one_line(value))));
            format!("{}({})", title(call), values.collect::<Vec<_>>().join(", "))
        }
        Asked::Request(request) => with_body(request),
    };
    let took = call.took.and_then(span).map(|took| format!(" after {took}")).unwrap_or_default();
    let came = match &call.came {
        Came::Nothing => "… has not ended".to_string(),
        Came::Reply(reply) => format!("-> {}{took}", with_body(reply)),
        Came::Value(_) | Came::Error(_) => format!("-> {}{took}", brief(&call.answer())),
        Came::Failure(_) | Came::Dropped => format!("✗ {}{took}", call.answer()),
    };
    shorten(&printable(&format!("{}. {thread}{asked} {came}", call.number)))
}

fn with_body(letter: &Letter) -> String {
    match &*one_line(&letter.body) {
        "" => letter.line.clone(),
        body => format!("{} {}", letter.line, brief(body)),
    }
}
