//! Which URLs a stub is for: exact, with a template, a regex or a glob in its path.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use url::Url;

use super::text::Pattern;
use crate::http::request::{Captures, Request};

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

impl IntoUrlPattern for UrlPattern {
    fn into_url_pattern(self) -> UrlPattern {
        self
    }
}

impl IntoUrlPattern for &str {
    #[track_caller]
    fn into_url_pattern(self) -> UrlPattern {
        match parse(self) {
            Ok(pattern) => pattern,
            Err(why) => panic!("`{self}` is no pattern for URLs: {why}"),
        }
    }
}

impl IntoUrlPattern for String {
    #[track_caller]
    fn into_url_pattern(self) -> UrlPattern {
        self.as_str().into_url_pattern()
    }
}

impl IntoUrlPattern for &String {
    #[track_caller]
    fn into_url_pattern(self) -> UrlPattern {
        self.as_str().into_url_pattern()
    }
}

impl IntoUrlPattern for Url {
    #[track_caller]
    fn into_url_pattern(self) -> UrlPattern {
        self.as_str().into_url_pattern()
    }
}

impl IntoUrlPattern for &Url {
    #[track_caller]
    fn into_url_pattern(self) -> UrlPattern {
        self.as_str().into_url_pattern()
    }
}

impl IntoUrlPattern for Pattern {
    fn into_url_pattern(self) -> UrlPattern {
        let sight = if self.source().contains("://") { Sight::Url } else { Sight::Path };
        let source = self.to_string();
        UrlPattern { source, origin: None, path: Path::Pattern(self, sight), query: None }
    }
}

/// Every URL.
pub fn any_url() -> UrlPattern {
    UrlPattern { source: "any URL".to_string(), origin: None, path: Path::Any, query: None }
}

fn parse(source: &str) -> Result<UrlPattern, String> {
    let before_query = source.split('?').next().unwrap_or_default();
    let is_absolute = before_query.contains("://");
    if source.contains(|c: char| c.is_whitespace() && c != ' ') || source.trim() != source {
        return Err("there is white space at its ends or a line break in it, which no URL has".to_string());
    }
    if source.starts_with("//") {
        return Err(format!("it has no scheme: write `https:{source}`"));
    }
    if !is_absolute && !source.starts_with('/') {
        let first = before_query.split('/').next().unwrap_or_default();
        if let Some((scheme, rest)) = source.split_once(":/").filter(|(scheme, _)| scheme.starts_with("http"))
        {
            return Err(format!("write `{scheme}://{rest}`"));
        }
        return Err(match first.starts_with("localhost") || first.contains(['.', ':']) {
            true => format!("it has no scheme: write `http://{source}`"),
            false => format!("write `https://host/{source}`, or `/{source}` for any host"),
        });
    }
    if source.contains(":///") {
        return Err("it has no host: write `https://host/…`, or `/…` for any host".to_string());
    }
    if source.contains('#') {
        return Err("no client sends a fragment: leave out what follows the `#`".to_string());
    }
    if source.len() > before_query.len() && source[before_query.len()..].contains('{') {
        return Err("a query has no templates: write `.with_query(\"name\", …)`".to_string());
    }
    // The url crate writes a path as it is in a request, so that both are equal when they are.
    let absolute: Cow<'_, str> =
        if is_absolute { source.into() } else { format!("http://any{source}").into() };
    let url = Url::parse(&absolute).map_err(|error| error.to_string())?;
    if is_absolute && (!url.username().is_empty() || url.password().is_some()) {
        return Err(
            "clients send credentials in a header: write `.with_basic_auth(user, password)`".to_string()
        );
    }
    if is_absolute && url.host_str().is_some_and(|host| host.contains(['{', '*']) || host.contains(OPEN)) {
        return Err("a host has no templates: write the path, and `.with(host(glob(…)))`".to_string());
    }
    let origin = is_absolute.then(|| Origin {
        scheme: url.scheme().to_string(),
        host: url.host_str().unwrap_or_default().to_string(),
        port: url.port_or_known_default(),
    });
    let query = url
        .query()
        .map(|_| url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect());
    Ok(UrlPattern { source: source.to_string(), origin, path: path(url.path())?, query })
}

