//! Expectations that take the place of others, or come after them.

use std::thread;

use mockit::predicate::{eq, gt};
use mockit::{Sequence, automock};
use mockit_tests::message;

#[automock]
trait Store {
    fn get(&self, key: u32) -> u32;
    fn name(&self) -> &str;
    fn put<T: 'static>(&self, value: T) -> usize;
    fn count() -> u32;
}

/// What many tests begin with.
fn fixture() -> MockStore {
    let mut mock = MockStore::new();
    mock.expect_get().with(eq(1)).times(1).return_const(10u32);
    mock.expect_get().return_const(11u32);
    mock.expect_name().times(1).return_const("fixture".to_string());
    mock
}

#[test]
fn earlier_ones_are_forgotten() {
    let mut mock = fixture();
    mock.expect_get().with(eq(1)).times(1).replacing_earlier().return_const(20u32);
    mock.expect_name().replacing_earlier().return_const("test".to_string());
    assert_eq!((mock.get(1), mock.name()), (20, "test"));
    // The only one again: it takes a call too many.
    let text = message(|| mock.get(1));
    assert!(text.starts_with("MockStore::get: Expectation(var == 1) called 2 times which is more"), "{text}");
    assert!(message(|| mock.get(2)).starts_with("MockStore::get(2): No matching expectation found"));
    message(|| mock.checkpoint());
}

#[test]
fn those_that_follow_stay() {
    let mut mock = fixture();
    mock.expect_get().replacing_earlier().with(gt(5)).times(1).return_const(20u32);
    mock.expect_get().return_const(30u32);
    mock.name();
    assert_eq!([6, 6, 1].map(|key| mock.get(key)), [20, 30, 30]);
    mock.expect_get().replacing_earlier().replacing_earlier().return_const(40u32);
    assert_eq!(mock.get(6), 40);
}

#[test]
fn the_first_one_replaces_nothing() {
    let mut mock = MockStore::new();
    mock.expect_get().replacing_earlier().times(1).return_const(1u32);
    assert_eq!(mock.get(0), 1);
}

#[test]
fn what_failed_before_still_counts() {
    let mut mock = MockStore::new();
    mock.expect_get().with(eq(1)).return_const(1u32);
    message(|| mock.get(2));
    mock.expect_get().replacing_earlier().return_const(2u32);
    assert!(message(|| drop(mock)).starts_with("MockStore::get(2): No matching expectation found"));
}

#[test]
fn a_sequence_does_not_wait_for_a_forgotten_step() {
    let mut order = Sequence::new();
    let mut mock = MockStore::new();
    mock.expect_get().times(1).in_sequence(&mut order).return_const(1u32);
    mock.expect_name().times(1).in_sequence(&mut order).return_const(String::new());
    mock.expect_get().replacing_earlier().times(1).in_sequence(&mut order).return_const(2u32);
    mock.name();
    assert_eq!(mock.get(0), 2);
}

#[test]
fn of_a_generic_method_those_for_the_same_types() {
    let mut mock = MockStore::new();
    mock.expect_put::<u8>().times(1).return_const(1usize);
    mock.expect_put::<u16>().times(1).return_const(2usize);
    mock.expect_put::<u8>().replacing_earlier().return_const(3usize);
    assert_eq!((mock.put(1u8), mock.put(1u16)), (3, 2));
}

#[test]
fn in_a_context() {
    let context = MockStore::count_context().scoped();
    context.expect().times(1).return_const(1u32);
    context.expect().replacing_earlier().times(1).return_const(2u32);
    assert_eq!(MockStore::count(), 2);
}

#[test]
fn in_a_shared_mock() {
    let mut order = Sequence::new();
    let mut mock = MockStore::new();
    mock.expect_get().times(1).in_sequence(&mut order).return_const(1u32);
    let mut handle = mock.share();
    handle.expect_get().times(1).in_sequence(&mut order).return_const(2u32);
    handle.expect_get().times(2).replacing_earlier().in_sequence(&mut order).return_const(3u32);
    assert_eq!([mock.get(0), handle.get(0)], [3, 3]);
    assert!(message(|| mock.get(0)).contains("called 3 times which is more than the expected 2"));
    mock.expect_get().replacing_earlier().return_const(4u32);
    thread::scope(|s| s.spawn(|| assert_eq!(handle.get(0), 4)).join().unwrap());
    assert!(message(|| mock.checkpoint()).contains("This call failed before"));
}

#[test]
fn a_fallback_comes_last() {
    let mut mock = MockStore::new();
    mock.expect_get().as_fallback().return_const(0u32);
    assert_eq!(mock.get(1), 0);
    mock.expect_get().with(eq(1)).times(1).return_const(1u32);
    assert_eq!([1, 1, 2].map(|key| mock.get(key)), [1, 0, 0]);
    mock.expect_get().with(eq(3)).as_fallback().return_const(9u32);
    mock.expect_get().with(eq(3)).return_const(3u32);
    assert_eq!([3, 3, 2].map(|key| mock.get(key)), [3, 3, 0]);
}

#[test]
fn a_fallback_is_verified_as_any_other() {
    let mut mock = MockStore::new();
    mock.expect_get().as_fallback().times(1).return_const(0u32);
    let text = message(|| drop(mock));
    assert!(text.starts_with("MockStore::get: Expectation(<anything>) called 0 time(s)"), "{text}");
}

#[test]
fn beside_others_a_fallback_passes_a_call_too_many_on() {
    let mut mock = MockStore::new();
    mock.expect_get().as_fallback().times(1).return_const(0u32);
    mock.get(1);
    assert!(message(|| mock.get(1)).contains("called 2 times which is more than the expected 1"));
    message(|| mock.checkpoint());

    mock.expect_get().as_fallback().times(1).return_const(0u32);
    mock.expect_get().with(eq(2)).times(1).return_const(2u32);
    assert_eq!([mock.get(1), mock.get(2)], [0, 2]);
    for key in [1, 2] {
        assert!(message(|| mock.get(key)).contains("No matching expectation found"));
    }
    message(|| mock.checkpoint());
}

#[test]
fn a_fallback_of_a_shared_mock() {
    let mut mock = MockStore::new();
    mock.expect_get().as_fallback().return_const(0u32);
    let mut handle = mock.share();
    handle.expect_get().with(eq(1)).as_fallback().return_const(100u32);
    handle.expect_get().with(eq(2)).return_const(2u32);
    assert_eq!([1, 2, 3].map(|key| mock.get(key)), [0, 2, 0]);

    let fresh = MockStore::new();
    let (mut one, mut other) = (fresh.share(), fresh.share());
    one.expect_get().as_fallback().return_const(0u32);
    other.expect_get().with(eq(2)).return_const(2u32);
    assert_eq!([1, 2].map(|key| fresh.get(key)), [0, 2]);
}

/// An expectation with arguments that must not come is not passed over for one that accepts them too.
#[test]
fn what_is_never_to_be_called_is_not_served_by_another() {
    #[automock]
    trait Store {
        fn get(&self, key: &str) -> u8;
    }
    let mut store = MockStore::new();
    store.expect_get().with(mockit::predicate::eq("bad")).never();
    store.expect_get().return_const(1);
    assert_eq!(store.get("good"), 1);
    let text = mockit_tests::message(|| store.get("bad"));
    assert!(
        text.starts_with("MockStore::get: Expectation(var == \"bad\") should not have been called"),
        "{text}"
    );
    std::mem::forget(store);
    // Without arguments it says nothing but that it takes no calls.
    let mut store = MockStore::new();
    store.expect_get().never();
    store.expect_get().return_const(2);
    assert_eq!(store.get("any"), 2);
}
