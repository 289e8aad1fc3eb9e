//! When something happened.

#[cfg(feature = "tokio")]
use tokio::time::Instant;

/// A moment of the virtual clock: of tokio's, while it is paused. Of the wall clock nothing is kept: it would make
/// each run's record another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    #[cfg(feature = "tokio")]
    at: Option<Instant>,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Moment {
            #[cfg(feature = "tokio")]
            at: paused_now(),
        }
    }

    /// A time of a virtual clock that all tests of ours share.
    #[cfg(all(test, feature = "tokio"))]
    pub(crate) fn virtual_time(millis: u64) -> Self {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        let start = *START.get_or_init(Instant::now);
        Moment { at: Some(start + std::time::Duration::from_millis(millis)) }
    }

    /// How long after another; `None` where there is no virtual clock.
    pub(crate) fn since(self, earlier: Moment) -> Option<std::time::Duration> {
        #[cfg(feature = "tokio")]
        return Some(self.at?.saturating_duration_since(earlier.at?));
        #[cfg(not(feature = "tokio"))]
        {
            let _ = (self, earlier);
            None
        }
    }
}

/// A clock that stands still while this thread runs is paused; tokio does not say so.
#[cfg(feature = "tokio")]
fn paused_now() -> Option<Instant> {
    // Outside of a runtime the clock is the wall's.
    tokio::runtime::Handle::try_current().ok()?;
    let now = Instant::now();
    // Nearly always it has moved on: there is no need to look at the wall clock as well.
    if Instant::now() != now {
        return None;
    }
    let real = std::time::Instant::now();
    while std::time::Instant::now() == real {
        std::hint::spin_loop();
    }
    (Instant::now() == now).then_some(now)
}
