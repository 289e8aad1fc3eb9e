//! Matchers of a wrong type say what to write.

use mockit::automock;
use mockit::predicate::eq;

#[automock]
trait Store {
    fn put(&self, key: &str, size: u64) -> u32;
}

fn main() {
    let mut store = MockStore::new();
    store.expect_put().with("a", eq(1));
    store.expect_put().with(eq("a"), eq("b"));
}
