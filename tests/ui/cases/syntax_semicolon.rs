//! A line that is being typed: the compiler's error, and one of the macro, which could not go on. None about the mock.

use mockit::automock;

#[automock]
trait Store {
    fn first(&self) -> Option<u32>
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
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
