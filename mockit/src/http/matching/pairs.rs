//! Matchers on lists of named values: queries, headers, cookies, forms.

use http::HeaderName;

use super::text::{IntoText, Text};
use super::{Check, Finding, Matching};
use crate::http::request::Request;
use crate::predicate::explain;

/// A list of named values: a query, a form, headers.
struct Pairs {
    subject: &'static str,
    get: fn(&Request) -> Vec<(String, String)>,
    wanted: PairsWanted,
}

enum PairsWanted {
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
                explain::any_accepted(self.values(request, name).iter(), |value| text.accepts(value))
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
                let mut finding = Finding::new(subject(name), accepted).but(text.to_string(), values(name));
                if let [only] = &*self.values(request, name) {
                    finding.details = text.reasons(only);
                }
                finding
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

fn owned<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Vec<(String, String)> {
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

fn forms(wanted: PairsWanted) -> Matching {
    let get = |request: &Request| owned(::url::form_urlencoded::parse(request.body()));
    Matching::new(Pairs { subject: "form", get, wanted })
}

/// Requests whose urlencoded form has a field of that name and value.
pub fn form<K>(name: impl Into<String>, value: impl IntoText<K>) -> Matching {
    forms(PairsWanted::One(name.into(), value.into_text().0))
}

/// Requests whose urlencoded form has these fields and no others, in any order.
pub fn form_exactly<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Matching {
    forms(PairsWanted::Exactly { pairs: owned(pairs), in_order: false })
}
