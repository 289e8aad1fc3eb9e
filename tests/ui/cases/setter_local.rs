//! A closure that may not leave its thread is pointed to the `_st` form.

use mockit::automock;
use std::rc::Rc;

#[automock]
trait Store {
    fn put(&self, key: &str, size: u64) -> u32;
}

fn main() {
    let mut store = MockStore::new();
    let seen = Rc::new(1);
    store.expect_put().returning(move |_, _| *seen);
}
