//! Values of calls that are being kept: what is cloned for that may be a mock, or hold one.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

thread_local! {
    static KEEPING: Cell<bool> = const { Cell::new(false) };
}

/// Why a value is not kept.
pub(crate) enum Lost {
    /// A mock would have been called.
    IsMock,
    /// By a panic of the user's.
    Panicked,
}

/// Stands in the place of a panic's message. It never comes to a user.
struct Called;

/// Makes a clone that no test has asked for: a mock's own `clone` would be a call that it does not expect, a share
/// of one would put off its verification.
pub(crate) fn keeping<R>(clone: impl FnOnce() -> R) -> Result<R, Lost> {
    let before = KEEPING.replace(true);
    let cloned = catch_unwind(AssertUnwindSafe(clone));
    KEEPING.set(before);
    cloned.map_err(|panic| if panic.is::<Called>() { Lost::IsMock } else { Lost::Panicked })
}

/// A mock is called, or shared: not for a clone that is only to be kept.
#[inline]
pub(super) fn refuse_to_be_kept() {
    // At the end of a thread nothing is kept.
    if KEEPING.try_with(Cell::get).unwrap_or(false) {
        // No hook tells of it.
        resume_unwind(Box::new(Called));
    }
}
