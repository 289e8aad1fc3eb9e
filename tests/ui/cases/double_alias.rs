//! `#[double]` above the alias of a type that has no name.

use mockit::double;

#[double]
type Hours = [u32; 24];

fn main() {
    let _: Hours = [0; 24];
}
