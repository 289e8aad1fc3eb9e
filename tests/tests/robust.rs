//! Re-entrant calls, threads, swallowed panics, unwinding.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::rc::Rc;
use std::sync::{Arc, Barrier, OnceLock};
use std::thread;

use mockit::automock;
use mockit::predicate::eq;
use mockit_tests::{message, text};

#[automock]
trait Foo {
    fn bar(&self, x: u32) -> u32;
    fn other(&self, x: u32) -> u32;
    fn silent(&self, x: NoDebug);
    fn loud(&self, x: BadDebug);
    fn rc(&self) -> Rc<u32>;
}

struct NoDebug;
struct BadDebug;

impl std::fmt::Debug for BadDebug {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        panic!("no text for this")
    }
}

type Handle = Arc<OnceLock<MockFoo>>;

/// A mock whose expectations can call it.
fn recursive(set: impl FnOnce(&mut MockFoo, Handle)) -> Handle {
    let handle = Handle::default();
    let mut mock = MockFoo::new();
    set(&mut mock, Arc::clone(&handle));
    handle.set(mock).ok().unwrap();
    handle
}

#[test]
fn an_fn_may_call_its_own_method() {
    let handle = recursive(|mock, handle| {
        mock.expect_bar()
            .times(4)
            .returning_fn(move |x| if x == 0 { 1 } else { x * handle.get().unwrap().bar(x - 1) });
    });
    assert_eq!(handle.get().unwrap().bar(3), 6);
}

#[test]
fn an_fn_mut_that_calls_itself_is_told() {
    let handle = recursive(|mock, handle| {
        mock.expect_bar().returning(move |x| handle.get().unwrap().bar(x));
    });
    let text = message(|| handle.get().unwrap().bar(1));
    assert!(
        text.starts_with(
            "MockFoo::bar: Expectation(<anything>) called again from inside its own `returning` closure\n"
        ),
        "{text}"
    );
    assert!(text.contains("`returning_fn`"), "{text}");
}

#[test]
fn closures_may_call_other_expectations() {
    let handle = recursive(|mock, handle| {
        let inner = Arc::clone(&handle);
        mock.expect_bar().with(eq(1)).returning(move |_| inner.get().unwrap().bar(2));
        mock.expect_bar().with(eq(2)).returning(move |_| handle.get().unwrap().other(3));
        mock.expect_other().return_const(4u32);
    });
    assert_eq!(handle.get().unwrap().bar(1), 4);
}

#[test]
fn a_matcher_that_calls_its_own_method_is_told() {
    let handle = recursive(|mock, handle| {
        mock.expect_bar().withf(move |x| handle.get().unwrap().bar(*x) == 1).return_const(1u32);
    });
    let text = message(|| handle.get().unwrap().bar(1));
    assert!(text.starts_with("MockFoo::bar: called again from inside one of its own matchers"), "{text}");
}

#[test]
fn threads_that_wait_for_each_other_are_told() {
    // The calls with 1 meet, each inside its own closure; then each calls the other's method.
    let barrier = Arc::new(Barrier::new(2));
    let handle = recursive(|mock, handle| {
        let (inner, meet) = (Arc::clone(&handle), Arc::clone(&barrier));
        mock.expect_bar().returning(move |x| {
            if x == 2 {
                return x;
            }
            meet.wait();
            inner.get().unwrap().other(2)
        });
        mock.expect_other().returning(move |x| {
            if x == 2 {
                return x;
            }
            barrier.wait();
            handle.get().unwrap().bar(2)
        });
    });
    let (a, b) = thread::scope(|s| {
        let a = s.spawn(|| handle.get().unwrap().bar(1));
        let b = s.spawn(|| handle.get().unwrap().other(1));
        (a.join(), b.join())
    });
    let texts: Vec<String> = [a, b].into_iter().filter_map(Result::err).map(|panic| text(&*panic)).collect();
    assert!(texts.iter().any(|text| text.contains("neither could go on")), "{texts:?}");
}

#[test]
fn a_failure_in_another_thread_is_raised_again() {
    let mut mock = MockFoo::new();
    mock.expect_bar().with(eq(1)).return_const(1u32);
    let mock = Arc::new(mock);
    let other = Arc::clone(&mock);
    assert!(thread::spawn(move || other.bar(2)).join().is_err());
    let text = message(|| drop(mock));
    assert!(text.starts_with("MockFoo::bar(2): No matching expectation found\n"), "{text}");
    assert!(text.contains("This call failed before"), "{text}");
}

