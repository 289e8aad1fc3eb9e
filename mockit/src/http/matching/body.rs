//! Matchers on a request's body.

use std::marker::PhantomData;

use bytes::Bytes;
use predicates::Predicate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fields::{Pairs, PairsWanted, owned};
use super::json::{self, Mode};
use super::text::{IntoText, Text};
use super::{Check, Finding, Matching};
use crate::http::request::Request;
use crate::report;

/// Requests whose body is this text, or whose body's text the predicate accepts.
pub fn body<K>(text: impl IntoText<K>) -> Matching {
    struct BodyText(Text);
    impl Check for BodyText {
        fn accepts(&self, request: &Request) -> bool {
            self.0.accepts(&request.text())
        }
        fn explain(&self, request: &Request) -> Finding {
            let finding = Finding::new("body", self.accepts(request));
            finding.but(self.0.to_string(), format!("{:?}", request.text()))
        }
    }
    Matching::new(BodyText(text.into_text().0))
}

/// Requests whose body is exactly these bytes.
pub fn body_bytes(bytes: impl Into<Bytes>) -> Matching {
    struct BodyBytes(Bytes);
    impl Check for BodyBytes {
        fn accepts(&self, request: &Request) -> bool {
            self.0 == *request.body()
        }
        fn explain(&self, request: &Request) -> Finding {
            let finding = Finding::new("body", self.accepts(request));
            finding.but(format!("{:?}", self.0), format!("{:?}", request.body()))
        }
    }
    Matching::new(BodyBytes(bytes.into()))
}

#[track_caller]
fn value(of: impl Serialize) -> Value {
    match serde_json::to_value(of) {
        Ok(value) => value,
        Err(error) => panic!("this cannot be written as JSON: {error}"),
    }
}

/// A body that is no JSON at all.
fn no_json(subject: &str, request: &Request, why: &str) -> Finding {
    let mut finding = Finding::new(subject, false);
    if request.body().is_empty() {
        finding.details.push("the body is empty, so it is no JSON".to_string());
        return finding;
    }
    let body = report::shorten(&format!("{:?}", request.text()));
    finding.details.push(format!("the body is no JSON ({why}): {body}"));
    finding
}

struct JsonBody(Mode, Value);

impl Check for JsonBody {
    fn accepts(&self, request: &Request) -> bool {
        request.json().is_ok_and(|got| json::accepts(self.0, &self.1, got))
    }

    fn explain(&self, request: &Request) -> Finding {
        let subject = match self.0 {
            Mode::Equal => "json",
            Mode::Subset => "json subset",
            Mode::AnyOrder => "json in any order",
        };
        match request.json() {
            Err(why) => no_json(subject, request, why),
            Ok(got) => {
                let differences = json::differences(self.0, &self.1, got);
                let mut finding =
                    Finding::new(subject, differences.is_empty()).but(self.1.to_string(), got.to_string());
                let lines = differences.iter().map(|one| format!("{}: {}", one.pointer, one.what));
                finding.details = lines.collect();
                finding
            }
        }
    }
}

/// Requests whose body is this JSON: members of objects in any order, everything else as it is.
/// `1` and `1.0` are the same number.
///
/// # Panics
/// When the value cannot be written as JSON.
#[track_caller]
pub fn json_equal(wanted: impl Serialize) -> Matching {
    Matching::new(JsonBody(Mode::Equal, value(wanted)))
}

/// Requests whose JSON body has all of this: its objects may have more members, its arrays more
/// elements at their end.
///
/// # Panics
/// When the value cannot be written as JSON.
#[track_caller]
pub fn json_subset(wanted: impl Serialize) -> Matching {
    Matching::new(JsonBody(Mode::Subset, value(wanted)))
}

/// Requests whose body is this JSON, with the elements of arrays in any order.
///
/// # Panics
/// When the value cannot be written as JSON.
#[track_caller]
pub fn json_in_any_order(wanted: impl Serialize) -> Matching {
    Matching::new(JsonBody(Mode::AnyOrder, value(wanted)))
}

/// What stands for a value within JSON: the value (anything `Serialize`), or a predicate over the
/// type that it is read as, such as `gt(5)`, or over `str`. For a text, write `"x"` rather than
/// `eq("x")`, which could look at values of several types.
///
/// The parameter only keeps them apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing about a JSON value",
    label = "expected a value that is `Serialize`, or a predicate"
)]
pub trait IntoJsonCheck<Kind> {
    #[doc(hidden)]
    fn into_json_check(self) -> Json;
}

