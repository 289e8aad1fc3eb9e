//! Predicates on JSON.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::explain::{Describe, Described, Explain, Explained, Step, Why};
use crate::json::{self, Mode};

/// What can be read as JSON: a text, bytes, or a value of the crate `serde_json`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read as JSON",
    label = "expected a text, bytes, or a `serde_json::Value`"
)]
pub trait ReadAsJson {
    #[doc(hidden)]
    fn read_as_json(&self) -> Result<Value, serde_json::Error>;
}

macro_rules! texts {
    ($($type:ty => $from:ident;)*) => {$(
        impl ReadAsJson for $type {
            fn read_as_json(&self) -> Result<Value, serde_json::Error> {
                serde_json::$from(self)
            }
        }
    )*};
}

texts! { str => from_str; String => from_str; [u8] => from_slice; Vec<u8> => from_slice; }

impl ReadAsJson for Value {
    fn read_as_json(&self) -> Result<Value, serde_json::Error> {
        Ok(self.clone())
    }
}

/// JSON that is this: members of objects in any order, everything else as it is. `1` and `1.0` are
/// the same number. Needs the feature `json`.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::json;
/// use serde_json::json;
///
/// assert!(json(json!({"id": 1, "tags": ["a"]})).eval(r#"{"tags": ["a"], "id": 1.0}"#));
/// ```
///
/// # Panics
/// When the value cannot be written as JSON.
#[track_caller]
pub fn json(wanted: impl Serialize) -> Explained<IsJson> {
    Explained(IsJson(Mode::Equal, json::value(wanted)))
}

/// JSON that has all of this: its objects may have more members, its arrays more elements at their
/// end. Needs the feature `json`.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::json_subset;
/// use serde_json::json;
///
/// assert!(json_subset(json!({"id": 1})).eval(r#"{"id": 1, "name": "Ada"}"#));
/// ```
///
/// # Panics
/// When the value cannot be written as JSON.
#[track_caller]
pub fn json_subset(wanted: impl Serialize) -> Explained<IsJson> {
    Explained(IsJson(Mode::Subset, json::value(wanted)))
}

/// JSON that is this, with the elements of arrays in any order. Needs the feature `json`.
///
/// ```
/// use mockit::Predicate as _;
/// use mockit::predicate::json_in_any_order;
///
/// assert!(json_in_any_order([1, 2]).eval("[2, 1]"));
/// ```
///
/// # Panics
/// When the value cannot be written as JSON.
#[track_caller]
pub fn json_in_any_order(wanted: impl Serialize) -> Explained<IsJson> {
    Explained(IsJson(Mode::AnyOrder, json::value(wanted)))
}

/// What [`json`] and its like ask.
#[derive(Clone)]
pub struct IsJson(Mode, Value);

impl Describe for IsJson {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.0 {
            Mode::Equal => "json",
            Mode::Subset => "json_subset",
            Mode::AnyOrder => "json_in_any_order",
        };
        write!(f, "{name}({})", self.1)
    }
}

impl<T: ReadAsJson + ?Sized> Explain<T> for IsJson {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        let IsJson(mode, wanted) = self;
        let got = match value.read_as_json() {
            Ok(got) => got,
            Err(error) => {
                why.refuse_all(Described(self), Some(&format_args!("no JSON ({error})")));
                return false;
            }
        };
        if json::accepts(*mode, wanted, &got) {
            return true;
        }
        for json::Difference { pointer, what } in json::differences(*mode, wanted, &got) {
            why.say(Step::Pointer(&pointer), what);
        }
        false
    }
}
