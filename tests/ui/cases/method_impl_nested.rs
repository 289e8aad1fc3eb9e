//! An argument with `impl Trait` inside.

use mockit::automock;
use std::fmt::Debug;

#[automock]
trait Store {
    fn keep(&self, items: Vec<impl Debug>) -> usize;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn keep(&self, _: Vec<impl Debug>) -> usize {
        0
    }

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
    assert_eq!(mock.keep(vec![1]) + Real.keep(vec!["a"]), 0);
    assert_eq!(double(&mock) + double(&Real), 2);
}
