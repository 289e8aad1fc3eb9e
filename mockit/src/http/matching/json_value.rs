//! What one value within JSON must be: a value, or what a predicate accepts.

use std::marker::PhantomData;

use predicates::Predicate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::AsValue;
use crate::json::{self, Mode, value};
use crate::predicate::explain;
use crate::report;

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
    pub(super) expected: String,
    check: Box<dyn Fn(&Value) -> Verdict + Send + Sync>,
    /// Of a predicate, are its reasons its own?
    tells_reasons: bool,
}

pub(super) enum Verdict {
    Accepted,
    Refused,
    /// It is no such value.
    No(&'static str),
}

impl Json {
    pub(super) fn new(expected: String, check: impl Fn(&Value) -> Verdict + Send + Sync + 'static) -> Self {
        Json { expected, check: Box::new(check), tells_reasons: false }
    }

    pub(super) fn accepts(&self, value: &Value) -> bool {
        matches!((self.check)(value), Verdict::Accepted)
    }

    /// Why it refuses a value, where it says more than that.
    pub(super) fn reasons(&self, value: &Value) -> Vec<String> {
        explain::reasons(self.tells_reasons, &value.to_string(), || self.accepts(value))
    }

    /// The value, for a report.
    pub(super) fn describe(&self, value: &Value) -> String {
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

impl<S: Serialize> IntoJsonCheck<AsValue> for S {
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
        let tells_reasons = explain::tells_reasons(&self);
        let json = Json::new(self.to_string(), move |got| {
            let mut verdict = Verdict::Refused;
            match T::read(got, &mut |got| verdict = self.eval(got).into()) {
                Ok(()) => verdict,
                Err(name) => Verdict::No(name),
            }
        });
        Json { tells_reasons, ..json }
    }
}

impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.expected)
    }
}
