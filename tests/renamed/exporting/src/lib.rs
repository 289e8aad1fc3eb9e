//! A library that has mocks of its traits for those who ask for them.
#![deny(warnings)]

#[cfg_attr(feature = "mocks", mockit::automock)]
pub trait Bank {
    fn balance(&self, account: &str) -> i64;
}
