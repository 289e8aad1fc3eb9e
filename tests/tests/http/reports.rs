//! Every failure message of the double, as a user sees it. Line numbers are left out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use futures::FutureExt as _;
use mockit::http::matching::{cookie, header, host, json_schema, parsed, part, query};
use mockit::http::{MockHttp, Reply, glob, regex};
use mockit::predicate::{self, gt, str};
use mockit::{PredicateBooleanExt as _, Sequence, automock};
use mockit_tests::{message, text, without_calls};
use serde::Deserialize;
use serde_json::json;

use super::support::{get, post, request, send};

#[automock]
trait Ledger {
    fn book(&self, cents: u64);
}

/// The text, without line numbers.
fn placeless(text: &str) -> String {
    let mut parts = text.split(".rs:");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let number = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let column = &part[number(part)..];
        let rest = column.strip_prefix(':').map_or(column, |after| match number(after) {
            0 => column,
            length => &after[length..],
        });
        out.push_str(".rs:_");
        out.push_str(rest);
    }
    out
}

/// What a failing test says, without line numbers.
fn report<T>(f: impl FnOnce() -> T) -> String {
    placeless(&without_calls(&message(f)))
}

/// What a request says that nobody answers.
fn refused(http: &MockHttp, method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> String {
    let report = report(|| send(http, request(method, url, headers, body)));
    // What comes at the end is not of interest here.
    drop(catch_unwind(AssertUnwindSafe(|| http.checkpoint())));
    report
}

/// Sends it, whatever happens.
fn try_get(http: &MockHttp, url: &str) {
    drop(catch_unwind(AssertUnwindSafe(|| get(http, url))));
}

#[test]
fn nothing_registered() {
    insta::assert_snapshot!(refused(&MockHttp::new(), "GET", "https://api.example/users?page=1", &[], ""));
    insta::assert_snapshot!(refused(&MockHttp::new(), "POST", "http://h/a", &[], "{\n  \"a\": 1\n}"));
}

#[test]
fn wrong_method_or_url() {
    let http = MockHttp::new();
    http.expect_post("https://api.example/users").returning_status(201);
    http.expect(["PUT", "PATCH"], "/users/{id}").returning_status(200);
    http.expect_get("http://api.example:8080/users").times(2).returning_status(200);
    http.expect_get(regex("^/user/[0-9]+$")).returning_status(200);
    http.expect_any(glob("/files/**")).returning_status(200);
    http.expect_get("/users/:id").returning_status(200);
    insta::assert_snapshot!(refused(&http, "GET", "https://api.example/users", &[], ""));
    http.expect(["PUT", "PATCH"], "/users/{id}").returning_status(200);
    insta::assert_snapshot!(refused(&http, "GET", "http://h/users/7", &[], ""));
}

#[test]
fn wrong_json() {
    #[derive(Deserialize)]
    struct Charge {
        amount: u32,
    }
    let http = MockHttp::new();
    http.expect_post("/a")
        .with_json(json!({"amount": 5, "tags": ["a", {"b": 1}], "x/y": null}))
        .returning_status(200);
    http.expect_post("/a").with_json_subset(json!({"amount": 6, "user": {"id": 7}})).returning_status(200);
    http.expect_post("/a").with_json_in_any_order(json!(["b", "a"])).returning_status(200);
    http.expect_post("/a")
        .with_json_at("/amount", gt(10))
        .with_json_at("/none", "x")
        .with_json_at("/tags/0", str::contains("z"))
        .with_json_at("/tags", gt(1))
        .returning_status(200);
    http.expect_post("/a").with_json_as::<Charge>(|charge| charge.amount == 1).returning_status(200);
    let body = r#"{"amount": 4, "tags": ["a", {"b": 2}, "c"], "more": [1]}"#;
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], body));
    http.expect_post("/a").with_json(json!({"amount": 5})).returning_status(200);
    http.expect_post("/a").with_json_as::<Charge>(|_| true).returning_status(200);
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], "amount=5"));
    http.expect_post("/a").with_json(json!({"amount": 5})).returning_status(200);
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], ""));
}

#[test]
fn wrong_json_by_path_or_schema() {
    let http = MockHttp::new();
    let schema = json!({"required": ["id"], "properties": {"n": {"minimum": 3}}});
    http.expect_post("/a")
        .with_json_path("$.items[?@.id == 3]")
        .with_json_path_is("$.items[*].id", gt(1))
        .with_json_path_is("$.items[0].name", "tea")
        .with(json_schema(&schema))
        .returning_status(200);
    let body = r#"{"items": [{"id": 1}, {"id": 2}], "n": 2}"#;
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], body));
}

