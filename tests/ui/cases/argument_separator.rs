//! The `;` between two arguments is missing.

use mockit::automock;

#[automock(type Item = u32 const LIMIT: usize = 1)]
trait Store {
    const LIMIT: usize;
    type Item;
    fn first(&self) -> Option<Self::Item>;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    const LIMIT: usize = 2;
    type Item = u32;

    fn first(&self) -> Option<u32> {
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
    mock.expect_first().return_const(Some(1u32));
    assert_eq!((mock.first(), Real.first()), (Some(1), None));
    assert_eq!(MockStore::LIMIT, Real::LIMIT);
    assert_eq!(double(&mock) + double(&Real), 2);
}
