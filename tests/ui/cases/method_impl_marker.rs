//! An argument of which nothing can be called.

use mockit::automock;

#[automock]
trait Store {
    fn keep(&self, item: impl Send) -> usize;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn keep(&self, _: impl Send) -> usize {
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
    assert_eq!(mock.keep(1) + Real.keep("a"), 0);
    assert_eq!(double(&mock) + double(&Real), 2);
}
