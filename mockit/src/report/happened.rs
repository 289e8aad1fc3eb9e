//! What happened before a test failed.

use std::sync::atomic::Ordering::Relaxed;

use crate::record::Log;
use crate::recording::last_calls;

/// The last calls of the test's doubles, for a report on a call of this method, which is not among them.
pub(crate) fn happened_before(log: &Log, method: &str) -> String {
    section(log, "Before it, the doubles of this test were called", Some(method))
}

/// The last calls of the test's doubles, for a report on what was not met.
pub(crate) fn happened(log: &Log) -> String {
    section(log, "The doubles of this test were called", None)
}

/// As `happened`, for an HTTP double, which tells of its requests itself: nothing, if there were only requests.
#[cfg(feature = "http")]
pub(crate) fn happened_beside_requests(log: &Log) -> String {
    use crate::record::What;

    let has_calls = log.entries().iter().any(|entry| matches!(entry.what, What::Call(_)));
    if has_calls { happened(log) } else { String::new() }
}

/// The test's own panic unwinds: tells what happened before it, unless somebody has.
pub(crate) fn tell(log: &Log) {
    if !log.told.load(Relaxed) {
        let text = happened(log);
        if !text.is_empty() {
            eprintln!("{text}");
        }
    }
}

fn section(log: &Log, heading: &str, failing: Option<&str>) -> String {
    let (left_out, lines) = last_calls(log, failing);
    if lines.is_empty() {
        return String::new();
    }
    log.told.store(true, Relaxed);
    let before = match left_out {
        0 => String::new(),
        1 => "    … and one before these\n".to_string(),
        n => format!("    … and {n} before these\n"),
    };
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!("\n  {heading}:\n{before}{lines}")
}
