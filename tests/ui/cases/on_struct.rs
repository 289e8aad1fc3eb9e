//! A struct has no methods of its own to be mocked. It stays, for the rest of the file.

use mockit::automock;

#[automock]
struct Clock {
    now: u64,
}

impl Clock {
    fn now(&self) -> u64 {
        self.now
    }
}

fn main() {
    assert_eq!(Clock { now: 1 }.now(), 1);
}
