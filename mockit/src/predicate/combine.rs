//! And, or, not.

use std::fmt;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::explain::{
    Describe, Described, Explain, Explained, Note, Step, Why, any_accepted, describe_call, silently,
};
use super::list::{PredicateList, PredicatesOver};
use crate::expectation::bounds::IsPredicate;

/// Values that all of these accept.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{all_of, gt, lt, ne};
///
/// let digit = all_of((gt(0), lt(10), ne(7)));
/// assert!(digit.eval(&5));
/// assert!(!digit.eval(&7));
/// ```
pub fn all_of<L: PredicateList>(predicates: L) -> Explained<AllOf<L>> {
    Explained(AllOf(predicates))
}

/// What [`all_of`] asks.
#[derive(Clone, Copy)]
pub struct AllOf<L>(L);

impl<L: PredicateList> Describe for AllOf<L> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "all_of", &self.0.all())
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        self.0.all()
    }
}

impl<T: ?Sized, L: PredicatesOver<T>> Explain<T> for AllOf<L> {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        let mut accepted = true;
        for index in 0..self.0.all().len() {
            accepted &= self.0.ask(index, Step::Whole, value, why);
            if !accepted && !why.is_asked() {
                break;
            }
        }
        accepted
    }
}

/// Values that at least one of these accepts.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{any_of, empty, len};
///
/// assert!(any_of((empty(), len(3))).eval("abc"));
/// assert!(!any_of((empty(), len(3))).eval("ab"));
/// ```
pub fn any_of<L: PredicateList>(predicates: L) -> Explained<AnyOf<L>> {
    Explained(AnyOf(predicates))
}

/// What [`any_of`] asks.
#[derive(Clone, Copy)]
pub struct AnyOf<L>(L);

impl<L: PredicateList> Describe for AnyOf<L> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "any_of", &self.0.all())
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        self.0.all()
    }
}

impl<T: ?Sized, L: PredicatesOver<T>> Explain<T> for AnyOf<L> {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        let count = self.0.all().len();
        let accepts = |index: &usize| self.0.ask(*index, Step::Whole, value, &mut Why::unasked());
        if any_accepted(0..count, accepts) {
            return true;
        }
        why.refuse_all(Described(self), None);
        for index in 0..count {
            // What only repeats the description says nothing more.
            let is_inside = |notes: &[Note]| notes.iter().all(|note| !note.path.is_empty());
            why.aside(|why| self.0.ask(index, Step::Whole, value, why), is_inside);
        }
        false
    }
}

/// Values that the predicate does not accept.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{contains, eq, not};
///
/// assert!(not(contains(eq(0))).eval(&[1, 2]));
/// ```
pub fn not<P: IsPredicate>(predicate: P) -> Explained<Not<P>> {
    Explained(Not(predicate))
}

/// What [`not`] asks.
#[derive(Clone, Copy)]
pub struct Not<P>(P);

impl<P: PredicateReflection> Describe for Not<P> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "not", &[&self.0])
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        vec![&self.0]
    }
}

impl<T: ?Sized, P: Predicate<T>> Explain<T> for Not<P> {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        match silently(|| self.0.eval(value)) {
            true => why.refuse_all(Described(self), None),
            false => true,
        }
    }
}
