//! `#[double]` above a glob.

mod clocks {
    pub struct Clock;
}

#[mockit::double]
use clocks::*;

fn main() {
    let _ = Clock;
}
