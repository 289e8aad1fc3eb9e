//! What came to a double, afterwards.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockit::http::matching::{any_url, header, query};
use mockit::http::{Method, MockHttp, Version, regex};
use mockit::predicate;
use mockit_tests::message;
use serde::Deserialize;
use serde_json::{Value, json};

use super::support::{contains, get, post, request, send};

#[derive(Debug, Deserialize, PartialEq)]
struct Charge {
    amount: u32,
}

/// A double that took a few requests.
fn used() -> MockHttp {
    let http = MockHttp::new();
    http.expect_any(any_url()).returning_status(200);
    get(&http, "http://h/users/7?page=1");
    get(&http, "http://h/users/8");
    post(&http, "https://api.example/v1/charges", r#"{"amount": 5, "tags": ["a", "b"]}"#);
    send(&http, request("POST", "https://api.example/v1/charges", &[("x-id", "1")], r#"{"amount": 6}"#));
    send(&http, request("POST", "http://h/form", &[], "name=a+b&n=5"));
    http
}

#[test]
fn a_stub_keeps_the_requests_that_it_answered() {
    let http = MockHttp::new();
    let a = http.expect_get("/a").returning_status(200);
    let b = http.expect_post("/b").returning_status(200);
    send(&http, request("GET", "http://h/a?q=1&q=2", &[("X-Id", "7"), ("x-id", "8")], ""));
    post(&http, "http://h/b", "text");
    get(&http, "http://h/a");
    assert_eq!((a.calls(), b.calls(), a.requests().len()), (2, 1, 2));
    let first = &a.requests()[0];
    assert_eq!((first.method(), first.url().as_str()), (&Method::GET, "http://h/a?q=1&q=2"));
    assert_eq!((first.path(), first.version()), ("/a", Version::HTTP_11));
    assert_eq!((first.header("X-ID"), first.headers().get_all("x-id").iter().count()), (Some("7"), 2));
    assert_eq!((first.query("q").as_deref(), first.queries().count()), (Some("1"), 2));
    assert_eq!((first.query("none"), first.header("none"), first.capture("none")), (None, None, None));
    let last = &b.requests()[0];
    assert_eq!((&*last.text(), last.body().as_ref()), ("text", &b"text"[..]));
    assert_eq!((last.to_string(), last.json().is_err()), ("POST http://h/b".to_string(), true));
    contains(&format!("{last:?}"), r#"body: b"text""#);
}

#[test]
fn a_double_keeps_all_requests_in_order() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(200);
    get(&http, "http://h/a");
    drop(catch_unwind(AssertUnwindSafe(|| post(&http, "http://h/b", "x"))));
    get(&http, "http://h/a#fragment");
    let all: Vec<_> = http.requests().iter().map(ToString::to_string).collect();
    assert_eq!(all, ["GET http://h/a", "POST http://h/b", "GET http://h/a"]);
    contains(&message(|| drop(http)), "POST http://h/b: No matching stub found");
}

#[test]
fn cookies_are_read_from_all_headers() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").returning_status(200);
    let headers = [("cookie", "a=1; b=x=y"), ("cookie", "c=;nothing"), ("cookie", " d=4")];
    send(&http, request("GET", "http://h/a", &headers, ""));
    let request = &stub.requests()[0];
    assert_eq!(request.cookies().collect::<Vec<_>>(), [("a", "1"), ("b", "x=y"), ("c", ""), ("d", "4")]);
}

#[test]
fn what_the_path_captured_can_still_be_asked_for() {
    let http = MockHttp::new();
    let stub = http.expect_get("/users/{id}").returning_status(200);
    get(&http, "http://h/users/7");
    assert_eq!(stub.requests()[0].capture("id"), Some("7"));
    http.verify_get("/users/{id}").withf(|request| request.capture("id") == Some("7")).once();
    let other = http.verify_get("/{what}/7").requests();
    assert_eq!((other[0].capture("what"), other[0].capture("id")), (Some("users"), None));
}

#[test]
fn the_last_json_is_read_as_a_type() {
    let http = MockHttp::new();
    let stub = http.expect_post("/a").returning_status(200);
    contains(&message(|| stub.last_json::<Value>()), "POST /a has not been requested yet");
    post(&http, "http://h/a", r#"{"amount": 5}"#);
    post(&http, "http://h/a", r#"{"amount": 6, "more": null}"#);
    assert_eq!(stub.last_json::<Charge>(), Charge { amount: 6 });
    assert_eq!(stub.last_json::<Value>(), json!({"amount": 6, "more": null}));
    post(&http, "http://h/a", r#"{"amount": -1}"#);
    let text = message(|| stub.last_json::<Charge>());
    contains(&text, "the body of POST http://h/a is no ");
    contains(&text, "Charge: invalid value: integer `-1`, expected u32");
}

#[test]
fn a_verification_counts_by_method_and_url() {
    let http = used();
    http.verify_get("/users/{id}").times(2);
    http.verify_get("/users/7").once();
    http.verify_get("/users/7?page=1").once();
    http.verify_get("/users/8?page=1").never();
    http.verify_get("http://h/users/8").at_least(1);
    http.verify_post("https://api.example/v1/charges").times(1..=2);
    http.verify_post("http://api.example/v1/charges").never();
    http.verify_put("/users/7").never();
    http.verify([Method::GET, Method::POST], any_url()).times(5);
    http.verify("GET", regex("^/users/[0-9]$")).times(2..);
    http.verify_delete(any_url()).times(..1);
    http.verify_any("/users/7").once();
    http.verify_any("https://nobody.example/").never();
    assert_eq!(http.verify_get("/users/{id}").requests().len(), 2);
}

#[test]
fn a_verification_takes_the_matchers_of_stubs() {
    let http = used();
    let charges = || http.verify_post("/v1/charges");
    charges().with_json(json!({"tags": ["a", "b"], "amount": 5})).once();
    charges().with_json_subset(json!({"amount": 5})).once();
    charges().with_json_in_any_order(json!({"tags": ["b", "a"], "amount": 5})).once();
    charges().with_json_at("/amount", predicate::gt(4)).times(2);
    charges().with_json_as::<Charge>(|charge| charge.amount == 6).once();
    charges().with_json_path("$.tags[?@ == 'b']").once();
    charges().with_json_path_is("$.tags[0]", "a").once();
    charges().with_json_schema(&json!({"required": ["tags"]})).once();
    charges().with_header("x-id", "1").once();
    charges().without_header("x-id").once();
    charges().with(header("x-id", "1") | header("x-id", "2")).once();
    charges().with(!header("x-id", "1")).once();
    charges().with_body(predicate::str::contains("tags")).once();
    charges().withf(|request| request.body().len() > 20).once();
    http.verify_post("/form").with_form("name", "a b").with_form("n", predicate::ne("6")).once();
    http.verify_get(any_url()).with(query("page", "1")).once();
    http.verify_get(any_url()).without_query("page").without_cookie("a").once();
}

#[test]
fn an_endpoint_and_a_stub_tell_what_was_when_the_double_is_gone() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").returning_status(200);
    let endpoint = http.endpoint();
    assert_eq!(get(&endpoint, "http://h/a"), 200);
    assert!(endpoint.is_live());
    drop(http);
    assert!(!endpoint.is_live());
    assert_eq!((stub.calls(), endpoint.requests().len()), (1, 1));
    endpoint.verify_get("/a").once();
}

#[test]
fn a_verification_that_fails_shows_the_nearest_requests() {
    let http = used();
    let text = message(|| http.verify_post("/v1/charges").with_json(json!({"amount": 7})).once());
    contains(&text, "POST /v1/charges like this: not requested, expected exactly 1 time");
    contains(
        &text,
        "The double received, nearest first:\n    POST https://api.example/v1/charges -> 200 OK\n",
    );
    contains(&text, "✓ method: POST");
    contains(&text, "/amount: expected 7, got 5");
    contains(&text, "/tags: not expected, got");
    let text = message(|| http.verify_get("/users/{id}").never());
    contains(&text, "GET /users/{id}: requested 2 times, expected never");
    let text = message(|| http.verify_get("/users/7").times(2..));
    contains(&text, "GET /users/7: requested once, expected at least 2 times");
    let nothing = message(|| MockHttp::new().verify("PATCH", "/a").once());
    contains(&nothing, "PATCH /a: not requested, expected exactly 1 time");
    contains(&nothing, "The double received no request at all.");
}

#[test]
fn a_verification_that_failed_is_not_held_against_the_double() {
    let http = used();
    contains(&message(|| http.verify_delete("/a").once()), "DELETE /a: not requested");
    drop(http);
}

#[test]
fn what_the_fallback_answered_is_verified_too() {
    let http = MockHttp::new();
    http.unmatched(200);
    post(&http, "http://h/events", r#"{"kind": "login"}"#);
    http.verify_post("/events").with_json(json!({"kind": "login"})).once();
    http.verify_post("/events").with_json(json!({"kind": "logout"})).never();
}
