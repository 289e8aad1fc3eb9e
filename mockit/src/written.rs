//! Code of the user's that writes text.

use std::fmt::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A `Debug` that panics must not hide what it is a part of.
pub(crate) fn written(arguments: fmt::Arguments<'_>) -> String {
    let mut text = String::new();
    match catch_unwind(AssertUnwindSafe(|| text.write_fmt(arguments))) {
        Ok(Ok(())) => text,
        Ok(Err(_)) => "<its Debug failed>".to_string(),
        Err(_) => "<its Debug panicked>".to_string(),
    }
}
