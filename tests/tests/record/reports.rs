//! Failed tests tell what happened before.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockit::predicate::eq;

use crate::{Gateway, Mailer, MockGateway, MockMailer, receipt};

fn text_of(fails: impl FnOnce()) -> String {
    *catch_unwind(AssertUnwindSafe(fails)).unwrap_err().downcast::<String>().unwrap()
}

#[test]
fn a_refused_call_tells_the_calls_before_it() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().with(eq("u1"), eq(4)).returning(|_, _| Ok(receipt(7, 0)));
    gateway.charge("u1", 4).unwrap();
    let text = text_of(|| drop(gateway.charge("u2", 4)));
    std::mem::forget(gateway);

    let before = "\n  Before it, the doubles of this test were called:\n    1. MockGateway::charge(user: \"u1\", cents: \
                  4) -> Ok(Receipt { id: 7, lines: [] })\n";
    assert!(text.starts_with("MockGateway::charge(\"u2\", 4): No matching expectation found\n"), "{text}");
    assert!(text.contains(before) && text.find(before) < text.find("called at "), "{text}");
}

#[test]
fn an_unmet_expectation_tells_what_was_called() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());
    let mut gateway = MockGateway::new();
    gateway.expect_charge().times(1).returning(|_, _| Ok(receipt(7, 0)));
    (0..12).for_each(|n| mailer.send(&format!("u{n}")));
    let text = text_of(|| drop(gateway));

    assert!(text.contains("\n  The doubles of this test were called:\n    … and 2 before these\n    3. MockMailer::send(to: \"u2\") -> ()\n"), "{text}");
    assert!(text.ends_with("    12. MockMailer::send(to: \"u11\") -> ()"), "{text}");
}

#[test]
fn nothing_is_told_where_nothing_was_called() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().times(1).returning(|_, _| Ok(receipt(7, 0)));
    let text = text_of(|| drop(gateway));

    assert!(!text.contains("The doubles"), "{text}");
}

#[test]
fn a_call_in_another_thread_tells_of_the_test_of_its_mock() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().with(eq("u1"), eq(4)).returning(|_, _| Ok(receipt(7, 0)));
    gateway.charge("u1", 4).unwrap();
    let text = std::thread::scope(|threads| {
        threads.spawn(|| text_of(|| drop(gateway.charge("u2", 4)))).join().unwrap()
    });
    std::mem::forget(gateway);

    assert!(text.contains("\n    1. MockGateway::charge(user: \"u1\", cents: 4) -> "), "{text}");
}
