//! Predicates on collections.

use std::fmt;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::elements::{Elements, Length};
use super::explain::{
    Describe, Described, Explain, Explained, Note, Step, Why, describe_call, is_capturing, silently,
};
use super::list::{PredicateList, PredicatesOver};
use crate::expectation::bounds::IsPredicate;

/// A length: a number, or a predicate over it.
///
/// The parameter only keeps the two apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no length",
    label = "expected a number or a predicate over `usize`, such as `gt(2)`"
)]
pub trait IntoLength<Kind> {
    #[doc(hidden)]
    type Predicate: Predicate<usize>;
    #[doc(hidden)]
    fn into_length(self) -> Self::Predicate;
}

/// Marks [`IntoLength`] of a number.
#[derive(Debug)]
pub enum AsNumber {}
/// Marks [`IntoLength`] of a predicate.
#[derive(Debug)]
pub enum AsPredicate {}

impl IntoLength<AsNumber> for usize {
    type Predicate = predicates::ord::EqPredicate<usize>;
    fn into_length(self) -> Self::Predicate {
        super::eq(self)
    }
}

impl<P: Predicate<usize>> IntoLength<AsPredicate> for P {
    type Predicate = P;
    fn into_length(self) -> P {
        self
    }
}

/// Collections of this length, and texts of so many bytes; or whose length the predicate accepts.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{gt, len};
///
/// assert!(len(2).eval(&vec!["a", "b"]));
/// assert!(!len(gt(2)).eval("ab"));
/// ```
pub fn len<K, L: IntoLength<K>>(length: L) -> Explained<Len<L::Predicate>> {
    Explained(Len(length.into_length()))
}

/// What [`len`] asks.
#[derive(Clone, Copy)]
pub struct Len<P>(P);

impl<P: PredicateReflection> Describe for Len<P> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "len", &[&self.0])
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        vec![&self.0]
    }
}

impl<C: Length + ?Sized, P: Predicate<usize>> Explain<C> for Len<P> {
    fn check(&self, value: &C, why: &mut Why) -> bool {
        let length = value.length();
        self.0.eval(&length)
            || why.refuse_all(format_args!("length {}", super::explain::Brief(&self.0)), Some(&length))
    }
}

/// Collections and texts without anything in them.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{empty, not};
///
/// assert!(empty().eval(&[0u8; 0]));
/// assert!(not(empty()).eval("a"));
/// ```
pub fn empty() -> Explained<Empty> {
    Explained(Empty)
}

/// What [`empty`] asks.
#[derive(Clone, Copy)]
pub struct Empty;

impl Describe for Empty {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("empty()")
    }
}

impl<C: Length + ?Sized> Explain<C> for Empty {
    fn check(&self, value: &C, why: &mut Why) -> bool {
        match value.length() {
            0 => true,
            length => why.refuse_all("length 0", Some(&length)),
        }
    }
}

/// Collections whose elements are all accepted, also those that have none.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{each, gt};
///
/// assert!(each(gt(0)).eval(&[1, 2]));
/// assert!(!each(gt(1)).eval(&vec![1, 2]));
/// ```
pub fn each<P: IsPredicate>(predicate: P) -> Explained<Each<P>> {
    Explained(Each(predicate))
}

/// What [`each`] asks.
#[derive(Clone, Copy)]
pub struct Each<P>(P);

impl<P: PredicateReflection> Describe for Each<P> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "each", &[&self.0])
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        vec![&self.0]
    }
}

impl<C: Elements + ?Sized, P: Predicate<C::Item>> Explain<C> for Each<P> {
    fn check(&self, value: &C, why: &mut Why) -> bool {
        let (mut index, mut accepted) = (0, true);
        value.visit(&mut |element| {
            accepted &= why.ask(Step::Index(index), &self.0, element);
            index += 1;
            accepted || why.is_asked()
        });
        accepted
    }
}

/// Collections with at least one element that is accepted.
///
/// For a part of a text, there is [`str::contains`](super::str::contains).
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{contains, eq, gt};
///
/// assert!(contains(gt(1)).eval(&[1, 2]));
/// assert!(!contains(eq("c")).eval(&vec!["a", "b"]));
/// ```
pub fn contains<P: IsPredicate>(predicate: P) -> Explained<Contains<P>> {
    Explained(Contains(predicate))
}

/// What [`contains`] asks.
#[derive(Clone, Copy)]
pub struct Contains<P>(P);

impl<P: PredicateReflection> Describe for Contains<P> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "contains", &[&self.0])
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        vec![&self.0]
    }
}

impl<P> Contains<P> {
    /// Tells of each element why it is not the one, where there is more to say than what it is.
    fn ask_all<C: Elements + ?Sized>(&self, value: &C, why: &mut Why) -> bool
    where
        P: Predicate<C::Item>,
    {
        let mut index = 0;
        value.visit(&mut |element| {
            let is_inside =
                |notes: &[Note]| notes.iter().all(|note| note.path != Step::Index(index).to_string());
            why.aside(|why| why.ask(Step::Index(index), &self.0, element), is_inside);
            index += 1;
            why.is_asked()
        });
        false
    }
}

impl<C: Elements + ?Sized, P: Predicate<C::Item>> Explain<C> for Contains<P> {
    fn check(&self, value: &C, why: &mut Why) -> bool {
        let mut found = None;
        // Captors of elements that are refused must keep nothing.
        silently(|| {
            value.visit(&mut |element| {
                found = self.0.eval(element).then_some(element);
                found.is_none()
            });
        });
        match found {
            Some(element) => !is_capturing() || self.0.eval(element),
            None => {
                why.refuse_all(Described(self), None);
                self.ask_all(value, why)
            }
        }
    }
}

