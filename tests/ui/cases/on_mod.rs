//! Neither can those of a module.

use mockit::automock;

#[automock]
mod clock {
    pub fn now() -> u64 {
        1
    }
}

fn main() {
    assert_eq!(clock::now(), 1);
}
