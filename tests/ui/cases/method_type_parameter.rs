//! Expectations are kept by the type.

use mockit::automock;

#[automock]
trait Store {
    fn put<T: Clone>(&self, item: T) -> usize;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn put<T: Clone>(&self, _: T) -> usize {
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
    assert_eq!(mock.put(1) + Real.put(&2), 0);
    assert_eq!(double(&mock) + double(&Real), 2);
}
