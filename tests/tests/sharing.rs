//! Mocks that share their expectations.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

use mockit::predicate::{eq, gt};
use mockit::{Sequence, automock, repeat_last};
use mockit_tests::message;

#[automock]
trait Store {
    fn get(&self, key: u32) -> u32;
    fn name(&self) -> &str;
    fn slot(&mut self) -> &mut u32;
    fn put<T: 'static>(&self, value: T) -> usize;
    async fn load(&self, key: u32) -> Result<u32, String>;
}

#[automock]
trait Shared {
    fn share(&self) -> u32;
}

/// As production code holds it.
fn object(mock: MockStore) -> Arc<MockStore> {
    Arc::new(mock)
}

#[test]
fn expectations_are_set_after_the_mock_has_moved() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    let used = object(mock);
    handle.expect_get().with(eq(1)).times(2).return_const(10u32);
    handle.expect_get().with(eq(2)).returning(|key| key * 100);
    assert_eq!([used.get(1), used.get(2), handle.get(1)], [10, 200, 10]);
    handle.expect_get().with(gt(2)).return_const(3u32);
    assert_eq!(used.get(7), 3);
}

#[test]
fn what_was_expected_before_comes_first() {
    let mut mock = MockStore::new();
    mock.expect_get().times(1).return_const(1u32);
    let mut handle = mock.share();
    handle.expect_get().times(1).return_const(2u32);
    mock.expect_get().return_const(3u32);
    assert_eq!([handle.get(0), mock.get(0), mock.get(0), handle.get(0)], [1, 2, 3, 3]);
}

#[test]
fn a_mismatch_of_the_only_earlier_one_is_passed_on() {
    let mut mock = MockStore::new();
    mock.expect_get().with(eq(1)).return_const(1u32);
    let mut handle = mock.share();
    assert!(message(|| handle.get(2)).starts_with("MockStore::get(2): No matching expectation found"));
    handle.expect_get().with(eq(2)).return_const(2u32);
    assert_eq!([mock.get(1), mock.get(2)], [1, 2]);
    let text = message(|| mock.get(3));
    assert!(text.contains("key: expected 1, got 3") && text.contains("key: expected 2, got 3"), "{text}");
    // What was caught is raised by the last handle.
    drop(mock);
    assert!(message(|| drop(handle)).starts_with("MockStore::get(2): No matching expectation found"));
}

#[test]
fn verified_once_when_the_last_one_is_dropped() {
    let mut mock = MockStore::new();
    mock.expect_get().times(1).return_const(1u32);
    let mut second = mock.share();
    second.expect_name().times(2).return_const("x".to_string());
    let third = second.share();
    drop(mock);
    drop(second);
    let text = message(|| drop(third));
    assert!(
        text.starts_with("MockStore::get: Expectation(<anything>) called 0 time(s) which is fewer"),
        "{text}"
    );
    assert!(
        text.contains("MockStore::name: Expectation(<anything>) called 0 time(s) which is fewer"),
        "{text}"
    );
}

#[test]
fn two_threads_that_drop_at_the_same_time_verify_once() {
    for _ in 0..200 {
        let mut mock = MockStore::new();
        mock.expect_get().times(1).return_const(1u32);
        let mut twin = mock.share();
        twin.expect_name().times(1).return_const(String::new());
        let (both, failures) = (Barrier::new(2), AtomicUsize::new(0));
        let end = |mock: MockStore| {
            both.wait();
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(mock))) {
                let text = mockit_tests::text(&*panic);
                assert!(text.contains("MockStore::get: ") && text.contains("MockStore::name: "), "{text}");
                failures.fetch_add(1, Ordering::Relaxed);
            }
        };
        thread::scope(|s| {
            s.spawn(|| end(mock));
            s.spawn(|| end(twin));
        });
        assert_eq!(failures.into_inner(), 1);
    }
}

#[test]
fn a_checkpoint_of_one_is_one_of_all() {
    let mut mock = MockStore::new();
    mock.expect_get().times(1).return_const(1u32);
    let mut handle = mock.share();
    handle.expect_get().with(eq(5)).times(1).return_const(5u32);
    assert_eq!([mock.get(0), handle.get(5)], [1, 5]);
    mock.checkpoint();
    let text = message(|| handle.get(5));
    assert!(text.contains("Nothing is expected of this method"), "{text}");
    let text = message(|| handle.checkpoint());
    assert!(text.contains("This call failed before"), "{text}");

    handle.expect_get().times(1).return_const(2u32);
    let text = message(|| mock.checkpoint());
    assert!(text.contains("MockStore::get: Expectation(<anything>) called 0 time(s)"), "{text}");
    handle.expect_get().return_const(3u32);
    assert_eq!([mock.get(0), handle.get(0)], [3, 3]);
}

#[test]
fn a_panicking_test_is_not_disturbed() {
    let text = message(|| {
        let mut mock = MockStore::new();
        let mut handle = mock.share();
        mock.expect_get().times(1).return_const(1u32);
        handle.expect_name().times(1).return_const(String::new());
        panic!("the test's own");
    });
    assert_eq!(text, "the test's own");
}

