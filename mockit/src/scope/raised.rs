//! Whether a thread panics because of a double.

use std::cell::Cell;

thread_local! {
    /// Is the panic of this thread one that a double raised as it was verified?
    static RAISED: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn get() -> bool {
    RAISED.get()
}

/// `false` also where the test goes on: whatever was raised before is dealt with.
pub(crate) fn set(raised: bool) {
    RAISED.set(raised);
}
