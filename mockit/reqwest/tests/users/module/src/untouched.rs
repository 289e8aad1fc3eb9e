//! A module that keeps the real reqwest, in tests too.

pub use reqwest::{Client, Response};