#[test]
fn what_another_thread_raised_is_told_by_the_last() {
    let mock = MockStore::new();
    let handle = mock.share();
    thread::spawn(move || mock.get(7)).join().unwrap_err();
    let text = message(|| drop(handle));
    assert!(
        text.starts_with("MockStore::get(7): No matching expectation found\n\n  This call failed before"),
        "{text}"
    );
}

#[test]
fn calls_run_while_others_are_set_up() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    handle.expect_get().with(eq(0)).return_const(0u32);
    let used = object(mock);
    thread::scope(|s| {
        for _ in 0..2 {
            let used = Arc::clone(&used);
            s.spawn(move || (0..2000).for_each(|_| assert_eq!(used.get(0), 0)));
        }
        for n in 1..200u32 {
            handle.expect_get().with(eq(n)).times(1).return_const(n);
            assert_eq!(used.get(n), n);
        }
    });
}

#[test]
fn an_expectation_is_changed_while_calls_run_on_it() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    let used = object(mock);
    let expectation = handle.expect_get().returning(|_| 1);
    thread::scope(|s| {
        let used = &used;
        let calls = s.spawn(move || (0..3000).map(|_| used.get(0)).all(|got| got == 1 || got == 2));
        for n in 0..300 {
            expectation.times(..).return_const(1 + n % 2u32);
        }
        assert!(calls.join().unwrap());
    });
    // What was counted is not lost.
    expectation.times(3001);
    used.get(0);
}

#[test]
fn a_mock_is_shared_while_calls_run() {
    for _ in 0..30 {
        let mut mock = MockStore::new();
        mock.expect_get().with(eq(0)).return_const(7u32);
        let both = Barrier::new(3);
        thread::scope(|s| {
            let calls = || {
                both.wait();
                (0..100).for_each(|_| assert_eq!(mock.get(0), 7));
            };
            s.spawn(calls);
            s.spawn(calls);
            both.wait();
            let mut handle = mock.share();
            handle.expect_get().with(eq(1)).return_const(8u32);
            assert_eq!(mock.share().get(1), 8);
        });
    }
}

#[test]
fn a_setter_waits_for_no_other_expectation() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    let (started, is_started) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    handle.expect_get().with(eq(1)).returning(move |key| {
        started.send(()).unwrap();
        may_go_on.recv().unwrap();
        key
    });
    let call = thread::spawn(move || mock.get(1));
    is_started.recv().unwrap();
    handle.expect_get().with(eq(2)).returning(|key| key);
    assert_eq!(handle.get(2), 2);
    go_on.send(()).unwrap();
    assert_eq!(call.join().unwrap(), 1);
}

#[test]
fn the_only_earlier_one_blocks_no_later_one() {
    let mut mock = MockStore::new();
    let (started, is_started) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    mock.expect_get().with(eq(1)).returning(move |key| {
        started.send(()).unwrap();
        may_go_on.recv().unwrap();
        key
    });
    let mut handle = mock.share();
    let call = thread::spawn(move || mock.get(1));
    is_started.recv().unwrap();
    // Shared while its action runs.
    let twin = handle.share();
    handle.expect_get().with(eq(2)).returning(|key| key);
    assert_eq!((handle.get(2), twin.get(2)), (2, 2));
    go_on.send(()).unwrap();
    assert_eq!(call.join().unwrap(), 1);
}

#[test]
fn a_closure_of_the_only_earlier_one_may_call_a_later_one() {
    let mut mock = MockStore::new();
    let (inner, is_there) = mpsc::channel::<MockStore>();
    mock.expect_get().with(eq(1)).times(1).returning(move |_| is_there.recv().unwrap().get(2));
    let mut handle = mock.share();
    inner.send(mock.share()).unwrap();
    handle.expect_get().with(eq(2)).return_const(20u32);
    assert_eq!(mock.get(1), 20);
    let text = message(|| mock.get(1));
    assert!(text.contains("takes no more") && text.contains("key: expected 2, got 1"), "{text}");
    message(|| mock.checkpoint());
}

#[test]
fn one_that_is_being_set_up_is_passed_over() {
    let mock = MockStore::new();
    let (mut first, mut second) = (mock.share(), mock.share());
    let half = first.expect_get();
    second.expect_get().return_const(2u32);
    assert_eq!(mock.get(0), 2);
    half.return_const(1u32);
    assert_eq!(mock.get(0), 1);
}

#[test]
fn one_without_a_result_is_reported_as_ever() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    handle.expect_get();
    let text = message(|| mock.get(0));
    assert!(
        text.starts_with("MockStore::get: Expectation(<anything>) was called, but has no return value"),
        "{text}"
    );
    handle.expect_get().with(eq(1)).return_const(1u32);
    assert!(message(|| mock.get(0)).contains("was called, but has no return value"));
    assert_eq!(mock.get(1), 1);
    message(|| handle.checkpoint());
}

