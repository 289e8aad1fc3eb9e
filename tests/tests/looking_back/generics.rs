//! Generic methods and generic mocks.

use std::fmt::Debug;

use mockit::automock;
use mockit::predicate::{always, eq};
use mockit::spy::unseen;
use mockit_tests::message;

use super::contains;

#[automock]
trait Methods {
    fn put<T: Clone + Debug + Send + Sync + 'static>(&self, item: T, n: u8) -> T;
    fn bare<T: 'static>(&self, item: T, n: u8);
    fn objects<T: Debug>(&self, item: T, n: u8);
    fn sized<const N: usize>(&self, items: [u8; N]);
    fn borrowed<'a, T: Send + Sync + 'static>(&self, item: &'a T) -> &'a T;
    #[mockit::concretize]
    fn open<P: AsRef<std::path::Path>>(&self, path: P, n: u8);
    fn only_sized(&self, n: u8)
    where
        Self: Sized;
}

#[test]
fn each_list_of_types_has_calls_of_its_own() {
    let mut mock = MockMethods::new();
    mock.expect_put::<u32>().returning(|item, _| item);
    mock.expect_put::<String>().returning(|item, _| item);
    mock.put(1u32, 1);
    mock.put("a".to_string(), 2);
    mock.put("b".to_string(), 3);
    mock.verify_put::<u32>().with(eq(1), eq(1)).once();
    mock.verify_put::<String>().times(2);
    mock.verify_put::<u8>().never();
    assert_eq!(mock.put_calls::<String>()[1].args(), (&"b".to_string(), &3));
    assert_eq!(mock.put_calls::<String>()[1].result(), Some(&"b".to_string()));
    mock.verify_no_more_calls();
    mock.clear_history();
    mock.verify_put::<String>().never();
    mock.put(1u32, 1);
    contains(&message(|| mock.verify_no_more_calls()), "MockMethods::put(1, 1) -> 1");
}

#[test]
fn without_bounds() {
    let mut mock = MockMethods::new();
    mock.expect_bare::<u32>().return_const(());
    mock.expect_objects().return_const(());
    mock.expect_sized::<2>().return_const(());
    mock.expect_open().return_const(());
    mock.bare(1u32, 2);
    mock.objects("text", 3);
    mock.sized([1, 2]);
    mock.open("path", 4);
    mock.verify_bare::<u32>().with(unseen(), eq(2)).once();
    mock.verify_bare::<u32>().once();
    mock.verify_objects().with(unseen(), eq(3)).once();
    mock.verify_sized::<2>().with(eq([1, 2])).once();
    mock.verify_sized::<3>().never();
    mock.verify_open().with(unseen(), eq(4)).once();
    // The compiler, which knows the type, lets it pass; the macro did not know it.
    contains(&message(|| mock.bare_calls::<u32>()[0].args().1 > &0), "is a type parameter");
    contains(&message(|| mock.verify_bare::<u32>().with(eq(1), always()).once()), "is a type parameter");
}

#[test]
fn results_of_arguments_and_sized_only() {
    let mut mock = MockMethods::new();
    mock.expect_borrowed::<u32>().returning(|item| item);
    mock.expect_only_sized().return_const(());
    assert_eq!(mock.borrowed(&1u32), &1);
    mock.only_sized(2);
    mock.verify_borrowed::<u32>().once();
    mock.verify_only_sized().with(eq(2)).once();
}

#[automock]
trait Store<K: Clone + Send + Sync + 'static, V: 'static> {
    fn get(&self, key: &K) -> Option<V>;
    fn put(&mut self, key: K, value: V);
    fn both<T: 'static>(&self, key: K, value: T);
}

#[automock]
trait Plain<T> {
    fn put(&self, item: T, n: u8) -> u8;
    fn get(&self) -> &T;
}

#[test]
fn a_generic_mock() {
    let mut mock = MockStore::<String, u32>::new();
    mock.expect_get().return_const(None);
    mock.expect_put().return_const(());
    mock.expect_both::<u8>().return_const(());
    mock.get(&"a".to_string());
    mock.put("b".to_string(), 1);
    mock.both("c".to_string(), 2u8);
    mock.verify_get().with(eq("a".to_string())).once();
    mock.verify_put().with(eq("b".to_string()), unseen()).once();
    mock.verify_both::<u8>().with(eq("c".to_string()), unseen()).once();
    mock.verify_no_more_calls();

    let mut mock = MockPlain::<Vec<u8>>::new();
    mock.expect_put().return_const(1);
    mock.expect_get().return_const(vec![1]);
    mock.put(vec![2], 3);
    mock.get();
    mock.verify_put().with(unseen(), eq(3)).once();
    assert_eq!(mock.put_calls()[0].result(), Some(&1));
    mock.verify_get().once();
}

#[automock(type Item = u32; type Key = String;)]
trait Associated {
    type Item: Clone;
    type Key;
    const LIMIT: usize = 3;
    fn get(&self, key: &Self::Key) -> Self::Item;
    fn put(&self, item: Self::Item);
}

#[test]
fn associated_types() {
    let mut mock = MockAssociated::new();
    mock.expect_get().return_const(1u32);
    mock.expect_put().return_const(());
    mock.put(mock.get(&"a".to_string()));
    mock.verify_get().with(eq("a".to_string())).once();
    mock.verify_put().with(eq(1)).once();
    assert_eq!(mock.get_calls()[0].result(), Some(&1));
    assert_eq!(MockAssociated::LIMIT, 3);
}
