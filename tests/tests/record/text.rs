//! The text, for snapshots.

use std::time::Duration;

use insta::assert_snapshot;
use mockit::scope::Scope;

use crate::{Gateway, Mailer, MockGateway, MockMailer, receipt};

#[test]
fn all_doubles_write_to_one_record() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().returning(|_, cents| match cents {
        0 => Err("nothing to pay".to_string()),
        cents => Ok(receipt(7, cents as usize % 4)),
    });
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());

    assert!(mockit::record().is_empty());
    gateway.charge("u1", 4).unwrap();
    mailer.send("u1");
    gateway.charge("u2", 5003).unwrap();
    gateway.charge("u3", 0).unwrap_err();

    assert_snapshot!(mockit::record().redact("id", "[id]").redact("user", "[user]"), @r#"
    1. MockGateway::charge(user: [user], cents: 4) -> Ok(Receipt { id: [id], lines: [] })
    2. MockMailer::send(to: "u1") -> ()
    3. MockGateway::charge(user: [user], cents: 5003) -> Ok(
           Receipt {
               id: [id],
               lines: [
                   "a line of some length: 0",
                   "a line of some length: 1",
                   "a line of some length: 2",
               ],
           },
       )
    4. MockGateway::charge(user: [user], cents: 0) -> Err("nothing to pay")
    "#);
}

#[test]
fn a_call_inside_of_another_is_seen_to_be() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());
    let mut gateway = MockGateway::new();
    gateway.expect_charge().returning(move |user, _| {
        mailer.send(user);
        Ok(receipt(1, 0))
    });
    gateway.charge("u1", 4).unwrap();

    assert_snapshot!(mockit::record(), @r#"
    1. MockGateway::charge(user: "u1", cents: 4) …
    2. MockMailer::send(to: "u1") -> ()
    1. … -> Ok(Receipt { id: 1, lines: [] })
    "#);
}

#[test]
fn calls_of_other_threads_have_their_names() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());
    let scope = Scope::current();
    std::thread::scope(|threads| {
        let send = |to: &'static str| {
            let (scope, mailer) = (scope.clone(), &mailer);
            move || scope.run(|| mailer.send(to))
        };
        threads.spawn(send("first")).join().unwrap();
        let named = std::thread::Builder::new().name("worker".to_string());
        named.spawn_scoped(threads, send("second")).unwrap().join().unwrap();
        threads.spawn(send("third")).join().unwrap();
    });
    mailer.send("here");

    assert_snapshot!(scope.record(), @r#"
    1. [thread 2] MockMailer::send(to: "first") -> ()
    2. [worker] MockMailer::send(to: "second") -> ()
    3. [thread 3] MockMailer::send(to: "third") -> ()
    4. MockMailer::send(to: "here") -> ()
    "#);
    let record = scope.record();
    let calls: Vec<_> = record.calls().map(|call| (call.double(), call.method(), call.result())).collect();
    assert_eq!(calls[3], ("MockMailer", "send", Some("()")));
    assert_eq!(record.calls().next().unwrap().arguments(), [("to", "\"first\"")]);
}

#[tokio::test(start_paused = true)]
async fn times_are_those_of_the_paused_clock() {
    let mut gateway = MockGateway::new();
    gateway.expect_refund().returning_async(async |id| {
        tokio::time::sleep(Duration::from_secs(u64::from(id))).await;
        true
    });
    let first = async {
        assert!(gateway.refund(2).await);
        tokio::time::sleep(Duration::from_secs(60)).await;
        gateway.refund(0).await
    };
    tokio::join!(first, gateway.refund(5));
    let impatient = tokio::time::timeout(Duration::from_millis(1500), gateway.refund(9));
    impatient.await.unwrap_err();

    assert_snapshot!(mockit::record(), @r"
    1. MockGateway::refund(id: 2) …
    2. MockGateway::refund(id: 5) …
    1. … -> true after 2 s
    2. … -> true after 5 s
       57 s later
    3. MockGateway::refund(id: 0) -> true
    4. MockGateway::refund(id: 9) ✗ dropped before its end after 1.5 s
    ");
}

#[test]
fn a_panic_in_a_closure_is_told() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().returning(|_| panic!("no such address"));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mailer.send("u1"))).unwrap_err();

    assert_snapshot!(mockit::record(), @r#"1. MockMailer::send(to: "u1") ✗ panicked"#);
}

#[test]
fn a_mock_writes_to_the_record_of_the_test_that_made_it() {
    let mut mailer = MockMailer::new();
    mailer.expect_send().return_const(());
    std::thread::scope(|threads| threads.spawn(|| mailer.send("elsewhere")).join().unwrap());
    std::thread::scope(|threads| assert!(threads.spawn(mockit::record).join().unwrap().is_empty()));

    assert_snapshot!(mockit::record(), @r#"1. [thread 2] MockMailer::send(to: "elsewhere") -> ()"#);
}
