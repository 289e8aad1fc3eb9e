//! A declaration.

use mockit::scoped;

trait Suite {
    #[scoped]
    fn run(&self);
}

impl Suite for () {
    fn run(&self) {}
}

fn main() {
    Suite::run(&());
}
