//! `verify_order!`

use mockit::predicate::{always, eq};
use mockit::{automock, verify_order};
use mockit_tests::message;

use super::contains;

#[automock]
trait Gateway {
    fn charge(&self, user: &str) -> bool;
    fn refund(&self, user: &str);
}

#[automock]
trait Mailer: Send + Sync {
    fn send(&self, to: &str);
}

fn doubles() -> (MockGateway, MockMailer) {
    (MockGateway::nice(), MockMailer::nice())
}

#[test]
fn others_may_come_in_between() {
    let (gateway, mailer) = doubles();
    gateway.charge("u1");
    mailer.send("u1");
    gateway.charge("u2");
    mailer.send("u2");
    verify_order![gateway.verify_charge(), mailer.verify_send()];
    verify_order![gateway.verify_charge().with(eq("u1")), gateway.verify_charge().with(eq("u2"))];
    verify_order![gateway.verify_charge().with(eq("u1")), mailer.verify_send().withf(|to| to == "u2"),];
    verify_order![mailer.verify_send()];
    verify_order![
        gateway.verify_charge(),
        mailer.verify_send(),
        gateway.verify_charge(),
        mailer.verify_send();
        nothing else
    ];
    verify_order![gateway.verify_charge(), gateway.verify_charge(); nothing else];
}

#[test]
fn each_step_is_a_call_of_its_own() {
    let (gateway, mailer) = doubles();
    gateway.charge("u1");
    mailer.send("u1");
    contains(
        &message(|| verify_order![gateway.verify_charge(), gateway.verify_charge()]),
        "MockGateway::charge: not called in this order",
    );
    contains(
        &message(|| verify_order![mailer.verify_send(), gateway.verify_charge()]),
        "it came before the step above",
    );
    contains(&message(|| verify_order![gateway.verify_refund(), mailer.verify_send()]), "it never came");
}

#[test]
fn nothing_else() {
    let (gateway, mailer) = doubles();
    gateway.charge("u1");
    mailer.send("u1");
    gateway.refund("u1");
    let text = message(|| verify_order![gateway.verify_charge(), mailer.verify_send(); nothing else]);
    contains(&text, "Other calls came besides those in this order");
    contains(&text, r#"MockGateway::refund("u1")"#);
    let text = message(|| verify_order![gateway.verify_charge(), gateway.verify_charge(); nothing else]);
    contains(&text, "another call came in its place");
    verify_order![mailer.verify_send(); nothing else];
}

#[test]
fn the_longest_way_is_found() {
    let (gateway, _) = doubles();
    for user in ["a", "b", "a", "c"] {
        gateway.charge(user);
    }
    verify_order![
        gateway.verify_charge().with(eq("a")),
        gateway.verify_charge().with(eq("a")),
        gateway.verify_charge().with(eq("c"))
    ];
    verify_order![gateway.verify_charge().with(always()), gateway.verify_charge().with(eq("b"))];
}

#[test]
fn a_verified_order_has_counted_its_calls() {
    let (gateway, mailer) = doubles();
    gateway.charge("u1");
    gateway.refund("u1");
    mailer.send("u1");
    verify_order![gateway.verify_charge(), mailer.verify_send()];
    mailer.verify_no_more_calls();
    contains(&message(|| gateway.verify_no_more_calls()), r#"MockGateway::refund("u1")"#);
}

#[test]
fn of_threads() {
    let (gateway, mailer) = doubles();
    gateway.charge("u1");
    let mailer = std::thread::spawn(move || {
        mailer.send("u1");
        mailer
    })
    .join()
    .unwrap();
    gateway.charge("u2");
    verify_order![
        gateway.verify_charge(),
        mailer.verify_send(),
        gateway.verify_charge();
        nothing else
    ];
}

#[test]
fn steps_may_be_made_before() {
    let (gateway, mailer) = doubles();
    let first = gateway.verify_charge().with(eq("u1"));
    gateway.charge("u1");
    mailer.send("u1");
    verify_order![first, mailer.verify_send()];
    // Not consumed, if borrowed.
    let again = gateway.verify_charge();
    verify_order![again];
    again.once();
}
