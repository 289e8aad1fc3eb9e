//! A boxed object whose arguments borrow from the mock.

use mockit::automock;

trait Feed<T> {
    fn next(&self) -> T;
}

impl<T: Copy> Feed<T> for T {
    fn next(&self) -> T {
        *self
    }
}

#[automock]
trait Store {
    fn feed(&self) -> Box<dyn Feed<&u32> + '_>;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn feed(&self) -> Box<dyn Feed<&u32> + '_> {
        Box::new(&0)
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
    assert_eq!(*mock.feed().next() + *Real.feed().next(), 0);
    assert_eq!(double(&mock) + double(&Real), 2);
}