/// Braces, percent-encoded by the url crate.
const OPEN: &str = "%7B";
const CLOSE: &str = "%7D";

fn path(path: &str) -> Result<Path, String> {
    if !path.contains(OPEN) && !path.contains(CLOSE) {
        return Ok(Path::Literal(normal(path).into_owned()));
    }
    let written: Vec<&str> = path[1..].split('/').collect();
    let mut segments = Vec::new();
    for (index, text) in written.iter().enumerate() {
        let segment = segment(text)?;
        if matches!(segment, Segment::Rest(_)) && index + 1 < written.len() {
            return Err("`{*…}` takes all that is left, so it must be the last segment".to_string());
        }
        if let Some(name) = segment.name()
            && segments.iter().any(|other: &Segment| other.name() == Some(name))
        {
            return Err(format!("`{{{name}}}` is there twice: names must differ"));
        }
        segments.push(segment);
    }
    Ok(Path::Template(segments))
}

fn segment(text: &str) -> Result<Segment, String> {
    let Some((before, rest)) = text.split_once(OPEN) else {
        return match text.contains(CLOSE) {
            true => Err("there is a `}` without `{`".to_string()),
            false => Ok(Segment::Literal(normal(text).into_owned())),
        };
    };
    let Some((name, after)) = rest.split_once(CLOSE) else {
        return Err("there is a `{` without `}`".to_string());
    };
    if after.contains(OPEN) || after.contains(CLOSE) {
        return Err("one segment can hold one `{…}`: use `regex(…)` with named groups".to_string());
    }
    let (name, is_rest) = name.strip_prefix('*').map_or((name, false), |name| (name, true));
    if name.is_empty() && is_rest {
        return Err("`{*}` has no name: write `{*rest}`".to_string());
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(format!("`{{{name}}}` is no name: use letters, digits and `_`"));
    }
    match is_rest {
        true if before.is_empty() && after.is_empty() => Ok(Segment::Rest(name.to_string())),
        true => Err("`{*…}` must be a whole segment".to_string()),
        false => Ok(Segment::Capture {
            before: normal(before).into_owned(),
            name: name.to_string(),
            after: normal(after).into_owned(),
        }),
    }
}

impl Segment {
    fn name(&self) -> Option<&str> {
        match self {
            Segment::Literal(_) => None,
            Segment::Capture { name, .. } | Segment::Rest(name) => Some(name),
        }
    }
}

/// A path as it is compared: escapes that say the same are written the same (RFC 3986, 6.2.2).
pub(crate) fn normal(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return path.into();
    }
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits =
            rest.get(at + 1..at + 3).filter(|two| two.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let escape = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        rest = match escape {
            Some(byte) => {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                        out.push(char::from(byte));
                    }
                    other => out.push_str(&format!("%{other:02X}")),
                }
                &rest[at + 3..]
            }
            None => {
                out.push('%');
                &rest[at + 1..]
            }
        };
    }
    out.push_str(rest);
    out.into()
}

impl UrlPattern {
    /// What else the author may have meant.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match &self.path {
            Path::Literal(path) if path.split('/').any(|segment| segment.starts_with(':')) => {
                Some("`:name` stands for itself; a template is `{name}`")
            }
            Path::Literal(path) if path.contains('*') => Some("`*` stands for itself; use `glob(…)`"),
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

/// Percent-decoded; what is no UTF-8 becomes `�`.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    // A `+` in a path is a `+`; `form_urlencoded` would make it a space.
    let escaped = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(escaped.as_bytes()).map(|(key, _)| key.into_owned()).collect()
}

/// `user:password`
pub(super) fn decoded_basic(credentials: &str) -> Option<String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(credentials).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

impl fmt::Display for UrlPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            let error = parse(pattern).unwrap_err();
            assert!(error.contains(why), "{pattern}: {error}");
        }
    }
}
