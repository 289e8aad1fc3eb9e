//! Fitting values into a report.

use std::fmt::Write as _;

use super::Argument;
use crate::predicate::explain::{NO_DEBUG, Note};

/// Longer values are cut in the middle.
const LONGEST: usize = 2000;
/// Longer values stand on lines of their own, with what differs.
pub(super) const INLINE: usize = 80;

/// Cuts a long text in the middle, and says how much was cut.
pub(crate) fn shorten(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST {
        return text.to_string();
    }
    let half = LONGEST / 2;
    let head: String = text.chars().take(half).collect();
    let tail: String = text.chars().skip(count - half).collect();
    format!("{head}[… {} characters cut …]{tail}", count - 2 * half)
}

/// A line without what a terminal would act upon.
#[cfg(feature = "record")]
pub(crate) fn printable(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c.is_control() && c != '\t' {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    out
}

/// At most so many characters.
#[cfg(feature = "record")]
pub(crate) fn clipped(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_string(),
        Some(_) => text.chars().take(longest - 1).chain(['…']).collect(),
    }
}

/// A type as its user would write it: without the modules.
#[cfg(feature = "http")]
pub(crate) fn type_name<T: ?Sized>() -> &'static str {
    let full = std::any::type_name::<T>();
    // Inside of generics there are other paths.
    if full.contains('<') { full } else { full.rsplit("::").next().unwrap_or(full) }
}

