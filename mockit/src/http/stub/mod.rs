//! Stubs: what a test registers, and how a request finds one.

mod index;
mod registry;
mod replying;
pub(crate) mod selecting;
mod setters;
mod shared;
mod verification;
mod watching;

pub(crate) use self::registry::Registry;
pub use self::selecting::Selecting;
pub use self::shared::Registered;
pub use self::verification::Verification;

/// A stub: which requests it answers, how often, and how. Made by
/// [`Endpoint::expect`](crate::http::Endpoint::expect) and its kind; a handle, whose clones are
/// the same stub.
///
/// It answers nothing before it is told what to reply, so everything that is set before that holds
/// from the first request on, even with requests on their way.
pub type Stub = Selecting<Registered>;
