//! Neither has an enum.

use mockit::automock;

#[automock]
#[derive(Debug)]
enum Level {
    Low,
    High,
}

fn main() {
    println!("{:?} {:?}", Level::Low, Level::High);
}