/// What a value within JSON must be; see [`IntoJsonCheck`].
pub struct Json {
    expected: String,
    check: Box<dyn Fn(&Value) -> Verdict + Send + Sync>,
}

enum Verdict {
    Accepted,
    Refused,
    /// It is no such value.
    No(&'static str),
}

impl Json {
    fn new(expected: String, check: impl Fn(&Value) -> Verdict + Send + Sync + 'static) -> Self {
        Json { expected, check: Box::new(check) }
    }

    fn accepts(&self, value: &Value) -> bool {
        matches!((self.check)(value), Verdict::Accepted)
    }

    /// The value, for a report.
    fn describe(&self, value: &Value) -> String {
        match (self.check)(value) {
            Verdict::No(name) => format!("{value}, which is no {name}"),
            Verdict::Accepted | Verdict::Refused => value.to_string(),
        }
    }
}

impl From<bool> for Verdict {
    fn from(accepted: bool) -> Self {
        if accepted { Verdict::Accepted } else { Verdict::Refused }
    }
}

/// What a predicate may look at within JSON.
pub trait ReadJson {
    /// Hands the value to `f`; an error names the type that it is not.
    #[doc(hidden)]
    fn read(value: &Value, f: &mut dyn FnMut(&Self)) -> Result<(), &'static str>;
}

impl<T: DeserializeOwned> ReadJson for T {
    fn read(value: &Value, f: &mut dyn FnMut(&Self)) -> Result<(), &'static str> {
        let value = T::deserialize(value).map_err(|_| report::type_name::<T>())?;
        f(&value);
        Ok(())
    }
}

impl ReadJson for str {
    fn read(value: &Value, f: &mut dyn FnMut(&Self)) -> Result<(), &'static str> {
        f(value.as_str().ok_or("text")?);
        Ok(())
    }
}

/// Marks [`IntoJsonCheck`] of a predicate over `T`.
#[derive(Debug)]
pub struct ToValue<T: ?Sized>(PhantomData<T>);

impl<S: Serialize> IntoJsonCheck<super::AsValue> for S {
    #[track_caller]
    fn into_json_check(self) -> Json {
        let wanted = value(self);
        Json::new(wanted.to_string(), move |got| json::accepts(Mode::Equal, &wanted, got).into())
    }
}

impl<T, P> IntoJsonCheck<ToValue<T>> for P
where
    T: ReadJson + ?Sized,
    P: Predicate<T> + Send + Sync + 'static,
{
    fn into_json_check(self) -> Json {
        Json::new(self.to_string(), move |got| {
            let mut verdict = Verdict::Refused;
            match T::read(got, &mut |got| verdict = self.eval(got).into()) {
                Ok(()) => verdict,
                Err(name) => Verdict::No(name),
            }
        })
    }
}

impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.expected)
    }
}

/// Requests whose JSON body has anything at a JSON pointer; `!json_has("/a")` where it must not.
///
/// # Panics
/// When the text is no JSON pointer.
#[track_caller]
pub fn json_has(pointer: &str) -> Matching {
    at(pointer, Json::new("something".to_string(), |_| Verdict::Accepted))
}

/// Requests whose JSON body has this at a [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901):
/// `json_at("/items/0/price", gt(10))`.
///
/// # Panics
/// When the text is no JSON pointer.
#[track_caller]
pub fn json_at<K>(pointer: &str, wanted: impl IntoJsonCheck<K>) -> Matching {
    at(pointer, wanted.into_json_check())
}

#[track_caller]
fn at(pointer: &str, wanted: Json) -> Matching {
    struct At(String, Json);
    impl Check for At {
        fn accepts(&self, request: &Request) -> bool {
            request.json().ok().and_then(|json| json.pointer(&self.0)).is_some_and(|got| self.1.accepts(got))
        }
        fn explain(&self, request: &Request) -> Finding {
            let subject = format!("json {}", self.0);
            match request.json() {
                Err(why) => no_json(&subject, request, why),
                Ok(json) => {
                    let actual =
                        json.pointer(&self.0).map_or("nothing".to_string(), |got| self.1.describe(got));
                    Finding::new(subject, self.accepts(request)).but(&self.1.expected, actual)
                }
            }
        }
    }
    assert!(
        pointer.is_empty() || pointer.starts_with('/'),
        "`{pointer}` is no JSON pointer: it begins with `/`, as in `/items/0/price`"
    );
    Matching::new(At(pointer.to_string(), wanted))
}

