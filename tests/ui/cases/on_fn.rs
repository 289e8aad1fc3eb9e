//! A function cannot be replaced.

use mockit::automock;

#[automock]
fn now() -> u64 {
    1
}

fn main() {
    assert_eq!(now(), 1);
}