#[test]
fn wrong_header_query_or_form() {
    let http = MockHttp::new();
    http.expect_post("/a?page=2&sort=up")
        .with_header("accept", "text/html")
        .with_header("x-id", regex("^[0-9]+$"))
        .with_header("x-n", parsed(gt(5)))
        .with_header("x-ok", "yes")
        .with_headers("x-many", ["1", "2"])
        .without_header("x-debug")
        .returning_status(200);
    http.expect_post("/a")
        .with_query("page", "2")
        .with_queries("tag", ["a"])
        .without_query("debug")
        .with_query("sort", str::starts_with("up").or(str::is_empty()))
        .with(cookie("session", "s1"))
        .with_form("name", "Ada")
        .with_form_exactly([("name", "Ada"), ("n", "5")])
        .returning_status(200);
    http.expect_post("/a").with_basic_auth("u", "p").with_bearer_auth("t").returning_status(200);
    let headers = [
        ("accept", "application/json"),
        ("x-id", "abc"),
        ("x-n", "4"),
        ("x-ok", "yes"),
        ("x-many", "2"),
        ("x-many", "1"),
        ("x-debug", "1"),
        ("cookie", "session=s2"),
        ("authorization", "Basic dTpx"),
    ];
    let url = "http://h/a?page=1&tag=a&tag=b&debug&sort=down";
    insta::assert_snapshot!(refused(&http, "POST", url, &headers, "name=Bob&m=5"));
}

#[test]
fn wrong_body_or_part() {
    let http = MockHttp::new();
    http.expect_post("/a").with_body("one\ntwo").with_body_bytes(&b"\x00"[..]).returning_status(200);
    http.expect_post("/a").with_body(str::contains("three")).returning_status(200);
    http.expect_post("/a")
        .with(part("file").file_name("a.png").content_type("image/png"))
        .with(part("other"))
        .with(part("title").content("Tea"))
        .returning_status(200);
    let content = "content-disposition: form-data; name=\"file\"; filename=\"b.png\"\r\n\r\nbytes";
    let body = format!(
        "--XX\r\n{content}\r\n--XX\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nMilk\r\n--XX--\r\n"
    );
    let headers = [("content-type", "multipart/form-data; boundary=XX")];
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &headers, &body));
    http.expect_post("/a").with(part("file")).returning_status(200);
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], "text"));
}

#[test]
fn combined_matchers_and_functions() {
    let http = MockHttp::new();
    http.expect_get("/a")
        .with(header("x-admin", "yes") | (query("as", "admin") & !query("dry", "true")))
        .with(!header("x-id", "7"))
        .with(host(glob("*.example")) & !cookie("a", predicate::always()))
        .withf(|request| request.header("x-id").is_none())
        .with_header("x-id", predicate::function(|id: &str| id.len() > 3))
        .returning_status(200);
    let headers = [("x-id", "7"), ("cookie", "a=1")];
    insta::assert_snapshot!(refused(&http, "GET", "http://h/a?as=admin&dry=true", &headers, ""));
}

#[test]
fn used_up_or_never() {
    let http = MockHttp::new();
    http.expect_get("/a").times(2).returning_status(200);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/a")], [200, 200]);
    insta::assert_snapshot!(refused(&http, "GET", "http://h/a", &[], ""));
    http.expect_delete("/users/{id}").never();
    insta::assert_snapshot!(refused(&http, "DELETE", "http://h/users/7", &[], ""));
}

#[test]
fn a_scenario_in_another_state() {
    let http = MockHttp::new();
    http.expect_get("/a").when_state("login", "in").returning_status(200);
    http.expect_get("/a").when_state("login", "locked").returning_status(423);
    insta::assert_snapshot!(refused(&http, "GET", "http://h/a", &[], ""));
}

#[test]
fn out_of_turn() {
    let (http, mut ledger, mut order) = (MockHttp::new(), MockLedger::new(), Sequence::new());
    ledger.expect_book().times(1).in_sequence(&mut order).return_const(());
    http.expect_post("/charges").times(1).in_sequence(&mut order).returning_status(201);
    ledger.expect_book().times(1).in_sequence(&mut order).return_const(());
    let early = report(|| post(&http, "http://h/charges", "{}"));
    insta::assert_snapshot!(early);
    ledger.book(1);
    insta::assert_snapshot!(report(|| ledger.book(2)));
    post(&http, "http://h/charges", "{}");
    ledger.book(2);
    insta::assert_snapshot!(refused(&http, "POST", "http://h/charges", &[], "{}"));
    drop(catch_unwind(AssertUnwindSafe(|| drop(ledger))));
}

