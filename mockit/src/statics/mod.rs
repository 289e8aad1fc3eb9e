//! Static methods and functions, which have no mock to hold their expectations.

pub(crate) mod context;
mod home;
mod homes;
pub(crate) mod untyped;

pub use self::context::{Context, ExpectGuard, KeyedContext, KeyedGuard};
