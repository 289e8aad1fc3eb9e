//! Every failure message of a question, as a user sees it.

use std::sync::Arc;
use std::time::Duration;

use mockit::predicate::{always, eq, function, gt, str::contains};
use mockit::spy::unseen;
use mockit::{automock, verify_order};
use mockit_tests::message;

#[derive(Clone, Debug, PartialEq)]
struct Order {
    id: u32,
    customer: &'static str,
    lines: Vec<&'static str>,
}

fn order(id: u32) -> Order {
    let lines = vec!["tea", "milk", "sugar", "lemon", "honey", "cups", "spoons", "a tray"];
    Order { id, customer: "Ada", lines }
}

struct Token;

#[automock]
trait Gateway: Send + Sync {
    fn charge(&self, user: &str, cents: u64) -> bool;
    fn place(&self, order: &Order);
    fn sign(&self, token: Token, n: u8);
    fn status(&self) -> u32;
    fn put<T: Clone + std::fmt::Debug + Send + Sync + 'static>(&self, item: T);
    fn make(n: u8) -> u8;
}

#[automock]
trait Mailer {
    fn send(&self, to: &str);
}

fn gateway() -> MockGateway {
    let mut gateway = MockGateway::nice();
    gateway.expect_charge().returning(|_, cents| cents < 1000);
    gateway.charge("u1", 500);
    gateway.charge("u2", 4999);
    gateway.charge("u3", 4999);
    gateway
}

/// The message, without line numbers.
fn report(f: impl FnOnce()) -> String {
    const FILE: &str = "tests/tests/looking_back/reports.rs:";
    let text = message(f);
    let mut parts = text.split(FILE);
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str(FILE);
        out.push('_');
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'));
    }
    out
}

#[test]
fn too_few() {
    let gateway = gateway();
    insta::assert_snapshot!(report(|| gateway.verify_charge().with(eq("u2"), gt(5000)).once()));
    insta::assert_snapshot!(report(|| gateway.verify_charge().with(eq("u1"), always()).times(2)));
    insta::assert_snapshot!(report(|| gateway.verify_charge().at_least(4)));
    insta::assert_snapshot!(report(|| gateway.verify_charge().withf(|_, cents| *cents > 5000).times(1..3)));
}

#[test]
fn none() {
    insta::assert_snapshot!(report(|| MockGateway::new().verify_status().once()));
}

#[test]
fn too_many() {
    let gateway = gateway();
    insta::assert_snapshot!(report(|| gateway.verify_charge().with(always(), eq(4999)).once()));
    insta::assert_snapshot!(report(|| gateway.verify_charge().with(eq("u1"), gt(0)).never()));
    insta::assert_snapshot!(report(|| gateway.verify_charge().at_most(2)));
    insta::assert_snapshot!(report(|| gateway.verify_charge().withf(|_, cents| *cents < 5000).never()));
}

#[test]
fn many_calls() {
    let gateway = MockGateway::nice();
    (0..20).for_each(|n| _ = gateway.charge("u1", n));
    insta::assert_snapshot!(report(|| gateway.verify_charge().with(eq("u2"), eq(7)).once()));
    insta::assert_snapshot!(report(|| gateway.verify_charge().never()));
}

#[test]
fn long_values() {
    let gateway = MockGateway::nice();
    gateway.place(&order(1));
    insta::assert_snapshot!(report(|| gateway.verify_place().with(eq(order(2))).once()));
    let text = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.";
    gateway.charge(text, 1);
    insta::assert_snapshot!(report(|| gateway
        .verify_charge()
        .with(eq(text.replace("elit", "elite")), eq(1))
        .once()));
}

#[test]
fn predicates_of_all_kinds() {
    let gateway = MockGateway::nice();
    gateway.charge("u1", 5);
    gateway.sign(Token, 3);
    insta::assert_snapshot!(report(|| {
        gateway.verify_charge().with(contains("x"), function(|cents: &u64| *cents > 5)).once();
    }));
    insta::assert_snapshot!(report(|| gateway.verify_sign().with(unseen(), eq(4)).once()));
}

