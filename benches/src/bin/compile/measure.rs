//! Running cargo, and what it costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;

/// Runs cargo in `dir` with an environment that is the same for all libraries.
fn cargo(dir: &Path, target: &Path, args: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(args)
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTC_WRAPPER");
    command
}

/// Runs `command` to its end; gives the CPU seconds of it and its children, and
/// what it printed to both streams.
fn cost(mut command: Command) -> Result<(f64, String), String> {
    let before = children_seconds()?;
    let output = command.output().map_err(|error| error.to_string())?;
    let seconds = children_seconds()? - before;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text += &String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok((seconds, text)) } else { Err(format!("{command:?} failed:\n{text}")) }
}

/// CPU seconds of `cargo check --tests` for the project's own crate.
pub(crate) fn check(project: &Project) -> Result<f64, String> {
    rebuild(project, &["check", "--tests", "--quiet"])
}

/// CPU seconds of `cargo test --no-run` for the project's own crate.
pub(crate) fn test_build(project: &Project) -> Result<f64, String> {
    rebuild(project, &["test", "--no-run", "--quiet"])
}

fn rebuild(project: &Project, args: &[&str]) -> Result<f64, String> {
    project.touch().map_err(|error| error.to_string())?;
    Ok(cost(cargo(&project.dir, &project.target, args))?.0)
}

/// Builds the dependencies and the project, and runs its tests: what does not
/// pass is not worth measuring.
pub(crate) fn prepare(project: &Project) -> Result<(), String> {
    check(project)?;
    cost(cargo(&project.dir, &project.target, &["test", "--quiet"]))?;
    Ok(())
}

/// Bytes of the test binary without symbols and debug information.
pub(crate) fn stripped_size(project: &Project) -> Result<u64, String> {
    let args = ["test", "--no-run", "--message-format=json"];
    let (_, text) = cost(cargo(&project.dir, &project.target, &args))?;
    let key = "\"executable\":\"";
    let start = text.find(key).ok_or("no test binary")? + key.len();
    let path = text[start..].split('"').next().unwrap_or_default();
    let stripped = project.dir.join("stripped");
    let mut strip = Command::new("strip");
    strip.arg("-o").arg(&stripped).arg(path);
    cost(strip)?;
    let size = fs::metadata(&stripped).map_err(|error| error.to_string())?;
    Ok(size.len())
}

/// Lines of LLVM IR that the test crate is compiled to: without blank lines and
/// metadata, before optimization.
pub(crate) fn ir_lines(project: &Project) -> Result<u64, String> {
    project.touch().map_err(|error| error.to_string())?;
    let file = project.dir.join("work.ll");
    let emit = format!("--emit=llvm-ir={}", file.display());
    let args =
        ["rustc", "--quiet", "--lib", "--profile=test", "--", "-Ccodegen-units=1", "-Cdebuginfo=0", &emit];
    cost(cargo(&project.dir, &project.target, &args))?;
    let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let lines = text.lines();
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with('!'));
    Ok(code.count() as u64)
}

/// A build of a library and all it depends on, from nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cold {
    pub(crate) seconds: f64,
    pub(crate) crates: usize,
}

/// Builds the package `library` as a dependency of the project in `dir`.
pub(crate) fn cold(dir: &Path, library: &str) -> Result<Cold, String> {
    let target: PathBuf = dir.join("target");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|error| error.to_string())?;
    }
    let (seconds, text) = cost(cargo(dir, &target, &["build", "--package", library]))?;
    let lines = text.lines();
    let compiled = lines.filter(|line| line.trim_start().starts_with("Compiling "));
    Ok(Cold { seconds, crates: compiled.count() })
}

/// CPU seconds, in user and in system mode, of all children waited for so far.
#[cfg(unix)]
fn children_seconds() -> Result<f64, String> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let time = usage.user_time() + usage.system_time();
    Ok(time.num_microseconds() as f64 / 1e6)
}

#[cfg(not(unix))]
fn children_seconds() -> Result<f64, String> {
    Err("the CPU time of children is only read on Unix".to_owned())
}
