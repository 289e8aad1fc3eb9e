//! A module of a hundred foreign functions, with names as C libraries have them.
#![deny(warnings)]
#![allow(missing_docs)]

use mockit::automock;

/// Bindings as a generator writes them.
#[automock]
#[allow(clippy::all, clippy::pedantic, non_snake_case, dead_code, non_camel_case_types, missing_docs)]
pub mod ffi {
    use std::os::raw::{c_char, c_int, c_void};

    #[repr(C)]
    pub struct opaque_t {
        _private: [u8; 0],
    }
    pub type callback_t = Option<unsafe extern "C" fn(*mut c_void, c_int) -> c_int>;
    pub const SIZE: usize = 4;

    unsafe extern "C" {
        pub static environ: *const *const c_char;
        pub fn SSL_CTX_new(ctx: *mut opaque_t) -> c_int;
        pub fn _start(a: c_int, b: *const c_char, cb: callback_t);
        pub fn __bar() -> *mut c_void;
        pub fn Foo_Bar(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn r#type(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn a__b(ctx: *mut opaque_t) -> c_int;
        pub fn a_b(a: c_int, b: *const c_char, cb: callback_t);
        pub fn ab() -> *mut c_void;
        pub fn AB(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn errno_location(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn sigaction64(ctx: *mut opaque_t) -> c_int;
        pub fn C(a: c_int, b: *const c_char, cb: callback_t);
        pub fn x() -> *mut c_void;
        pub fn r#match(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn r#async(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn fn_(ctx: *mut opaque_t) -> c_int;
        pub fn mock_foo(a: c_int, b: *const c_char, cb: callback_t);
        pub fn new() -> *mut c_void;
        pub fn checkpoint(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn default(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn drop(ctx: *mut opaque_t) -> c_int;
        pub fn clone(a: c_int, b: *const c_char, cb: callback_t);
        pub fn expect() -> *mut c_void;
        pub fn context(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn r#box(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn r#try(ctx: *mut opaque_t) -> c_int;
        pub fn std(a: c_int, b: *const c_char, cb: callback_t);
        pub fn core() -> *mut c_void;
        pub fn mockit(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn Self_(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn Option(ctx: *mut opaque_t) -> c_int;
        pub fn Some(a: c_int, b: *const c_char, cb: callback_t);
        pub fn None() -> *mut c_void;
        pub fn Ok(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn Err(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn Box(ctx: *mut opaque_t) -> c_int;
        pub fn Vec(a: c_int, b: *const c_char, cb: callback_t);
        pub fn String() -> *mut c_void;
        pub fn Send(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn Sync(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn main(ctx: *mut opaque_t) -> c_int;
        pub fn self_(a: c_int, b: *const c_char, cb: callback_t);
        pub fn call() -> *mut c_void;
        pub fn with(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn HOME(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn mockit_it(ctx: *mut opaque_t) -> c_int;
        pub fn it(a: c_int, b: *const c_char, cb: callback_t);
        pub fn args() -> *mut c_void;
        pub fn result(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn n0(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn n1(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func0(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func1() -> *mut c_void;
        pub fn lib_func2(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func3(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func4(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func5(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func6() -> *mut c_void;
        pub fn lib_func7(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func8(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func9(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func10(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func11() -> *mut c_void;
        pub fn lib_func12(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func13(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func14(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func15(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func16() -> *mut c_void;
        pub fn lib_func17(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func18(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func19(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func20(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func21() -> *mut c_void;
        pub fn lib_func22(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func23(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func24(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func25(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func26() -> *mut c_void;
        pub fn lib_func27(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func28(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func29(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func30(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func31() -> *mut c_void;
        pub fn lib_func32(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func33(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func34(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func35(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func36() -> *mut c_void;
        pub fn lib_func37(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func38(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func39(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func40(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func41() -> *mut c_void;
        pub fn lib_func42(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func43(_: *const opaque_t, _: *const opaque_t) -> u64;
        pub fn lib_func44(ctx: *mut opaque_t) -> c_int;
        pub fn lib_func45(a: c_int, b: *const c_char, cb: callback_t);
        pub fn lib_func46() -> *mut c_void;
        pub fn lib_func47(buf: *mut [u8; SIZE], _: c_int) -> c_int;
        pub fn lib_func48(_: *const opaque_t, _: *const opaque_t) -> u64;
    }
}

#[test]
fn all_are_there() {
    let new = ffi::mock_ffi::SSL_CTX_new_context().scoped();
    new.expect().times(1).returning(|_| 7);
    let start = mock_ffi::_start_context().scoped();
    start
        .expect()
        .withf(|a, name, call| *a == 1 && name.is_null() && call.is_none())
        .times(1)
        .return_const(());
    let of_type = mock_ffi::type_context().scoped();
    of_type.expect().returning(|a, b| u64::from(std::ptr::eq(a, b)));
    let nulls = (std::ptr::null_mut(), std::ptr::null());
    // SAFETY: these are mocks.
    unsafe {
        assert_eq!(mock_ffi::SSL_CTX_new(nulls.0), 7);
        mock_ffi::_start(1, std::ptr::null(), None);
        assert_eq!(mock_ffi::r#type(nulls.1, nulls.1), 1);
    }
}
