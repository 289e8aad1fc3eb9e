//! The mock must be told its associated type. What uses the type is not reported again.

use std::fmt::Display;

use mockit::automock;
use mockit::predicate::eq;

#[automock]
trait Store {
    type Item: Display;
    fn first(&self) -> Option<Self::Item>;
    fn peek(&self, index: usize) -> &Self::Item;
    fn put(&mut self, item: Self::Item, others: Vec<<Self as Store>::Item>);
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    type Item = u32;

    fn first(&self) -> Option<u32> {
        None
    }

    fn peek(&self, _: usize) -> &u32 {
        &0
    }

    fn put(&mut self, _: u32, _: Vec<u32>) {}

    fn len(&self) -> usize {
        0
    }
}

fn double(store: &impl Store) -> usize {
    2 * store.len()
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_len().times(1).return_const(1usize);
    mock.expect_first().return_const(Some(1u32));
    mock.expect_peek().with(eq(1)).return_const(1u32);
    mock.expect_put().withf(|item, others| others.contains(item)).returning(|_, _| ());
    println!("{} {}", mock.peek(1), Real.peek(1));
    mock.put(1, vec![1]);
    Real.put(1, vec![1]);
    assert_eq!((mock.first(), Real.first()), (Some(1), None));
    assert_eq!(double(&mock) + double(&Real), 2);
}
