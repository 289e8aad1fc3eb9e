//! The two views that the engine has of typed things.

use std::any::Any;
use std::fmt;
use std::thread::{self, ThreadId};

use predicates::reflection::PredicateReflection;

/// One call of a mocked method. The engine asks; the typed shell answers.
pub trait Call {
    /// The first entry from `from` on that accepts the arguments whose bit is set in `mask`, or
    /// that only another thread may ask; `entries.len()` where none does. The loop is here and
    /// not in the engine because a virtual call for each entry would be most of its time.
    fn find(&self, entries: &[Entry], from: usize, mask: u32) -> usize;

    /// Writes the argument by its `Debug`; `None` where its type has none.
    fn show(&self, index: usize, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result>;
}

/// The mask that selects every argument.
pub(crate) const ALL: u32 = u32::MAX;

/// What `with` or `withf` stored.
pub trait Matcher: Any + Send {
    /// The predicate on one argument; `None` where a function looks at all of them.
    fn part(&self, index: usize) -> Option<&dyn PredicateReflection>;
}

/// Where an expectation's matcher stands.
#[derive(Default)]
pub struct Entry {
    /// Accepts everything where there is none.
    pub(crate) matcher: Option<Box<dyn Matcher>>,
    /// Set by `withf_st`: only this thread may ask it.
    pub(crate) thread: Option<ThreadId>,
}

impl Entry {
    /// The matcher to be asked here and now.
    #[inline(always)]
    pub fn to_ask(&self) -> Option<&dyn Matcher> {
        match &self.matcher {
            Some(matcher) if !self.is_foreign() => Some(&**matcher),
            _ => None,
        }
    }

    /// May the running thread not ask it?
    #[inline(always)]
    pub(crate) fn is_foreign(&self) -> bool {
        self.thread.is_some() && is_foreign(self.thread)
    }
}

/// Is the running thread another than `bound_to`?
pub(crate) fn is_foreign(bound_to: Option<ThreadId>) -> bool {
    bound_to.is_some_and(|id| id != thread::current().id())
}
