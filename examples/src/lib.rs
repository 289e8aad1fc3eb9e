//! Programs and tests as a user of mockit writes them.

// In tests every `reqwest::` of this crate is a client that the test's double answers.
#[cfg(test)]
extern crate mockit_reqwest as reqwest;

pub mod order_service;

/// The README's examples are tests. They are here since this crate has the features that they need.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
