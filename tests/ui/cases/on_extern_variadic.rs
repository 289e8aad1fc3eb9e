use mockit::automock;

#[automock]
mod ffi {
    unsafe extern "C" {
        pub fn printf(format: *const u8, ...) -> i32;
        pub fn getpid() -> i32;
    }
}

fn main() {
    let _context = mock_ffi::getpid_context();
}
