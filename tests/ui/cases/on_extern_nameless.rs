use mockit::automock;

#[automock]
unsafe extern "C" {
    pub fn getpid() -> i32;
}

fn main() {}
