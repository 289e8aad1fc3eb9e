//! A trait alias. The second error is the compiler's, of any trait alias.

use mockit::automock;

#[automock]
trait Shared = Send + Sync;

fn main() {}
