//! The attribute belongs above the trait, not above one of its impls.

use mockit::automock;

trait Clock {
    fn now(&self) -> u64;
}

struct Real;

#[automock]
impl Clock for Real {
    fn now(&self) -> u64 {
        1
    }
}

fn main() {
    assert_eq!(Real.now(), 1);
}
