//! Which redirects are followed: the look-alike of `reqwest::redirect`, whose policies cannot be asked
//! from outside of it.

use std::error::Error as StdError;
use std::fmt;

use reqwest::{StatusCode, Url};

/// Decides how redirects are followed: up to ten of them, unless another policy is
/// [set](crate::ClientBuilder::redirect).
pub struct Policy {
    kind: Kind,
}

enum Kind {
    Limited(usize),
    None,
    Custom(Box<dyn Fn(Attempt) -> Action + Send + Sync>),
}

/// A redirect that is about to be followed: what a custom policy decides on.
#[derive(Debug)]
pub struct Attempt<'a> {
    status: StatusCode,
    next: &'a Url,
    previous: &'a [Url],
}

/// What a policy decided.
#[derive(Debug)]
pub struct Action {
    pub(crate) decision: Decision,
}

#[derive(Debug)]
pub(crate) enum Decision {
    Follow,
    Stop,
    Error(Box<dyn StdError + Send + Sync>),
}

impl Policy {
    /// Follows that many redirects; the next one is an error.
    pub fn limited(max: usize) -> Self {
        Policy { kind: Kind::Limited(max) }
    }

    /// Follows none: the response is the 3xx one.
    pub fn none() -> Self {
        Policy { kind: Kind::None }
    }

    /// Follows those that the function says. Nothing else ends a loop.
    pub fn custom<T>(policy: T) -> Self
    where
        T: Fn(Attempt) -> Action + Send + Sync + 'static,
    {
        Policy { kind: Kind::Custom(Box::new(policy)) }
    }

    /// What this policy says to an attempt; for policies that wrap others.
    pub fn redirect(&self, attempt: Attempt) -> Action {
        match &self.kind {
            Kind::Custom(custom) => custom(attempt),
            // The first URL is that of the request, and no redirect.
            Kind::Limited(max) if attempt.previous.len() > *max => attempt.error(TooManyRedirects),
            Kind::Limited(_) => attempt.follow(),
            Kind::None => attempt.stop(),
        }
    }

    pub(crate) fn decide(&self, status: StatusCode, next: &Url, previous: &[Url]) -> Decision {
        self.redirect(Attempt { status, next, previous }).decision
    }

    pub(crate) fn is_default(&self) -> bool {
        matches!(self.kind, Kind::Limited(10))
    }
}

impl Default for Policy {
    fn default() -> Self {
        Policy::limited(10)
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Limited(max) => write!(f, "Policy(Limit({max}))"),
            Kind::None => f.write_str("Policy(None)"),
            Kind::Custom(_) => f.write_str("Policy(Custom)"),
        }
    }
}

impl<'a> Attempt<'a> {
    /// The redirecting response's status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Where it leads to.
    pub fn url(&self) -> &Url {
        self.next
    }

    /// The URLs that were requested so far, the first one first.
    pub fn previous(&self) -> &[Url] {
        self.previous
    }

    /// The redirect is to be followed.
    pub fn follow(self) -> Action {
        Action { decision: Decision::Follow }
    }

    /// The redirecting response is the result.
    pub fn stop(self) -> Action {
        Action { decision: Decision::Stop }
    }

    /// The result is an error, with this source.
    pub fn error<E: Into<Box<dyn StdError + Send + Sync>>>(self, error: E) -> Action {
        Action { decision: Decision::Error(error.into()) }
    }
}

#[derive(Debug)]
struct TooManyRedirects;

impl fmt::Display for TooManyRedirects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many redirects")
    }
}

impl StdError for TooManyRedirects {}