/// Collections whose elements are accepted by these predicates, one each and in this order.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{elements, eq, gt};
///
/// assert!(elements([eq(1), eq(2)]).eval(&[1, 2]));
/// assert!(elements((eq(1), gt(5))).eval(&vec![1, 9]));
/// assert!(!elements([eq(1)]).eval(&[1, 2]));
/// ```
pub fn elements<L: PredicateList>(predicates: L) -> Explained<InOrder<L>> {
    Explained(InOrder(predicates))
}

/// What [`elements`] asks.
#[derive(Clone, Copy)]
pub struct InOrder<L>(L);

impl<L: PredicateList> Describe for InOrder<L> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "elements", &self.0.all())
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        self.0.all()
    }
}

impl<C: Elements + ?Sized, L: PredicatesOver<C::Item>> Explain<C> for InOrder<L> {
    fn check(&self, value: &C, why: &mut Why) -> bool {
        let all = gathered(value);
        let wanted = self.0.all().len();
        let mut accepted = all.len() == wanted || wrong_count(why, wanted, all.len());
        for (index, element) in all.into_iter().enumerate().take(wanted) {
            if !accepted && !why.is_asked() {
                break;
            }
            accepted &= self.0.ask(index, Step::Index(index), element, why);
        }
        accepted
    }
}

fn gathered<C: Elements + ?Sized>(value: &C) -> Vec<&C::Item> {
    let mut all = Vec::new();
    value.visit(&mut |element| {
        all.push(element);
        true
    });
    all
}

fn wrong_count(why: &mut Why, wanted: usize, got: usize) -> bool {
    let noun = if wanted == 1 { "element" } else { "elements" };
    why.refuse_all(format_args!("{wanted} {noun}"), Some(&got))
}

/// Collections whose elements are accepted by these predicates, one each and in any order.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::{eq, gt, in_any_order};
///
/// assert!(in_any_order((gt(0), eq(2))).eval(&[2, 7]));
/// assert!(!in_any_order([eq(1), eq(1)]).eval(&vec![1, 2]));
/// ```
pub fn in_any_order<L: PredicateList>(predicates: L) -> Explained<InAnyOrder<L>> {
    Explained(InAnyOrder(predicates))
}

/// What [`in_any_order`] asks.
#[derive(Clone, Copy)]
pub struct InAnyOrder<L>(L);

impl<L: PredicateList> Describe for InAnyOrder<L> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe_call(f, "in_any_order", &self.0.all())
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        self.0.all()
    }
}

impl<C: Elements + ?Sized, L: PredicatesOver<C::Item>> Explain<C> for InAnyOrder<L> {
    fn check(&self, value: &C, why: &mut Why) -> bool {
        let all = gathered(value);
        let wanted = self.0.all();
        if all.len() != wanted.len() && !why.is_asked() {
            return false;
        }
        // Captors of pairs that do not stay together must keep nothing.
        let pairs = silently(|| {
            pair_up(wanted.len(), all.len(), &mut |predicate, element| {
                self.0.ask(predicate, Step::Whole, all[element], &mut Why::unasked())
            })
        });
        let alone: Vec<_> = (0..all.len()).filter(|element| pairs[*element].is_none()).collect();
        let unmet: Vec<_> = (0..wanted.len()).filter(|one| !pairs.contains(&Some(*one))).collect();
        if alone.is_empty() && unmet.is_empty() {
            let ask = |(element, predicate): (usize, &Option<usize>)| {
                predicate.is_some_and(|predicate| self.0.ask(predicate, Step::Whole, all[element], why))
            };
            return !is_capturing() || pairs.iter().enumerate().all(ask);
        }
        if all.len() != wanted.len() {
            wrong_count(why, wanted.len(), all.len());
        }
        if let ([element], [predicate]) = (&alone[..], &unmet[..]) {
            return self.0.ask(*predicate, Step::Index(*element), all[*element], why);
        }
        for predicate in unmet {
            let expected = super::explain::Brief(wanted[predicate]);
            why.refuse(Step::Whole, format_args!("an element {expected}"), Some(&"none"));
        }
        for element in alone {
            // A predicate that refuses it can show it.
            let mut shown = None;
            for predicate in 0..wanted.len() {
                why.aside(
                    |why| self.0.ask(predicate, Step::Whole, all[element], why),
                    |notes: &[Note]| {
                        let got = notes.iter().find(|note| note.path.is_empty());
                        shown = shown.take().or_else(|| got.and_then(|note| note.got.clone()));
                        false
                    },
                );
            }
            let shown = shown.unwrap_or_else(|| "one more".to_string());
            why.refuse(Step::Index(element), "no such element", Some(&shown));
        }
        false
    }
}

/// For each element the predicate that it goes with, so that as many as possible go together.
fn pair_up(
    predicates: usize,
    elements: usize,
    accepts: &mut dyn FnMut(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let accepted: Vec<Vec<bool>> =
        (0..predicates).map(|one| (0..elements).map(|element| accepts(one, element)).collect()).collect();
    let mut pairs = vec![None; elements];
    for predicate in 0..predicates {
        place(predicate, &accepted, &mut vec![false; elements], &mut pairs);
    }
    pairs
}

/// Finds an element for a predicate, if need be by moving those that have one already.
fn place(predicate: usize, accepted: &[Vec<bool>], tried: &mut [bool], pairs: &mut [Option<usize>]) -> bool {
    for element in 0..pairs.len() {
        if !accepted[predicate][element] || std::mem::replace(&mut tried[element], true) {
            continue;
        }
        if pairs[element].is_none_or(|other| place(other, accepted, tried, pairs)) {
            pairs[element] = Some(predicate);
            return true;
        }
    }
    false
}
