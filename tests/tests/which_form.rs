//! What the page "Which form when" and the docs of `automock` say of verifications and spies.
#![cfg(feature = "spy")]

use std::sync::Arc;
use std::time::Duration;

use mockit::predicate::{Captor, always, eq};
use mockit::spy::unseen;
use mockit::{automock, verify_order};
use mockit_tests::message;

#[automock]
trait Gateway: Send + Sync {
    fn charge(&self, user: &str, cents: u64) -> bool;
}

#[automock]
trait Mailer: Send + Sync {
    fn send(&self, to: &str);
    fn forget(&self, to: &str) -> u8;
}

/// Neither `Clone` nor `Debug`.
pub struct Token(u8);

#[automock]
trait Door {
    fn open(&self, token: Token, floor: u32);
    fn push(&self, list: &mut Vec<u8>);
}

#[test]
fn an_expectation_fails_in_the_call_and_a_verification_at_the_end() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().with(eq("u1"), eq(5)).optional().return_const(true);
    let text = message(|| gateway.charge("u1", 6));
    assert!(text.starts_with(r#"MockGateway::charge("u1", 6): No matching expectation found"#), "{text}");
    drop(message(|| drop(gateway)));

    let mut gateway = MockGateway::new();
    gateway.expect_charge().return_const(true);
    assert!(gateway.charge("u2", 6) && gateway.charge("u1", 6));
    let text = message(|| gateway.verify_charge().with(eq("u1"), eq(5)).once());
    let nearest = text.find(r#"charge("u1", 6)"#).expect("the nearer one");
    assert!(text.find(r#"charge("u2", 6)"#).is_some_and(|at| at > nearest), "{text}");
}

#[test]
fn a_missing_call_is_found_by_both() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().once().return_const(true);
    assert!(message(|| drop(gateway)).contains("called 0 time(s)"));
    let gateway = MockGateway::nice();
    assert!(message(|| gateway.verify_charge().once()).contains("not called"));
}

#[test]
fn nobody_refuses_the_calls_of_a_nice_mock_or_of_an_open_expectation() {
    let mailer = MockMailer::nice();
    mailer.send("u1");
    mailer.verify_send().with(eq("u1")).once();
    mailer.verify_no_more_calls();
    mailer.send("u2");
    assert!(message(|| mailer.verify_no_more_calls()).contains(r#"send("u2")"#));

    // A method of a nice mock that has an expectation is as in other mocks.
    let mut mailer = MockMailer::nice();
    mailer.expect_send().with(eq("u1")).return_const(());
    assert!(message(|| mailer.send("u2")).contains("No matching expectation"));
    drop(message(|| drop(mailer)));
}

#[test]
fn a_fixtures_fallback_gives_way() {
    let mut mailer = MockMailer::new();
    mailer.expect_forget().as_fallback().return_const(1);
    mailer.expect_forget().with(eq("u2")).return_const(2);
    assert_eq!((mailer.forget("u1"), mailer.forget("u2")), (1, 2));
    mailer.verify_forget().times(2);
}

#[tokio::test(start_paused = true)]
async fn background_work_is_waited_for() {
    let mailer = Arc::new(MockMailer::nice());
    let later = Arc::clone(&mailer);
    let started = tokio::time::Instant::now();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(3)).await;
        later.send("u1");
    });
    mailer.verify_send().with(eq("u2")).within(Duration::from_secs(2)).never().await;
    assert_eq!(started.elapsed().as_secs(), 2);
    mailer.verify_send().within(Duration::from_secs(60)).await;
    assert_eq!(started.elapsed().as_secs(), 3);
}

#[test]
fn what_is_kept_is_as_it_was_when_the_call_began() {
    let mut door = MockDoor::new();
    door.expect_push().returning(|list| list.push(2));
    let mut list = vec![1];
    door.push(&mut list);
    list.push(3);
    door.verify_push().with(eq(vec![1])).once();
    assert_eq!(list, [1, 2, 3]);
}

#[test]
fn what_is_no_clone_is_passed_over_or_looked_at_beforehand() {
    let tokens = Captor::new();
    let mut door = MockDoor::new();
    door.expect_open().with(tokens.capture_by(|token: &Token| token.0), always()).return_const(());
    door.open(Token(7), 3);
    door.verify_open().with(unseen(), eq(3)).once();
    assert_eq!(tokens.values(), [7]);
}

#[test]
fn a_mock_that_has_moved_is_asked_through_its_share() {
    let mailer = MockMailer::nice();
    let asked = mailer.share();
    let moved: Box<dyn Mailer> = Box::new(mailer);
    moved.send("u1");
    asked.verify_send().with(eq("u1")).once();
    drop(moved);
    assert_eq!(asked.send_calls().count(), 1);
    verify_order![asked.verify_send(); nothing else];
}

#[automock]
trait Numbers {
    fn get(&self, n: u8) -> u8;
    fn twice(&self, n: u8) -> u8;
    fn provided(&self, n: u8) -> u8 {
        self.get(n) + 1
    }
    fn apply(&self, f: impl Fn(u8) -> u8, n: u8) -> u8;
    fn iterate(&self) -> impl Iterator<Item = u8>;
    fn make() -> u8;
}

struct Real;

impl Numbers for Real {
    fn get(&self, n: u8) -> u8 {
        n
    }
    fn twice(&self, n: u8) -> u8 {
        self.get(n) * 2
    }
    fn apply(&self, f: impl Fn(u8) -> u8, n: u8) -> u8 {
        f(n)
    }
    fn iterate(&self) -> impl Iterator<Item = u8> {
        [1].into_iter()
    }
    fn make() -> u8 {
        7
    }
}

#[test]
fn what_a_real_object_calls_of_itself_stays_inside() {
    let mut spy = MockNumbers::spying(Real);
    spy.expect_get().return_const(100);
    assert_eq!((spy.twice(2), spy.provided(2)), (4, 3));
    spy.verify_get().never();
    spy.verify_provided().once();
}

#[test]
fn a_spent_expectation_refuses_unless_the_real_object_stands_behind_it() {
    let mut spy = MockNumbers::spying(Real);
    spy.expect_get().times(1).return_const(9);
    assert_eq!(spy.get(1), 9);
    spy.expect_get().call_real();
    assert_eq!(spy.get(1), 1);

    let mut spy = MockNumbers::spying(Real);
    spy.expect_get().with(eq(1)).times(1).return_const(9);
    assert_eq!((spy.get(1), spy.get(2)), (9, 2));
    assert!(message(|| spy.get(1)).contains("called 2 times which is more than the expected 1"));
    drop(message(|| drop(spy)));
}

#[test]
fn static_methods_of_a_spy_are_the_real_ones() {
    let context = MockNumbers::make_context().scoped();
    context.expect().optional().return_const(9);
    assert_eq!(<MockNumbersSpy<Real> as Numbers>::make(), 7);
    context.verify().never();
}

#[test]
fn a_share_of_a_spy_sets_and_asks() {
    let spy = MockNumbers::spying(Real);
    let mut handle = spy.share();
    handle.expect_get().with(eq(5)).return_const(50);
    assert_eq!((spy.get(5), spy.get(6)), (50, 6));
    handle.verify_get().times(2);
    assert!(message(|| handle.get(6)).contains("No matching expectation"));
    drop(handle);
    drop(message(|| drop(spy)));
}

#[test]
fn methods_that_are_the_mocks_alone() {
    let mut spy = MockNumbers::spying(Real);
    assert_eq!(spy.apply(|n| n + 1, 1), 2);
    assert_eq!(spy.apply_calls()[0].to_string(), "MockNumbers::apply(?, ?) -> 2");
    spy.expect_apply().with(always(), eq(5)).returning(|f, n| f(n) * 10);
    assert_eq!(spy.apply(|n| n, 5), 50);
    assert!(message(|| spy.apply(|n| n, 1)).contains("No matching expectation"));
    assert!(message(|| spy.iterate().count()).contains("Nothing is expected of this method"));
    spy.verify_apply().times(2);
    drop(message(|| drop(spy)));
}

#[automock]
trait Clashing {
    fn no_more_calls(&self) -> u8;
    fn get(&self) -> u8;
    fn verify_get(&self) -> u8;
    fn get_calls(&self) -> u8;
    fn clear_history(&self) -> u8;
}

#[test]
fn questions_whose_names_are_taken() {
    let mock = MockClashing::nice();
    assert_eq!((mock.get(), mock.verify_get(), mock.get_calls(), mock.clear_history()), (0, 0, 0, 0));
    mock.mock_verify_get().once();
    assert_eq!(mock.mock_get_calls().count(), 1);
    mock.verify_verify_get().once();
    // That name is taken by the calls of `verify_get`.
    assert_eq!(mock.verify_get_calls().count(), 1);
    mock.mock_verify_get_calls().once();
    mock.verify_clear_history().once();
    mock.mock_verify_no_more_calls().never();
    mock.verify_no_more_calls();
}
