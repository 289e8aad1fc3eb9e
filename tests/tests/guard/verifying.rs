//! Which doubles a guard verifies.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, LazyLock, Mutex, OnceLock, mpsc};
use std::thread;

use mockit::predicate::eq;
use mockit::scope::Scope;
use mockit_tests::message;

use super::{Mailer as _, MockMailer, UNMET, leaked, mailer};

/// How often a text says that the mailer did not send.
fn count(text: &str) -> usize {
    text.matches(UNMET).count()
}

#[test]
fn a_test_that_is_right_passes() {
    let sent = mockit::scope(|| {
        let mailer = mailer();
        mailer.send("u1")
    });
    assert!(sent);
}

#[test]
fn a_leaked_double() {
    let text = message(|| mockit::scope(|| std::mem::forget(mailer())));
    assert!(text.starts_with(UNMET), "{text}");
    assert!(text.contains("set at tests/tests/guard/main.rs:"), "{text}");
    mockit::scope(|| {
        leaked(mailer()).send("u1");
    });
}

#[test]
fn an_arc_that_is_still_shared() {
    let kept = Mutex::new(None);
    let text = message(|| {
        mockit::scope(|| {
            let mailer = Arc::new(mailer());
            *kept.lock().unwrap() = Some(Arc::clone(&mailer));
        });
    });
    assert_eq!(count(&text), 1, "{text}");
    // What was said is not said again.
    drop(kept.lock().unwrap().take());
}

#[test]
fn a_cycle() {
    let text = message(|| {
        mockit::scope(|| {
            let handle = Arc::new(OnceLock::<MockMailer>::new());
            let mut mailer = mailer();
            let own = Arc::clone(&handle);
            mailer.expect_flush().returning(move || assert!(own.get().is_some()));
            handle.set(mailer).ok().unwrap();
        });
    });
    assert_eq!(count(&text), 1, "{text}");
}

#[test]
fn a_static_serves_test_after_test() {
    static MAILER: LazyLock<Mutex<MockMailer>> = LazyLock::new(Mutex::default);
    let locked = || MAILER.lock().unwrap();
    for round in 0..3 {
        mockit::scope(|| {
            locked().expect_send().times(1).return_const(true);
            assert!(locked().send("u1"));
        });
        let text = message(|| {
            mockit::scope(|| {
                locked().expect_send().with(eq("u2")).times(1).return_const(true);
            });
        });
        assert_eq!(text.matches("fewer than expected 1").count(), 1, "{round}: {text}");
        assert!(text.starts_with("MockMailer::send: Expectation(var == \"u2\") called 0"), "{round}: {text}");
    }
}

#[test]
fn all_are_listed() {
    let text = message(|| {
        mockit::scope(|| {
            for name in ["a", "b", "c"] {
                let mut mailer = MockMailer::new();
                mailer.expect_send().with(eq(name)).times(1).return_const(true);
                std::mem::forget(mailer);
            }
        });
    });
    let at = ["a", "b", "c"].map(|name| text.find(&format!("== {name:?})")).unwrap());
    assert!(at.is_sorted(), "{text}");
}

#[test]
fn a_generic_method_and_a_share() {
    let text = message(|| {
        mockit::scope(|| {
            let mut mailer = MockMailer::new();
            mailer.expect_put::<u8>().times(1).return_const(());
            mailer.expect_put::<u16>().times(1).return_const(());
            mailer.put(1u8);
            let mut share = mailer.share();
            share.expect_flush().times(2).return_const(());
            share.expect_put::<u32>().times(1).return_const(());
            mailer.flush();
            std::mem::forget((mailer, share));
        });
    });
    assert_eq!(
        text.matches("MockMailer::put: Expectation(<anything>) called 0 time(s)").count(),
        2,
        "{text}"
    );
    assert_eq!(
        text.matches("MockMailer::flush: Expectation(<anything>) called 1 time(s)").count(),
        1,
        "{text}"
    );
}

#[test]
fn a_method_that_lends_what_may_be_changed() {
    let text = message(|| {
        mockit::scope(|| {
            let mut mailer = MockMailer::new();
            mailer.expect_buffer().times(3).return_var("a".to_string());
            mailer.buffer().push('b');
            assert_eq!(mailer.buffer(), "ab");
            std::mem::forget(mailer);
        });
    });
    assert!(text.starts_with("MockMailer::buffer: Expectation(<anything>) called 2 time(s)"), "{text}");
    let kept = Mutex::new(None);
    let text = message(|| {
        mockit::scope(|| {
            let mut mailer = MockMailer::new();
            mailer.expect_buffer().times(2).return_var(String::new());
            mailer.buffer();
            *kept.lock().unwrap() = Some(mailer);
        });
    });
    assert!(text.contains("called 1 time(s)"), "{text}");
    drop(kept);
    mockit::scope(|| {
        let mut mailer = MockMailer::new();
        mailer.expect_buffer().times(2).return_var(String::new());
        mailer.buffer();
        mailer.expect_buffer().replacing_earlier().return_var(String::new());
        mailer.checkpoint();
        mailer.expect_buffer().once().return_var(String::new());
        mailer.buffer();
        std::mem::forget(mailer);
    });
}

