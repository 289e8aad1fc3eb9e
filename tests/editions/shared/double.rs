//! Imports of mocks.

/// What is replaced.
mod clocks {
    /// A type.
    pub(crate) struct Clock;

    #[cfg_attr(test, mockit::automock)]
    #[expect(clippy::unused_self, reason = "as one that has a state")]
    impl Clock {
        /// The hour.
        pub(crate) const fn hour(&self) -> u32 {
            7
        }
    }

    /// A module.
    #[cfg_attr(test, mockit::automock)]
    pub(crate) mod zones {
        /// The offset.
        pub(crate) const fn offset() -> u32 {
            1
        }
    }
}

#[mockit::double]
use self::clocks::{zones, zones::offset as shift, Clock};

/// The code under test.
fn local(clock: &Clock) -> String {
    format!("{} + {} + {}", clock.hour(), zones::offset(), shift())
}

/// What uses it.
const _: fn(&Clock) -> String = local;

/// As elsewhere.
#[cfg_attr(not(test), expect(clippy::cfg_not_test, reason = "it is for tests"))]
#[cfg(not(test))]
const _: Clock = Clock;

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::clocks::{self, mock_zones};
    use super::{local, Clock};

    #[test]
    fn tests_have_the_doubles() {
        let context = mock_zones::offset_context().scoped();
        context.expect().times(2).return_const(10u32);
        let mut clock = Clock::new();
        clock.expect_hour().return_const(8u32);
        assert_eq!(local(&clock), "8 + 10 + 10", "as the test set it");
        assert_eq!((clocks::Clock.hour(), clocks::zones::offset()), (7, 1), "the real ones");
    }
}
