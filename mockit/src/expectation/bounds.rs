//! Bounds of the setters that have a name for the sake of the compiler's message: it says what to
//! write instead, where the bound behind it would be quoted at length.

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

/// `Send`, of a closure or a predicate.
#[diagnostic::on_unimplemented(
    message = "this cannot be sent to another thread, as a mock may be",
    label = "captures or holds something that is not `Send`",
    note = "the setters that end in `_st` take it: `returning_st`, `return_once_st`, `withf_st`"
)]
pub trait Threaded: Send {}
#[diagnostic::do_not_recommend]
impl<T: Send> Threaded for T {}

/// A predicate over the argument.
#[diagnostic::on_unimplemented(
    message = "this is no predicate over `{T}`",
    label = "`{Self}` cannot look at a `{T}`",
    note = "a value is compared by `eq(value)`; it must be of the argument's type, without the argument's `&`: for a \
            `String`, `eq(\"x\".to_string())`",
    note = "anything else is asked by `by(|value: &Type| …)`, or by `withf` instead of `with`"
)]
pub trait Fits<T: ?Sized>: Predicate<T> {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized, P: Predicate<T>> Fits<T> for P {}

/// A predicate, over whatever.
#[diagnostic::on_unimplemented(
    message = "this is no predicate",
    label = "expected a predicate, not a `{Self}`",
    note = "a value is compared by `eq(value)`"
)]
pub trait IsPredicate: PredicateReflection {}
#[diagnostic::do_not_recommend]
impl<P: PredicateReflection> IsPredicate for P {}

/// A value of which each call gets a clone.
#[diagnostic::on_unimplemented(
    message = "a result `{R}` cannot be cloned from a `{Self}`",
    label = "this must be `Clone` and `Into<{R}>`",
    note = "a number needs its type, as in `1u64`; what cannot be cloned is set by `return_once(|…| value)` or \
            `returning(|…| value)`"
)]
pub trait Constant<R>: Clone + Into<R> {}
#[diagnostic::do_not_recommend]
impl<R, C: Clone + Into<R>> Constant<R> for C {}
