//! The HTTP double, through its public API.

mod stubs;
mod support;