/// What `{:#?}` has spread over lines, on one line, as `{:?}` has it. Predicates show their
/// values by the former.
pub(crate) fn one_line(pretty: &str) -> String {
    let mut out = String::new();
    for line in pretty.lines().map(str::trim) {
        let closes = line.starts_with([')', ']', '}']);
        if closes && out.ends_with(',') {
            out.pop();
        }
        let glued = out.is_empty() || out.ends_with(['(', '[']) || line.starts_with([')', ']']);
        if !glued {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// One line for an argument, or a few where its value is long.
pub(super) fn argument(out: &mut String, argument: &Argument) {
    let Argument { name, accepted, notes, expected, actual, actual_pretty } = argument;
    match accepted {
        Some(true) => {
            let _ = writeln!(out, "      ✓ {name}: {}", brief(actual));
        }
        None => {
            let _ = writeln!(out, "      ✗ {name}: the predicate itself panicked on {}", brief(actual));
        }
        Some(false) if notes.is_empty() => refused(out, name, expected, actual, actual_pretty),
        Some(false) => notes_on(out, argument),
    }
}

/// What a predicate says of a value, as it displays itself, without the `var` before an operator.
pub(crate) fn wanted(display: &str) -> &str {
    let rest = display.strip_prefix("var == ").or_else(|| display.strip_prefix("var "));
    rest.unwrap_or(display)
}

/// What a predicate says of a value that it refuses.
fn refused(out: &mut String, name: &str, expected: &str, actual: &str, actual_pretty: &str) {
    if actual == NO_DEBUG {
        return unseen(out, name, expected);
    }
    let value = expected.strip_prefix("var == ");
    let shown = one_line(wanted(expected));
    if shown == "fn(var)" || shown == "<function>" {
        let _ = writeln!(out, "      ✗ {name}: the function refuses {}", brief(actual));
    } else if shown.chars().count().max(actual.chars().count()) <= INLINE {
        let _ = writeln!(out, "      ✗ {name}: expected {shown}, got {actual}");
    } else {
        let _ = writeln!(out, "      ✗ {name}:");
        match value {
            Some(value) if value.contains('\n') || actual_pretty.contains('\n') => {
                differing_lines(out, value, actual_pretty);
            }
            Some(_) => parting(out, &shown, actual, 0),
            None => {
                let _ = writeln!(out, "          expected {}", shorten(&shown));
                let _ = writeln!(out, "          got      {}", shorten(actual));
            }
        }
    }
}

/// Why a predicate refuses an argument: a line for each part of it that is not as it should be.
fn notes_on(out: &mut String, argument: &Argument) {
    for note in argument.notes.iter().take(SHOWN_LINES) {
        let name = format!("{}{}", argument.name, note.path);
        let Note { expected, is_sentence, got, lacks_value, .. } = note;
        let lacks_value = *lacks_value && note.path.is_empty();
        match got {
            _ if *is_sentence => {
                let _ = writeln!(out, "      ✗ {name}: {}", shorten(expected));
            }
            Some(got) if lacks_value && argument.actual != NO_DEBUG => {
                let _ = writeln!(
                    out,
                    "      ✗ {name}: expected {expected}, got {got}: {}",
                    brief(&argument.actual)
                );
            }
            Some(got) => refused(out, &name, expected, &one_line(got), got),
            None if lacks_value => refused(out, &name, expected, &argument.actual, &argument.actual_pretty),
            None => unseen(out, &name, expected),
        }
    }
    if argument.notes.len() > SHOWN_LINES {
        let _ = writeln!(out, "      ✗ {}: … and {} more", argument.name, argument.notes.len() - SHOWN_LINES);
    }
}

/// As a line without the value's name, whose text is `actual`.
#[cfg(feature = "http")]
pub(crate) fn reason(note: &Note, actual: &str) -> String {
    let Note { path, expected, is_sentence, got, lacks_value } = note;
    let lacks_value = *lacks_value && path.is_empty();
    let got = got.as_deref().map(one_line);
    let said = match (got, lacks_value) {
        _ if *is_sentence => expected.clone(),
        (Some(got), true) => super::contrast(expected, &format!("{got}: {}", brief(actual))),
        (Some(got), false) => super::contrast(expected, &got),
        (None, true) => super::contrast(expected, actual),
        (None, false) => format!("expected {}", one_line(wanted(expected))),
    };
    match path.trim_start() {
        "" => said,
        path => format!("{path}: {said}"),
    }
}

/// What a predicate says of a value that nobody can show.
fn unseen(out: &mut String, name: &str, expected: &str) {
    let shown = one_line(wanted(expected));
    let _ = match shown == "fn(var)" || shown == "<function>" {
        true => writeln!(out, "      ✗ {name}: the function refuses it"),
        false => writeln!(out, "      ✗ {name}: expected {}", shorten(&shown)),
    };
}

/// The lines in which two values differ.
fn differing_lines(out: &mut String, expected: &str, actual: &str) {
    let (mut wanted, mut got): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    while wanted.last().is_some() && wanted.last() == got.last() {
        wanted.pop();
        got.pop();
    }
    let same = wanted.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let _ = writeln!(out, "          expected (-) and got (+) differ from line {}:", same + 1);
    for (mark, lines) in [('-', &wanted[same..]), ('+', &got[same..])] {
        for line in lines.iter().take(SHOWN_LINES) {
            let _ = writeln!(out, "          {mark} {}", shorten(line));
        }
        if lines.len() > SHOWN_LINES {
            let _ = writeln!(out, "          {mark} … {} more lines", lines.len() - SHOWN_LINES);
        }
    }
}

const SHOWN_LINES: usize = 12;

/// Values that part this early are told apart without help.
const FEW: usize = 10;

/// Two long lines, and where they part; not counting the quotes at their beginning.
pub(super) fn parting(out: &mut String, expected: &str, actual: &str, quotes: usize) {
    let same = expected.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
    let _ = writeln!(out, "          expected {}", shorten(expected));
    let _ = writeln!(out, "          got      {}", shorten(actual));
    if same < FEW {
        return;
    }
    let (wanted, got) = (excerpt(expected, same), excerpt(actual, same));
    let _ =
        writeln!(out, "          they part after {} characters: expected {wanted}, got {got}", same - quotes);
}

/// A few characters from where two values part.
fn excerpt(text: &str, from: usize) -> String {
    let part: String = text.chars().skip(from).take(24).collect();
    if part.is_empty() { "its end".to_string() } else { format!("`{part}`") }
}

/// A value that is only there to be recognised.
pub(crate) fn brief(text: &str) -> String {
    let count = text.chars().count();
    if count <= INLINE {
        return text.to_string();
    }
    let head: String = text.chars().take(INLINE - 10).collect();
    format!("{head}… ({count} characters)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pretty_text_fits_on_one_line() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "read by Debug")]
        struct Point {
            x: Option<u32>,
            tags: Vec<&'static str>,
        }
        let point = Point { x: Some(1), tags: vec!["a, )", "b"] };
        assert_eq!(one_line(&format!("{point:#?}")), format!("{point:?}"));
        assert_eq!(one_line(&format!("{:#?}", [0u8; 0])), "[]");
        assert_eq!(one_line("var == 5"), "var == 5");
    }

    #[test]
    fn long_text_is_cut_in_the_middle() {
        let short = shorten(&"é".repeat(3000));
        assert!(short.starts_with('é') && short.ends_with('é'));
        assert!(short.contains("[… 1000 characters cut …]"));
    }
}
