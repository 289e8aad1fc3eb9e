//! Where in the code under test a call was made.
//!
//! `#[track_caller]` cannot tell it: through `dyn Trait` and in async code it names the mock
//! itself. A backtrace can, and is taken only when a test fails.

use std::backtrace::Backtrace;
use std::env;
use std::path::Path;

/// `file:line:column` of the caller of `method` (`MockFoo::bar`), where debug info tells.
pub(super) fn find(method: &str, anchor: &str) -> Option<String> {
    let (mock, function) = method.rsplit_once("::")?;
    // `MockFoo` of `<MockFoo as Bar>`.
    let mock = mock.trim_start_matches('<').split(' ').next()?;
    // Forced: it must not depend on RUST_BACKTRACE.
    let trace = Backtrace::force_capture().to_string();
    let frames = frames(&trace);
    let in_mock = |name: &str| name.contains(mock) && name.contains(function);
    let shim = frames.iter().position(|frame| in_mock(frame.name))?;
    let caller = frames[shim..].iter().find(|frame| !in_mock(frame.name) && frame.is_users())?;
    place(caller, anchor)
}

/// `file:line:column` of the first code of the user's own that led here.
#[cfg(feature = "http")]
pub(super) fn of_user(anchor: &str) -> Option<String> {
    let trace = Backtrace::force_capture().to_string();
    let frames = frames(&trace);
    place(frames.iter().find(|frame| frame.is_users())?, anchor)
}

fn place(frame: &Frame<'_>, anchor: &str) -> Option<String> {
    let here = env::current_dir().ok()?;
    Some(as_the_compiler_names_it(frame.at?, &here, anchor))
}

/// A backtrace names files from the current directory, the package's; the compiler, and so every
/// other place in a report, from the workspace's. `anchor` is a file named by the compiler.
fn as_the_compiler_names_it(at: &str, here: &Path, anchor: &str) -> String {
    let Some(relative) = at.strip_prefix("./") else { return at.to_string() };
    let root = here.ancestors().find(|root| root.join(anchor).exists());
    match root.and_then(|root| here.strip_prefix(root).ok()) {
        Some(package) => package.join(relative).display().to_string(),
        None => relative.to_string(),
    }
}

struct Frame<'a> {
    name: &'a str,
    at: Option<&'a str>,
}

impl Frame<'_> {
    /// Not of the standard library, a dependency, or mockit.
    fn is_users(&self) -> bool {
        let name = self.name.trim_start_matches('<');
        let ours = ["mockit::", "mockit_reqwest::"].iter().any(|own| name.starts_with(own));
        // Closures and futures may have no such name.
        let folders = [
            concat!(env!("CARGO_MANIFEST_DIR"), "/src/"),
            concat!(env!("CARGO_MANIFEST_DIR"), "/reqwest/src/"),
        ];
        let foreign = |at: &str| at.starts_with("/rustc/") || at.contains("/registry/src/");
        let is_rust = |at: &str| at.contains(".rs:");
        !ours
            && self.at.is_some_and(|at| {
                is_rust(at) && !foreign(at) && !folders.iter().any(|folder| at.starts_with(folder))
            })
    }
}

/// The lines of a backtrace are `  12: path::of::function` and `      at file:line:column`.
fn frames(trace: &str) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    for line in trace.lines().map(str::trim_start) {
        if let Some(at) = line.strip_prefix("at ") {
            if let Some(frame) = frames.last_mut() {
                frame.at = Some(at);
            }
        } else if let Some((_, name)) = line.split_once(": ") {
            frames.push(Frame { name, at: None });
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_from_the_workspace() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let named = |at| as_the_compiler_names_it(at, here, file!());
        assert!(here.join("..").join(named("./src/lib.rs:1:2").split(':').next().unwrap()).exists());
        assert_eq!(named("/elsewhere/lib.rs:1:2"), "/elsewhere/lib.rs:1:2");
    }

    #[test]
    fn reads_names_and_places() {
        let frames = frames(
            "   0: std::x\n             at /rustc/a/b.rs:1:2\n   1: me::f\n             at ./src/me.rs:3:4\n",
        );
        assert_eq!(frames.len(), 2);
        assert!(!frames[0].is_users() && frames[1].is_users());
        assert_eq!((frames[1].name, frames[1].at), ("me::f", Some("./src/me.rs:3:4")));
    }
}
