//! Generic traits and methods, associated items, where clauses.

use std::any::Any;
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use mockit::automock;
use mockit::predicate::eq;

#[automock]
trait Repo<K: Eq + Hash, V, const N: usize = 4>
where
    K: Debug,
{
    fn get(&self, key: &K) -> Option<V>;
    fn peek(&self, key: &K) -> &V;
    fn put(&mut self, key: K, values: [V; N]);
    fn all(&self) -> HashMap<K, V>;
}

#[test]
fn generic_traits() {
    let mut mock = MockRepo::<String, u32, 2>::new();
    mock.expect_get().with(eq("a".to_string())).return_const(Some(1));
    mock.expect_peek().return_const(5u32);
    mock.expect_put().withf(|k, v| k == "k" && v == &[1, 2]).times(1).return_const(());
    mock.expect_all().returning(HashMap::new);
    assert_eq!(mock.get(&"a".to_string()), Some(1));
    assert_eq!(*mock.peek(&"a".to_string()), 5);
    mock.put("k".to_string(), [1, 2]);
    assert!(mock.all().is_empty());
    let _default: MockRepo<u8, u8> = MockRepo::default();
}

#[automock(
    type Item = u32;
    type Error = String;
    type Slice<'a, T: 'static> = &'a [T];
    const LIMIT: usize = 7;
)]
trait Source {
    type Item: Clone;
    type Error;
    type Slice<'a, T: 'static>
    where
        Self: 'a;
    const LIMIT: usize;
    const NAME: &'static str = "source";
    fn next(&mut self) -> Result<Self::Item, Self::Error>;
    fn many(&self, items: Vec<<Self as Source>::Item>) -> usize;
    fn lend(&self, from: Self::Slice<'_, u8>) -> usize;
    fn lent<'a>(&self, from: &'a [u8]) -> Self::Slice<'a, u8>;
    fn kept(&self) -> Self::Slice<'_, u8>;
    fn iter(&self) -> Box<dyn Iterator<Item = Self::Item>>;
    fn convert<T: Into<Self::Item> + 'static>(&self, from: T) -> u32
    where
        Self::Item: Clone;
}

#[test]
fn associated_items() {
    let mut mock = MockSource::new();
    mock.expect_next().times(2).returning_each([Ok(1), Err("end".to_string())]);
    mock.expect_many().returning(|items| items.len());
    mock.expect_lend().returning(<[u8]>::len);
    mock.expect_lent().returning(|from| &from[1..]);
    mock.expect_kept().return_const(vec![1, 2]);
    mock.expect_iter().returning(|| Box::new([1, 2].into_iter()));
    mock.expect_convert::<u8>().returning(u32::from);
    assert_eq!(mock.convert(3u8), 3);
    assert_eq!((mock.next(), mock.next()), (Ok(1), Err("end".to_string())));
    assert_eq!(mock.many(vec![1, 2]), 2);
    assert_eq!(mock.lend(&[1]), 1);
    let bytes = vec![1, 2, 3];
    assert_eq!(mock.lent(&bytes), [2, 3]);
    assert_eq!(mock.kept(), [1, 2]);
    assert_eq!(mock.iter().sum::<u32>(), 3);
    assert_eq!((MockSource::LIMIT, MockSource::NAME), (7, "source"));
}

#[automock]
trait Methods {
    fn put<T: Debug + 'static>(&self, value: T) -> usize;
    fn two<T, U>(&self, a: &T, b: U) -> T
    where
        T: Clone + 'static,
        U: Any;
    fn unsized_<T: ?Sized + 'static>(&self, value: &T) -> usize;
    fn nowhere<T: 'static>(&self) -> u32;
    fn array<T: 'static, const N: usize>(&self, items: [T; N]) -> usize;
    fn flag<const B: bool>(&self) -> u32;
    fn lend<T: Send + Sync + 'static>(&self, key: &str) -> &T;
    fn lend_mut<T: Send + Sync + 'static>(&mut self) -> &mut T;
    fn sized(&self) -> u32
    where
        Self: Sized;
    fn bound<'a>(&self, a: &'a str) -> u32
    where
        Self: 'a;
}

