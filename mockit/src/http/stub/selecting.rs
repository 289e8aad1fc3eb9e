//! The setters that say which requests are meant: alike for stubs and for verification.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::shared::Registered;
use super::verification::Verification;
use crate::http::matching::{self, IntoJsonCheck, IntoText, Matching};
use crate::http::request::Request;

/// Requests that are meant, and what about them: a [`Stub`](super::Stub) answers them, a
/// [`Verification`] counts them. All setters narrow down further; each is short for
/// [`with`](Self::with) and a function of [`matching`](crate::http::matching), where their rules
/// are.
#[derive(Clone)]
pub struct Selecting<T>(pub(crate) T);

/// What selects requests.
pub trait Select {
    #[doc(hidden)]
    fn narrow(&mut self, matching: Matching);
}

impl Select for Registered {
    fn narrow(&mut self, matching: Matching) {
        self.0.change(|plan| plan.matchings.push(matching));
    }
}

impl Select for Verification {
    fn narrow(&mut self, matching: Matching) {
        Verification::narrow(self, matching);
    }
}

impl<T: Select> Selecting<T> {
    /// Requests that match.
    pub fn with(mut self, matching: impl Into<Matching>) -> Self {
        self.0.narrow(matching.into());
        self
    }

    /// Requests that the function accepts.
    pub fn withf(self, function: impl Fn(&Request) -> bool + Send + Sync + 'static) -> Self {
        self.with(matching::function(function))
    }

    /// Requests with this header. The headers of a reply are set on the
    /// [`Reply`](crate::http::Reply::header).
    #[track_caller]
    pub fn with_header<K>(self, name: impl AsRef<str>, value: impl IntoText<K>) -> Self {
        self.with(matching::header(name, value))
    }

    /// Requests whose headers of that name are these, in this order.
    #[track_caller]
    pub fn with_headers<V: Into<String>>(
        self,
        name: impl AsRef<str>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.with(matching::headers_all(name, values))
    }

    /// Requests without this header.
    #[track_caller]
    pub fn without_header(self, name: impl AsRef<str>) -> Self {
        self.with(matching::header_absent(name))
    }

    /// Requests with this cookie.
    pub fn with_cookie<K>(self, name: &str, value: impl IntoText<K>) -> Self {
        self.with(matching::cookie(name, value))
    }

    /// Requests with these credentials.
    pub fn with_basic_auth(self, user: &str, password: &str) -> Self {
        self.with(matching::basic_auth(user, password))
    }

    /// Requests with this token.
    pub fn with_bearer_auth<K>(self, token: impl IntoText<K>) -> Self {
        self.with(matching::bearer_auth(token))
    }

    /// Requests with this query parameter; others may be there as well.
    pub fn with_query<K>(self, name: &str, value: impl IntoText<K>) -> Self {
        self.with(matching::query(name, value))
    }

    /// Requests whose query parameters of that name are these, in this order.
    pub fn with_queries<V: Into<String>>(self, name: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.with(matching::query_all(name, values))
    }

    /// Requests with these query parameters and no others, in any order.
    pub fn with_query_exactly<N: Into<String>, V: Into<String>>(
        self,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.with(matching::query_exactly(pairs))
    }

    /// Requests with these query parameters and no others, in this order.
    pub fn with_query_in_order<N: Into<String>, V: Into<String>>(
        self,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.with(matching::query_in_order(pairs))
    }

    /// Requests without this query parameter.
    pub fn without_query(self, name: &str) -> Self {
        self.with(matching::query_absent(name))
    }

    /// Requests without this cookie.
    pub fn without_cookie(self, name: &str) -> Self {
        self.with(matching::cookie_absent(name))
    }

    /// Requests whose body is this text.
    pub fn with_body<K>(self, text: impl IntoText<K>) -> Self {
        self.with(matching::body(text))
    }

    /// Requests whose body is exactly these bytes.
    pub fn with_body_bytes(self, bytes: impl Into<Bytes>) -> Self {
        self.with(matching::body_bytes(bytes))
    }

    /// Requests whose body is this JSON.
    #[track_caller]
    pub fn with_json(self, wanted: impl Serialize) -> Self {
        self.with(matching::json_equal(wanted))
    }

    /// Requests whose JSON body has all of this, and perhaps more.
    #[track_caller]
    pub fn with_json_subset(self, wanted: impl Serialize) -> Self {
        self.with(matching::json_subset(wanted))
    }

    /// Requests whose body is this JSON, with the elements of arrays in any order.
    #[track_caller]
    pub fn with_json_in_any_order(self, wanted: impl Serialize) -> Self {
        self.with(matching::json_in_any_order(wanted))
    }

    /// Requests whose JSON body has this at a JSON pointer.
    #[track_caller]
    pub fn with_json_at<K>(self, pointer: &str, wanted: impl IntoJsonCheck<K>) -> Self {
        self.with(matching::json_at(pointer, wanted))
    }

    /// Requests whose body reads as a `T` which the function accepts:
    /// `with_json_as::<Charge>(|charge| charge.amount == 4999)`.
    pub fn with_json_as<V: DeserializeOwned + 'static>(
        self,
        function: impl Fn(&V) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.with(matching::json_as(function))
    }

    /// Requests in whose JSON body the JSONPath finds something. Needs the feature `jsonpath`.
    #[cfg(feature = "jsonpath")]
    #[track_caller]
    pub fn with_json_path(self, path: &str) -> Self {
        self.with(matching::json_path(path))
    }

    /// Requests in whose JSON body the JSONPath finds such values. Needs the feature `jsonpath`.
    #[cfg(feature = "jsonpath")]
    #[track_caller]
    pub fn with_json_path_is<K>(self, path: &str, wanted: impl IntoJsonCheck<K>) -> Self {
        self.with(matching::json_path_is(path, wanted))
    }

    /// Requests whose JSON body is valid by this JSON Schema. Needs the feature `jsonschema`.
    #[cfg(feature = "jsonschema")]
    #[track_caller]
    pub fn with_json_schema(self, schema: &serde_json::Value) -> Self {
        self.with(matching::json_schema(schema))
    }

    /// Requests whose urlencoded form has this field.
    pub fn with_form<K>(self, name: &str, value: impl IntoText<K>) -> Self {
        self.with(matching::form(name, value))
    }

    /// Requests whose urlencoded form has these fields and no others, in any order.
    pub fn with_form_exactly<N: Into<String>, V: Into<String>>(
        self,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.with(matching::form_exactly(pairs))
    }
}

impl<T: fmt::Debug> fmt::Debug for Selecting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