#[test]
fn no_reply() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_each([503, 503]);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/a")], [503, 503]);
    insta::assert_snapshot!(refused(&http, "GET", "http://h/a", &[], ""));
    let http = MockHttp::new();
    let _no_reply_yet = http.expect_get("/a").with_header("x", "1");
    insta::assert_snapshot!(refused(&http, "GET", "http://h/a", &[("x", "1")], ""));
    let http = MockHttp::new();
    let inner = http.endpoint();
    http.expect_get("/a").returning(move |request| {
        inner.answer(request.clone());
        200
    });
    insta::assert_snapshot!(refused(&http, "GET", "http://h/a", &[], ""));
}

#[test]
fn unmet_at_drop() {
    insta::assert_snapshot!(report(|| {
        MockHttp::new().expect_get("/a").returning_status(200);
    }));
    insta::assert_snapshot!(report(|| {
        let http = MockHttp::new();
        http.expect_get("/users/{id}").times(3).returning_status(200);
        http.expect_post("https://api.example/charges").with_json(json!({"amount": 5})).returning_status(201);
        http.expect_any("/x").optional().returning_status(200);
        http.unmatched(404);
        get(&http, "http://h/users/7");
        post(&http, "https://api.example/charge", r#"{"amount": 5}"#);
    }));
}

#[test]
fn swallowed_and_raised_at_drop() {
    insta::assert_snapshot!(report(|| {
        let http = MockHttp::new();
        http.expect_get("/a").returning_status(200);
        get(&http, "http://h/a");
        try_get(&http, "http://h/b");
        try_get(&http, "http://h/c");
    }));
    insta::assert_snapshot!(report(|| {
        let http = MockHttp::new();
        http.expect_get("/a").returning_status(200);
        try_get(&http, "http://h/b");
    }));
    insta::assert_snapshot!(report(|| {
        let http = MockHttp::new();
        http.unmatched(404);
        http.expect_delete("/a").never();
        drop(catch_unwind(AssertUnwindSafe(|| send(&http, request("DELETE", "http://h/a", &[], "")))));
    }));
}

#[test]
fn verification_fails() {
    let http = MockHttp::new();
    http.unmatched(200);
    insta::assert_snapshot!(report(|| http.verify_get("/a").once()));
    post(&http, "http://h/charges", r#"{"amount": 5}"#);
    get(&http, "http://h/charges?page=1");
    insta::assert_snapshot!(report(|| http.verify_post("/charges").with_json(json!({"amount": 6})).once()));
    insta::assert_snapshot!(report(|| http.verify("POST", "/{any}").never()));
    insta::assert_snapshot!(report(|| http
        .verify(["GET", "HEAD"], "/charges")
        .with_query("page", "1")
        .at_least(2)));
}

#[tokio::test(start_paused = true)]
async fn waiting_in_vain() {
    let http = MockHttp::new();
    http.unmatched(404);
    let stub = http.expect_get("/jobs/1").optional().returning_status(200);
    get(&http, "http://h/job/1");
    let waited = AssertUnwindSafe(stub.wait_called_within(1, Duration::from_secs(30))).catch_unwind().await;
    insta::assert_snapshot!(placeless(&text(&*waited.unwrap_err())));
}

#[test]
fn long_values_and_many_stubs() {
    let http = MockHttp::new();
    let long = "long ".repeat(1000);
    http.expect_post("/a").with_body("short").returning_status(200);
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], &long));
    http.expect_post("/a").with_body(&long[..200]).with_header("x", &long[..150]).returning_status(200);
    let (body, header) = (long[..180].to_string() + "different", long[..100].to_string() + "!");
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[("x", &header)], &body));
    for n in 0..8 {
        http.expect_get(format!("/v1/users/{n}")).returning_status(200);
    }
    http.expect_get("https://api.example/v1/charges").returning_status(200);
    insta::assert_snapshot!(refused(&http, "GET", "https://api.example/v1/charge", &[], ""));
    let many: Vec<_> = (0..30).collect();
    http.expect_post("/a").with_json(&many).returning_status(200);
    insta::assert_snapshot!(refused(&http, "POST", "http://h/a", &[], &json!(vec![0; 30]).to_string()));
}

#[test]
fn misuse() {
    insta::assert_snapshot!(report(|| MockHttp::new().expect_get("users/7")));
    insta::assert_snapshot!(report(|| Reply::status(20)));
    let http = MockHttp::new();
    insta::assert_snapshot!(report(|| get(&http, "/a")));
    let stub = http.expect_get("/users/{id}").returning(|request| request.capture_as::<u16>("name"));
    insta::assert_snapshot!(report(|| get(&http, "http://h/users/7")));
    insta::assert_snapshot!(report(|| stub.last_json::<Vec<u8>>()));
    drop(catch_unwind(AssertUnwindSafe(|| http.checkpoint())));
}
