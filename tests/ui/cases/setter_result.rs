//! A closure with another result than the method.

use mockit::automock;

#[automock]
trait Store {
    fn get(&self, key: &str, default: u64) -> Option<u64>;
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_get().returning(|_, default| default);
    assert_eq!(mock.get("a", 1), None);
}
