//! How a pattern is written.

use std::borrow::Cow;

use ::url::Url;

use super::escapes::normal;
use super::{IntoUrlPattern, Origin, Path, Segment, Sight, UrlPattern};
use crate::http::matching::Pattern;

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

pub(super) fn parse(source: &str) -> Result<UrlPattern, String> {
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
