//! Provided methods: skipped, or run on demand. Impl blocks: several of one type.

#![allow(dead_code)]

use std::fmt::Debug;

use mockit::automock;
use mockit::predicate::eq;

#[automock(skip(hello); call_default(twice, later, fixed, sum))]
trait Greeter<T: Clone + Debug + 'static> {
    fn name(&self) -> String;
    fn hello(&self) -> String {
        format!("Hello, {}!", self.name())
    }
    fn twice(&self, (a, _): (T, u8), mut times: usize) -> Vec<T> {
        times += 1;
        vec![a; times]
    }
    async fn later(&self, text: &str) -> usize {
        text.len() + self.name().len()
    }
    fn fixed() -> u8 {
        Self::sum(&[1, 2])
    }
    fn sum(numbers: &[u8]) -> u8 {
        numbers.iter().sum()
    }
}

#[test]
fn a_skipped_method_keeps_its_own_body() {
    let mut greeter = MockGreeter::<u8>::new();
    greeter.expect_name().return_const("Ann");
    assert_eq!(greeter.hello(), "Hello, Ann!");
}

#[test]
fn a_provided_method_runs_its_own_body_on_demand() {
    let mut greeter = MockGreeter::<u8>::new();
    greeter.expect_twice().with(eq((1, 1)), eq(1)).once().return_const([9]);
    greeter.expect_twice().times(2).call_default();
    assert_eq!(greeter.twice((1, 1), 1), [9]);
    assert_eq!(greeter.twice((1, 1), 1), [1, 1]);
    assert_eq!(greeter.twice((3, 1), 2), [3, 3, 3]);
    greeter.checkpoint();

    greeter.expect_name().once().return_const("Ann");
    greeter.expect_later().call_default();
    assert_eq!(futures::executor::block_on(greeter.later("four")), 7);
    drop(greeter);

    let fixed = MockGreeter::<u8>::fixed_context().scoped();
    let sum = MockGreeter::<u8>::sum_context().scoped();
    fixed.expect().once().call_default();
    sum.expect().once().return_const(42u8);
    assert_eq!(MockGreeter::<u8>::fixed(), 42);
    sum.expect().once().call_default();
    assert_eq!(MockGreeter::<u8>::sum(&[3, 4]), 7);
}

#[test]
#[should_panic(
    expected = "MockGreeter::twice: Expectation(<anything>) called 0 time(s) which is fewer than expected 1"
)]
fn calls_of_the_own_body_are_counted() {
    let mut greeter = MockGreeter::<u8>::new();
    greeter.expect_twice().once().call_default();
}

struct Account {
    balance: i64,
}

#[automock]
impl Account {
    pub fn open(balance: i64) -> Account {
        Account { balance }
    }
    pub fn balance(&self) -> i64 {
        self.balance
    }
}

trait Audit {
    const LEVEL: u8;
    fn audit<T: Debug + 'static>(&self, by: T) -> String;
}

#[automock(extend)]
impl Account {
    pub fn deposit(&mut self, amount: i64) -> &mut i64 {
        self.balance += amount;
        &mut self.balance
    }
    pub fn describe(&self) -> &str {
        "an account"
    }
}

#[automock(extend)]
impl Audit for Account {
    const LEVEL: u8 = 1;
    fn audit<T: Debug + 'static>(&self, by: T) -> String {
        format!("{by:?}")
    }
}

#[test]
fn several_impl_blocks_of_one_type() {
    let mut account = MockAccount::new();
    account.expect_balance().return_const(1);
    account.expect_deposit().with(eq(5)).times(1).return_var(6);
    account.expect_describe().return_const("mocked".to_string());
    account.expect_audit::<u8>().times(1).returning(|by| by.to_string());
    account.expect_audit::<bool>().never();
    assert_eq!((account.balance(), *account.deposit(5), account.describe()), (1, 6, "mocked"));
    assert_eq!((account.audit(3u8).as_str(), <MockAccount as Audit>::LEVEL), ("3", 1));
    let mut shared = account.share();
    shared.expect_describe().return_const("by the handle".to_string());
    assert_eq!(shared.describe(), "mocked");
    account.checkpoint();
}

#[test]
#[should_panic(
    expected = "MockAccount::deposit: Expectation(var == 5) called 0 time(s) which is fewer than expected 1"
)]
fn all_impl_blocks_are_verified() {
    let mut account = MockAccount::new();
    account.expect_deposit().with(eq(5)).times(1).return_var(6);
}

mod services {
    pub struct Service<T>(pub T);

    #[mockit::automock]
    impl<T: 'static> Service<T> {
        pub fn get(&self) -> &T {
            &self.0
        }
    }
}

/// Further impl blocks may stand in other modules, and be for some types only.
mod more {
    use super::services::*;
    use mockit::automock;

    #[automock(extend)]
    impl<T: 'static> Service<T> {
        pub fn more(&self) -> u8 {
            1
        }
    }

    #[automock(extend)]
    impl Service<u8> {
        pub fn of_bytes(&self) -> u8 {
            self.0
        }
    }

    #[test]
    fn impl_blocks_elsewhere() {
        let mut service = MockService::<u8>::new();
        service.expect_get().return_const(1);
        service.expect_more().return_const(2);
        service.expect_of_bytes().times(1).return_const(3);
        assert_eq!((service.get(), service.more(), service.of_bytes()), (&1, 2, 3));
    }
}

#[automock(type Item = u8)]
trait Captures {
    #[cfg(any())]
    type Absent;
    #[cfg(not(any()))]
    type Item;
    fn items(&self) -> impl Iterator<Item = Self::Item> + use<'_, Self>;
    fn none() -> impl Fn() + use<Self>;
}

#[test]
fn captures() {
    let mut mock = MockCaptures::new();
    mock.expect_items().returning(|| Box::new([1, 2].into_iter()));
    assert_eq!(mock.items().collect::<Vec<_>>(), [1, 2]);
}
