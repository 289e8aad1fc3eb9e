//! A closure with another number of parameters than the method.

use mockit::automock;

#[automock]
trait Store {
    fn get(&self, key: &str, default: u64) -> Option<u64>;
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_get().returning(|key| None);
    assert_eq!(mock.get("a", 1), None);
}
