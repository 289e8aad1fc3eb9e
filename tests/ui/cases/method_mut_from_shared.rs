//! A mock lends `&mut` only from `&mut self`.

use mockit::automock;

#[automock]
trait Store {
    fn entry(&self, key: &str) -> Option<&mut u32>;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn entry(&self, _: &str) -> Option<&mut u32> {
        None
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
    assert_eq!(mock.entry("a"), Real.entry("a"));
    assert_eq!(double(&mock) + double(&Real), 2);
}
