//! `#[double]` above an import of the crate itself.

use mockit::double;

struct Clock;

#[double]
use crate::{self as root, Clock as Watch};

fn main() {
    let _: root::Clock = Watch;
}
