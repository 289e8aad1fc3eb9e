//! In-process test mocking.
#![forbid(unsafe_code)]

mod engine;
mod expectation;
#[doc(hidden)]
pub mod private;
mod report;
mod scope;

pub use self::engine::{Sequence, Times};
pub use self::expectation::{Expectation, repeat_last};
pub use self::scope::Scope;
pub use mockit_macros::automock;

/// Predicates over arguments, for `with`: those of the crate `predicates`.
pub mod predicate {
    pub use predicates::prelude::predicate::*;
}
pub use predicates::prelude::{
    Predicate, PredicateBooleanExt, PredicateBoxExt, PredicateFileContentExt, PredicateStrExt,
};
