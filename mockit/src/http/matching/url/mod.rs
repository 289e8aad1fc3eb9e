//! Which URLs a stub is for: exact, with a template, a regex or a glob in its path.

mod escapes;
mod parse;

use std::borrow::Cow;
use std::fmt;

use self::escapes::decoded;
pub(crate) use self::escapes::normal;
pub use self::parse::any_url;
use crate::http::request::{Captures, Request};
use crate::predicate::explaining::Pattern;

/// Which URLs a stub answers; see [`IntoUrlPattern`].
#[derive(Clone, Debug)]
pub struct UrlPattern {
    /// As the user wrote it.
    source: String,
    origin: Option<Origin>,
    path: Path,
    /// All parameters, where the pattern has a `?`.
    pub(crate) query: Option<Vec<(String, String)>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Path {
    Any,
    Literal(String),
    Template(Vec<Segment>),
    /// Looks at the path, or at the URL without its query.
    Pattern(Pattern, Sight),
}

/// What the path of each request begins with that a pattern accepts.
pub(crate) enum Beginning<'a> {
    /// It is the path.
    Whole(&'a str),
    /// So do its segments.
    Segments(String),
    None,
}

#[derive(Clone, Copy, Debug)]
enum Sight {
    Path,
    Url,
}

#[derive(Clone, Debug)]
enum Segment {
    Literal(String),
    /// `v{major}.json`: what stands before and after what is captured.
    Capture {
        before: String,
        name: String,
        after: String,
    },
    /// `{*rest}`, at the end.
    Rest(String),
}

/// What stands for the URLs that a stub answers:
///
/// - `"https://api.example/users"`: scheme, host, port and path are these;
/// - `"/users"`: the path is this, whatever the host;
/// - `"/users/{id}/files/{*rest}"`: `{id}` captures one segment or a part of it, `{*rest}` all
///   that is left, with `/`; closures get them by
///   [`Request::capture`](crate::http::Request::capture);
/// - `"/users?page=2"`: the query has exactly these parameters, in any order; a pattern without
///   `?` does not look at the query;
/// - [`regex`](super::regex) and [`glob`](super::glob): look at the path, or, where they contain
///   `://`, at the URL without its query; named groups of a regex are captured;
/// - [`any_url`](super::any_url).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no pattern for URLs",
    label = "expected a `&str` such as \"https://host/users/{{id}}\" or \"/users\", `regex(…)`, `glob(…)` or `any_url()`"
)]
pub trait IntoUrlPattern {
    /// The pattern.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    fn into_url_pattern(self) -> UrlPattern;
}

impl Segment {
    fn name(&self) -> Option<&str> {
        match self {
            Segment::Literal(_) => None,
            Segment::Capture { name, .. } | Segment::Rest(name) => Some(name),
        }
    }
}

impl UrlPattern {
    /// What else the author may have meant.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match &self.path {
            Path::Literal(path) if path.split('/').any(|segment| segment.starts_with(':')) => {
                Some("`:name` stands for itself; a template is `{name}`")
            }
            Path::Literal(path) if path.contains('*') => Some("`*` stands for itself; use `glob(…)`"),
            Path::Pattern(pattern, _) if pattern.is_glob() && !pattern.source().contains("**") => {
                Some("`*` and `?` stop at `/`; `**` does not")
            }
            Path::Pattern(pattern, Sight::Url) if pattern.source().contains(r"\?") => {
                Some("a pattern does not see the query; use `with_query`")
            }
            _ => None,
        }
    }

    /// How much of a request's path it has in common with the pattern, as they are written.
    pub(crate) fn likeness(&self, path: &str) -> usize {
        let written = self
            .source
            .split_once("://")
            .map_or(&*self.source, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let same = |(a, b): &(char, char)| a == b;
        let start = written.chars().zip(path.chars()).take_while(same).count();
        let end = written.chars().rev().zip(path.chars().rev()).take_while(same).count();
        (start + end).min(path.chars().count())
    }

    /// What the index goes by.
    pub(crate) fn beginning(&self) -> Beginning<'_> {
        match &self.path {
            Path::Literal(path) => Beginning::Whole(path),
            Path::Template(segments) => {
                let literals = segments.iter().map_while(|segment| match segment {
                    Segment::Literal(literal) => Some(format!("/{literal}")),
                    Segment::Capture { .. } | Segment::Rest(_) => None,
                });
                Beginning::Segments(literals.collect())
            }
            Path::Any | Path::Pattern(..) => Beginning::None,
        }
    }

    /// Is the request's origin that of the pattern?
    pub(crate) fn accepts_origin(&self, request: &Request) -> bool {
        let Some(origin) = &self.origin else { return true };
        let url = request.url();
        url.scheme() == origin.scheme
            && url.host_str() == Some(&origin.host)
            && url.port_or_known_default() == origin.port
    }

    /// What the path captures; `None` where it does not match.
    pub(crate) fn captures(&self, request: &Request) -> Option<Captures> {
        let mut captures = Captures::new();
        let matches = match &self.path {
            Path::Any => true,
            Path::Literal(path) => *path == request.matched_path(),
            Path::Template(segments) => capture(segments, &request.matched_path(), &mut captures),
            Path::Pattern(pattern, sight) => {
                let text: Cow<'_, str> = match sight {
                    Sight::Path => request.matched_path(),
                    Sight::Url => {
                        let origin = &request.url()[..::url::Position::BeforePath];
                        format!("{origin}{}", request.matched_path()).into()
                    }
                };
                match pattern.captures(&text) {
                    None => false,
                    Some(found) => {
                        captures.extend(found.map(|(name, value)| (name.to_string(), decoded(value))));
                        true
                    }
                }
            }
        };
        matches.then_some(captures)
    }
}

