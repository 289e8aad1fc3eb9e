//! Spies: mocks that call a real object for everything that has no expectation.

use std::fmt::{self, Debug, Display};
use std::future::Future;
use std::pin::Pin;

use mockit::predicate::{eq, gt};
use mockit::{Sequence, automock};
use mockit_tests::message;

use super::contains;

#[automock]
trait Prices {
    fn of(&self, item: u32) -> u64;
    fn name(&self) -> &str;
    fn name_mut(&mut self) -> &mut String;
    fn find<'a>(&self, list: &'a [String], n: usize) -> &'a str;
    fn apply(&self, f: impl Fn(u64) -> u64, n: u64) -> u64;
    fn any<T: Debug + Clone + Send + Sync + 'static>(&self, item: T) -> String;
    fn objects(&self, item: &dyn Display, more: Option<&u8>) -> String;
    fn into_name(self) -> String;
    fn boxed(self: Box<Self>) -> String;
    fn pinned(self: Pin<&mut Self>) -> u8;
    fn maker() -> u8;
    fn later(&self, n: u8) -> impl Future<Output = u8> + Send;
    async fn native(&self, n: u8) -> u8;
    fn provided(&self, n: u8) -> u8 {
        n + 1
    }
    fn iterate(&self) -> impl Iterator<Item = u8>;
}

#[derive(Default)]
struct Catalogue {
    name: String,
}

impl Prices for Catalogue {
    fn of(&self, item: u32) -> u64 {
        u64::from(item) * 100
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn name_mut(&mut self) -> &mut String {
        &mut self.name
    }
    fn find<'a>(&self, list: &'a [String], n: usize) -> &'a str {
        &list[n]
    }
    fn apply(&self, f: impl Fn(u64) -> u64, n: u64) -> u64 {
        f(n)
    }
    fn any<T: Debug + Clone + Send + Sync + 'static>(&self, item: T) -> String {
        format!("{item:?}")
    }
    fn objects(&self, item: &dyn Display, more: Option<&u8>) -> String {
        format!("{item}{more:?}")
    }
    fn into_name(self) -> String {
        self.name
    }
    fn boxed(self: Box<Self>) -> String {
        self.name
    }
    fn pinned(self: Pin<&mut Self>) -> u8 {
        9
    }
    fn maker() -> u8 {
        7
    }
    async fn later(&self, n: u8) -> u8 {
        tokio::task::yield_now().await;
        n
    }
    async fn native(&self, n: u8) -> u8 {
        tokio::task::yield_now().await;
        n
    }
    fn iterate(&self) -> impl Iterator<Item = u8> {
        [1, 2].into_iter()
    }
}

fn spy() -> MockPricesSpy<Catalogue> {
    MockPrices::spying(Catalogue { name: "real".to_string() })
}

#[test]
fn the_real_object_is_called_for_all_the_rest() {
    let mut spy = spy();
    spy.expect_of().with(eq(1)).return_const(5u64);
    assert_eq!([spy.of(1), spy.of(2)], [5, 200]);
    spy.verify_of().times(2);
    spy.verify_of().with(gt(1)).once();
    let calls: Vec<String> = spy.of_calls().iter().map(ToString::to_string).collect();
    assert_eq!(calls, ["MockPrices::of(1) -> 5", "MockPrices::of(2) -> 200"]);
    assert_eq!(spy.of_calls()[1].result(), Some(&200));
    assert_eq!(format!("{spy:?}"), "MockPricesSpy");
}

