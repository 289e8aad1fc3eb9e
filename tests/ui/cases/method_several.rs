//! Each method that cannot be mocked has an error of its own.

use mockit::automock;

#[automock]
trait Store {
    fn put<T>(&self, item: T, other: impl Send);
    fn entry(&self) -> &mut u32;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn put<T>(&self, _: T, _: impl Send) {}

    fn entry(&self) -> &mut u32 {
        Box::leak(Box::new(0))
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
    mock.put(1, 2);
    Real.put(1, 2);
    assert_eq!(mock.entry(), Real.entry());
    assert_eq!(double(&mock) + double(&Real), 2);
}
