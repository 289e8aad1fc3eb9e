//! Matchers on a request's method, URL and headers.

use std::fmt::Write as _;

use http::{HeaderName, Method};

use super::text::{IntoText, Text, Wanted};
use super::url::{IntoUrlPattern, UrlPattern, decoded_basic};
use super::{Check, Finding, Matching};
use crate::http::request::Request;

/// What stands for methods: `Method::GET`, `"GET"`, or several of them in an array.
pub trait IntoMethods {
    /// The methods.
    ///
    /// # Panics
    /// When a text is no method.
    #[track_caller]
    fn into_methods(self) -> Vec<Method>;
}

impl IntoMethods for Method {
    fn into_methods(self) -> Vec<Method> {
        vec![self]
    }
}

impl IntoMethods for &str {
    #[track_caller]
    fn into_methods(self) -> Vec<Method> {
        match self.parse() {
            Ok(method) if STANDARD.contains(&&*self.to_uppercase()) && !STANDARD.contains(&self) => {
                panic!(
                    "no client sends `{method}`: methods are case-sensitive, write `{}`",
                    self.to_uppercase()
                )
            }
            Ok(method) => vec![method],
            Err(_) => panic!("`{self}` is no HTTP method"),
        }
    }
}

const STANDARD: [&str; 9] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"];

impl<M: IntoMethods, const N: usize> IntoMethods for [M; N] {
    #[track_caller]
    fn into_methods(self) -> Vec<Method> {
        assert!(N > 0, "no methods: name one, or use `expect_any`");
        let mut methods = Vec::new();
        for method in self {
            methods.extend(method.into_methods());
        }
        methods
    }
}

/// Requests of this method, or of one of these: `method(["PUT", "PATCH"])`.
#[track_caller]
pub fn method(methods: impl IntoMethods) -> Matching {
    one_of(methods.into_methods())
}

pub(crate) fn one_of(methods: Vec<Method>) -> Matching {
    Matching::new(Methods(methods))
}

/// `PUT|PATCH`, as reports name methods.
pub(crate) fn label(methods: &[Method]) -> String {
    let names: Vec<_> = methods.iter().map(Method::as_str).collect();
    if names.is_empty() { "any method".to_string() } else { names.join("|") }
}

struct Methods(Vec<Method>);

impl Check for Methods {
    fn accepts(&self, request: &Request) -> bool {
        self.0.contains(request.method())
    }

    fn explain(&self, request: &Request) -> Finding {
        let names: Vec<_> = self.0.iter().map(Method::as_str).collect();
        let finding = Finding::new("method", self.accepts(request));
        finding.but(names.join(" or "), request.method().as_str())
    }
}

/// A text that each request has, or has not.
struct Field {
    subject: &'static str,
    text: Text,
    get: fn(&Request) -> Option<String>,
}

impl Check for Field {
    fn accepts(&self, request: &Request) -> bool {
        (self.get)(request).is_some_and(|text| self.text.accepts(&text))
    }

    fn explain(&self, request: &Request) -> Finding {
        let actual = (self.get)(request).map_or("none".to_string(), |text| format!("{text:?}"));
        Finding::new(self.subject, self.accepts(request)).but(self.text.to_string(), actual)
    }
}

fn field(subject: &'static str, text: Wanted, get: fn(&Request) -> Option<String>) -> Matching {
    Matching::new(Field { subject, text: text.0, get })
}

/// Requests to a URL of this scheme: `https`.
pub fn scheme<K>(text: impl IntoText<K>) -> Matching {
    field("scheme", text.into_text(), |request| Some(request.url().scheme().to_string()))
}

/// Requests to this host, named without port. A host is compared as URLs have it: in lower case,
/// and in punycode where it is not ASCII.
///
/// # Panics
/// When the text is no host.
#[track_caller]
pub fn host<K>(text: impl IntoText<K>) -> Matching {
    let mut wanted = text.into_text();
    if let Text::Is(host) = &mut wanted.0 {
        let bracketed = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        match ::url::Host::parse(host).or_else(|_| ::url::Host::parse(&bracketed)) {
            Ok(parsed) => *host = parsed.to_string(),
            Err(error) => panic!("`{host}` is no host ({error}): write it without scheme, port and path"),
        }
    }
    field("host", wanted, |request| request.url().host_str().map(str::to_string))
}

/// Requests to this port; where the URL has none, the scheme's own counts.
pub fn port(port: u16) -> Matching {
    struct Port(u16);
    impl Check for Port {
        fn accepts(&self, request: &Request) -> bool {
            request.url().port_or_known_default() == Some(self.0)
        }
        fn explain(&self, request: &Request) -> Finding {
            let actual =
                request.url().port_or_known_default().map_or("none".to_string(), |port| port.to_string());
            Finding::new("port", self.accepts(request)).but(self.0.to_string(), actual)
        }
    }
    Matching::new(Port(port))
}

