//! What a test sets up with a method that cannot be mocked is not red too.

use mockit::automock;

#[automock]
trait Store {
    fn keep<T>(&self, value: T);
    fn size(&self) -> usize;
}

fn main() {
    let mut store = MockStore::new();
    store.expect_keep().times(1).returning(|_: u8| ());
    store.expect_size().return_const(1usize);
}
