//! A const parameter whose type has another name.

use mockit::automock;

type Size = usize;

#[automock]
trait Store {
    fn fill<const N: Size>(&self) -> [u8; N];
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn fill<const N: Size>(&self) -> [u8; N] {
        [0; N]
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
    assert_eq!(mock.fill::<1>(), Real.fill::<1>());
    assert_eq!(double(&mock) + double(&Real), 2);
}