#[test]
fn a_lone_one_takes_a_call_too_many() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    handle.expect_get().times(1).return_const(1u32);
    handle.expect_name().never();
    mock.get(0);
    assert!(message(|| mock.get(0)).starts_with(
        "MockStore::get: Expectation(<anything>) called 2 times which is more than the expected 1"
    ));
    assert!(message(|| mock.name().len()).contains("Expectation(<anything>) should not have been called"));
    message(|| handle.checkpoint());

    let mut early = MockStore::new();
    early.expect_get().times(1).return_const(1u32);
    let twin = early.share();
    twin.get(0);
    assert!(message(|| twin.get(0)).contains("called 2 times which is more than the expected 1"));
    message(|| early.checkpoint());
}

#[test]
fn every_kind_of_result() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    handle.expect_get().with(eq(1)).returning_each(repeat_last([1, 2]));
    handle.expect_get().with(eq(2)).return_once(|key| key);
    handle.expect_get().with(eq(3)).returning_fn(|key| key);
    let rc = Rc::new(4);
    handle.expect_get().with(eq(4)).returning_st(move |_| *rc);
    handle.expect_get().withf_st(|key| *key == 5).return_const(5u32);
    handle.expect_name().return_const("kept".to_string());
    assert_eq!([1, 1, 1, 2, 3, 4, 5].map(|key| mock.get(key)), [1, 2, 2, 2, 3, 4, 5]);
    assert!(message(|| mock.get(2)).contains("called twice, but it returns by move"));
    let name = mock.name();
    thread::scope(|s| {
        let text = s.spawn(|| message(|| mock.get(4))).join().unwrap();
        assert!(text.contains("called from another thread than it was set in"), "{text}");
    });
    message(|| handle.checkpoint());
    // What was lent is still there.
    assert_eq!(name, "kept");
}

#[test]
fn sequences() {
    let mut order = Sequence::new();
    let mock = MockStore::new();
    let mut handle = mock.share();
    handle.expect_get().with(eq(1)).times(1).in_sequence(&mut order).return_const(1u32);
    handle.expect_name().times(1).in_sequence(&mut order).return_const(String::new());
    handle.expect_get().with(eq(2)).in_sequence(&mut order).times(1).return_const(2u32);
    mock.get(1);
    assert!(message(|| mock.get(2)).starts_with("MockStore::get(2): Method sequence violation"));
    handle.name();
    mock.get(2);
    message(|| handle.checkpoint());
}

#[test]
fn generic_methods() {
    let mut mock = MockStore::new();
    mock.expect_put::<u8>().return_const(1usize);
    let mut handle = mock.share();
    handle.expect_put::<u16>().times(1).return_const(2usize);
    handle.expect_put::<u8>().return_const(9usize);
    mock.expect_put::<String>().times(1).return_const(3usize);
    assert_eq!([handle.put(1u8), mock.put(1u16)], [1, 2]);
    drop(mock);
    let text = message(|| drop(handle));
    assert!(text.starts_with("MockStore::put: Expectation(<anything>) called 0 time(s)"), "{text}");
    assert!(
        !text.contains(
            "MockStore::put: Expectation(<anything>) called 0 time(s) which is fewer than expected 2"
        )
    );
}

#[test]
fn generic_methods_of_several_threads() {
    for _ in 0..50 {
        let mock = MockStore::new();
        let mut handle = mock.share();
        let both = Barrier::new(2);
        thread::scope(|s| {
            s.spawn(|| {
                both.wait();
                let _ = catch_unwind(AssertUnwindSafe(|| mock.put(1u8)));
            });
            both.wait();
            handle.expect_put::<u8>().return_const(8usize);
        });
        assert_eq!(mock.put(1u8), 8);
        let _ = catch_unwind(AssertUnwindSafe(|| handle.checkpoint()));
    }
}

#[test]
fn results_by_mutable_reference_are_not_shared() {
    let mut mock = MockStore::new();
    mock.expect_slot().return_var(5);
    *mock.slot() += 1;
    let handle = mock.share();
    insta::assert_snapshot!(message(|| *mock.slot()));
    drop(handle);
    assert_eq!(*mock.slot(), 6);
}

#[tokio::test]
async fn async_methods() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    let used = object(mock);
    let task = tokio::spawn({
        let used = Arc::clone(&used);
        async move {
            while used.load(1).await != Ok(2) {
                tokio::task::yield_now().await;
            }
        }
    });
    handle.expect_load().times(1..).returning_async(|key| async move { Ok(key + 1) });
    task.await.unwrap();
}

#[test]
fn an_action_may_use_a_handle() {
    let mock = MockStore::new();
    let mut handle = mock.share();
    let mut inner = mock.share();
    handle.expect_get().with(eq(1)).returning(move |_| {
        inner.expect_get().with(eq(2)).return_const(20u32);
        inner.get(2)
    });
    assert_eq!(mock.get(1), 20);
    let mut outer = mock.share();
    outer.expect_get().with(eq(3)).returning(move |key| {
        handle.checkpoint();
        key
    });
    assert_eq!(mock.get(3), 3);
    assert!(message(|| mock.get(3)).contains("Nothing is expected of this method"));
    message(|| outer.checkpoint());
}

#[test]
fn a_trait_may_have_a_method_of_that_name() {
    let mut mock = MockShared::new();
    mock.expect_share().return_const(1u32);
    assert_eq!(mock.share(), 1);
}
