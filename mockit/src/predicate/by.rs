//! Functions as predicates.

use std::fmt;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

/// A predicate of a function, also for arguments with lifetimes inside, as `View<'_>` or `Option<&T>`:
/// other predicates, such as [`eq`](super::eq) and [`function`](super::function), are made for one lifetime only.
///
/// The parameter's type must be written, with `'_` for its lifetimes.
///
/// ```
/// use mockit::automock;
/// use mockit::predicate::{by, gt};
///
/// #[derive(Debug, PartialEq)]
/// struct View<'a>(&'a str);
///
/// #[automock]
/// trait Screen {
///     fn show<'a>(&self, view: View<'a>, times: u32) -> bool;
/// }
///
/// let mut screen = MockScreen::new();
/// screen.expect_show().with(by(|view: &View<'_>| *view == View("home")), gt(1)).return_const(true);
/// let name = String::from("home");
/// assert!(screen.show(View(&name), 2));
/// ```
pub fn by<F>(function: F) -> By<F> {
    By(function)
}

/// The predicate that [`by`] makes.
#[derive(Clone, Copy)]
pub struct By<F>(F);

impl<T: ?Sized, F: Fn(&T) -> bool> Predicate<T> for By<F> {
    fn eval(&self, variable: &T) -> bool {
        (self.0)(variable)
    }
}

impl<F> PredicateReflection for By<F> {}

impl<F> fmt::Display for By<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<function>")
    }
}

impl<F> fmt::Debug for By<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("By(<function>)")
    }
}
