//! Arguments.

use mockit::scoped;

#[scoped(mailer)]
fn sends() {}

#[scoped(crate = "mockit")]
fn sends_more() {}

fn main() {
    sends();
    sends_more();
}