fn capture(segments: &[Segment], path: &str, captures: &mut Captures) -> bool {
    let mut rest = Some(&path[1.min(path.len())..]);
    for segment in segments {
        let Some(left) = rest else { return false };
        if let Segment::Rest(name) = segment {
            captures.insert(name.clone(), decoded(left));
            return true;
        }
        let (text, after) = match left.split_once('/') {
            Some((text, after)) => (text, Some(after)),
            None => (left, None),
        };
        let accepted = match segment {
            Segment::Literal(literal) => literal == text,
            Segment::Capture { before, name, after } => {
                let value = text.strip_prefix(&**before).and_then(|text| text.strip_suffix(&**after));
                match value {
                    Some(value) if !value.is_empty() => {
                        captures.insert(name.clone(), decoded(value));
                        true
                    }
                    _ => false,
                }
            }
            Segment::Rest(_) => true,
        };
        if !accepted {
            return false;
        }
        rest = after;
    }
    rest.is_none()
}

impl fmt::Display for UrlPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::url::Url;
    use http::{HeaderMap, Method};

    fn captured(pattern: impl IntoUrlPattern, url: &str) -> Option<Vec<(String, String)>> {
        let request = Request::new(Method::GET, Url::parse(url).unwrap(), HeaderMap::new(), "");
        let pattern = pattern.into_url_pattern();
        let captures = pattern.captures(&request).filter(|_| pattern.accepts_origin(&request))?;
        Some(captures.into_iter().collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_string(), value.to_string())
    }

    #[test]
    fn templates_capture_segments_and_parts_of_them() {
        let found = captured("/users/{id}/v{major}.json", "http://x/users/a%20b%2Bc+d/v2.json");
        assert_eq!(found, Some(vec![pair("id", "a b+c+d"), pair("major", "2")]));
        assert_eq!(captured("/users/{id}", "http://x/users/"), None);
        assert_eq!(captured("/users/{id}", "http://x/users/1/2"), None);
        assert_eq!(captured("/f/{*rest}", "http://x/f/a/b"), Some(vec![pair("rest", "a/b")]));
    }

    #[test]
    fn an_origin_is_compared_with_its_default_port() {
        assert!(captured("https://api.example/a", "https://API.example:443/a?q=1").is_some());
        assert!(captured("https://api.example/a", "http://api.example/a").is_none());
        assert!(captured("https://api.example", "https://api.example/").is_some());
        assert!(captured("/a b", "https://api.example/a%20b").is_some());
        assert!(captured("/a%2fb/~é", "https://api.example/%61%2Fb/%7E%c3%A9").is_some());
        assert!(captured("/a/b", "https://api.example/a%2Fb").is_none());
    }

    #[test]
    fn what_is_no_pattern_is_told_apart() {
        for (pattern, why) in [
            ("users", "write `https://host/users`"),
            ("/a/{b", "without `}`"),
            ("/a/b}", "without `{`"),
            ("/a/{b c}", "is no name"),
            ("/a/{*b}/c", "last segment"),
            ("/a/{b}-{c}", "one segment"),
            ("http://", "empty host"),
            ("https://u:p@host/a", "with_basic_auth"),
            ("https:///a", "no host"),
            ("/a ", "white space"),
            ("//host/a", "write `https://host/a`"),
            ("localhost:8080/a", "write `http://localhost:8080/a`"),
            ("/a#b", "fragment"),
            ("/a?b={b}", "with_query"),
            ("https://{tenant}.example/a", "glob"),
            ("/a/{id}/b/{id}", "twice"),
        ] {
            let error = parse::parse(pattern).unwrap_err();
            assert!(error.contains(why), "{pattern}: {error}");
        }
    }
}
