//! Which bodies a matcher accepts, and how matchers combine.

use mockit::http::matching::{
    body, body_bytes, form, form_exactly, header, json_as, json_at, json_equal, json_in_any_order, json_path,
    json_path_is, json_schema, json_subset, part, query,
};
use mockit::http::{MockHttp, glob, regex};
use mockit::predicate::{always, ge, gt, lt, str};
use mockit::{Predicate, PredicateBooleanExt as _};
use mockit_tests::message;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::support::{all_accept, all_refuse, contains, post, with};

#[derive(Deserialize, Serialize)]
struct Charge {
    amount: u32,
    currency: Option<String>,
}

#[test]
fn a_body_is_matched_as_text_or_as_bytes() {
    let request = with("one\r\ntwö");
    let yes = [
        body("one\r\ntwö"),
        body(String::from("one\r\ntwö")),
        body(str::contains("e\r\nt")),
        body(regex("(?s)^one.*ö$")),
        body(glob("one**")),
        body_bytes("one\r\ntwö"),
        body_bytes(vec![b'o', b'n', b'e', b'\r', b'\n', b't', b'w', 0xc3, 0xb6]),
    ];
    all_accept(&request, yes);
    all_refuse(
        &request,
        [body("one"), body(""), body(regex("^two")), body_bytes("one\ntwö"), body_bytes("")],
    );
}

#[test]
fn an_empty_body_is_a_body() {
    let empty = with("");
    all_accept(
        &empty,
        [body(""), body(str::is_empty()), body_bytes(""), form_exactly([] as [(&str, &str); 0])],
    );
    let no = [
        json_equal(json!(null)),
        json_subset(json!({})),
        json_at("", any_value()),
        json_as::<Option<u8>, _>(|_| true),
        json_path("$"),
        json_schema(&json!(true)),
        form("a", always()),
        part("a").into(),
        body(str::is_empty().not()),
    ];
    all_refuse(&empty, no);
}

#[test]
fn a_body_may_be_no_utf_8() {
    let raw = with(b"a\xff\x00");
    all_accept(&raw, [body_bytes(&b"a\xff\x00"[..]), body(str::starts_with("a")), body("a\u{fffd}\0")]);
    all_refuse(
        &raw,
        [body("a"), json_equal(json!("a")), json_at("", any_value()), body_bytes(&b"a\xff"[..])],
    );
}

#[test]
fn what_is_no_json_is_refused_by_all_that_look_at_json() {
    for text in ["{", "{\"a\": 1,}", "{\"a\": 1} x", "{a: 1}", "a=1", "\u{feff}{\"a\": 1}"] {
        let no = [
            json_equal(json!({"a": 1})),
            json_subset(json!({})),
            json_in_any_order(json!({"a": 1})),
            json_at("/a", 1),
            json_as::<Value, _>(|_| true),
            json_path("$.a"),
            json_schema(&json!(true)),
        ];
        all_refuse(&with(text), no);
    }
}

