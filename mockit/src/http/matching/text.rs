//! What one text must be: a value, or what a predicate accepts.

use std::fmt;
use std::str::FromStr;

use predicates::Predicate;
use predicates::reflection::{Child, PredicateReflection};

use crate::predicate::explain;

/// What a header, a query parameter or any other text must be.
pub(crate) enum Text {
    Is(String),
    Accepted(Box<dyn Predicate<str> + Send + Sync>),
}

impl Text {
    pub(crate) fn accepts(&self, text: &str) -> bool {
        match self {
            Text::Is(value) => value == text,
            Text::Accepted(predicate) => predicate.eval(text),
        }
    }
}

impl Text {
    /// Why it refuses a text, where it says more than that.
    pub(crate) fn reasons(&self, text: &str) -> Vec<String> {
        let Text::Accepted(predicate) = self else { return Vec::new() };
        explain::reasons(explain::tells_reasons(&**predicate), &format!("{text:?}"), || predicate.eval(text))
    }
}

/// A text matcher, as [`IntoText`] gives it.
#[doc(hidden)]
pub struct Wanted(pub(crate) Text);

/// As reports write it.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Text::Is(value) => write!(f, "{value:?}"),
            Text::Accepted(predicate) => write!(f, "{predicate}"),
        }
    }
}

/// What stands for a text in a matcher: the text itself (`&str`, `String`, or a number or `bool` as
/// it is written), or a predicate over
/// `str`, such as those of [`predicate`](crate::predicate), [`regex`](crate::predicate::regex), [`glob`](crate::predicate::glob) and [`parsed`];
/// a [`Captor`](crate::predicate::Captor) keeps it.
///
/// The parameter only keeps the two apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing about a text",
    label = "expected `&str`, `String`, or a predicate over `str`",
    note = "a predicate over numbers looks at a text through `parsed`: `parsed(gt(5))`"
)]
pub trait IntoText<Kind> {
    #[doc(hidden)]
    fn into_text(self) -> Wanted;
}

/// Marks [`IntoText`] of a text.
#[derive(Debug)]
pub enum AsValue {}

/// Marks [`IntoText`] of a predicate.
#[derive(Debug)]
pub enum AsPredicate {}

impl IntoText<AsValue> for &str {
    fn into_text(self) -> Wanted {
        Wanted(Text::Is(self.to_string()))
    }
}

impl IntoText<AsValue> for String {
    fn into_text(self) -> Wanted {
        Wanted(Text::Is(self))
    }
}

impl IntoText<AsValue> for &String {
    fn into_text(self) -> Wanted {
        Wanted(Text::Is(self.clone()))
    }
}

macro_rules! as_written {
    ($($number:ty)*) => {$(
        impl IntoText<AsValue> for $number {
            fn into_text(self) -> Wanted {
                Wanted(Text::Is(self.to_string()))
            }
        }
    )*};
}

as_written! { i32 i64 u16 u32 u64 usize bool }

impl<P: Predicate<str> + Send + Sync + 'static> IntoText<AsPredicate> for P {
    fn into_text(self) -> Wanted {
        Wanted(Text::Accepted(Box::new(self)))
    }
}

/// A text that parses, and whose value the predicate accepts: lets `gt`, `eq(5)` and others look
/// at headers, query parameters and the like.
///
/// ```
/// use mockit::http::matching::parsed;
/// use mockit::predicate::gt;
/// use mockit::Predicate as _;
///
/// assert!(parsed(gt(10)).eval("25"));
/// assert!(!parsed(gt(10)).eval("many"));
/// ```
pub fn parsed<T, P>(predicate: P) -> Parsed<T, P>
where
    T: FromStr,
    P: Predicate<T>,
{
    Parsed(predicate, std::marker::PhantomData)
}

/// See [`parsed`].
#[derive(Debug)]
pub struct Parsed<T, P>(P, std::marker::PhantomData<fn() -> T>);

impl<T: FromStr, P: Predicate<T>> Predicate<str> for Parsed<T, P> {
    fn eval(&self, text: &str) -> bool {
        text.parse().is_ok_and(|value| self.0.eval(&value))
    }
}

impl<T, P: PredicateReflection> PredicateReflection for Parsed<T, P> {
    fn children<'a>(&'a self) -> Box<dyn Iterator<Item = Child<'a>> + 'a> {
        Box::new(std::iter::once(Child::new("parsed", &self.0)))
    }
}

impl<T, P: fmt::Display> fmt::Display for Parsed<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