#[test]
fn a_mock_set_up_elsewhere_is_not_known() {
    let before = Arc::new(mailer());
    let unknown = Arc::clone(&before);
    mockit::scope(move || drop(unknown));
    before.send("u1");
    // A thread that has not been given the scope.
    let elsewhere = mockit::scope(|| thread::spawn(|| Arc::new(mailer())).join().unwrap());
    elsewhere.send("u1");
}

#[test]
fn what_is_added_to_an_older_mock_is() {
    let mut older = MockMailer::new();
    let text = message(|| {
        mockit::scope(|| {
            older.expect_send().times(1).return_const(true);
        });
    });
    assert_eq!(count(&text), 1, "{text}");
    older.expect_send().times(1).return_const(false);
    assert!(!older.send("u1"));
}

#[test]
fn a_thread_that_still_runs() {
    let (stop, stopped) = mpsc::channel::<()>();
    let mut thread = None;
    let text = message(|| {
        mockit::scope(|| {
            let mailer = mailer();
            thread = Some(thread::spawn(move || {
                stopped.recv().unwrap_err();
                // After the end: a panic of this thread and no more.
                mailer.send("u1");
            }));
        });
    });
    assert_eq!(count(&text), 1, "{text}");
    drop(stop);
    let panic = thread.unwrap().join().unwrap_err();
    let text = mockit_tests::text(&*panic);
    assert!(text.starts_with("MockMailer::send(\"u1\"): No matching expectation found"), "{text}");
    assert!(text.contains("Nothing is expected of this method any more"), "{text}");
}

#[test]
fn a_call_that_never_returns_does_not_hold_the_guard() {
    let (stop, stopped) = mpsc::channel::<()>();
    let (began, begun) = mpsc::channel::<()>();
    let mut thread = None;
    let text = message(|| {
        mockit::scope(|| {
            let mut mailer = MockMailer::new();
            mailer.expect_send().with(eq("u1")).times(2).returning(move |_| {
                began.send(()).unwrap();
                stopped.recv().is_ok()
            });
            thread = Some(thread::spawn(move || mailer.send("u1")));
            begun.recv().unwrap();
        });
    });
    assert!(text.starts_with("MockMailer::send: Expectation(<a matcher in use>) called 1 time(s)"), "{text}");
    drop(stop);
    assert!(!thread.unwrap().join().unwrap());
}

#[test]
fn set_up_while_a_guard_ends() {
    for _ in 0..20 {
        let barrier = Barrier::new(2);
        thread::scope(|s| {
            mockit::scope(|| {
                let scope = Scope::current();
                let barrier = &barrier;
                s.spawn(move || {
                    let _entered = scope.enter();
                    let mut mailer = MockMailer::new();
                    barrier.wait();
                    for _ in 0..100 {
                        mailer.expect_send().with(eq("u1")).return_const(true);
                        mailer.expect_flush().return_const(());
                    }
                });
                barrier.wait();
            });
        });
    }
}

#[test]
fn doubles_that_others_keep() {
    let text = message(|| {
        mockit::scope(|| {
            let inner = mailer();
            let mut outer = MockMailer::new();
            outer.expect_flush().times(..).returning(move || assert!(inner.send("u1")));
            std::mem::forget(outer);
        });
    });
    assert_eq!(count(&text), 1, "{text}");
}

#[test]
fn a_swallowed_failure_is_raised() {
    let text = message(|| {
        mockit::scope(|| {
            let mailer = leaked(MockMailer::new());
            let _ = catch_unwind(AssertUnwindSafe(|| mailer.send("u1")));
            // Also of a mock that is gone, by a panic that nobody saw.
            let other = mailer.clone();
            let scope = Scope::current();
            let _ = thread::spawn(move || scope.run(|| other.flush())).join();
        });
    });
    assert!(text.starts_with("MockMailer::send(\"u1\"): No matching expectation found\n"), "{text}");
    assert!(text.contains("This call failed before, in another thread or with its panic caught:"), "{text}");
    assert!(text.contains("MockMailer::flush(): No matching expectation found\n"), "{text}");
}

#[test]
fn a_double_that_failed_by_its_drop_in_another_thread() {
    let text = message(|| {
        mockit::scope(|| {
            let mailer = mailer();
            thread::spawn(move || drop(mailer)).join().unwrap_err();
        });
    });
    assert_eq!(count(&text), 1, "{text}");
    // It panics for another reason.
    let text = message(|| {
        mockit::scope(|| {
            let mailer = mailer();
            thread::spawn(move || {
                let _mailer = mailer;
                panic!("of its own")
            })
            .join()
            .unwrap_err();
        });
    });
    assert_eq!(count(&text), 1, "{text}");
    // And that of the only call.
    let text = message(|| {
        mockit::scope(|| {
            let mailer = mailer();
            mailer.send("u1");
            thread::spawn(move || mailer.send("u2")).join().unwrap_err();
        });
    });
    assert!(text.contains("called 2 times which is more than the expected 1"), "{text}");
}
