//! Several predicates: an array or a `Vec` of one type, a tuple of several.

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::explain::{Step, Why};

use crate::expectation::bounds::IsPredicate;

/// Several predicates: `[eq(1), eq(2)]`, or `(eq(1), gt(5))` up to eight.
#[diagnostic::on_unimplemented(
    message = "this is no list of predicates",
    label = "expected an array, a `Vec`, or a tuple of up to eight predicates, as in `((gt(1), lt(5)))`"
)]
pub trait PredicateList {
    #[doc(hidden)]
    fn all(&self) -> Vec<&dyn PredicateReflection>;
}

/// Several predicates over values of one type.
#[diagnostic::on_unimplemented(
    message = "these are no predicates over `{T}`",
    label = "expected an array, a `Vec`, or a tuple of up to eight predicates over `{T}`",
    note = "a value is compared by `eq(value)`"
)]
pub trait PredicatesOver<T: ?Sized>: PredicateList {
    #[doc(hidden)]
    fn ask(&self, index: usize, at: Step<'_>, value: &T, why: &mut Why) -> bool;
}

impl<P: IsPredicate> PredicateList for Vec<P> {
    fn all(&self) -> Vec<&dyn PredicateReflection> {
        self.iter().map(|one| one as &dyn PredicateReflection).collect()
    }
}

impl<T: ?Sized, P: Predicate<T>> PredicatesOver<T> for Vec<P> {
    fn ask(&self, index: usize, at: Step<'_>, value: &T, why: &mut Why) -> bool {
        why.ask(at, &self[index], value)
    }
}

impl<P: IsPredicate, const N: usize> PredicateList for [P; N] {
    fn all(&self) -> Vec<&dyn PredicateReflection> {
        self.iter().map(|one| one as &dyn PredicateReflection).collect()
    }
}

impl<T: ?Sized, P: Predicate<T>, const N: usize> PredicatesOver<T> for [P; N] {
    fn ask(&self, index: usize, at: Step<'_>, value: &T, why: &mut Why) -> bool {
        why.ask(at, &self[index], value)
    }
}

macro_rules! tuples {
    ($($($P:ident $i:tt)+;)*) => {$(
        impl<$($P: IsPredicate),+> PredicateList for ($($P,)+) {
            fn all(&self) -> Vec<&dyn PredicateReflection> {
                vec![$(&self.$i),+]
            }
        }

        impl<T: ?Sized, $($P: Predicate<T>),+> PredicatesOver<T> for ($($P,)+) {
            fn ask(&self, index: usize, at: Step<'_>, value: &T, why: &mut Why) -> bool {
                match index {
                    $($i => why.ask(at, &self.$i, value),)+
                    _ => unreachable!("one of `all`"),
                }
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}
