//! `#[double]` above a struct.

use mockit::double;

/// Tells the time.
#[double]
#[derive(Debug)]
pub struct Clock;

fn main() {
    println!("{Clock:?}");
}
