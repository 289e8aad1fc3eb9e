//! `#[double]` with arguments.

use mockit::double;

mod clocks {
    pub struct Clock;
}

#[double(MockClock)]
use clocks::Clock;

fn main() {
    let _ = Clock;
}
