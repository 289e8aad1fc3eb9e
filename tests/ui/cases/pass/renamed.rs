//! The crate under another name, and not at the root.
#![deny(warnings)]

mod reexported {
    pub extern crate mockit as double;
}

use reexported::double::automock;

#[automock(crate = crate::reexported::double)]
trait Store {
    fn get(&self, key: &str) -> &str;
    fn make() -> u32;
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_get().return_const("a".to_string());
    let context = MockStore::make_context();
    context.expect().return_const(1u32);
    assert_eq!((mock.get("a"), MockStore::make()), ("a", 1));
}
