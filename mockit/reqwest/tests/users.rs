//! The three ways of swapping reqwest's name, each in a small crate of a user: its tests are run here.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Cargo as a user would call it: nothing of this run is handed on.
fn cargo(user: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let of_this_run = text.starts_with("CARGO") && text != "CARGO_HOME";
        if of_this_run
            || text.starts_with("RUSTC")
            || text.contains("RUSTFLAGS")
            || text == "RUST_TEST_THREADS"
        {
            command.env_remove(name);
        }
    }
    command.current_dir(user);
    command
}

fn output_of(mut command: Command) -> String {
    let output = command.output().expect("cargo runs");
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).join("\n");
    assert!(output.status.success(), "{command:?} failed:\n{text}");
    text
}

/// Runs its tests, and gives how many passed.
fn tested(user: &Path) -> usize {
    let mut command = cargo(user);
    command.args(["test", "--offline", "--quiet", "--target-dir"]);
    // One for all: the dependencies are built once.
    command.arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("users"));
    let text = output_of(command);
    let results = text.split("test result: ok. ").skip(1);
    results.filter_map(|rest| rest.split(' ').next()?.parse::<usize>().ok()).sum()
}

/// Would those who depend on it build mockit?
fn shipped(user: &Path) -> bool {
    let mut command = cargo(user);
    command.args(["tree", "--offline", "--edges=normal", "--prefix=none", "--format={lib}"]);
    output_of(command).contains("mockit")
}

#[test]
fn each_way_of_swapping_works_for_a_user() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let users = here.join("tests/users");
    // Without a workspace around it, as in a package from a registry, there is nothing to build them with.
    let Some(lock) = lock(here).filter(|_| users.exists()) else { return };
    for (user, tests) in [("unit", 7), ("integration", 5), ("module", 3)] {
        let user = users.join(user);
        // The versions that are there already: nothing is downloaded.
        fs::copy(&lock, user.join("Cargo.lock")).expect("a copy of the workspace's lock file");
        assert_eq!(tested(&user), tests, "in {}", user.display());
        assert!(!shipped(&user), "{} ships mockit", user.display());
    }
}

fn lock(here: &Path) -> Option<PathBuf> {
    here.ancestors().map(|folder| folder.join("Cargo.lock")).find(|lock| lock.exists())
}
