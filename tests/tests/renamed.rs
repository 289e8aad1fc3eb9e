//! Generated code finds mockit by whatever name a crate has it: the users in `tests/renamed` are tested.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Cargo as a user would call it: nothing of this run is handed on.
fn cargo(users: &Path) -> Command {
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
    command.current_dir(users);
    command
}

#[test]
fn users_may_call_mockit_as_they_like() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let users = here.join("renamed");
    // The versions that are there already: nothing is downloaded.
    fs::copy(here.join("../Cargo.lock"), users.join("Cargo.lock"))
        .expect("a copy of the workspace's lock file");
    let mut command = cargo(&users);
    command.args(["test", "--workspace", "--offline", "--quiet", "--target-dir"]);
    command.arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("renamed"));
    let output = command.output().expect("cargo runs");
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).join("\n");
    assert!(output.status.success(), "{text}");
    let passed: usize = text
        .split("test result: ok. ")
        .skip(1)
        .filter_map(|rest| rest.split(' ').next()?.parse::<usize>().ok())
        .sum();
    assert_eq!(passed, 13, "{text}");
}