#[test]
fn json_is_equal_whatever_the_order_of_members_and_the_space() {
    let request = with(r#" {"b" : [1, 2, {"c": null}], "a": "\u00fc\n"} "#);
    let wanted = json!({"a": "ü\n", "b": [1, 2, {"c": null}]});
    all_accept(&request, [json_equal(&wanted), json_equal(wanted), !json_equal(json!({}))]);
    let no = [
        json!({"a": "ü\n", "b": [2, 1, {"c": null}]}),
        json!({"a": "ü\n", "b": [1, 2, {}]}),
        json!({"a": "ü\n", "b": [1, 2, {"c": null}], "d": null}),
        json!({"a": "ü\n"}),
        json!([]),
        json!(null),
    ];
    all_refuse(&request, no.map(json_equal));
    all_accept(&with("[]"), [json_equal(json!([])), json_equal(Vec::<u8>::new())]);
    all_accept(&with("18446744073709551615"), [json_equal(u64::MAX)]);
    let charge = Charge { amount: 5, currency: None };
    all_accept(&with(r#"{"currency": null, "amount": 5}"#), [json_equal(&charge)]);
    all_refuse(&with(r#"{"amount": 5}"#), [json_equal(charge)]);
    all_accept(
        &with("[1.0, 2, 1e2]"),
        [json_equal(json!([1, 2.0, 100])), json_at("/0", 1), json_at("/1", 2.0)],
    );
    all_refuse(&with(r#"{"a": "1"}"#), [json_equal(json!({"a": 1})), json_at("/a", 1)]);
}

#[test]
fn a_subset_is_contained_at_every_depth() {
    let request = with(r#"{"a": {"b": [{"id": 1, "x": 0}, {"id": 2}]}, "c": 3}"#);
    let yes = [
        json!({}),
        json!({"c": 3}),
        json!({"a": {}}),
        json!({"a": {"b": []}}),
        json!({"a": {"b": [{"id": 1}]}}),
        json!({"a": {"b": [{}, {"id": 2}]}}),
    ];
    all_accept(&request, yes.map(json_subset));
    let no = [
        json!({"c": 4}),
        json!({"d": null}),
        json!({"a": {"b": [{"id": 2}]}}),
        json!({"a": {"b": [{}, {}, {}]}}),
        json!([]),
    ];
    all_refuse(&request, no.map(json_subset));
}

#[test]
fn arrays_may_be_in_any_order_at_every_depth() {
    let request = with(r#"{"a": [[1, 2], [3], {"b": ["x", "y"]}], "n": [1, 1, 2]}"#);
    let yes = [
        json!({"n": [2, 1, 1], "a": [{"b": ["y", "x"]}, [3], [2, 1]]}),
        json!({"n": [1, 2, 1], "a": [[1, 2], [3], {"b": ["x", "y"]}]}),
    ];
    all_accept(&request, yes.map(json_in_any_order));
    let no = [
        json!({"n": [1, 2, 2], "a": [[1, 2], [3], {"b": ["x", "y"]}]}),
        json!({"n": [1, 1, 2, 2], "a": [[1, 2], [3], {"b": ["x", "y"]}]}),
        json!({"n": [1, 1, 2], "a": [[1, 2], [3], {"b": ["x"]}]}),
    ];
    all_refuse(&request, no.map(json_in_any_order));
    // A subset still wants arrays in their order.
    all_refuse(&with("[1, 2]"), [json_subset(json!([2, 1]))]);
}

#[test]
fn long_arrays_in_any_order_are_compared_in_no_time() {
    let (zeros, numbers) = (vec![0; 3000], (0..1000).collect::<Vec<_>>());
    all_accept(&with(json!(zeros).to_string()), [json_in_any_order(&zeros)]);
    let reversed: Vec<_> = numbers.iter().rev().collect();
    all_accept(&with(json!(numbers).to_string()), [json_in_any_order(reversed)]);
}

#[test]
fn a_pointer_leads_to_a_value() {
    let request =
        with(r#"{"items": [{"price": 12, "name": "tea"}], "a/b": {"~": true}, "": 0, "none": null}"#);
    let yes = [
        json_at("/items/0/price", 12),
        json_at("/items/0/price", gt(10)),
        json_at("/items/0/price", ge(12.0).and(lt(12.5))),
        json_at("/items/0/name", "tea"),
        json_at("/items/0/name", str::contains("e")),
        json_at("/items/0/name", regex("^[a-z]+$")),
        json_at("/items/0", json!({"name": "tea", "price": 12})),
        json_at("/items", function_over_values(|value| value.as_array().is_some_and(|all| all.len() == 1))),
        json_at("/a~1b/~0", true),
        json_at("/", 0),
        json_at("/none", json!(null)),
        json_at("/none", None::<u8>),
    ];
    all_accept(&request, yes);
    let no = [
        json_at("/items/1/price", 12),
        json_at("/items/-/price", 12),
        json_at("/items/00/price", 12),
        json_at("/items/0/price", gt(12)),
        json_at("/items/0/name", gt(1)),
        json_at("/items/0/price", str::contains("1")),
        json_at("/missing", json!(null)),
        json_at("", 0),
    ];
    all_refuse(&request, no);
    contains(&message(|| json_at("items/0", 1)), "`items/0` is no JSON pointer: it begins with `/`");
}

fn function_over_values(f: fn(&Value) -> bool) -> impl Predicate<Value> + Send + Sync + 'static {
    mockit::predicate::function(f)
}

#[test]
fn a_body_may_be_read_as_a_type() {
    let request = with(r#"{"amount": 4999, "currency": "EUR", "more": []}"#);
    let euros = |charge: &Charge| charge.currency.as_deref() == Some("EUR");
    all_accept(&request, [json_as::<Charge, _>(|charge| charge.amount == 4999), json_as(euros)]);
    all_refuse(
        &request,
        [json_as::<Charge, _>(|charge| charge.amount == 1), json_as::<Vec<u8>, _>(|_| true)],
    );
}

#[test]
fn a_json_path_finds_values() {
    let request = with(r#"{"items": [{"id": 1, "tags": ["a"]}, {"id": 2}], "total": 3.5}"#);
    let yes = [
        json_path("$.items[?@.id == 2]"),
        json_path("$..tags"),
        json_path_is("$.items[*].id", gt(0)),
        json_path_is("$.items[0].id", 1),
        json_path_is("$['items'][-1]", json!({"id": 2})),
        json_path_is("$.total", 3.5),
    ];
    all_accept(&request, yes);
    let no = [
        json_path("$.items[?@.id == 3]"),
        json_path("$.nothing"),
        json_path_is("$.items[*].id", gt(1)),
        json_path_is("$.nothing", any_value()),
        json_path_is("$.items[*].tags", json!(["b"])),
    ];
    all_refuse(&request, no);
    contains(&message(|| json_path("items[")), "`items[` is no JSONPath");
}

fn any_value() -> impl Predicate<Value> + Send + Sync + 'static {
    function_over_values(|_| true)
}

#[test]
fn a_json_schema_holds_or_not() {
    let schema = json!({
        "type": "object",
        "required": ["amount"],
        "properties": {"amount": {"type": "integer", "minimum": 1}},
        "additionalProperties": false,
    });
    all_accept(&with(r#"{"amount": 1}"#), [json_schema(&schema)]);
    for text in [r#"{"amount": 0}"#, r#"{"amount": "1"}"#, "{}", "[]", r#"{"amount": 1, "b": 2}"#] {
        all_refuse(&with(text), [json_schema(&schema)]);
    }
    contains(&message(|| json_schema(&json!({"type": "number of things"}))), "this is no JSON Schema: ");
}

#[test]
fn matchers_combine() {
    let request = with("text");
    let (yes, no) = (|| query("x", "1"), || query("x", "2"));
    all_accept(
        &request,
        [yes() & yes(), yes() | no(), no() | yes(), !no(), !(yes() & no()), !no() & yes() & !no()],
    );
    all_refuse(
        &request,
        [yes() & no(), no() | no(), !yes(), !(no() | yes()), no() & yes() | no(), no() | !yes()],
    );
    // `&` binds tighter than `|`.
    all_accept(&request, [yes() | yes() & no()]);
    let shared = header("a", "b") | body("text");
    all_accept(&request, [shared.clone(), shared, !!yes()]);
}

#[test]
fn all_matchers_of_a_stub_must_accept() {
    let http = MockHttp::new();
    http.unmatched(404);
    http.expect_post("/a")
        .with_json_at("/n", gt(1))
        .with_json_at("/n", lt(4))
        .with(body(str::contains(" ")))
        .optional()
        .returning_status(200);
    let all = [r#"{"n": 1}"#, r#"{"n": 2}"#, r#"{"n": 4}"#, r#"{"n":2}"#]
        .map(|text| post(&http, "http://h/a", text));
    assert_eq!(all, [404, 200, 404, 404]);
}

#[test]
fn a_function_that_panics_fails_the_request_and_not_the_double() {
    let http = MockHttp::new();
    http.expect_post("/a")
        .withf(|request| request.json().unwrap()["n"] == 1)
        .optional()
        .returning_status(200);
    contains(&message(|| post(&http, "http://h/a", "no json")), "expected");
    assert_eq!(post(&http, "http://h/a", r#"{"n": 1}"#), 200);
}
