//! Any other item.

use mockit::automock;

#[automock]
const NOW: u64 = 1;

fn main() {
    assert_eq!(NOW, 1);
}
