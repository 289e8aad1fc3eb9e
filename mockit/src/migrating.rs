//! [mockall.md]: self::mockall
//! [unimock.md]: self::unimock
//! [faux.md]: self::faux
//! [mry.md]: self::mry
//! [mockito-java.md]: self::mockito_java
//! [jest.md]: self::jest
//! [unittest-mock.md]: self::unittest_mock
//! [http.md]: self::http
//! [which_form.md]: crate::which_form
//!
#![doc = include_str!("../docs/migrating/README.md")]

/// A page of the guide. Its links to other pages are those of the files; here they are modules.
macro_rules! page {
    ($page:ident, $file:literal) => {
        #[doc = concat!("[http.md]: self::http\n\n", include_str!(concat!("../docs/migrating/", $file)))]
        pub mod $page {}
    };
}

page!(mockall, "mockall.md");
page!(unimock, "unimock.md");
page!(faux, "faux.md");
page!(mry, "mry.md");
page!(mockito_java, "mockito-java.md");
page!(jest, "jest.md");
page!(unittest_mock, "unittest-mock.md");

/// Stubs of HTTP servers, with the feature `http`.
#[cfg_attr(feature = "http", doc = "", doc = include_str!("../docs/migrating/http.md"))]
pub mod http {}
