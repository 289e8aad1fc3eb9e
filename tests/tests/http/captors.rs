//! What captors keep of requests, and what reports say of predicates that explain themselves.

use mockit::http::matching::{ToValue, any_url, header, json_at, part, query};
use mockit::http::{MockHttp, Request};
use mockit::predicate::{
    Captor, all_of, contains, each, eq, gt, in_range, json, json_subset, len, not, regex, some,
};
use mockit::{PredicateBooleanExt as _, pat};
use mockit_tests::message;
use serde_json::json;

use super::support::{get, request, send};

#[test]
fn wherever_a_predicate_may_stand() {
    let (ids, pages, bodies, amounts, hosts) =
        (Captor::new(), Captor::new(), Captor::new(), Captor::new(), Captor::new());
    let http = MockHttp::new();
    http.expect_post("/charges")
        .with_header("x-id", ids.capture())
        .with(query("page", pages.capture_if(len(1))))
        .with_body(bodies.capture())
        .with(json_at("/amount", amounts.capture_by(|amount: &u64| *amount)))
        .with(mockit::http::matching::host(hosts.capture()))
        .returning_status(200);
    let charge = request("POST", "http://h/charges?page=1", &[("x-id", "7")], r#"{"amount": 5}"#);
    assert_eq!(send(&http, charge).status(), 200);
    assert_eq!(
        (ids.take(), pages.take(), hosts.take()),
        (vec!["7".into()], vec!["1".into()], vec!["h".into()])
    );
    assert_eq!((bodies.take(), amounts.take()), (vec![r#"{"amount": 5}"#.to_string()], vec![5]));

    // Of a request that is not answered by the stub, nothing is kept.
    http.expect_any(any_url()).optional().returning_status(404);
    let other = request("POST", "http://h/charges?page=10", &[("x-id", "8")], r#"{"amount": 6}"#);
    assert_eq!(send(&http, other).status(), 404);
    assert_eq!((ids.count(), amounts.count()), (0, 0));
}

#[test]
fn whole_requests() {
    let requests = Captor::<Request>::new();
    let http = MockHttp::new();
    http.expect_get("/users/{id}").with(requests.capture()).times(1).returning_status(200);
    http.expect_any(any_url()).returning_status(404);
    get(&http, "http://h/users/7");
    get(&http, "http://h/users/8");
    let [one] = &requests.values()[..] else { panic!("one request") };
    assert_eq!((one.path(), one.capture("id")), ("/users/7", Some("7")));
}

#[test]
fn only_the_side_that_accepts_is_kept() {
    let ids = Captor::new();
    let http = MockHttp::new();
    let first = header("x-id", ids.capture()) & query("as", "admin");
    let second = header("x-other", ids.capture()) & !header("x-id", ids.capture_if(eq("9")));
    http.expect_get("/a").with(first | second).returning_status(200);
    send(&http, request("GET", "http://h/a", &[("x-id", "1"), ("x-other", "2")], ""));
    assert_eq!(ids.take(), ["2"]);
    send(&http, request("GET", "http://h/a?as=admin", &[("x-id", "1"), ("x-other", "2")], ""));
    assert_eq!(ids.take(), ["1"]);

    let (names, texts) = (Captor::new(), Captor::new());
    http.expect_post("/form")
        .with(part("file").content(texts.capture()).file_name(names.capture_if(eq("b.txt"))))
        .returning_status(200);
    let part = |name: &str, text: &str| {
        format!(
            "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        )
    };
    let form = format!("{}{}--XX--\r\n", part("a.txt", "first"), part("b.txt", "second"));
    send(
        &http,
        request("POST", "http://h/form", &[("content-type", "multipart/form-data; boundary=XX")], &form),
    );
    assert_eq!((names.take(), texts.take()), (vec!["b.txt".into()], vec!["second".into()]));
}

#[test]
fn looking_back() {
    let pages = Captor::new();
    let http = MockHttp::new();
    http.expect_any(any_url()).returning_status(200);
    for url in ["http://h/a?page=1", "http://h/b?page=2", "http://h/a?page=3", "http://h/a"] {
        get(&http, url);
    }
    http.verify_get("/a").with(query("page", pages.capture())).times(2);
    assert_eq!(pages.take(), ["1", "3"]);
    message(|| http.verify_get("/a").with(query("page", pages.capture())).times(3));
    assert_eq!(pages.count(), 0);
}

#[derive(Clone, Debug, serde::Deserialize)]
struct Order {
    id: u32,
    tags: Vec<String>,
    discount: Option<u32>,
}

#[test]
fn reports_say_why() {
    let http = MockHttp::new();
    let order =
        pat!(Order { id: gt(5), tags: contains(eq("new".to_string())), discount: some(in_range(1..5)) });
    http.expect_post("/orders")
        .with(json_at("", order))
        .with(json_at::<ToValue<Vec<String>>>("/tags", each(len(3)).and(len(2))))
        .with_header("x-meta", all_of((json(json!({"a": 1, "b": [1, 2]})), not(len(2)))))
        .with_header("x-few", json_subset(json!({"a": 1})))
        .with_header("x-id", regex("^[0-9]+$").and(len(4)))
        .returning_status(200);
    let body = r#"{"id": 3, "tags": ["a", "old"], "discount": 7}"#;
    let headers = [("x-meta", r#"{"a": 2, "b": [1]}"#), ("x-few", "no"), ("x-id", "12")];
    let text = message(|| send(&http, request("POST", "http://h/orders", &headers, body)));
    let lines: Vec<_> = text.lines().filter(|line| line.starts_with("      ")).collect();
    drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| http.checkpoint())));
    insta::assert_snapshot!(lines.join("\n"));
}