#[test]
fn every_form() {
    let mut spy = spy();
    assert_eq!(spy.name(), "real");
    spy.name_mut().push('!');
    assert_eq!(spy.name(), "real!");
    assert_eq!(spy.find(&["a".to_string(), "b".to_string()], 1), "b");
    assert_eq!(spy.apply(|n| n + 1, 1), 2);
    assert_eq!(spy.any(1u8), "1");
    assert_eq!(spy.objects(&1, Some(&2)), "1Some(2)");
    assert_eq!(Pin::new(&mut spy).pinned(), 9);
    assert_eq!(<MockPricesSpy<Catalogue> as Prices>::maker(), 7);
    assert_eq!(spy.provided(1), 2);
    assert_eq!(spy.name_calls()[0].to_string(), r#"MockPrices::name() -> "real""#);
    spy.verify_name().times(2);
    spy.verify_name_mut().once();
    spy.verify_find().with(mockit::predicate::always(), eq(1)).never_unless_kept();
    spy.verify_apply().once();
    spy.verify_any::<u8>().with(eq(1)).once();
    spy.verify_objects().once();
    spy.verify_pinned().once();
    spy.verify_provided().with(eq(1)).once();
    spy.verify_no_more_calls();
    assert_eq!(spy.into_name(), "real!");
    assert_eq!(Box::new(self::spy()).boxed(), "real");
}

trait Unless {
    fn never_unless_kept(self);
}

impl<S> Unless for mockit::spy::Verify<S> {
    fn never_unless_kept(self) {
        self.once();
    }
}

#[test]
fn what_is_expected_comes_first_in_every_form() {
    let mut spy = spy();
    spy.expect_name().return_const("mocked".to_string());
    spy.expect_name_mut().return_var("mocked".to_string());
    spy.expect_find().returning(|list, _| &list[0]);
    spy.expect_apply().returning(|f, n| f(n) * 10);
    spy.expect_any::<u8>().return_const("mocked");
    spy.expect_objects().return_const("mocked");
    spy.expect_pinned().return_const(1);
    spy.expect_provided().return_const(1);
    spy.expect_iterate().returning(|| Box::new([3].into_iter()));
    assert_eq!((spy.name(), spy.find(&["a".to_string()], 5)), ("mocked", "a"));
    assert_eq!(spy.name_mut(), "mocked");
    assert_eq!((spy.apply(|n| n + 1, 1), spy.any(1u8), spy.any(1u16)), (20, "mocked".into(), "1".into()));
    assert_eq!((spy.objects(&1, None), spy.provided(5)), ("mocked".to_string(), 1));
    assert_eq!(Pin::new(&mut spy).pinned(), 1);
    assert_eq!(spy.iterate().collect::<Vec<_>>(), [3]);
    spy.expect_into_name().return_const("mocked");
    assert_eq!(spy.into_name(), "mocked");
    let mut spy = self::spy();
    spy.expect_boxed().return_const("mocked");
    assert_eq!(Box::new(spy).boxed(), "mocked");
}

#[tokio::test]
async fn asynchronous_methods() {
    let mut spy = spy();
    assert_eq!((spy.native(1).await, spy.later(2).await), (1, 2));
    spy.expect_native().with(eq(3)).return_const(30);
    spy.expect_later().with(eq(3)).returning(|_| Box::pin(async { 30 }));
    assert_eq!((spy.native(3).await, spy.later(3).await), (30, 30));
    assert_eq!((spy.native(4).await, spy.later(4).await), (4, 4));
    let calls: Vec<String> = spy.native_calls().iter().map(ToString::to_string).collect();
    assert_eq!(
        calls,
        [1, 3, 4].map(|n| format!("MockPrices::native({n}) -> {}", if n == 3 { 30 } else { n }))
    );
    spy.verify_later().times(3);
    assert_eq!(spy.later_calls()[0].to_string(), "MockPrices::later(2) -> 2");
}

#[test]
fn real_calls_that_are_counted() {
    let mut order = Sequence::new();
    let mut spy = spy();
    spy.expect_of().with(eq(1)).times(2).call_real();
    spy.expect_of().with(eq(2)).once().in_sequence(&mut order).call_real();
    spy.expect_name().once().in_sequence(&mut order).call_real();
    assert_eq!([spy.of(1), spy.of(1), spy.of(2)], [100, 100, 200]);
    assert_eq!(spy.name(), "real");
    spy.verify_of().times(3);
    contains(&message(|| spy.of(1)), "MockPrices::of");
    contains(&message(|| spy.name()), "MockPrices::name");
    // An item of which nothing is said.
    assert_eq!(spy.of(9), 900);
    drop(message(|| drop(spy)));
}

#[test]
fn a_call_real_that_does_not_come_is_missed() {
    let mut spy = spy();
    spy.expect_of().once().call_real();
    contains(&message(|| drop(spy)), "MockPrices::of: Expectation(<anything>) called 0 time(s)");
}

#[test]
fn call_real_without_a_real_object() {
    let mut mock = MockPrices::new();
    mock.expect_of().call_real();
    contains(&message(|| mock.of(1)), "MockPrices::of");
    contains(&message(|| drop(mock)), "spying");
}

#[test]
fn a_real_object_that_panics() {
    struct Bad;
    #[automock]
    trait One {
        fn get(&self, n: u8) -> u8;
    }
    impl One for Bad {
        fn get(&self, _: u8) -> u8 {
            panic!("real")
        }
    }
    let spy = MockOne::spying(Bad);
    assert_eq!(message(|| spy.get(1)), "real");
    assert_eq!(spy.get_calls()[0].to_string(), "MockOne::get(1) panicked");
    spy.verify_get().with(eq(1)).once();
}

#[test]
fn a_checkpoint_leaves_the_real_object() {
    let mut spy = spy();
    spy.expect_of().return_const(1u64);
    assert_eq!(spy.of(2), 1);
    spy.checkpoint();
    assert_eq!(spy.of(2), 200);
    spy.verify_of().once();
}

#[automock]
trait Keyed<K: Clone + Send + Sync + 'static> {
    fn get(&self, key: &K) -> Option<K>;
    fn of<T: 'static>(&self, key: K, item: T) -> T;
}

