//! Matchers on a request's body.

use std::marker::PhantomData;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json_value::{IntoJsonCheck, Json, Verdict};
use super::text::{IntoText, Text};
use super::{Check, Finding, Matching};
use crate::http::request::Request;
use crate::json::{self, Mode, value};
use crate::report;

/// Requests whose body is this text, or whose body's text the predicate accepts.
pub fn body<K>(text: impl IntoText<K>) -> Matching {
    struct BodyText(Text);
    impl Check for BodyText {
        fn accepts(&self, request: &Request) -> bool {
            self.0.accepts(&request.text())
        }
        fn explain(&self, request: &Request) -> Finding {
            let mut finding = Finding::new("body", self.accepts(request));
            finding.details = self.0.reasons(&request.text());
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
                    let got = json.pointer(&self.0);
                    let actual = got.map_or("nothing".to_string(), |got| self.1.describe(got));
                    let mut finding =
                        Finding::new(subject, self.accepts(request)).but(&self.1.expected, actual);
                    finding.details = got.map(|got| self.1.reasons(got)).unwrap_or_default();
                    finding
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