#[test]
fn generic_methods() {
    let mut mock = MockMethods::new();
    mock.expect_put::<u32>().with(eq(1)).return_const(1usize);
    mock.expect_put::<String>().returning(|s| s.len());
    mock.expect_two::<u8, String>().returning(|a, b| a + b.len() as u8);
    mock.expect_unsized_::<str>().with(eq("abc")).returning(str::len);
    mock.expect_nowhere::<u8>().return_const(8u32);
    mock.expect_nowhere::<u16>().return_const(16u32);
    mock.expect_array::<u8, 2>().returning(|items| items.len());
    mock.expect_flag::<true>().return_const(1u32);
    mock.expect_flag::<false>().return_const(0u32);
    mock.expect_lend::<String>().return_const("kept".to_string());
    mock.expect_lend_mut::<u8>().return_var(1);
    mock.expect_sized().return_const(3u32);
    mock.expect_bound().return_const(4u32);
    assert_eq!((mock.put(1u32), mock.put("four".to_string())), (1, 4));
    assert_eq!(mock.two(&1u8, "ab".to_string()), 3);
    assert_eq!(mock.unsized_("abc"), 3);
    assert_eq!((mock.nowhere::<u8>(), mock.nowhere::<u16>()), (8, 16));
    assert_eq!(mock.array([1u8, 2]), 2);
    assert_eq!((mock.flag::<true>(), mock.flag::<false>()), (1, 0));
    assert_eq!(mock.lend::<String>("k"), "kept");
    *mock.lend_mut::<u8>() += 1;
    assert_eq!(*mock.lend_mut::<u8>(), 2);
    assert_eq!((mock.sized(), mock.bound("a")), (3, 4));
}

#[test]
#[should_panic(expected = "MockMethods::put(1): No matching expectation found")]
fn another_type_is_another_expectation() {
    let mut mock = MockMethods::new();
    mock.expect_put::<u32>().return_const(1usize);
    mock.put(1u8);
}

#[test]
#[should_panic(
    expected = "MockMethods::nowhere: Expectation(<anything>) called 0 time(s) which is fewer than expected 1"
)]
fn every_type_is_verified() {
    let mut mock = MockMethods::new();
    mock.expect_nowhere::<u8>().times(1).return_const(8u32);
    mock.expect_nowhere::<u16>().times(..).return_const(8u32);
}

trait Named {
    fn name(&self) -> String;
}

#[automock]
trait Super: Named + Send + Sync + Debug {
    fn greet(&self) -> String {
        format!("Hello, {}", self.name())
    }
}

impl Named for MockSuper {
    fn name(&self) -> String {
        "mock".to_string()
    }
}

#[test]
fn supertraits_and_provided_methods() {
    let mut mock = MockSuper::new();
    mock.expect_greet().return_const("Hi");
    let object: Box<dyn Super> = Box::new(mock);
    assert_eq!((object.greet(), object.name()), ("Hi".to_string(), "mock".to_string()));
    assert_eq!(format!("{object:?}"), "MockSuper");
}

#[automock]
trait Borrows<'a, T> {
    fn take(&self, text: &'a str, item: T) -> usize;
    fn give(&self) -> &'a str;
}

#[test]
fn lifetimes_of_the_trait() {
    fn use_it<'a>(it: &impl Borrows<'a, u8>, text: &'a str) -> usize {
        it.take(text, 1) + it.give().len()
    }
    let mut mock = MockBorrows::<u8>::new();
    mock.expect_take().returning(|text, item| text.len() + item as usize);
    mock.expect_give().return_const("static");
    assert_eq!(use_it(&mock, &String::from("abc")), 10);
}

mod inner {
    use mockit::automock;

    #[automock]
    pub(super) trait Visible {
        #[cfg(test)]
        fn with_cfg(&self) -> u32;
        #[cfg(not(test))]
        fn without_cfg(&self, x: NoSuchType) -> u32;
    }
}

#[test]
fn visibility_and_cfg() {
    use inner::Visible;
    let mut mock = inner::MockVisible::new();
    mock.expect_with_cfg().return_const(1u32);
    assert_eq!(mock.with_cfg(), 1);
}

#[test]
fn inside_a_function_among_odd_names() {
    #![allow(dead_code, non_snake_case)]
    fn Ok() {}
    fn Some() {}
    struct Send;
    struct Sync;
    struct Box;
    struct String;
    struct Option;
    struct Vec;
    type Result = u8;
    mod std {}
    mod core {}

    #[automock]
    trait Local {
        fn get(&self, a: &u32) -> &u8;
        fn text(&self) -> &str;
        fn make() -> u32;
        fn dynamic(&self, f: impl Fn(u8) -> u8) -> Result;
    }
    let mut mock = MockLocal::new();
    mock.expect_get().with(eq(1)).return_const(2u8);
    mock.expect_text().returning(|| "text".into());
    mock.expect_dynamic().returning(|f| f(1));
    let context = MockLocal::make_context();
    context.expect().return_const(3u32);
    assert_eq!((mock.get(&1), mock.text(), MockLocal::make(), mock.dynamic(|x| x)), (&2, "text", 3, 1));
}
