//! Every failure message, as a user sees it. Line numbers are left out.

use mockit::predicate::{always, eq, function, gt};
use mockit::{Sequence, automock};
use mockit_tests::{message, without_calls};

#[derive(Clone, Debug, PartialEq)]
struct Order {
    id: u32,
    customer: &'static str,
    lines: Vec<&'static str>,
}

fn order(id: u32) -> Order {
    Order {
        id,
        customer: "Ada",
        lines: vec!["tea", "milk", "sugar", "lemon", "honey", "cups", "spoons", "a tray"],
    }
}

#[derive(Clone, PartialEq)]
struct Secret;

#[automock]
trait Gateway {
    fn charge(&self, user: &str, cents: u64) -> bool;
    fn place(&self, order: &Order);
    fn hide(&self, secret: Secret);
    fn status(&self) -> u32;
}

/// The message, without line numbers.
fn report<T>(f: impl FnOnce() -> T) -> String {
    const FILE: &str = "tests/tests/reports.rs:";
    let text = without_calls(&message(f));
    let mut parts = text.split(FILE);
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str(FILE);
        out.push('_');
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'));
    }
    out
}

fn mock(set: impl FnOnce(&mut MockGateway)) -> MockGateway {
    let mut mock = MockGateway::new();
    set(&mut mock);
    mock
}

#[test]
fn nothing_expected() {
    insta::assert_snapshot!(report(|| MockGateway::new().charge("u1", 5)));
}

#[test]
fn no_match() {
    insta::assert_snapshot!(report(|| {
        mock(|m| {
            m.expect_charge().with(eq("u1"), gt(0)).times(1).return_const(true);
            m.expect_charge().with(eq("u2"), eq(1)).return_const(true);
            m.expect_charge().with(function(|s: &str| s.len() > 9), always()).return_const(true);
            m.expect_charge().withf(|user, cents| user == "u3" && *cents == 0).return_const(true);
        })
        .charge("u2", 0)
    }));
}

#[test]
fn all_that_match_are_exhausted() {
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_charge().with(eq("u1"), gt(0)).times(1).return_const(true);
            m.expect_charge().with(eq("u2"), gt(0)).times(1).return_const(true);
        });
        mock.charge("u1", 1);
        mock.charge("u1", 1)
    }));
}

#[test]
fn long_values() {
    insta::assert_snapshot!(report(|| {
        let mut actual = order(1);
        actual.lines[3] = "lime";
        mock(|m| {
            m.expect_place().with(eq(order(1))).return_const(());
        })
        .place(&actual);
    }));
    insta::assert_snapshot!(report(|| {
        let (wanted, got) = ("long ".repeat(30), "long ".repeat(20) + "different");
        mock(|m| {
            m.expect_charge().with(eq(wanted), always()).return_const(true);
        })
        .charge(&got, 0)
    }));
    insta::assert_snapshot!(report(|| MockGateway::new().charge(&"x".repeat(5000), 0)));
}

#[test]
fn values_without_debug() {
    insta::assert_snapshot!(report(|| {
        mock(|m| {
            m.expect_hide().withf(|_| false).return_const(());
        })
        .hide(Secret);
    }));
}

#[test]
fn too_many_calls() {
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_charge().with(eq("u1"), gt(0)).times(1).return_const(true);
        });
        mock.charge("u1", 1);
        mock.charge("u1", 2)
    }));
    insta::assert_snapshot!(report(|| {
        mock(|m| {
            m.expect_charge().never();
        })
        .charge("u1", 2)
    }));
}

#[test]
fn out_of_turn() {
    let set = |order: &mut Sequence| {
        mock(|m| {
            m.expect_status().times(2).in_sequence(order).return_const(1u32);
            m.expect_charge().in_sequence(order).return_const(true);
        })
    };
    insta::assert_snapshot!(report(|| set(&mut Sequence::new()).charge("u1", 1)));
    insta::assert_snapshot!(report(|| {
        let mock = set(&mut Sequence::new());
        mock.status();
        mock.status();
        mock.charge("u1", 1);
        mock.status()
    }));
}

#[test]
fn no_result() {
    insta::assert_snapshot!(report(|| {
        mock(|m| {
            m.expect_charge().with(eq("u1"), gt(0));
        })
        .charge("u1", 1)
    }));
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_status().return_once(|| 1);
        });
        (mock.status(), mock.status())
    }));
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_status().returning_each([1]);
        });
        (mock.status(), mock.status())
    }));
}

#[test]
fn another_thread() {
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_status().return_const_st(1u32);
        });
        std::thread::scope(|s| {
            s.spawn(|| drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mock.status()))))
                .join()
                .unwrap()
        });
    }));
}

#[test]
fn unmet_when_dropped() {
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_charge().with(eq("u1"), gt(0)).times(2).return_const(true);
            m.expect_charge().withf(|_, cents| *cents == 0).times(1..3).return_const(true);
            m.expect_place().with(eq(Order { lines: vec![], ..order(1) })).times(1).return_const(());
            m.expect_status().return_const(1u32);
        });
        mock.charge("u1", 1);
    }));
}

#[test]
fn unmet_while_others_were_called() {
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_charge().with(eq("u1"), eq(50)).return_const(true);
            m.expect_charge().with(eq("u1"), eq(100)).times(1).return_const(true);
            m.expect_charge().with(eq("u2"), always()).return_const(true);
        });
        mock.charge("u1", 50);
        mock.charge("u1", 50);
    }));
}

#[test]
fn swallowed_when_dropped() {
    insta::assert_snapshot!(report(|| {
        let mock = mock(|m| {
            m.expect_charge().with(eq("u1"), gt(0)).return_const(true);
        });
        let mock = std::sync::Arc::new(mock);
        for user in ["u2", "u3"] {
            let other = std::sync::Arc::clone(&mock);
            std::thread::spawn(move || other.charge(user, 1)).join().unwrap_err();
        }
    }));
}

#[automock]
trait Registry {
    fn find<T: std::fmt::Debug + 'static>(&self, by: T) -> u8;
}

#[test]
fn a_generic_method_for_other_types() {
    let text = report(|| {
        let mut registry = MockRegistry::new();
        registry.expect_find::<u8>().return_const(1);
        registry.expect_find::<Vec<String>>().return_const(1);
        registry.find("x");
    });
    insta::assert_snapshot!(text);
}

#[test]
fn an_expectation_behind_one_that_takes_all() {
    let text = report(|| {
        let mut gateway = MockGateway::new();
        gateway.expect_status().return_const(1u32);
        gateway.expect_status().times(1).return_const(2u32);
        gateway.status();
    });
    insta::assert_snapshot!(text);
}
