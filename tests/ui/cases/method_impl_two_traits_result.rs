//! A result `impl A + B`.

use mockit::automock;
use std::fmt::{Debug, Display};

#[automock]
trait Store {
    fn item(&self) -> impl Display + Debug;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    fn item(&self) -> impl Display + Debug {
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
    println!("{} {:?}", mock.item(), Real.item());
    assert_eq!(double(&mock) + double(&Real), 2);
}
