//! Helpers for results that come one after another.

use std::iter;

/// The items of `results`, and then the last one for ever: for `returning_each`.
///
/// # Panics
/// When `results` is empty.
///
/// ```
/// use mockit::{automock, repeat_last};
///
/// #[automock]
/// trait Status { fn get(&self) -> &'static str; }
///
/// let mut status = MockStatus::new();
/// status.expect_get().returning_each(repeat_last(["pending", "settled"]));
/// assert_eq!([status.get(), status.get(), status.get()], ["pending", "settled", "settled"]);
/// ```
#[track_caller]
pub fn repeat_last<R: Clone>(results: impl IntoIterator<Item = R>) -> impl Iterator<Item = R> {
    let results: Vec<R> = results.into_iter().collect();
    let Some(last) = results.last().cloned() else {
        panic!("`repeat_last` needs at least one result");
    };
    results.into_iter().chain(iter::repeat(last))
}