#[test]
fn a_swallowed_failure_is_raised_again() {
    for set in [
        (|_| ()) as fn(&mut MockFoo),
        |m| {
            m.expect_bar().never().return_const(1u32);
        },
        |m| {
            m.expect_bar();
        },
        |m| {
            m.expect_bar().returning_each([]);
        },
    ] {
        let mut mock = MockFoo::new();
        set(&mut mock);
        let first = message(|| mock.bar(2));
        let again = message(|| drop(mock));
        let sentence = first.lines().next().unwrap();
        assert!(again.contains(sentence), "{first}\n---\n{again}");
    }
}

#[test]
fn a_panic_of_the_closure_itself_is_the_tests_own_affair() {
    let mut mock = MockFoo::new();
    mock.expect_bar().times(2).returning(|x| if x == 0 { panic!("simulated") } else { x });
    assert_eq!(message(|| mock.bar(0)), "simulated");
    // Nothing is poisoned.
    assert_eq!(mock.bar(1), 1);
}

#[test]
fn a_failing_test_is_not_hidden() {
    let text = message(|| {
        let mut mock = MockFoo::new();
        mock.expect_bar().times(1).return_const(1u32);
        mock.expect_other().times(1).return_const(1u32);
        panic!("the test's own failure");
    });
    assert_eq!(text, "the test's own failure");
}

#[test]
fn arguments_without_a_usable_debug() {
    let text = message(|| MockFoo::new().silent(NoDebug));
    assert!(text.starts_with("MockFoo::silent(?): No matching expectation found"), "{text}");
    let text = message(|| MockFoo::new().loud(BadDebug));
    assert!(text.starts_with("MockFoo::loud(<its Debug panicked>): No matching"), "{text}");
}

#[test]
fn values_of_another_thread_are_told_and_dropped_quietly() {
    let mut mock = MockFoo::new();
    mock.expect_rc().return_const_st(Rc::new(1));
    let mock = Arc::new(mock);
    let other = Arc::clone(&mock);
    let panic = thread::spawn(move || drop(other.rc())).join().unwrap_err();
    assert!(text(&*panic).starts_with("MockFoo::rc: Expectation(<anything>) called from another thread"));
    // A test that fails in a thread takes the mock down with it: no second panic, no abort.
    let result = thread::spawn(move || {
        let _mock = mock;
        panic!("unwinding");
    });
    assert_eq!(text(&*result.join().unwrap_err()), "unwinding");
}

#[test]
fn a_predicate_that_panics_does_not_hide_the_report() {
    let mut mock = MockFoo::new();
    mock.expect_bar().with(eq(1)).return_const(1u32);
    mock.expect_bar().withf(|x| if *x == 2 { false } else { panic!("a predicate") }).return_const(1u32);
    assert!(message(|| mock.bar(2)).contains("No matching expectation found"));
    drop(catch_unwind(AssertUnwindSafe(|| mock.checkpoint())));
}

struct CallsWhenDropped<'a>(&'a MockFoo);

impl Drop for CallsWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.bar(1);
    }
}

#[test]
fn a_call_too_many_while_unwinding_does_not_abort() {
    let text = message(|| {
        let mut mock = MockFoo::new();
        mock.expect_bar().times(0).return_const(1u32);
        let _guard = CallsWhenDropped(&mock);
        panic!("the first panic");
    });
    assert_eq!(text, "the first panic");
}

#[test]
fn nothing_is_lost_when_the_harness_prints() {
    // What a user sees: the message once, as the last thing, and a plain failure, no abort.
    if std::env::var_os("MOCKIT_TEST_INNER").is_some() {
        let mut mock = MockFoo::new();
        mock.expect_bar().times(2).return_const(1u32);
        mock.bar(1);
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "nothing_is_lost_when_the_harness_prints", "--nocapture"])
        .env("MOCKIT_TEST_INNER", "1")
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(101), "{err}");
    assert_eq!(err.matches("called 1 time(s) which is fewer than expected 2").count(), 1, "{err}");
}

/// Tests catch the panics of mocks, and code under test may ask for such traits.
#[test]
fn mocks_are_unwind_safe() {
    use std::panic::{RefUnwindSafe, UnwindSafe};

    #[mockit::automock]
    trait Service: UnwindSafe + RefUnwindSafe {
        fn get<T: 'static>(&self, it: T) -> &str;
        #[allow(dead_code)]
        fn set(&mut self, n: &mut u8) -> &mut Vec<u8>;
    }
    let service = MockService::new();
    assert!(std::panic::catch_unwind(|| service.get(1).len()).is_err());
    std::mem::forget(service);
}
