//! Helpers for the tests of mockit.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `f`, which must panic, and gives the message.
///
/// # Panics
/// When `f` does not.
pub fn message<T>(f: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(f()))).expect_err("this should have panicked");
    text(&*panic)
}

/// The message of a panic.
///
/// # Panics
/// When the payload is no text.
pub fn text(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_string(),
        (None, None) => panic!("the payload is no text"),
    }
}

/// The report without the calls that came before, which only those features tell that keep them: their own tests look at
/// that.
pub fn without_calls(report: &str) -> String {
    let mut lines: Vec<&str> = report.split('\n').collect();
    while let Some(heading) = lines.iter().position(|line| {
        line.ends_with("the doubles of this test were called:")
            || *line == "  The doubles of this test were called:"
    }) {
        let calls = lines[heading + 1..].iter().take_while(|line| line.starts_with("    ")).count();
        // With the blank line above.
        lines.drain(heading.saturating_sub(1)..=heading + calls);
    }
    lines.join("\n")
}
