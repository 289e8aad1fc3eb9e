//! Which requests a stub answers: matchers, and what they say of a request that they refuse.
//!
//! Each function here makes a [`Matching`]; the setters of a stub that begin with `with_` are
//! short for [`with`](crate::http::Selecting::with) and one of them. `&`, `|` and `!` combine:
//!
//! ```
//! use mockit::http::matching::{header, query};
//! use mockit::http::MockHttp;
//!
//! let http = MockHttp::new();
//! http.expect_get("/users")
//!     .with(header("x-admin", "yes") | (query("as", "admin") & !query("dry", "true")))
//!     .optional()
//!     .returning_status(200);
//! ```
//!
//! A [`Captor`](crate::predicate::Captor) keeps what comes, wherever a predicate may stand, and whole requests:
//!
//! ```
//! use mockit::http::{MockHttp, Request};
//! use mockit::predicate::Captor;
//!
//! let (pages, requests) = (Captor::new(), Captor::<Request>::new());
//! let http = MockHttp::new();
//! http.expect_get("/users")
//!     .with_query("page", pages.capture())
//!     .with(requests.capture())
//!     .optional()
//!     .returning_status(200);
//! assert!(pages.values().is_empty());
//! ```

mod body;
mod fields;
mod json_value;
#[cfg(feature = "multipart")]
mod multipart;
mod pairs;
mod text;
pub(crate) mod url;

use std::fmt;
use std::ops::{BitAnd, BitOr, Not};
use std::sync::Arc;

use predicates::Predicate as _;

#[cfg(feature = "jsonschema")]
pub use self::body::json_schema;
pub use self::body::{
    body, body_bytes, json_as, json_at, json_equal, json_has, json_in_any_order, json_subset,
};
#[cfg(feature = "jsonpath")]
pub use self::body::{json_path, json_path_is};
pub use self::fields::{IntoMethods, basic_auth, bearer_auth, host, method, path, port, scheme};
pub(crate) use self::fields::{label, one_of};
pub use self::json_value::{IntoJsonCheck, Json, ReadJson, ToValue};
#[cfg(feature = "multipart")]
pub use self::multipart::{Part, part};
pub use self::pairs::{
    cookie, cookie_absent, cookies_all, form, form_exactly, header, header_absent, headers_all, no_query,
    query, query_absent, query_all, query_exactly, query_in_order,
};
pub use self::text::{AsPredicate, AsValue, IntoText, Parsed, parsed};
pub(crate) use self::url::Beginning;
pub use self::url::{IntoUrlPattern, UrlPattern, any_url};

use super::request::Request;
use crate::predicate::explain;
use crate::predicate::explaining::Capture;
pub use crate::predicate::explaining::Pattern;
pub use crate::predicate::{glob, regex};

/// One thing that a request must be.
pub(crate) trait Check: Send + Sync {
    /// Is it?
    fn accepts(&self, request: &Request) -> bool;
    /// For a report: what of the request this is about, and how it differs.
    fn explain(&self, request: &Request) -> Finding;
}

/// What a matcher has to say of a request.
pub(crate) struct Finding {
    /// `header x-id`
    pub(crate) subject: String,
    pub(crate) accepted: bool,
    /// What was wanted, for a request that is refused.
    pub(crate) expected: String,
    /// What the request has.
    pub(crate) actual: String,
    /// Lines that say more, in place of expected and actual.
    pub(crate) details: Vec<String>,
}

impl Finding {
    pub(crate) fn new(subject: impl Into<String>, accepted: bool) -> Self {
        let (expected, actual) = (String::new(), String::new());
        Finding { subject: subject.into(), accepted, expected, actual, details: Vec::new() }
    }

    pub(crate) fn but(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.expected = expected.into();
        self.actual = actual.into();
        self
    }
}

/// A matcher over requests: made by the functions of [this module](self), combined by `&`, `|`
/// and `!`, given to [`with`](crate::http::Selecting::with).
#[derive(Clone)]
pub struct Matching(Node);

