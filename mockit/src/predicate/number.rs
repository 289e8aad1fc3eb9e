//! Predicates on numbers, and on whatever has an order.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Bound, RangeBounds};

use super::explain::{Describe, Described, Explain, Explained, Step, Why};

/// Floating point numbers: `f32` and `f64`.
pub trait Float: Copy + fmt::Debug + Into<f64> {
    #[doc(hidden)]
    fn is_near(self, other: Self, tolerance: Self) -> bool;
}

macro_rules! floats {
    ($($float:ty)*) => {$(
        impl Float for $float {
            fn is_near(self, other: Self, tolerance: Self) -> bool {
                // Infinities have no distance, but are equal to themselves.
                self == other || (self - other).abs() <= tolerance
            }
        }
    )*};
}

floats! { f32 f64 }

/// Numbers that differ from this one by no more than the tolerance. An infinity is near itself only,
/// a NaN near nothing.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::near;
///
/// assert!(near(0.3, 1e-9).eval(&(0.1 + 0.2)));
/// assert!(!near(0.3f32, 0.01).eval(&0.32));
/// ```
///
/// # Panics
/// When the number is NaN, which is near nothing: ask `by(|x: &f64| x.is_nan())`. When the
/// tolerance is negative, NaN or infinite.
#[track_caller]
pub fn near<T: Float>(number: T, tolerance: T) -> Explained<Near<T>> {
    assert!(
        !number.into().is_nan(),
        "near(NaN, {tolerance:?}) accepts nothing: to ask for NaN, say `by(|x: &f64| x.is_nan())`"
    );
    let distance = tolerance.into();
    assert!(
        distance.is_finite() && distance >= 0.0,
        "near({number:?}, {tolerance:?}): the tolerance must be finite, and not negative"
    );
    Explained(Near { number, tolerance })
}

/// What [`near`] asks.
#[derive(Clone, Copy)]
pub struct Near<T> {
    number: T,
    tolerance: T,
}

impl<T: Float> Describe for Near<T> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ± {:?}", self.number, self.tolerance)
    }
}

impl<T: Float> Explain<T> for Near<T> {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        value.is_near(self.number, self.tolerance)
            || why.refuse(Step::Whole, Described(self), Some(&format_args!("{value:?}")))
    }
}

/// Values within a range: of numbers, or of anything else that has an order.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::in_range;
///
/// assert!(in_range(1..5).eval(&4));
/// assert!(!in_range(..=0.5).eval(&0.6));
/// ```
///
/// # Panics
/// When the range holds no value: `5..1`, `5..5`.
#[track_caller]
pub fn in_range<T, R>(range: R) -> Explained<InRange<R, T>>
where
    T: PartialOrd + fmt::Debug,
    R: RangeBounds<T> + fmt::Debug,
{
    let order = match (range.start_bound(), range.end_bound()) {
        (Bound::Included(start), Bound::Included(end)) => (start.partial_cmp(end), true),
        (Bound::Included(start) | Bound::Excluded(start), Bound::Included(end) | Bound::Excluded(end)) => {
            (start.partial_cmp(end), false)
        }
        _ => (Some(Ordering::Less), false),
    };
    match order {
        (Some(Ordering::Less), _) | (Some(Ordering::Equal), true) => {}
        (Some(Ordering::Greater), _) => panic!("Backwards range: in_range({range:?}) accepts nothing"),
        _ => panic!("Empty range: in_range({range:?}) accepts nothing"),
    }
    Explained(InRange(range, PhantomData))
}

/// What [`in_range`] asks.
#[derive(Clone, Copy)]
pub struct InRange<R, T>(R, PhantomData<fn() -> T>);

impl<R: fmt::Debug, T> Describe for InRange<R, T> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in {:?}", self.0)
    }
}

impl<T: PartialOrd + fmt::Debug, R: RangeBounds<T> + fmt::Debug> Explain<T> for InRange<R, T> {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        self.0.contains(value) || why.refuse(Step::Whole, Described(self), Some(&format_args!("{value:?}")))
    }
}
