//! What a user sees of a test that fails: each of these is run alone, in a process of its own, as nextest does.

use std::process::Command;
use std::thread;

use mockit::scope::Scope;
use mockit::scoped;

use super::{Mailer as _, MockMailer, UNMET, leaked, mailer};

/// The exit code of a test, and what it writes, without what differs from run to run.
fn run(test: &str) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([&format!("failing::{test}"), "--exact", "--ignored", "--test-threads=1"]);
    let output = command.env_remove("RUST_BACKTRACE").env_remove("RUST_LIB_BACKTRACE").output().unwrap();
    assert_eq!(output.status.code(), Some(101), "{test}: not the exit code of tests that fail");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("running 1 test\n"), "{text}");
    let written = text.split(" stdout ----\n").nth(1).unwrap();
    let written = written.split("\nfailures:\n").next().unwrap();
    let lines = written.lines().filter(|line| !line.starts_with("note: run with"));
    lines.map(without_numbers).collect::<Vec<_>>().join("\n").trim().to_string()
}

/// `(123)` of a thread, `:12:5` of a place.
fn without_numbers(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(".rs:") {
        out.push_str(&rest[..at + 4]);
        out.push('_');
        rest = rest[at + 4..].trim_start_matches(|c: char| c.is_ascii_digit());
        rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    match (out.find(" ("), out.find(") panicked at")) {
        (Some(from), Some(to)) if from < to => out.replace_range(from..=to, ""),
        _ => {}
    }
    out
}

macro_rules! shown {
    ($($test:ident)*) => {$(
        mod $test {
            #[test]
            fn is_shown() {
                insta::assert_snapshot!(mockit_tests::without_calls(&super::run(stringify!($test))));
            }
        }
    )*};
}

shown! {
    passed_but_unmet returned_an_error panicked called_too_often unwound_a_double failed_by_a_drop refused_in_a_task
    handed_on_by_a_thread returned_an_error_beside_a_mock
}

/// The mock is dropped before the result is known to the guard.
#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn returned_an_error_beside_a_mock() -> Result<(), String> {
    let mailer = mailer();
    Err("the bank said no".to_string())?;
    mailer.send("u1");
    Ok(())
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn passed_but_unmet() {
    leaked(mailer());
    let mut other = MockMailer::new();
    other.expect_flush().times(2).return_const(());
    leaked(other).flush();
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn returned_an_error() -> Result<(), String> {
    leaked(mailer());
    Err("the test's own")?;
    Ok(())
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn panicked() {
    leaked(mailer());
    assert_eq!(1 + 1, 3, "the test's own");
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn called_too_often() {
    let mailer = leaked(mailer());
    mailer.send("u1");
    mailer.send("u2");
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn unwound_a_double() {
    let _mailer = mailer();
    let other = MockMailer::new();
    other.send("u1");
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn failed_by_a_drop() {
    let mut first = MockMailer::new();
    first.expect_flush().times(2).return_const(());
    let _first = leaked(first);
    drop(mailer());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
#[ignore = "fails; run by another"]
#[scoped]
async fn refused_in_a_task() {
    let mailer = leaked(mailer());
    let task = async move {
        mailer.send("u1");
        mailer.flush();
    };
    let _ = tokio::spawn(Scope::current().bind(task)).await;
}

#[test]
#[ignore = "fails; run by another"]
#[scoped]
fn handed_on_by_a_thread() {
    let mailer = leaked(mailer());
    mailer.send("u1");
    let handle = thread::spawn(move || mailer.send("u2"));
    handle.join().unwrap();
}

/// Of every kind of test, one that must fail.
mod each_alone {
    use mockit::scoped;
    use rstest::rstest;
    use test_case::test_case;

    use super::{UNMET, leaked, mailer};

    #[test]
    #[ignore = "fails; run by another"]
    #[scoped]
    fn plain() {
        leaked(mailer());
    }

    #[tokio::test]
    #[ignore = "fails; run by another"]
    #[scoped]
    async fn asynchronous() {
        leaked(mailer());
    }

    #[rstest]
    #[case::of_u1("u1")]
    #[ignore = "fails; run by another"]
    #[scoped]
    fn of_values(#[case] _to: &str) {
        leaked(mailer());
    }

    #[test_case("u1"; "of_u1")]
    #[ignore = "fails; run by another"]
    #[scoped]
    fn of_cases(_to: &str) {
        leaked(mailer());
    }

    #[test]
    fn fails() {
        for test in ["plain", "asynchronous", "of_values::case_1_of_u1", "of_cases::test_case_1_of_u1"] {
            let text = super::run(&format!("each_alone::{test}"));
            assert_eq!(text.matches(UNMET).count(), 1, "{test}: {text}");
        }
    }
}
