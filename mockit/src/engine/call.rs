//! The two views that the engine has of typed things.

use std::any::Any;
use std::fmt;

/// One call of a mocked method. The engine asks; the typed shell answers.
pub trait Call {
    /// Does `matcher` accept the arguments whose bit is set in `mask`?
    fn matches(&self, matcher: &dyn Matcher, mask: u32) -> bool;

    /// Writes the argument by its `Debug`; `None` where its type has none.
    fn show(&self, index: usize, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result>;
}

/// The mask that selects every argument.
pub(crate) const ALL: u32 = u32::MAX;

/// What `with` or `withf` stored.
pub trait Matcher: Any + Send {
    /// The predicate on one argument; `None` where a function looks at all of them.
    fn part(&self, index: usize) -> Option<&dyn fmt::Display>;
}
