//! What a JSON value must be, and where it is not.

use serde::Serialize;
use serde_json::Value;

/// # Panics
/// When it cannot be written as JSON.
#[track_caller]
pub(crate) fn value(of: impl Serialize) -> Value {
    match serde_json::to_value(of) {
        Ok(value) => value,
        Err(error) => panic!("this cannot be written as JSON: {error}"),
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mode {
    Equal,
    /// Objects may have more members, arrays more elements at their end.
    Subset,
    /// Arrays may be in another order.
    AnyOrder,
}

/// A difference, by JSON pointer.
pub(crate) struct Difference {
    pub(crate) pointer: String,
    pub(crate) what: String,
}

pub(crate) fn accepts(mode: Mode, wanted: &Value, got: &Value) -> bool {
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => {
            (mode == Mode::Subset || wanted.len() == got.len())
                && wanted
                    .iter()
                    .all(|(key, wanted)| got.get(key).is_some_and(|got| accepts(mode, wanted, got)))
        }
        (Value::Array(wanted), Value::Array(got)) => match mode {
            Mode::AnyOrder => wanted.len() == got.len() && unpaired(wanted, got).is_empty(),
            Mode::Subset => {
                wanted.len() <= got.len() && wanted.iter().zip(got).all(|(w, g)| accepts(mode, w, g))
            }
            Mode::Equal => {
                wanted.len() == got.len() && wanted.iter().zip(got).all(|(w, g)| accepts(mode, w, g))
            }
        },
        _ => is_same(wanted, got),
    }
}

/// JSON has one kind of numbers: `1` is `1.0`.
fn is_same(wanted: &Value, got: &Value) -> bool {
    match (wanted, got) {
        (Value::Number(wanted), Value::Number(got)) if wanted.is_f64() != got.is_f64() => {
            wanted.as_f64() == got.as_f64()
        }
        _ => wanted == got,
    }
}

/// The wanted elements that find no partner. Any partner is the right one, for all that are equal in
/// any order are equal to each other.
fn unpaired<'a>(wanted: &'a [Value], got: &[Value]) -> Vec<&'a Value> {
    let mut taken = vec![false; got.len()];
    let is_alone = |wanted: &&Value| {
        let partner = (0..got.len()).find(|&at| !taken[at] && accepts(Mode::AnyOrder, wanted, &got[at]));
        partner.map(|at| taken[at] = true).is_none()
    };
    wanted.iter().filter(is_alone).collect()
}

/// Where a value is not what was wanted.
pub(crate) fn differences(mode: Mode, wanted: &Value, got: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    collect(mode, wanted, got, &mut String::new(), &mut found);
    found
}

fn collect(mode: Mode, wanted: &Value, got: &Value, at: &mut String, found: &mut Vec<Difference>) {
    let mut tell = |at: &str, what: String| {
        let pointer = if at.is_empty() { "(root)".to_string() } else { at.to_string() };
        found.push(Difference { pointer, what });
    };
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => {
            for (key, value) in wanted {
                let length = at.len();
                at.push('/');
                at.push_str(&key.replace('~', "~0").replace('/', "~1"));
                match got.get(key) {
                    Some(got) => collect(mode, value, got, at, found),
                    None => found.push(Difference {
                        pointer: at.clone(),
                        what: format!("expected {value}, is missing"),
                    }),
                }
                at.truncate(length);
            }
            if mode != Mode::Subset {
                for (key, value) in got.iter().filter(|(key, _)| !wanted.contains_key(*key)) {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    found.push(Difference {
                        pointer: format!("{at}/{key}"),
                        what: format!("not expected, got {value}"),
                    });
                }
            }
        }
        (Value::Array(wanted), Value::Array(got)) if mode == Mode::AnyOrder => {
            for value in unpaired(wanted, got) {
                tell(at, format!("no element is {value}"));
            }
            if wanted.len() != got.len() {
                tell(at, format!("expected {} elements, got {}", wanted.len(), got.len()));
            }
        }
        (Value::Array(wanted), Value::Array(got)) => {
            let is_wrong = wanted.len() > got.len() || (mode == Mode::Equal && wanted.len() != got.len());
            if is_wrong {
                tell(at, format!("expected {} elements, got {}", wanted.len(), got.len()));
            }
            for (index, value) in wanted.iter().enumerate() {
                let length = at.len();
                at.push_str(&format!("/{index}"));
                match got.get(index) {
                    Some(got) => collect(mode, value, got, at, found),
                    None => found.push(Difference {
                        pointer: at.clone(),
                        what: format!("expected {value}, is missing"),
                    }),
                }
                at.truncate(length);
            }
            if mode == Mode::Equal {
                for (index, value) in got.iter().enumerate().skip(wanted.len()) {
                    found.push(Difference {
                        pointer: format!("{at}/{index}"),
                        what: format!("not expected, got {value}"),
                    });
                }
            }
        }
        _ if is_same(wanted, got) => {}
        _ => tell(at, format!("expected {wanted}, got {got}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn texts(mode: Mode, wanted: Value, got: Value) -> Vec<String> {
        let found = differences(mode, &wanted, &got);
        assert_eq!(found.is_empty(), accepts(mode, &wanted, &got));
        found.into_iter().map(|d| format!("{} {}", d.pointer, d.what)).collect()
    }

    #[test]
    fn differences_are_named_by_pointer() {
        let wanted = json!({"a": {"b/c": [1, 2]}, "d": 1});
        let got = json!({"a": {"b/c": [1, 3, 4]}, "e": null});
        assert_eq!(
            texts(Mode::Equal, wanted.clone(), got.clone()),
            [
                "/a/b~1c expected 2 elements, got 3",
                "/a/b~1c/1 expected 2, got 3",
                "/a/b~1c/2 not expected, got 4",
                "/d expected 1, is missing",
                "/e not expected, got null"
            ]
        );
        assert_eq!(texts(Mode::Subset, wanted, got).len(), 2);
        assert!(texts(Mode::Equal, json!([1, 2.0]), json!([1.0, 2])).is_empty());
        assert_eq!(texts(Mode::Equal, json!(1), json!("1")), ["(root) expected 1, got \"1\""]);
    }

    #[test]
    fn a_subset_may_have_more() {
        assert!(texts(Mode::Subset, json!({"a": [1]}), json!({"a": [1, 2], "b": 1})).is_empty());
        assert_eq!(texts(Mode::Subset, json!([1, 2]), json!([1])).len(), 2);
    }

    #[test]
    fn any_order_counts_elements() {
        assert!(texts(Mode::AnyOrder, json!([1, [2, 3], 1]), json!([[3, 2], 1, 1])).is_empty());
        assert_eq!(texts(Mode::AnyOrder, json!([1, 1, 2]), json!([1, 2, 2])), ["(root) no element is 1"]);
    }
}
