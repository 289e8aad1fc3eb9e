//! The mock must be told the value of its associated const.

use mockit::automock;

#[automock]
trait Store {
    const LIMIT: Option<&'static str>;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    const LIMIT: Option<&'static str> = None;

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
