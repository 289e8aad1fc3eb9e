//! Records are written as files where the environment asks for it.
//!
//! The tests start this program again, with tests that fail when the environment tells them to.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use mockit::automock;

use crate::{Mailer, MockMailer};

/// Runs a test of this file in a process of its own.
fn run(test: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", &format!("files::{test}")]).env("MOCKIT_TEST_FAILS", "1");
    command.env_remove("MOCKIT_RECORD").env_remove("MOCKIT_RECORD_DIR").envs(variables.iter().copied());
    command.output().unwrap()
}

fn is_inner() -> bool {
    env::var_os("MOCKIT_TEST_FAILS").is_some()
}

fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("record").join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn inner_fails_by_itself() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());
    mailer.send("u1");
    assert!(!is_inner(), "of itself");
}

#[test]
fn inner_fails_by_a_double() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().times(usize::from(is_inner()) + 1).return_const(());
    mailer.send("u1");
}

#[test]
fn inner_is_well() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());
    mailer.send("u1");
}

#[test]
fn inner_calls_nothing() {}

#[test]
fn a_failed_test_leaves_its_record() {
    for test in ["inner_fails_by_itself", "inner_fails_by_a_double"] {
        let folder = empty_folder(test);
        let output =
            run(test, &[("MOCKIT_RECORD", "failed"), ("MOCKIT_RECORD_DIR", folder.to_str().unwrap())]);
        assert!(!output.status.success());
        let told = told(&output);
        let folder = folder.join("record");
        let page = format!("files.{test}.html");
        assert_eq!(
            names(&folder),
            [page.clone(), page.replace("html", "mmd"), page.replace("html", "txt")],
            "{told}"
        );
        assert!(
            told.contains(&format!(
                "mockit: the record of the failed test is in {}",
                folder.join(&page).display()
            )),
            "{told}"
        );
        let text = fs::read_to_string(folder.join(page.replace("html", "txt"))).unwrap();
        assert_eq!(text, "1. MockMailer::send(to: \"u1\") -> ()\n");
        let html = fs::read_to_string(folder.join(page)).unwrap();
        assert!(
            html.contains(&format!("<title>files::{test} – mockit</title>")) && html.ends_with("</html>\n")
        );
        assert!(told.contains("The doubles of this test were called:\n    1. MockMailer::send"), "{told}");
    }
}

#[test]
fn others_leave_theirs_where_all_are_asked_for() {
    let folder = empty_folder("always");
    let variables = [("MOCKIT_RECORD", "always"), ("MOCKIT_RECORD_DIR", folder.to_str().unwrap())];
    for test in ["inner_is_well", "inner_calls_nothing"] {
        let output = run(test, &variables);
        assert!(output.status.success() && !told(&output).contains("mockit:"), "{}", told(&output));
    }
    assert_eq!(names(&folder.join("record")).len(), 3);
    run("inner_is_well", &[("MOCKIT_RECORD", "failed"), variables[1]]);
    let nothing = empty_folder("nothing");
    run("inner_is_well", &[("MOCKIT_RECORD", "failed"), ("MOCKIT_RECORD_DIR", nothing.to_str().unwrap())]);
    assert!(!nothing.exists());
}

#[test]
fn nothing_is_written_unasked() {
    let folder = empty_folder("unasked");
    let output = run("inner_fails_by_itself", &[("MOCKIT_RECORD_DIR", folder.to_str().unwrap())]);
    assert!(!folder.exists() && !told(&output).contains("mockit:"), "{}", told(&output));
}

#[test]
fn a_wrong_value_and_a_folder_that_cannot_be_are_told() {
    let told_of = |value: &str, folder: &str| {
        let output = run("inner_is_well", &[("MOCKIT_RECORD", value), ("MOCKIT_RECORD_DIR", folder)]);
        assert!(output.status.success());
        told(&output)
    };
    let told = told_of("yes", "");
    assert!(
        told.contains("mockit: MOCKIT_RECORD is \"yes\", but may be `failed`, `always` or `never`"),
        "{told}"
    );
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let told = told_of("always", file.to_str().unwrap());
    assert!(told.contains("mockit: cannot write the record to "), "{told}");
}

#[automock]
trait Registry {
    fn register(&self, mailer: std::sync::Arc<dyn Mailer>);
}

#[test]
fn inner_hands_on_a_mock() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().times(usize::from(is_inner())).return_const(());
    let mut registry = MockRegistry::new();
    registry.expect_register().return_const(());
    registry.register(std::sync::Arc::new(mailer));
}

#[test]
fn a_mock_that_is_kept_as_an_argument_is_verified_at_last() {
    let output = run("inner_hands_on_a_mock", &[]);
    assert!(
        told(&output).contains("MockMailer::send: Expectation(<anything>) called 0 time(s)"),
        "{}",
        told(&output)
    );
}
