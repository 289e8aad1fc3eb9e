//! Where the brackets do not match, the macro is not even called.

use mockit::automock;

#[automock]
trait Store {
    fn first(&self
    fn len(&self) -> usize;
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_len().times(1).return_const(1usize);
    assert_eq!(mock.len(), 1);
}
