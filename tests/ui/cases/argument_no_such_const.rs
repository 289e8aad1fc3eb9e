//! The trait has no such const.

use mockit::automock;

#[automock(const MAX: usize = 1)]
trait Store {
    const LIMIT: usize;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    const LIMIT: usize = 2;

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
    assert_eq!(MockStore::LIMIT, Real::LIMIT);
    assert_eq!(double(&mock) + double(&Real), 2);
}
