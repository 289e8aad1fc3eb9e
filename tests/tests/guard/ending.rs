//! How a guard ends: the test's own failure stays what it is. What is printed below it is in `failing`.

use std::panic::{catch_unwind, resume_unwind};
use std::process::ExitCode;
use std::thread;

use mockit::scope::Outcome;
use mockit_tests::message;

use super::{Mailer as _, MockMailer, UNMET, leaked, mailer};

#[test]
fn a_panic_stays_what_it_is() {
    let text = message(|| {
        mockit::scope(|| {
            leaked(mailer());
            panic!("the test's own")
        })
    });
    assert_eq!(text, "the test's own");
    let panic = catch_unwind(|| mockit::scope(|| std::panic::panic_any(7u8))).unwrap_err();
    assert_eq!(*panic.downcast::<u8>().unwrap(), 7);
}

#[test]
fn an_error_stays_what_it_is() {
    let result = mockit::scope(|| {
        leaked(mailer());
        Err::<(), _>("the test's own")
    });
    assert_eq!(result, Err("the test's own"));
    let text = message(|| {
        mockit::scope(|| {
            leaked(mailer());
            Ok::<u8, ()>(1)
        })
    });
    assert!(text.starts_with(UNMET), "{text}");
}

#[test]
fn what_is_a_failure() {
    assert!(Err::<(), ()>(()).is_failure() && !Ok::<(), ()>(()).is_failure());
    assert!(ExitCode::FAILURE.is_failure() && !ExitCode::SUCCESS.is_failure());
    assert!(!().is_failure() && !Some(1).is_failure() && !"text".is_failure());
}

#[test]
#[should_panic(expected = "called 0 time(s) which is fewer than expected 1")]
fn a_panic_may_be_expected() {
    mockit::scope(|| std::mem::forget(mailer()));
}

#[test]
#[should_panic(expected = "the test's own")]
fn that_of_the_test_too() {
    mockit::scope(|| {
        let _mailer = mailer();
        panic!("the test's own")
    });
}

#[test]
#[should_panic(expected = "MockMailer::send: Expectation(<anything>) called 0 time(s)")]
fn that_of_a_drop_too() {
    mockit::scope(|| {
        let _first = mailer();
        let _second = mailer();
    });
}

/// The same failure of a thread and of the test, which hands it on.
#[test]
fn a_failure_that_is_handed_on() {
    let text = message(|| {
        mockit::scope(|| {
            let mailer = leaked(MockMailer::new());
            if let Err(panic) = thread::spawn(move || mailer.send("u1")).join() {
                resume_unwind(panic)
            }
        });
    });
    assert!(text.starts_with("MockMailer::send(\"u1\"): No matching expectation found"), "{text}");
    assert!(!text.contains("This call failed before"), "{text}");
}

#[test]
fn guards_within_guards() {
    let text = message(|| {
        mockit::scope(|| {
            let outer = leaked(mailer());
            mockit::scope(|| {
                leaked(mailer()).send("inner");
            });
            outer.send("outer");
        });
        mockit::scope(|| {
            let outer = leaked(mailer());
            // What an inner one has raised and somebody has caught.
            let text = message(|| mockit::scope(|| drop(leaked(mailer()))));
            assert!(text.starts_with(UNMET), "{text}");
            outer.send("outer");
        });
    });
    assert_eq!(text.matches(UNMET).count(), 1, "{text}");
}

#[test]
fn one_after_the_other() {
    for _ in 0..2 {
        let text = message(|| mockit::scope(|| drop(leaked(mailer()))));
        assert_eq!(text.matches(UNMET).count(), 1, "{text}");
        mockit::scope(|| {
            let mailer = mailer();
            mailer.send("u1");
        });
    }
}

#[test]
fn a_guard_in_a_drop_while_the_test_panics() {
    struct Last;
    impl Drop for Last {
        fn drop(&mut self) {
            mockit::scope(|| drop(leaked(mailer())));
        }
    }
    let text = message(|| {
        let _last = Last;
        panic!("the test's own")
    });
    assert_eq!(text, "the test's own");
}

#[test]
fn user_values_that_panic_as_they_are_dropped() {
    struct Bad;
    impl Drop for Bad {
        fn drop(&mut self) {
            panic!("bad value")
        }
    }
    let text = message(|| {
        mockit::scope(|| {
            let mut mailer = MockMailer::new();
            let bad = Bad;
            mailer.expect_flush().returning(move || {
                let _bad = &bad;
            });
            std::mem::forget(mailer);
        });
    });
    assert_eq!(text, "bad value");
}
