//! Where the macro gives a method without a body, the compiler adds that the mock has none.

use mockit::automock;

macro_rules! first {
    ($($body:block)?) => {
        first!(@ $($body)?);
    };
    (@ $body:block) => {
        fn first(&self) -> u32 $body
    };
    (@) => {
        fn first(&self) -> u32;
    };
}

#[automock]
trait Store {
    first!();
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    first!({ 1 });

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
    assert_eq!(mock.first() + Real.first(), 2);
    assert_eq!(double(&mock) + double(&Real), 2);
}