#[derive(Clone)]
enum Node {
    One(Arc<dyn Check>),
    All(Arc<[Matching]>),
    Any(Arc<[Matching]>),
    Not(Arc<Matching>),
}

impl Matching {
    pub(crate) fn new(check: impl Check + 'static) -> Self {
        Matching(Node::One(Arc::new(check)))
    }

    /// Does the request match?
    pub fn accepts(&self, request: &Request) -> bool {
        match &self.0 {
            Node::One(check) => check.accepts(request),
            Node::All(all) => all.iter().all(|one| one.accepts(request)),
            Node::Any(any) => explain::any_accepted(any.iter(), |one| one.accepts(request)),
            Node::Not(not) => explain::silently(|| !not.accepts(request)),
        }
    }

    /// One finding a check; those of `|` and `!` are summed up in one.
    pub(crate) fn explain(&self, request: &Request, findings: &mut Vec<Finding>) {
        match &self.0 {
            Node::One(check) => findings.push(check.explain(request)),
            Node::All(all) => all.iter().for_each(|one| one.explain(request, findings)),
            Node::Any(any) => {
                let mut inner = Vec::new();
                any.iter().for_each(|one| one.explain(request, &mut inner));
                let mut finding = Finding::new("one of", self.accepts(request));
                finding.details = inner.iter().map(summary).collect();
                findings.push(finding);
            }
            Node::Not(not) => {
                let mut inner = Vec::new();
                not.explain(request, &mut inner);
                let mut finding = Finding::new("none of these may hold", self.accepts(request));
                finding.details = inner.iter().map(summary).collect();
                findings.push(finding);
            }
        }
    }
}

/// `✗ header x-id: expected "a", got "b"`
fn summary(finding: &Finding) -> String {
    let Finding { subject, accepted, expected, actual, details } = finding;
    match accepted {
        true => format!("✓ {subject}: {}", crate::report::brief(actual)),
        false if details.is_empty() => format!("✗ {subject}: {}", crate::report::contrast(expected, actual)),
        false => format!("✗ {subject}: {}", details.join("; ")),
    }
}

impl BitAnd for Matching {
    type Output = Matching;
    fn bitand(self, other: Matching) -> Matching {
        Matching(Node::All(Arc::new([self, other])))
    }
}

impl BitOr for Matching {
    type Output = Matching;
    fn bitor(self, other: Matching) -> Matching {
        Matching(Node::Any(Arc::new([self, other])))
    }
}

impl Not for Matching {
    type Output = Matching;
    fn not(self) -> Matching {
        Matching(Node::Not(Arc::new(self)))
    }
}

/// All requests, which the captor keeps: `http.expect_get("/users").with(requests.capture())`.
impl From<Capture<Request>> for Matching {
    fn from(capture: Capture<Request>) -> Matching {
        struct Captured(Capture<Request>);
        impl Check for Captured {
            fn accepts(&self, request: &Request) -> bool {
                self.0.eval(request)
            }
            fn explain(&self, request: &Request) -> Finding {
                let mut finding = Finding::new("request", true);
                finding.actual = request.to_string();
                finding
            }
        }
        Matching::new(Captured(capture))
    }
}

impl fmt::Debug for Matching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Matching")
    }
}

/// Requests that the function accepts.
pub fn function(function: impl Fn(&Request) -> bool + Send + Sync + 'static) -> Matching {
    struct Function<F>(F);
    impl<F: Fn(&Request) -> bool + Send + Sync> Check for Function<F> {
        fn accepts(&self, request: &Request) -> bool {
            (self.0)(request)
        }
        fn explain(&self, request: &Request) -> Finding {
            let accepted = self.accepts(request);
            Finding::new("withf", accepted).but("fn(var)", request.to_string())
        }
    }
    Matching::new(Function(function))
}
