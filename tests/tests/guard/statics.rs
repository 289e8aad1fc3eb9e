//! Contexts of static methods.

use mockit::scope::Scope;
use mockit_tests::{message, without_calls};

use super::{Mailer as _, MockMailer};

/// That of a scope does not disturb the next test of the same thread, nor does that of all tests.
#[test]
fn contexts_that_are_leaked() {
    for round in 0..3 {
        let text = message(|| {
            mockit::scope(|| {
                let context = MockMailer::version_context().scoped();
                context.expect().times(2).return_const(1u32);
                assert_eq!(MockMailer::version(), 1);
                std::mem::forget(context);
            });
        });
        let begin =
            "MockMailer::version: Expectation(<anything>) called 1 time(s) which is fewer than expected 2";
        assert!(text.starts_with(begin), "{round}: {text}");
        assert_eq!(without_calls(&text).matches("MockMailer::version").count(), 1, "{round}: {text}");
        mockit::scope(|| {
            let context = MockMailer::version_context();
            context.expect().times(1).return_const(round);
            assert_eq!(MockMailer::version(), round);
            std::mem::forget(context);
        });
    }
    let text = message(MockMailer::version);
    assert!(text.contains("No matching expectation found"), "{text}");
}

#[test]
fn a_context_of_before_is_in_force() {
    mod own {
        #[mockit::automock]
        pub trait Clock {
            fn now() -> u32;
        }
    }
    use own::{Clock as _, MockClock};
    let context = MockClock::now_context().scoped();
    context.expect().times(2).return_const(7u32);
    mockit::scope(|| {
        assert_eq!(MockClock::now(), 7);
        let scope = Scope::current();
        assert_eq!(std::thread::spawn(move || scope.run(MockClock::now)).join().unwrap(), 7);
    });
}

#[test]
fn a_context_that_outlives_its_guard_is_over() {
    mod own {
        #[mockit::automock]
        pub trait Clock {
            fn now() -> u32;
            fn later() -> u32;
        }
    }
    use own::{Clock as _, MockClock};
    let context = mockit::scope(|| {
        let context = MockClock::now_context().scoped();
        context.expect().return_const(7u32);
        (context, ())
    });
    let global = MockClock::now_context();
    global.expect().return_const(8u32);
    assert_eq!(MockClock::now(), 8);
    drop(context);
    assert_eq!(MockClock::now(), 8);
    let text = message(|| {
        mockit::scope(|| {
            let context = MockClock::later_context().scoped();
            context.expect().times(2).return_const(MockClock::now());
            MockClock::later();
        });
    });
    assert_eq!(
        text.matches("MockClock::later: Expectation(<anything>) called 1 time(s)").count(),
        1,
        "{text}"
    );
}
