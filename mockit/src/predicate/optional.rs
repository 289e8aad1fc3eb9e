//! Predicates on `Option`, `Result` and pointers.

use std::fmt;
use std::ops::Deref;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::explain::{Describe, Described, Explain, Explained, Step, Why, describe_call};
use crate::expectation::bounds::IsPredicate;

/// `Some` of a value that the predicate accepts.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{gt, some};
///
/// assert!(some(gt(5)).eval(&Some(6)));
/// assert!(!some(gt(5)).eval(&None));
/// ```
pub fn some<P: IsPredicate>(predicate: P) -> Explained<IsSome<P>> {
    Explained(IsSome(predicate))
}

/// `Ok` of a value that the predicate accepts.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{gt, ok};
///
/// assert!(ok(gt(5)).eval(&Ok::<_, String>(6)));
/// ```
pub fn ok<P: IsPredicate>(predicate: P) -> Explained<IsOk<P>> {
    Explained(IsOk(predicate))
}

/// `Err` of a value that the predicate accepts.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{eq, err};
///
/// assert!(err(eq("late")).eval(&Err::<u8, _>("late")));
/// ```
pub fn err<P: IsPredicate>(predicate: P) -> Explained<IsErr<P>> {
    Explained(IsErr(predicate))
}

/// What a reference, a `Box`, an `Rc`, a `String`, … points to; also what stands inside an option:
/// `some(points_to(eq("a")))` looks at an `Option<&str>`.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{eq, points_to, some};
///
/// assert!(points_to(eq(5)).eval(&Box::new(5)));
/// assert!(some(points_to(eq("a"))).eval(&Some(String::from("a"))));
/// ```
pub fn points_to<P: IsPredicate>(predicate: P) -> Explained<PointsTo<P>> {
    Explained(PointsTo(predicate))
}

macro_rules! inside {
    ($($name:ident $call:literal $function:ident;)*) => {$(
        #[doc = concat!("What [`", stringify!($function), "`] asks.")]
        #[derive(Clone, Copy)]
        pub struct $name<P>(P);

        impl<P: PredicateReflection> Describe for $name<P> {
            fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                describe_call(f, $call, &[&self.0])
            }

            fn parts(&self) -> Vec<&dyn PredicateReflection> {
                vec![&self.0]
            }
        }
    )*};
}

inside! { IsSome "some" some; IsOk "ok" ok; IsErr "err" err; PointsTo "points_to" points_to; }

/// The value inside, as a step of a path: `order.discount.unwrap().rate`.
const INSIDE: Step<'_> = Step::Field("unwrap()");

impl<T, P: Predicate<T>> Explain<Option<T>> for IsSome<P> {
    fn check(&self, value: &Option<T>, why: &mut Why) -> bool {
        match value {
            Some(inside) => why.ask(INSIDE, &self.0, inside),
            None => why.refuse(Step::Whole, Described(self), Some(&"None")),
        }
    }
}

impl<T, E, P: Predicate<T>> Explain<Result<T, E>> for IsOk<P> {
    fn check(&self, value: &Result<T, E>, why: &mut Why) -> bool {
        match value {
            Ok(inside) => why.ask(INSIDE, &self.0, inside),
            Err(_) => why.refuse_all(Described(self), None),
        }
    }
}

impl<T, E, P: Predicate<E>> Explain<Result<T, E>> for IsErr<P> {
    fn check(&self, value: &Result<T, E>, why: &mut Why) -> bool {
        match value {
            Err(inside) => why.ask(Step::Field("unwrap_err()"), &self.0, inside),
            Ok(_) => why.refuse_all(Described(self), None),
        }
    }
}

impl<D: Deref + ?Sized, P: Predicate<D::Target>> Explain<D> for PointsTo<P> {
    fn check(&self, value: &D, why: &mut Why) -> bool {
        why.ask(Step::Whole, &self.0, &**value)
    }
}

/// `None`.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::none;
///
/// assert!(none().eval(&None::<u8>));
/// ```
pub fn none() -> Explained<IsNone> {
    Explained(IsNone)
}

/// What [`none`] asks.
#[derive(Clone, Copy)]
pub struct IsNone;

impl Describe for IsNone {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("None")
    }
}

impl<T> Explain<Option<T>> for IsNone {
    fn check(&self, value: &Option<T>, why: &mut Why) -> bool {
        value.is_none() || why.refuse_all(Described(self), None)
    }
}
