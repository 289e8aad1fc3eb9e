//! An argument `impl A + B`.

use mockit::automock;
use std::fmt::{Debug, Display};

#[automock]
trait Store {
    fn show(&self, item: impl Display + Debug) -> usize;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn show(&self, _: impl Display + Debug) -> usize {
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
    assert_eq!(mock.show(1) + Real.show("a"), 0);
    assert_eq!(double(&mock) + double(&Real), 2);
}
