//! The methods of a type belong in a trait.

use mockit::automock;

struct Clock;

#[automock]
impl Clock {
    fn now(&self) -> u64 {
        1
    }
}

fn main() {
    assert_eq!(Clock.now(), 1);
}
