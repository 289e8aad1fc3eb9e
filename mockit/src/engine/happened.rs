//! What the doubles of a test were called with before a mock failed it.

use super::core::Core;
use crate::report;
#[cfg(feature = "record")]
use crate::{record::Log, scope};

impl Core {
    /// For a report on a call that is refused.
    pub(super) fn happened_before(&self) -> String {
        #[cfg(feature = "record")]
        return self.log().map(|log| report::happened_before(&log, self.method.name)).unwrap_or_default();
        #[cfg(not(feature = "record"))]
        String::new()
    }

    /// For a report on what was not met.
    pub(super) fn happened(&self) -> Option<report::Happened> {
        #[cfg(feature = "record")]
        return self.log().map(|log| Box::new(move || report::happened(&log)) as report::Happened);
        #[cfg(not(feature = "record"))]
        None
    }

    /// The record of its test; where it knows none, of the one that runs.
    #[cfg(feature = "record")]
    fn log(&self) -> Option<std::sync::Arc<Log>> {
        #[cfg(feature = "spy")]
        if let Some(state) = self.state.get() {
            return Some(std::sync::Arc::clone(&state.history.log));
        }
        scope::log()
    }
}