struct Echo;

impl<K: Clone + Send + Sync + 'static> Keyed<K> for Echo {
    fn get(&self, key: &K) -> Option<K> {
        Some(key.clone())
    }
    fn of<T: 'static>(&self, _: K, item: T) -> T {
        item
    }
}

#[automock(type Item = u8; const N: u8 = 3)]
trait Associated {
    type Item;
    const N: u8;
    fn get(&self) -> Self::Item;
}

struct Real;

impl Associated for Real {
    type Item = u8;
    const N: u8 = 4;
    fn get(&self) -> u8 {
        4
    }
}

#[automock]
#[async_trait::async_trait]
trait Store: Send + Sync {
    async fn get(&self, key: &str) -> Result<u32, String>;
    async fn put(&mut self, key: String, value: Option<&u32>) -> u32;
    fn plain(&self) -> u8;
}

#[async_trait::async_trait]
impl Store for Real {
    async fn get(&self, key: &str) -> Result<u32, String> {
        tokio::task::yield_now().await;
        key.parse().map_err(|_| "no number".to_string())
    }
    async fn put(&mut self, key: String, value: Option<&u32>) -> u32 {
        key.len() as u32 + value.copied().unwrap_or_default()
    }
    fn plain(&self) -> u8 {
        1
    }
}

#[tokio::test]
async fn traits_of_all_kinds() {
    let mut spy = MockKeyed::<String>::spying(Echo);
    spy.expect_of::<u8>().return_const(9);
    assert_eq!(spy.get(&"a".to_string()), Some("a".to_string()));
    assert_eq!((spy.of("b".to_string(), 1u8), spy.of("c".to_string(), 2u16)), (9, 2));
    spy.verify_get().with(eq("a".to_string())).once();
    spy.verify_of::<u16>().with(eq("c".to_string()), mockit::spy::unseen()).once();

    let spy = MockAssociated::spying(Real);
    assert_eq!((spy.get(), MockAssociatedSpy::<Real>::N), (4, 4));

    let mut spy = MockStore::spying(Real);
    assert_eq!((spy.get("5").await, spy.plain()), (Ok(5), 1));
    assert!(spy.get("x").await.is_err());
    assert_eq!(spy.put("ab".to_string(), Some(&3)).await, 5);
    assert_eq!(spy.get_calls()[1].result(), Some(&Err("no number".to_string())));
    spy.verify_put().with(eq("ab".to_string()), mockit::spy::unseen()).once();
    spy.expect_get().return_const(Ok(1));
    assert_eq!(spy.get("7").await, Ok(1));
    let object: Box<dyn Store> = Box::new(spy);
    assert_eq!(object.plain(), 1);
}

#[automock]
trait Named: Display + Iterator<Item = u8> {
    fn name(&self) -> String;
}

impl Display for MockNamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mock")
    }
}

impl Iterator for MockNamed {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        None
    }
}

struct Numbers;

impl Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("numbers")
    }
}

impl Iterator for Numbers {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        Some(1)
    }
}

impl Named for Numbers {
    fn name(&self) -> String {
        "real".to_string()
    }
}

impl Display for MockNamedSpy<Numbers> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("spy")
    }
}

impl Iterator for MockNamedSpy<Numbers> {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        Some(2)
    }
}

#[test]
fn supertraits_are_the_users() {
    let spy = MockNamed::spying(Numbers);
    assert_eq!(spy.name(), "real");
    let named: &dyn Named<Item = u8> = &spy;
    assert_eq!(named.to_string(), "spy");
    spy.verify_name().once();
}

#[test]
fn a_spy_on_a_mock() {
    #[automock]
    trait One {
        fn get(&self, n: u8) -> u8;
    }
    let mut inner = MockOne::new();
    inner.expect_get().times(1).returning(|n| n);
    let handle = inner.share();
    let spy = MockOne::spying(inner);
    assert_eq!(spy.get(1), 1);
    handle.verify_get().with(eq(1)).once();
    spy.verify_get().with(eq(1)).once();
}

#[test]
fn a_reference_to_a_real_object() {
    #[automock]
    #[auto_impl::auto_impl(&, Box)]
    trait One {
        fn get(&self, n: u8) -> u8;
    }
    struct Plain;
    impl One for Plain {
        fn get(&self, n: u8) -> u8 {
            n
        }
    }
    let real = Plain;
    let spy = MockOne::spying(&real);
    assert_eq!(spy.get(1), 1);
    let boxed: Box<dyn One> = Box::new(real);
    assert_eq!(MockOne::spying(boxed).get(2), 2);
}
