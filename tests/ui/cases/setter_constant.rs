//! A constant of a wrong type says what to write.

use mockit::automock;

#[automock]
trait Store {
    fn size(&self) -> u64;
}

fn main() {
    let mut store = MockStore::new();
    store.expect_size().return_const(1);
}
