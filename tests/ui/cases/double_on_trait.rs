//! `#[double]` above a trait.

use mockit::double;

#[double]
trait Clock {
    fn hour(&self) -> u32;
}

struct Real;

impl Clock for Real {
    fn hour(&self) -> u32 {
        7
    }
}

fn main() {
    assert_eq!(Real.hour(), 7);
}
