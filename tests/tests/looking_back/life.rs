//! What a mock's calls are through its life: cleared, shared, checked, counted beside expectations.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockit::predicate::{eq, gt};
use mockit::{Sequence, automock};
use mockit_tests::message;

use super::contains;

#[automock]
trait Gateway {
    fn charge(&self, user: &str, cents: u64) -> bool;
    fn refund(&self, user: &str);
    fn again(&self, n: u32) -> u32;
}

#[test]
fn counts() {
    let mock = MockGateway::nice();
    mock.verify_charge().never();
    assert!(mock.charge_calls().is_empty());
    mock.verify_no_more_calls();
    mock.charge("u1", 5);
    mock.charge("u2", 6);
    mock.charge("u1", 7);
    mock.verify_charge().times(3);
    mock.verify_charge().times(2..);
    mock.verify_charge().times(2..=3);
    mock.verify_charge().at_least(3);
    mock.verify_charge().at_most(3);
    mock.verify_charge().with(eq("u1"), gt(0)).times(2);
    mock.verify_charge().with(eq("u2"), eq(6)).once();
    mock.verify_charge().with(eq("u3"), gt(0)).never();
    mock.verify_charge().withf(|user, cents| user == "u1" && *cents > 5).once();
    mock.verify_refund().never();
    for fails in [
        message(|| mock.verify_charge().once()),
        message(|| mock.verify_charge().never()),
        message(|| mock.verify_charge().at_least(4)),
        message(|| mock.verify_charge().at_most(2)),
        message(|| mock.verify_charge().times(..3)),
    ] {
        contains(&fails, "MockGateway::charge: called 3 times, expected ");
    }
    #[allow(clippy::reversed_empty_ranges)]
    let backwards = message(|| mock.verify_charge().times(3..2));
    contains(&backwards, "Backwards range");
}

