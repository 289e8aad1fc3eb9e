//! One type is given twice.

use mockit::automock;

#[automock(type Item = u32; type Item = u64)]
trait Store {
    type Item;
    fn first(&self) -> Option<Self::Item>;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
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
    assert_eq!(double(&mock) + double(&Real), 2);
}
