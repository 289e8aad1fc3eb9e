//! The targets that the measurements are held against.

/// One line of the verdict: what was measured, its limit, and whether it is
/// met. `note` is added as it is.
#[must_use]
pub fn verdict(name: &str, measured: Option<f64>, limit: f64, note: &str) -> String {
    let Some(measured) = measured else {
        return format!("- {name} <= {limit:.3}: not measured");
    };
    let outcome = if measured <= limit { "met" } else { "missed" };
    format!("- {name} <= {limit:.3}: measured {measured:.3}{note}: {outcome}")
}
