//! A crate of which a single module has its `reqwest` swapped in tests.

pub mod gists;
pub mod untouched;