#[test]
fn outcomes() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().with(eq("panics"), always()).returning(|_, _| panic!("no"));
    gateway.expect_charge().return_const(true);
    message(|| gateway.charge("panics", 1));
    gateway.charge("returns", 2);
    insta::assert_snapshot!(report(|| gateway.verify_charge().never()));
}

#[test]
fn generic_and_static_methods() {
    let mut gateway = MockGateway::new();
    gateway.expect_put::<u8>().return_const(());
    gateway.put(1u8);
    insta::assert_snapshot!(report(|| gateway.verify_put::<u16>().once()));
    let context = MockGateway::make_context().scoped();
    context.expect().return_const(1);
    MockGateway::make(2);
    insta::assert_snapshot!(report(|| context.verify().with(eq(3)).once()));
}

#[test]
fn no_more_calls() {
    let gateway = gateway();
    gateway.verify_charge().with(eq("u1"), always()).once();
    insta::assert_snapshot!(report(|| gateway.verify_no_more_calls()));
    gateway.verify_charge().with(eq("u2"), always()).once();
    insta::assert_snapshot!(report(|| gateway.verify_no_more_calls()));
}

#[test]
fn orders() {
    let (gateway, mailer) = (gateway(), MockMailer::nice());
    mailer.send("u1");
    gateway.status();
    insta::assert_snapshot!(report(|| {
        verify_order![
            gateway.verify_charge().with(eq("u1"), gt(0)),
            mailer.verify_send(),
            gateway.verify_charge()
        ];
    }));
    insta::assert_snapshot!(report(|| {
        verify_order![gateway.verify_charge(), mailer.verify_send().with(eq("u2")), gateway.verify_status()];
    }));
    insta::assert_snapshot!(report(|| {
        verify_order![gateway.verify_charge(), gateway.verify_charge(), mailer.verify_send(); nothing else];
    }));
    insta::assert_snapshot!(report(|| verify_order![gateway.verify_charge(); nothing else]));
    insta::assert_snapshot!(report(|| verify_order![mailer.verify_send(), mailer.verify_send()]));
    insta::assert_snapshot!(report(|| verify_order![MockMailer::new().verify_send()]));
}

#[test]
fn waiting_in_vain() {
    let gateway = gateway();
    let short = Duration::from_millis(20);
    insta::assert_snapshot!(report(|| gateway.verify_charge().with(eq("u9"), gt(0)).within(short).wait()));
    insta::assert_snapshot!(report(|| gateway.verify_status().within(short).times(2).wait()));
    insta::assert_snapshot!(report(|| gateway.verify_charge().within(short).never().wait()));
    insta::assert_snapshot!(report(|| gateway.verify_charge().within(short).once().wait()));
}

#[tokio::test(start_paused = true)]
async fn waiting_in_vain_in_async_code() {
    let gateway = Arc::new(gateway());
    let asked = gateway.verify_status().within(Duration::from_secs(5));
    let failed = tokio::spawn(async move { asked.await }).await.unwrap_err().into_panic();
    insta::assert_snapshot!(report(|| std::panic::resume_unwind(failed)));
}

#[test]
fn spies() {
    #[automock]
    trait Prices {
        fn of(&self, item: u32) -> u64;
    }
    struct Real;
    impl Prices for Real {
        fn of(&self, item: u32) -> u64 {
            item.into()
        }
    }
    let mut spy = MockPrices::spying(Real);
    spy.expect_of().with(eq(1)).once().call_real();
    spy.of(1);
    spy.of(2);
    insta::assert_snapshot!(report(|| spy.verify_of().with(eq(3)).once()));
    insta::assert_snapshot!(report(|| _ = spy.of(1)));
    message(|| drop(spy));
    let mut mock = MockPrices::new();
    mock.expect_of().call_real();
    insta::assert_snapshot!(report(|| _ = mock.of(1)));
    message(|| drop(mock));
}

#[test]
fn what_was_not_kept() {
    let mut gateway = MockGateway::nice();
    gateway.expect_put::<u8>().return_const(());
    #[automock]
    trait Bare<T: 'static> {
        fn put(&self, item: T);
    }
    let bare = MockBare::<u8>::nice();
    bare.put(1);
    insta::assert_snapshot!(report(|| _ = bare.put_calls()[0].args().0 > &0));
}
