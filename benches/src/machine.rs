//! What a reader needs to know to judge a measurement: the machine, the
//! compiler, the date, the load and the versions compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;

/// Describes the machine and the compiler as Markdown list items.
#[must_use]
pub fn describe() -> String {
    let cores = available_parallelism().map_or(0, usize::from);
    format!(
        "- date: {}\n- compiler: {}\n- machine: {}, {cores} cores\n- load average at start: {}\n",
        first_line("date", &["-u", "+%F %H:%M UTC"]),
        first_line("rustc", &["--version"]),
        cpu_model(),
        load(),
    )
}

/// The load averages over 1, 5 and 15 minutes, where the system tells them.
#[must_use]
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let averages: Vec<&str> = text.split_whitespace().take(3).collect();
    if averages.is_empty() { "unknown".to_owned() } else { averages.join(" ") }
}

/// The workspace's lock file: the generated projects start from it, so that
/// everything measured has the versions that are tested elsewhere.
#[must_use]
pub fn workspace_lock() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("Cargo.lock")
}

/// The version of `package` in the text of a lock file.
#[must_use]
pub fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = ")?;
    Some(version.trim_matches('"').to_owned())
}

fn cpu_model() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix("model name"))
        .and_then(|rest| rest.split_once(':'))
        .map_or_else(|| "unknown CPU".to_owned(), |(_, name)| name.trim().into())
}

fn first_line(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let text =
        output.map_or_else(|_| String::new(), |output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.lines().next().unwrap_or("unknown").to_owned()
}