/// Requests whose body reads as a `T` which the function accepts.
pub fn json_as<T, F>(function: F) -> Matching
where
    T: DeserializeOwned + 'static,
    F: Fn(&T) -> bool + Send + Sync + 'static,
{
    struct As<T, F>(F, PhantomData<fn() -> T>);
    impl<T: DeserializeOwned, F: Fn(&T) -> bool + Send + Sync> Check for As<T, F> {
        fn accepts(&self, request: &Request) -> bool {
            request.json_as().is_ok_and(|value| (self.0)(&value))
        }
        fn explain(&self, request: &Request) -> Finding {
            let name = report::type_name::<T>();
            let mut finding = Finding::new(format!("json as {name}"), self.accepts(request));
            finding.actual = request.text().into_owned();
            finding.details.push(match request.json_as::<T>() {
                Err(error) => format!("the body is no `{name}`: {error}"),
                Ok(_) => format!("the function refuses {}", request.text()),
            });
            finding
        }
    }
    Matching::new(As(function, PhantomData))
}

fn forms(wanted: PairsWanted) -> Matching {
    let get = |request: &Request| owned(url::form_urlencoded::parse(request.body()));
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

/// Requests in whose JSON body the [JSONPath](https://www.rfc-editor.org/rfc/rfc9535) finds
/// something. Needs the feature `jsonpath`.
///
/// # Panics
/// When the text is no JSONPath.
#[cfg(feature = "jsonpath")]
#[track_caller]
pub fn json_path(path: &str) -> Matching {
    by_path(path, None)
}

/// Requests in whose JSON body the JSONPath finds at least one value, and only such as are wanted.
/// Needs the feature `jsonpath`.
///
/// # Panics
/// When the text is no JSONPath.
#[cfg(feature = "jsonpath")]
#[track_caller]
pub fn json_path_is<K>(path: &str, wanted: impl IntoJsonCheck<K>) -> Matching {
    by_path(path, Some(wanted.into_json_check()))
}

#[cfg(feature = "jsonpath")]
#[track_caller]
fn by_path(path: &str, wanted: Option<Json>) -> Matching {
    struct ByPath(String, serde_json_path::JsonPath, Option<Json>);
    impl Check for ByPath {
        fn accepts(&self, request: &Request) -> bool {
            let Ok(json) = request.json() else { return false };
            let found = self.1.query(json).all();
            let is_wanted = |value: &&Value| self.2.as_ref().is_none_or(|json| json.accepts(value));
            !found.is_empty() && found.iter().all(is_wanted)
        }
        fn explain(&self, request: &Request) -> Finding {
            let subject = format!("json {}", self.0);
            match request.json() {
                Err(why) => no_json(&subject, request, why),
                Ok(json) => {
                    let describe = |value: &Value| match &self.2 {
                        Some(json) => json.describe(value),
                        None => value.to_string(),
                    };
                    let found = self.1.query(json).all();
                    let found: Vec<_> = found.into_iter().map(describe).collect();
                    let actual = if found.is_empty() { "nothing".to_string() } else { found.join(", ") };
                    let expected = self.2.as_ref().map_or("something", |json| &json.expected);
                    Finding::new(subject, self.accepts(request)).but(expected, actual)
                }
            }
        }
    }
    match serde_json_path::JsonPath::parse(path) {
        Ok(parsed) => Matching::new(ByPath(path.to_string(), parsed, wanted)),
        Err(error) => panic!("`{path}` is no JSONPath such as `$.items[0].price`: {error}"),
    }
}

/// Requests whose JSON body is valid by a JSON Schema. Needs the feature `jsonschema`.
///
/// # Panics
/// When the value is no JSON Schema.
#[cfg(feature = "jsonschema")]
#[track_caller]
pub fn json_schema(schema: &Value) -> Matching {
    struct BySchema(jsonschema::Validator);
    impl Check for BySchema {
        fn accepts(&self, request: &Request) -> bool {
            request.json().is_ok_and(|json| self.0.is_valid(json))
        }
        fn explain(&self, request: &Request) -> Finding {
            match request.json() {
                Err(why) => no_json("json schema", request, why),
                Ok(json) => {
                    let mut finding =
                        Finding::new("json schema", self.accepts(request)).but("", json.to_string());
                    let errors = self.0.iter_errors(json);
                    let line = |error: jsonschema::ValidationError<'_>| {
                        let at = error.instance_path().to_string();
                        format!("{}: {error}", if at.is_empty() { "(root)" } else { &at })
                    };
                    finding.details.extend(errors.map(line));
                    finding
                }
            }
        }
    }
    match jsonschema::validator_for(schema) {
        Ok(validator) => Matching::new(BySchema(validator)),
        Err(error) => panic!("this is no JSON Schema: {error}"),
    }
}
