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
/// `str`, such as those of [`predicate`](crate::predicate), [`regex`], [`glob`] and [`parsed`].
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

/// A regular expression or a glob: a predicate over texts, and a pattern for URLs.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As the user wrote it.
    source: String,
    kind: &'static str,
    regex: regex_lite::Regex,
}

impl Pattern {
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    pub(crate) fn is_glob(&self) -> bool {
        self.kind == "glob"
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The named groups that took part in the match.
    pub(crate) fn captures<'p>(&'p self, text: &'p str) -> Option<impl Iterator<Item = (&'p str, &'p str)>> {
        let captures = self.regex.captures(text)?;
        let names = self.regex.capture_names().flatten();
        Some(names.filter_map(move |name| Some((name, captures.name(name)?.as_str()))))
    }
}

/// A text in which the regular expression is found; `^` and `$` tie it to the ends. The syntax
/// is that of the crate [`regex_lite`](https://docs.rs/regex-lite), without `\p{…}`.
///
/// ```
/// use mockit::http::matching::regex;
/// use mockit::Predicate as _;
///
/// assert!(regex("^ch_[0-9]+$").eval("ch_17"));
/// ```
///
/// # Panics
/// When it is no regular expression.
#[track_caller]
pub fn regex(expression: &str) -> Pattern {
    match regex_lite::Regex::new(expression) {
        Ok(regex) => Pattern { source: expression.to_string(), kind: "regex", regex },
        Err(error) => panic!("`{expression}` is no regular expression: {error}"),
    }
}

/// A text of this shape as a whole: `?` stands for one character but `/`, `*` for any number of
/// such, `**` for any characters.
///
/// ```
/// use mockit::http::matching::glob;
/// use mockit::Predicate as _;
///
/// assert!(glob("/files/*.png").eval("/files/a.png"));
/// assert!(!glob("/files/*.png").eval("/files/a/b.png"));
/// assert!(glob("/files/**").eval("/files/a/b.png"));
/// ```
#[track_caller]
pub fn glob(pattern: &str) -> Pattern {
    let mut expression = "(?s)^".to_string();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let (length, piece) = match first {
            '*' if rest.starts_with("**") => (2, ".*".to_string()),
            '*' => (1, "[^/]*".to_string()),
            '?' => (1, "[^/]".to_string()),
            other => (other.len_utf8(), regex_lite::escape(&rest[..other.len_utf8()])),
        };
        expression.push_str(&piece);
        rest = &rest[length..];
    }
    expression.push('$');
    Pattern { source: pattern.to_string(), kind: "glob", ..regex(&expression) }
}

impl Predicate<str> for Pattern {
    fn eval(&self, text: &str) -> bool {
        self.is_match(text)
    }
}

impl PredicateReflection for Pattern {}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.kind, self.source)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_takes_everything_else_literally() {
        assert!(glob("/a.b?c[x]").is_match("/a.bbc[x]"));
        assert!(!glob("/a.b").is_match("/axb"));
        assert!(glob("/é/*").is_match("/é/ü"));
    }

    #[test]
    fn named_groups_are_captured() {
        let pattern = regex(r"^/users/(?<id>\d+)(?<rest>/x)?$");
        let captured: Vec<_> = pattern.captures("/users/7").unwrap().collect();
        assert_eq!(captured, [("id", "7")]);
    }
}
