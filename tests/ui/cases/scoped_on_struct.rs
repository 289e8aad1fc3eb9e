//! Not a function.

use mockit::scoped;

#[scoped]
struct Clock;

#[scoped]
mod tests {
    pub const NOW: u64 = 1;
}

fn main() {
    let _ = (Clock, tests::NOW);
}
