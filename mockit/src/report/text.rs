//! Fitting values into a report.

use std::fmt::Write as _;

use super::Argument;

/// Longer values are cut in the middle.
const LONGEST: usize = 2000;
/// Longer values stand on lines of their own, with a mark where they part.
const INLINE: usize = 80;

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

/// One line for an argument, or a few where its value is long.
pub(super) fn argument(out: &mut String, argument: &Argument) {
    let Argument { name, accepted, expected, actual } = argument;
    if *accepted == Some(true) {
        let _ = writeln!(out, "      ✓ {name}: {expected}");
        return;
    }
    let mark = if accepted.is_some() { "✗" } else { "✗ (its predicate panicked)" };
    let wide = expected.len().max(actual.len()) > INLINE || expected.contains('\n');
    if !wide {
        let _ = writeln!(out, "      {mark} {name}: expected {expected}, got {actual}");
        return;
    }
    let _ = writeln!(out, "      {mark} {name}:");
    let _ = writeln!(out, "          expected {}", indented(expected));
    let _ = writeln!(out, "          got      {}", indented(actual));
    if let Some(wanted) = expected.strip_prefix("var == ") {
        let same = wanted.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
        let _ = writeln!(
            out,
            "          they part after {same} characters: expected {}, got {}",
            excerpt(wanted, same),
            excerpt(actual, same)
        );
    }
}

/// A few characters from where two values part.
fn excerpt(text: &str, from: usize) -> String {
    let part: String = text.chars().skip(from).take(24).collect();
    if part.is_empty() { "its end".to_string() } else { format!("`{part}`") }
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n          ")
}