#[test]
fn calls_are_a_slice() {
    let mock = MockGateway::nice();
    mock.charge("u1", 5);
    mock.charge("u2", 6);
    let calls = mock.charge_calls();
    assert_eq!((calls.count(), calls.len()), (2, 2));
    assert_eq!(calls.first().unwrap().args(), ("u1", &5));
    assert_eq!(calls[1].index(), 1);
    assert_eq!(calls[1].thread().id(), std::thread::current().id());
    assert_eq!(calls.iter().map(|call| *call.args().1).sum::<u64>(), 11);
    let mut all = Vec::new();
    for call in &calls {
        all.push(call.to_string());
    }
    assert_eq!(all, [r#"MockGateway::charge("u1", 5) -> false"#, r#"MockGateway::charge("u2", 6) -> false"#]);
    assert_eq!(format!("{calls:?}"), format!("[{}, {}]", all[0], all[1]));
    assert_eq!(calls.into_iter().map(|call| call.index()).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn what_was_asked_before_is_not_changed_by_later_calls() {
    let mock = MockGateway::nice();
    mock.charge("u1", 5);
    let calls = mock.charge_calls();
    let question = mock.verify_charge();
    mock.charge("u2", 6);
    assert_eq!(calls.count(), 1);
    // A question looks when it is answered.
    question.times(2);
    drop(mock);
    assert_eq!(calls[0].args(), ("u1", &5));
}

#[test]
fn calls_are_forgotten_by_each_way_to_forget_them() {
    let mut mock = MockGateway::nice();
    mock.charge("u1", 5);
    mock.refund("u1");
    mock.charge_calls().clear();
    mock.verify_charge().never();
    mock.verify_refund().once();
    mock.charge("u2", 5);
    assert_eq!(mock.charge_calls()[0].index(), 0);
    mock.clear_history();
    mock.verify_charge().never();
    mock.verify_refund().never();
    mock.verify_no_more_calls();
    mock.charge("u3", 5);
    mock.checkpoint();
    mock.verify_charge().never();
    mock.charge("u4", 5);
    mock.verify_charge().with(eq("u4"), eq(5)).once();
}

#[test]
fn expectations_count_what_is_forgotten() {
    let mut mock = MockGateway::new();
    mock.expect_charge().times(2).return_const(true);
    mock.charge("u1", 5);
    mock.clear_history();
    mock.charge("u2", 5);
    mock.verify_charge().once();
    contains(&message(|| mock.charge("u3", 5)), "more than the expected 2");
    drop(catch_unwind(AssertUnwindSafe(|| drop(mock))));
}

#[test]
fn calls_that_no_expectation_serves_are_not_among_them() {
    let mut mock = MockGateway::new();
    mock.expect_charge().with(eq("u1"), eq(5)).return_const(true);
    mock.charge("u1", 5);
    message(|| mock.charge("u2", 5));
    message(|| mock.refund("u1"));
    mock.verify_charge().once();
    mock.verify_refund().never();
    contains(&message(|| drop(mock)), "No matching expectation found");
}

#[test]
fn no_more_calls() {
    let mock = MockGateway::nice();
    mock.charge("u1", 5);
    mock.charge("u2", 5);
    mock.refund("u1");
    mock.verify_charge().with(eq("u1"), eq(5)).once();
    let text = message(|| mock.verify_no_more_calls());
    contains(&text, "MockGateway: 2 calls that no verification has counted");
    contains(&text, r#"MockGateway::charge("u2", 5) -> false"#);
    mock.verify_refund().at_least(1);
    contains(&message(|| mock.verify_no_more_calls()), "a call that no verification has counted");
    mock.verify_charge().times(2);
    mock.verify_no_more_calls();
    mock.refund("u2");
    contains(&message(|| mock.verify_no_more_calls()), r#"MockGateway::refund("u2")"#);
}

#[test]
fn shares_are_one_mock() {
    let mock = MockGateway::nice();
    let mut handle = mock.share();
    mock.charge("u1", 5);
    handle.charge("u2", 5);
    handle.verify_charge().times(2);
    mock.verify_charge().times(2);
    mock.verify_no_more_calls();
    handle.verify_no_more_calls();
    drop(mock);
    handle.verify_charge().times(2);
    handle.expect_charge().return_const(true);
    assert!(handle.charge("u3", 5));
    handle.verify_charge().times(3);
    handle.checkpoint();
    handle.verify_charge().never();
}

#[test]
fn expectations_that_are_added_to_a_shared_mock_keep_calls_too() {
    let mut mock = MockGateway::new();
    let other = mock.share();
    mock.expect_charge().return_const(true);
    mock.expect_again().returning_fn(|n| n);
    mock.expect_refund().returning_each([(), ()]);
    other.charge("u1", 5);
    other.again(1);
    other.refund("u1");
    mock.checkpoint();
    mock.verify_charge().never();
    mock.expect_charge().return_once(|_, _| true);
    other.charge("u2", 5);
    mock.verify_charge().with(eq("u2"), eq(5)).once();
    mock.verify_no_more_calls();
}

#[test]
fn mocks_of_all_kinds() {
    let mut strict = MockGateway::strict();
    strict.expect_charge().return_const(true);
    strict.charge("u1", 5);
    strict.verify_charge().once();
    strict.verify_no_more_calls();

    let mut sequence = Sequence::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().once().in_sequence(&mut sequence).return_const(true);
    mock.expect_refund().times(2).in_sequence(&mut sequence).return_const(());
    mock.charge("u1", 5);
    mock.refund("u1");
    mock.refund("u2");
    mock.verify_charge().once();
    mock.verify_refund().times(2);

    // Two mocks of one trait are two mocks.
    let (a, b) = (MockGateway::nice(), MockGateway::nice());
    a.charge("u1", 5);
    b.verify_charge().never();
    a.verify_charge().once();

    let from_default = MockGateway::default();
    from_default.verify_charge().never();
}

#[test]
fn a_method_without_calls_in_a_mock_that_was_never_used() {
    let mock = MockGateway::new();
    assert_eq!(mock.charge_calls().count(), 0);
    mock.verify_charge().never();
    contains(&message(|| mock.verify_charge().once()), "not called, expected");
}

#[test]
fn reentrant_calls() {
    use std::sync::{Arc, OnceLock};
    let cell: Arc<OnceLock<MockGateway>> = Arc::default();
    let inner = Arc::downgrade(&cell);
    let mut mock = MockGateway::new();
    mock.expect_again().returning_fn(move |n| match n {
        0 => 0,
        n => {
            let mock = inner.upgrade().unwrap();
            let below = mock.get().unwrap().again(n - 1);
            // From inside a call, it can be asked too.
            mock.get().unwrap().verify_again().at_least(2);
            below + n
        }
    });
    cell.set(mock).ok().unwrap();
    let mock = cell.get().unwrap();
    assert_eq!(mock.again(3), 6);
    let calls: Vec<String> = mock.again_calls().iter().map(ToString::to_string).collect();
    // In the order in which they began.
    assert_eq!(calls, [3, 2, 1, 0].map(|n| format!("MockGateway::again({n}) -> {}", (0..=n).sum::<u32>())));
}

#[test]
fn a_closure_that_panics() {
    let mut mock = MockGateway::new();
    mock.expect_charge().returning(|_, _| panic!("no"));
    assert_eq!(message(|| mock.charge("u1", 5)), "no");
    assert_eq!(mock.charge_calls()[0].to_string(), r#"MockGateway::charge("u1", 5) panicked"#);
    assert_eq!(mock.charge_calls()[0].result(), None);
    mock.verify_charge().once();
}

#[test]
fn an_own_body_that_is_called_by_default_is_a_call() {
    #[automock(call_default(total))]
    trait Cart {
        fn prices(&self) -> Vec<u64>;
        fn total(&self, discount: u64) -> u64 {
            self.prices().iter().sum::<u64>() - discount
        }
        fn unused(&self) -> u64 {
            1
        }
    }
    let mut cart = MockCart::new();
    cart.expect_prices().return_const([3, 4]);
    cart.expect_total().call_default();
    assert_eq!(cart.total(2), 5);
    cart.verify_prices().once();
    cart.verify_total().with(eq(2)).once();
    assert_eq!(cart.total_calls()[0].result(), Some(&5));
    assert_eq!(cart.total_calls()[0].to_string(), "MockCart::total(2) -> 5");
    cart.verify_no_more_calls();
}

#[test]
fn many_calls() {
    let mut mock = MockGateway::new();
    mock.expect_again().returning(|n| n);
    let started = std::time::Instant::now();
    for n in 0..100_000 {
        mock.again(n);
    }
    mock.verify_again().times(100_000);
    mock.verify_again().with(eq(77)).once();
    mock.verify_no_more_calls();
    mockit::verify_order![mock.verify_again().with(eq(1)), mock.verify_again().with(eq(99_999))];
    let text = message(|| mock.verify_again().with(eq(100_000)).once());
    assert!(text.lines().count() < 30, "{text}");
    assert!(started.elapsed().as_secs() < 60, "it took {:?}", started.elapsed());
}
