//! Why a value was refused, told by the predicates of this module.
//!
//! A stored predicate is only asked for a yes or no. A report asks again while this thread
//! [listens](explaining), and what refuses then also tells why. Within a predicate of ours, others are
//! asked by their `find_case`, which foreign combinators hand on to their parts.

mod mode;
mod why;

use std::fmt::{self, Write as _};

use predicates::Predicate;
use predicates::reflection::{Case, Child, Parameter, PredicateReflection};

pub(crate) use self::mode::{any_accepted, are_there_captors, capturing, explaining, silently};
pub(super) use self::mode::{captor_is_asked, captor_is_made, is_capturing};
#[cfg(feature = "http")]
pub(crate) use self::mode::{reasons, was_captor_asked};
pub(crate) use self::why::{NO_DEBUG, Note};
pub use self::why::{Step, Why};

/// Reasons of a predicate over values of one type, or why not.
pub trait Explain<T: ?Sized>: Describe {
    /// Does it accept the value? If not, tells why.
    fn check(&self, value: &T, why: &mut Why) -> bool;
}

/// What a predicate is, for a reader.
pub trait Describe {
    /// Writes it as its user wrote it: `len(2)`.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The predicates that it is made of.
    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        Vec::new()
    }
}

/// A predicate that tells why it refuses a value. Made by the functions of [`predicate`](super).
#[derive(Clone, Copy)]
pub struct Explained<M>(pub(crate) M);

impl<T: ?Sized, M: Explain<T>> Predicate<T> for Explained<M> {
    fn eval(&self, value: &T) -> bool {
        if !mode::is_explaining() {
            return self.0.check(value, &mut Why::unasked());
        }
        let mut why = Why::asked();
        // What it asks in turn tells it, and not the report.
        let accepted = silently(|| self.0.check(value, &mut why));
        if !accepted {
            mode::tell(why.into_notes());
        }
        accepted
    }

    fn find_case<'a>(&'a self, expected: bool, value: &T) -> Option<Case<'a>> {
        let mut why = if expected { Why::unasked() } else { Why::asked() };
        let accepted = silently(|| self.0.check(value, &mut why));
        (accepted == expected).then(|| as_case(self, accepted, why.into_notes()))
    }
}

fn as_case(predicate: &dyn PredicateReflection, accepted: bool, notes: Vec<Note>) -> Case<'_> {
    let case = Case::new(Some(predicate), accepted);
    // What was told of parts that refuse is no reason for what was accepted.
    let notes = if accepted { Vec::new() } else { notes };
    notes.into_iter().map(Note::into_product).fold(case, Case::add_product)
}

/// By these parameters predicates of ours are known, also in a box.
const OURS: &str = "mockit";
pub(super) const CAPTURES: &str = "mockit captures";

impl<M: Describe> PredicateReflection for Explained<M> {
    fn parameters<'a>(&'a self) -> Box<dyn Iterator<Item = Parameter<'a>> + 'a> {
        Box::new(std::iter::once(Parameter::new(OURS, self)))
    }

    fn children<'a>(&'a self) -> Box<dyn Iterator<Item = Child<'a>> + 'a> {
        let parts = self.0.parts().into_iter();
        Box::new(parts.map(|part| Child::new("part", part)))
    }
}

impl<M: Describe> fmt::Display for Explained<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

impl<M: Describe> fmt::Debug for Explained<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

/// Is all that was told while a predicate refused a reason of its own? What stands under an `or` or
/// a `not` of another crate speaks too, but does not settle anything; what is told while a function
/// runs comes from mocks that it calls.
pub(crate) fn tells_reasons(predicate: &dyn PredicateReflection) -> bool {
    if predicate.parameters().any(|parameter| parameter.name() == OURS) {
        return true;
    }
    let parts: Vec<_> = predicate.children().collect();
    let [left, right] = &parts[..] else { return false };
    let is_and = predicate.to_string() == format!("({} && {})", left.value(), right.value());
    let may_tell = |part: &Child<'_>| part.value().children().next().is_none() || tells_reasons(part.value());
    is_and && may_tell(left) && may_tell(right)
}

/// Has it a captor in it?
pub(crate) fn captures(predicate: &dyn PredicateReflection) -> bool {
    predicate.parameters().any(|parameter| parameter.name() == CAPTURES)
        || predicate.children().any(|child| captures(child.value()))
}

/// A predicate within the description of another: `> 5` for `var > 5`, `5` for `var == 5`.
pub(super) struct Brief<'a>(pub(super) &'a dyn PredicateReflection);

impl fmt::Display for Brief<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::report::one_line(crate::report::wanted(&self.0.to_string())))
    }
}

/// What a predicate expects, in its own words.
pub(super) struct Described<'a>(pub(super) &'a dyn Describe);

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

/// `name(a, b)`
pub(super) fn describe_call(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    parts: &[&dyn PredicateReflection],
) -> fmt::Result {
    f.write_str(name)?;
    f.write_char('(')?;
    for (index, part) in parts.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(f, "{comma}{}", Brief(*part))?;
    }
    f.write_char(')')
}
