//! A method that lends a `&str` is given the `String` that the mock keeps.

use mockit::automock;

#[automock]
trait Store {
    fn get(&self, key: &str) -> &str;
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_get().returning(|_| "value");
    assert_eq!(mock.get("a"), "value");
}
