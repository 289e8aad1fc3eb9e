//! What the errors say to write instead can be mocked.
#![deny(warnings)]

use std::fmt::{Debug, Display};

use mockit::automock;
use mockit::predicate::eq;

trait Shown: Display + Debug {}
impl<T: Display + Debug> Shown for T {}

#[automock(type Item = u32; type Slice<'a, T: Clone + 'static> = &'a [T]; const LIMIT: Option<&'static str> = None;)]
trait Store {
    type Item: Display;
    type Slice<'a, T: Clone + 'static>: AsRef<[T]>
    where
        Self: 'a;
    const LIMIT: Option<&'static str>;
    fn first(&self) -> Option<Self::Item>;
    fn bytes(&self) -> Self::Slice<'_, u8>;
    fn put<T: Clone + 'static>(&self, item: T) -> usize;
    fn debug(&self, item: &dyn Debug) -> String;
    fn entry(&mut self, key: &str) -> Option<&mut u32>;
    fn leaked(&self) -> &'static mut u32;
    fn show(&self, item: impl Shown) -> String;
    fn shown(&self) -> impl Shown;
    fn keep<T: Send + 'static>(&self, item: T) -> usize;
    fn all<T: Debug + 'static>(&self, items: Vec<T>) -> usize;
    fn boxed(&self, items: Vec<Box<dyn Debug>>) -> usize;
    fn items(&self) -> Box<dyn Iterator<Item = &u32> + '_>;
    fn fill<const N: usize>(&self) -> [u8; N];
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_first().return_const(Some(1u32));
    mock.expect_bytes().return_const(vec![1]);
    mock.expect_put::<&str>().with(eq("a")).return_const(1usize);
    mock.expect_debug().returning(|item| format!("{item:?}"));
    mock.expect_entry().return_var(Some(1));
    mock.expect_leaked().returning(|| Box::leak(Box::new(1)));
    mock.expect_show().returning(|item| format!("{item} {item:?}"));
    mock.expect_shown().returning(|| Box::new("a"));
    mock.expect_keep::<u8>().return_const(1usize);
    mock.expect_all::<u8>().returning(|items| items.len());
    mock.expect_boxed().returning(|items| items.len());
    mock.expect_items().returning(|| Box::new([1].iter()));
    mock.expect_fill::<2>().return_const([1, 2]);

    assert_eq!((mock.first(), mock.bytes(), MockStore::LIMIT), (Some(1), &[1][..], None));
    assert_eq!((mock.put("a"), mock.debug(&"a")), (1, "\"a\"".to_string()));
    assert_eq!((*mock.entry("a").unwrap(), *mock.leaked()), (1, 1));
    assert_eq!((mock.show("a"), mock.shown().to_string()), ("a \"a\"".to_string(), "a".to_string()));
    assert_eq!((mock.keep(1u8), mock.all(vec![1u8, 2]), mock.boxed(vec![])), (1, 2, 0));
    assert_eq!((mock.items().count(), mock.fill::<2>()), (1, [1, 2]));
}
