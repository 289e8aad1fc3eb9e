//! Extern blocks and unsafe traits.
#![deny(warnings)]
#![allow(missing_docs)]

use mockit::predicate::eq;
use mockit::{automock, mock};

pub mod outer {
    pub type Id = u32;

    #[mockit::automock(mod mock_libc)]
    unsafe extern "C" {
        #[allow(dead_code)]
        fn getpid() -> super::Pid;
        #[link_name = "abs"]
        pub safe fn magnitude(of: i32) -> self::Id;
        #[allow(dead_code)]
        pub fn printf(format: *const u8) -> i32;
    }

    pub fn pid() -> super::Pid {
        unsafe { mock_libc::getpid() }
    }

    #[test]
    fn a_block_of_its_own() {
        let getpid = mock_libc::getpid_context().scoped();
        getpid.expect().return_const(42);
        assert_eq!(pid(), 42);
        let magnitude = mock_libc::magnitude_context().scoped();
        magnitude.expect().with(mockit::predicate::eq(-1)).times(1).return_const(1u32);
        assert_eq!(mock_libc::magnitude(-1), 1);
    }
}

pub type Pid = i32;

#[automock]
pub mod calls {
    unsafe extern "system" {
        pub fn of_system(n: u8) -> u8;
    }
    unsafe extern "C-unwind" {
        pub fn that_unwinds(n: u8) -> u8;
    }
    unsafe extern "Rust" {
        pub fn of_rust(n: &str) -> String;
    }
    pub unsafe fn own(at: *const u8) -> u8 {
        unsafe { *at }
    }
    pub extern "C" fn exported(n: u8) -> u8 {
        n
    }
}

#[test]
fn abis() {
    let system = mock_calls::of_system_context().scoped();
    system.expect().returning(|n| n + 1);
    let unwinds = mock_calls::that_unwinds_context().scoped();
    unwinds.expect().returning(|n| n + 2);
    let rust = mock_calls::of_rust_context().scoped();
    rust.expect().with(eq("a")).returning(str::to_uppercase);
    let own = mock_calls::own_context().scoped();
    own.expect().return_const(9);
    let exported = mock_calls::exported_context().scoped();
    exported.expect().return_const(8);
    let as_pointer: extern "C" fn(u8) -> u8 = mock_calls::exported;
    unsafe {
        assert_eq!((mock_calls::of_system(1), mock_calls::that_unwinds(1)), (2, 3));
        assert_eq!((mock_calls::of_rust("a"), mock_calls::own(std::ptr::null())), ("A".into(), 9));
    }
    assert_eq!(as_pointer(1), 8);
}

#[test]
#[should_panic(expected = "mock_calls::that_unwinds(2): No matching expectation found")]
fn a_foreign_function_can_fail() {
    let unwinds = mock_calls::that_unwinds_context().scoped();
    unwinds.expect().with(eq(1)).return_const(1);
    unsafe { mock_calls::that_unwinds(2) };
}

/// # Safety
/// None, really.
pub unsafe trait Dangerous {
    /// # Safety
    /// It is a test.
    unsafe fn danger(&self, at: *const u8) -> u8;
}

mock! {
    Danger {
        unsafe fn own(&self);
    }
    unsafe impl Dangerous for Danger {
        unsafe fn danger(&self, at: *const u8) -> u8;
    }
}

#[automock]
pub unsafe trait Marked {
    fn get(&self) -> u8;
}

#[test]
fn unsafe_traits() {
    let mut mock = MockDanger::new();
    mock.expect_danger().return_const(1);
    mock.expect_own().return_const(());
    unsafe {
        mock.own();
        assert_eq!(mock.danger(std::ptr::null()), 1);
    }
    let mut marked = MockMarked::new();
    marked.expect_get().return_const(2);
    assert_eq!(marked.get(), 2);
}
