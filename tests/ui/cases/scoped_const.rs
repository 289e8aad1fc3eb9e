//! A test that may run at compile time.

use mockit::scoped;

#[scoped]
const fn hour() -> u32 {
    7
}

fn main() {
    assert_eq!(hour(), 7);
}