/// Requests to these URLs, by the rules of [`IntoUrlPattern`].
#[track_caller]
pub fn path(pattern: impl IntoUrlPattern) -> Matching {
    let pattern = pattern.into_url_pattern();
    match pattern.query.clone() {
        None => Matching::new(pattern),
        Some(query) => Matching::new(pattern) & query_exactly(query),
    }
}

impl Check for UrlPattern {
    fn accepts(&self, request: &Request) -> bool {
        self.accepts_origin(request) && self.captures(request).is_some()
    }

    fn explain(&self, request: &Request) -> Finding {
        let mut actual = request.url().clone();
        actual.set_query(None);
        let mut actual = actual.to_string();
        if let Some(captures) = self.captures(request).filter(|captures| !captures.is_empty()) {
            let all: Vec<_> = captures.iter().map(|(name, value)| format!("{name} = {value:?}")).collect();
            let _ = write!(actual, " (path captured {})", all.join(", "));
        }
        let accepted = self.accepts(request);
        let mut expected = self.to_string();
        if let Some(hint) = self.hint().filter(|_| !accepted) {
            let _ = write!(expected, " ({hint})");
        }
        Finding::new("url", accepted).but(expected, actual)
    }
}

/// A list of named values: a query, a form, headers.
pub(super) struct Pairs {
    pub(super) subject: &'static str,
    pub(super) get: fn(&Request) -> Vec<(String, String)>,
    pub(super) wanted: PairsWanted,
}

pub(super) enum PairsWanted {
    /// One of the values of that name.
    One(String, Text),
    Absent(String),
    /// These values of that name, in this order.
    All(String, Vec<String>),
    /// These and no others.
    Exactly {
        pairs: Vec<(String, String)>,
        in_order: bool,
    },
}

impl Pairs {
    fn values(&self, request: &Request, wanted: &str) -> Vec<String> {
        let pairs = (self.get)(request).into_iter();
        pairs.filter(|(name, _)| name == wanted).map(|(_, value)| value).collect()
    }
}

impl Check for Pairs {
    fn accepts(&self, request: &Request) -> bool {
        match &self.wanted {
            PairsWanted::One(name, text) => {
                self.values(request, name).iter().any(|value| text.accepts(value))
            }
            PairsWanted::Absent(name) => self.values(request, name).is_empty(),
            PairsWanted::All(name, values) => self.values(request, name) == *values,
            PairsWanted::Exactly { pairs, in_order: true } => (self.get)(request) == *pairs,
            PairsWanted::Exactly { pairs, in_order: false } => {
                let (mut wanted, mut got) = (pairs.clone(), (self.get)(request));
                wanted.sort();
                got.sort();
                wanted == got
            }
        }
    }

    fn explain(&self, request: &Request) -> Finding {
        let accepted = self.accepts(request);
        let subject = |name: &str| format!("{} {name}", self.subject);
        let values = |name: &str| match &*self.values(request, name) {
            [] => "none".to_string(),
            [one] => format!("{one:?}"),
            all => format!("{all:?}"),
        };
        match &self.wanted {
            PairsWanted::One(name, text) => {
                Finding::new(subject(name), accepted).but(text.to_string(), values(name))
            }
            PairsWanted::Absent(name) => Finding::new(subject(name), accepted).but("none", values(name)),
            PairsWanted::All(name, wanted) => {
                Finding::new(subject(name), accepted).but(format!("{wanted:?}"), values(name))
            }
            PairsWanted::Exactly { pairs, in_order } => {
                let got = (self.get)(request);
                let order = if *in_order { ", in this order" } else { "" };
                let mut finding = Finding::new(self.subject, accepted)
                    .but(format!("exactly {}{order}", listed(pairs)), listed(&got));
                let mut extra: Vec<_> = got.iter().filter(|pair| !pairs.contains(pair)).collect();
                for (name, value) in pairs.iter().filter(|pair| !got.contains(pair)) {
                    let other = extra.iter().position(|(other, _)| other == name);
                    finding.details.push(match other.map(|at| extra.remove(at)) {
                        Some((_, got)) => format!("{name}: expected {value:?}, got {got:?}"),
                        None => format!("{name}={value} is missing"),
                    });
                }
                let lines = extra.into_iter().map(|(name, value)| format!("{name}={value} is not expected"));
                finding.details.extend(lines);
                finding
            }
        }
    }
}

fn listed(pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return "none".to_string();
    }
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

