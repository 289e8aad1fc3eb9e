//! Predicates on texts.

use std::fmt;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

/// A regular expression or a glob: a predicate over texts, and a pattern for URLs.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As the user wrote it.
    source: String,
    kind: &'static str,
    regex: regex_lite::Regex,
}

impl Pattern {
    #[cfg(feature = "http")]
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    #[cfg(feature = "http")]
    pub(crate) fn is_glob(&self) -> bool {
        self.kind == "glob"
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The named groups that took part in the match.
    #[cfg(feature = "http")]
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
/// use mockit::predicate::regex;
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
/// use mockit::predicate::glob;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_takes_everything_else_literally() {
        assert!(glob("/a.b?c[x]").is_match("/a.bbc[x]"));
        assert!(!glob("/a.b").is_match("/axb"));
        assert!(glob("/é/*").is_match("/é/ü"));
    }

    #[cfg(feature = "http")]
    #[test]
    fn named_groups_are_captured() {
        let pattern = regex(r"^/users/(?<id>\d+)(?<rest>/x)?$");
        let captured: Vec<_> = pattern.captures("/users/7").unwrap().collect();
        assert_eq!(captured, [("id", "7")]);
    }
}
