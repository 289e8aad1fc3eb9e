//! A company's own testing crate.
pub use mockit;
