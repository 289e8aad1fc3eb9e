//! What one text must be: a value, or what a predicate accepts.

use std::fmt;
use std::str::FromStr;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

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
/// `str`, such as those of [`predicate`](crate::predicate), [`regex`](crate::predicate::regex), [`glob`](crate::predicate::glob) and [`parsed`].
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

impl<T, P: fmt::Display> PredicateReflection for Parsed<T, P> {}

impl<T, P: fmt::Display> fmt::Display for Parsed<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
