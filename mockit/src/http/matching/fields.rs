//! Matchers on a request's method, the parts of its URL, and its credentials.

use std::fmt::Write as _;

use base64::Engine as _;
use http::Method;

use super::pairs::query_exactly;
use super::text::{IntoText, Text, Wanted};
use super::url::{IntoUrlPattern, UrlPattern};
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
        let got = (self.get)(request);
        let actual = got.as_ref().map_or("none".to_string(), |text| format!("{text:?}"));
        let mut finding =
            Finding::new(self.subject, self.accepts(request)).but(self.text.to_string(), actual);
        finding.details = got.map(|text| self.text.reasons(&text)).unwrap_or_default();
        finding
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

/// `user:password`
fn decoded_basic(credentials: &str) -> Option<String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(credentials).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
