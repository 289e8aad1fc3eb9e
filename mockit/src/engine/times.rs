//! How often an expectation may and must be called.

use std::fmt;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

/// A range of call counts, made from `n`, `a..b`, `a..=b`, `a..`, `..b`, `..=b` or `..`.
///
/// # Panics
/// Every conversion from a range panics with `Backwards range` where the range holds no number.
///
/// ```
/// use mockit::expectation::Times;
/// assert_eq!(Times::from(2).to_string(), "exactly 2 times");
/// assert_eq!(Times::from(1..).to_string(), "at least 1 time");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub(crate) min: usize,
    /// Inclusive; `usize::MAX` stands for no limit.
    pub(crate) max: usize,
}

impl Times {
    pub(crate) const ANY: Times = Times { min: 0, max: usize::MAX };

    #[cfg(feature = "record")]
    pub(crate) fn holds(self, count: usize) -> bool {
        (self.min..=self.max).contains(&count)
    }

    #[track_caller]
    fn checked(min: usize, max: Option<usize>) -> Self {
        match max {
            Some(max) if min <= max => Times { min, max },
            _ => panic!("Backwards range: it holds no number of calls"),
        }
    }
}

impl From<usize> for Times {
    fn from(n: usize) -> Self {
        Times { min: n, max: n }
    }
}

impl From<Range<usize>> for Times {
    #[track_caller]
    fn from(r: Range<usize>) -> Self {
        Times::checked(r.start, r.end.checked_sub(1))
    }
}

impl From<RangeInclusive<usize>> for Times {
    #[track_caller]
    fn from(r: RangeInclusive<usize>) -> Self {
        Times::checked(*r.start(), Some(*r.end()))
    }
}

impl From<RangeFrom<usize>> for Times {
    fn from(r: RangeFrom<usize>) -> Self {
        Times { min: r.start, max: usize::MAX }
    }
}

impl From<RangeTo<usize>> for Times {
    #[track_caller]
    fn from(r: RangeTo<usize>) -> Self {
        Times::checked(0, r.end.checked_sub(1))
    }
}

impl From<RangeToInclusive<usize>> for Times {
    fn from(r: RangeToInclusive<usize>) -> Self {
        Times { min: 0, max: r.end }
    }
}

impl From<RangeFull> for Times {
    fn from(_: RangeFull) -> Self {
        Times::ANY
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |n: usize| if n == 1 { "time" } else { "times" };
        match (self.min, self.max) {
            (0, usize::MAX) => write!(f, "any number of times"),
            (0, 0) => write!(f, "never"),
            (min, usize::MAX) => write!(f, "at least {min} {}", times(min)),
            (0, max) => write!(f, "at most {max} {}", times(max)),
            (min, max) if min == max => write!(f, "exactly {min} {}", times(min)),
            (min, max) => write!(f, "{min} to {max} times"),
        }
    }
}