pub(super) fn owned<N: Into<String>, V: Into<String>>(
    pairs: impl IntoIterator<Item = (N, V)>,
) -> Vec<(String, String)> {
    pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
}

fn queries(wanted: PairsWanted) -> Matching {
    Matching::new(Pairs { subject: "query", get: |request| request.queries().collect(), wanted })
}

/// Requests with a query parameter of that name and value; others may be there as well.
pub fn query<K>(name: impl Into<String>, value: impl IntoText<K>) -> Matching {
    queries(PairsWanted::One(name.into(), value.into_text().0))
}

/// Requests without a query parameter of that name.
pub fn query_absent(name: impl Into<String>) -> Matching {
    queries(PairsWanted::Absent(name.into()))
}

/// Requests whose query parameters of that name are these, in this order.
pub fn query_all<V: Into<String>>(name: impl Into<String>, values: impl IntoIterator<Item = V>) -> Matching {
    queries(PairsWanted::All(name.into(), values.into_iter().map(Into::into).collect()))
}

/// Requests with these query parameters and no others, in any order.
pub fn query_exactly<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Matching {
    queries(PairsWanted::Exactly { pairs: owned(pairs), in_order: false })
}

/// Requests with these query parameters and no others, in this order.
pub fn query_in_order<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Matching {
    queries(PairsWanted::Exactly { pairs: owned(pairs), in_order: true })
}

/// Requests without a query.
pub fn no_query() -> Matching {
    query_exactly::<String, String>([])
}

#[track_caller]
fn headers(subject: &'static str, wanted: PairsWanted) -> Matching {
    let get = |request: &Request| {
        let headers = request.headers().iter();
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        headers.map(|(name, value)| (name.to_string(), text(value))).collect()
    };
    Matching::new(Pairs { subject, get, wanted })
}

#[track_caller]
fn header_name(name: impl AsRef<str>) -> String {
    match HeaderName::try_from(name.as_ref()) {
        Ok(name) => name.to_string(),
        Err(_) => panic!("`{}` is no name of a header", name.as_ref()),
    }
}

/// Requests with a header of that name and value; where it is repeated, one is enough.
///
/// # Panics
/// When the name is none.
#[track_caller]
pub fn header<K>(name: impl AsRef<str>, value: impl IntoText<K>) -> Matching {
    headers("header", PairsWanted::One(header_name(name), value.into_text().0))
}

/// Requests without that header.
///
/// # Panics
/// When the name is none.
#[track_caller]
pub fn header_absent(name: impl AsRef<str>) -> Matching {
    headers("header", PairsWanted::Absent(header_name(name)))
}

/// Requests whose headers of that name are these, in this order.
///
/// # Panics
/// When the name is none.
#[track_caller]
pub fn headers_all<V: Into<String>>(name: impl AsRef<str>, values: impl IntoIterator<Item = V>) -> Matching {
    headers("header", PairsWanted::All(header_name(name), values.into_iter().map(Into::into).collect()))
}

fn cookies(wanted: PairsWanted) -> Matching {
    Matching::new(Pairs { subject: "cookie", get: |request| owned(request.cookies()), wanted })
}

/// Requests with a cookie of that name and value; where it is repeated, one is enough.
pub fn cookie<K>(name: impl Into<String>, value: impl IntoText<K>) -> Matching {
    cookies(PairsWanted::One(name.into(), value.into_text().0))
}

/// Requests without a cookie of that name.
pub fn cookie_absent(name: impl Into<String>) -> Matching {
    cookies(PairsWanted::Absent(name.into()))
}

/// Requests whose cookies of that name are these, in this order.
pub fn cookies_all<V: Into<String>>(
    name: impl Into<String>,
    values: impl IntoIterator<Item = V>,
) -> Matching {
    cookies(PairsWanted::All(name.into(), values.into_iter().map(Into::into).collect()))
}

/// Requests with these credentials, by `Authorization: Basic`.
pub fn basic_auth(user: &str, password: &str) -> Matching {
    let wanted = IntoText::into_text(format!("{user}:{password}"));
    field("basic auth", wanted, |request| decoded_basic(credentials(request, "basic")?))
}

/// What follows the scheme, which is written in any case.
fn credentials<'r>(request: &'r Request, wanted: &str) -> Option<&'r str> {
    let (scheme, credentials) = request.header("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case(wanted).then_some(credentials.trim_start())
}

/// Requests with that token, by `Authorization: Bearer`.
pub fn bearer_auth<K>(token: impl IntoText<K>) -> Matching {
    field("bearer token", token.into_text(), |request| credentials(request, "bearer").map(str::to_string))
}
