//! What a stub replies.

use std::collections::HashMap;
use std::fs;

use mockit::http::{Fault, MockHttp, Reply, StatusCode, Version};
use mockit_tests::message;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{body, contains, fetch, get, header, outcome, post, request, send};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Charge {
    amount: u32,
}

#[test]
fn a_status_is_a_number_or_a_status_code() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(418);
    http.expect_get("/b").returning_status(StatusCode::ACCEPTED);
    http.expect_get("/c").return_const(599);
    http.expect_get("/d").return_const(StatusCode::GONE);
    assert_eq!(
        ["a", "b", "c", "d"].map(|path| get(&http, &format!("http://h/{path}"))),
        [418, 202, 599, 410]
    );
    let response = fetch(&http, "http://h/a");
    assert!(header(&response, "content-length") == ["0"] && body(&response).is_empty());
    contains(&message(|| MockHttp::new().expect_get("/").returning_status(99)), "99 is no HTTP status");
    contains(&message(|| Reply::text(1000, "")), "it is a number from 100 to 999");
}

#[test]
fn texts_bytes_and_json_have_their_type() {
    let http = MockHttp::new();
    http.expect_get("/text").returning_text(200, "grüße");
    http.expect_get("/bytes").returning_bytes(200, &b"\x00\xff"[..]);
    http.expect_get("/value").returning_json(201, json!({"id": [1, null]}));
    http.expect_get("/struct").returning_json(201, Charge { amount: 5 });
    http.expect_get("/reference").returning_json(201, &Charge { amount: 6 });
    http.expect_get("/slice").returning_json(201, ["a", "b"].as_slice());
    let all = ["text", "value", "struct", "reference", "slice"].map(|path| {
        let response = fetch(&http, &format!("http://h/{path}"));
        (header(&response, "content-type").join("|"), body(&response).to_string())
    });
    let json = |text: &str| ("application/json".to_string(), text.to_string());
    assert_eq!(all[0], ("text/plain; charset=utf-8".to_string(), "grüße".to_string()));
    assert_eq!(
        all[1..],
        [r#"{"id":[1,null]}"#, r#"{"amount":5}"#, r#"{"amount":6}"#, r#"["a","b"]"#].map(json)
    );
    let bytes = fetch(&http, "http://h/bytes");
    assert_eq!(bytes.body().as_bytes().unwrap().as_ref(), b"\x00\xff");
    assert!(header(&bytes, "content-type").is_empty());
}

#[test]
fn what_cannot_be_json_is_refused_where_it_is_written() {
    let no_text = HashMap::from([((1, 2), 3)]);
    let text = message(|| MockHttp::new().expect_get("/").returning_json(200, no_text));
    contains(&text, "this cannot be written as JSON: key must be a string");
}

#[test]
fn a_header_may_be_repeated_and_keeps_its_order() {
    let http = MockHttp::new();
    let reply =
        Reply::status(200).header("Set-Cookie", "a=1").header("x-id", "7").header("set-cookie", "b=2");
    http.expect_get("/a").return_const(reply);
    let response = fetch(&http, "http://h/a");
    assert_eq!(header(&response, "set-cookie"), ["a=1", "b=2"]);
    assert_eq!(header(&response, "x-id"), ["7"]);
    contains(&message(|| Reply::status(200).header("x y", "1")), "`x y` is no name of a header");
    contains(&message(|| Reply::status(200).header("x", "a\nb")), "is no value of a header (`x`)");
}

#[test]
fn a_content_type_of_ones_own_replaces_that_of_the_content() {
    let problem = Reply::json(422, json!({})).header("Content-Type", "application/problem+json");
    let http = MockHttp::new();
    http.expect_get("/a").return_const(problem);
    let response = fetch(&http, "http://h/a");
    assert_eq!(header(&response, "content-type"), ["application/problem+json"]);
}

#[test]
fn a_body_may_be_set_after_the_fact() {
    let http = MockHttp::new();
    http.expect_get("/a").return_const(Reply::json(200, 1).body("<xml/>"));
    let stub = http.expect_get("/b").returning_status(500);
    // The last reply that is set counts.
    stub.returning_text(200, "better");
    assert_eq!(body(&fetch(&http, "http://h/a")), "<xml/>");
    assert_eq!(body(&fetch(&http, "http://h/b")), "better");
}

#[test]
fn a_file_has_the_type_that_its_name_says() {
    let folder = std::env::temp_dir().join(format!("mockit-replies-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let http = MockHttp::new();
    let types = ["json", "html", "csv", "png", "bin"].map(|end| {
        let path = folder.join(format!("file.{end}"));
        fs::write(&path, "content").unwrap();
        http.expect_get(format!("/{end}")).returning_file(200, &path);
        // It was read where the reply was written.
        fs::remove_file(&path).unwrap();
        let response = fetch(&http, &format!("http://h/{end}"));
        assert_eq!(body(&response), "content");
        header(&response, "content-type").join("|")
    });
    fs::remove_dir_all(&folder).unwrap();
    let wanted = ["application/json", "text/html; charset=utf-8", "text/csv; charset=utf-8", "image/png"];
    assert_eq!(types[..4], wanted);
    assert_eq!(types[4], "application/octet-stream");
    let text = message(|| Reply::file(200, "/no/such/file.json"));
    contains(&text, "cannot read `/no/such/file.json`: ");
}

#[test]
fn a_redirect_says_where_to() {
    let http = MockHttp::new();
    http.expect_get("/a").return_const(Reply::redirect(307, "/b"));
    let response = fetch(&http, "http://h/a");
    assert_eq!((response.status().as_u16(), header(&response, "location")), (307, vec!["/b"]));
}

#[test]
fn a_response_of_the_crate_http_is_a_reply() {
    let made = http::Response::builder().status(207).header("x", "1").header("x", "2").body("hello");
    let http = MockHttp::new();
    http.expect_get("/a").return_const(made.unwrap());
    let response = fetch(&http, "http://h/a");
    assert_eq!((response.status().as_u16(), header(&response, "x")), (207, vec!["1", "2"]));
    assert_eq!(body(&response), "hello");
}

#[test]
fn a_response_has_the_version_of_its_request() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(200);
    for version in [Version::HTTP_10, Version::HTTP_11, Version::HTTP_2] {
        let mut asked = request("GET", "http://h/a", &[], "");
        *asked.version_mut() = version;
        assert_eq!(send(&http, asked).version(), version);
    }
}

#[test]
fn a_response_that_cannot_have_a_body_has_none() {
    let http = MockHttp::new();
    http.expect_head("/a").returning_text(200, "text");
    http.expect_get("/a").returning_each([Reply::text(204, "text"), Reply::text(304, "text")]);
    for method in ["HEAD", "GET", "GET"] {
        let response = send(&http, request(method, "http://h/a", &[], ""));
        assert_eq!((body(&response), header(&response, "content-type").len()), ("", 1));
    }
}

#[test]
fn a_closure_computes_a_reply_from_the_request() {
    let http = MockHttp::new();
    let mut seen = 0;
    http.expect_post("/echo").returning(move |request| {
        seen += 1;
        let agent = request.header("user-agent").unwrap_or("nobody").to_string();
        Reply::text(200, format!("{seen}: {agent}: {}", request.text())).header("x-seen", &seen.to_string())
    });
    http.expect_post("/sum").returning(|request| match request.json_as::<Vec<i64>>() {
        Ok(numbers) => Reply::json(200, numbers.iter().sum::<i64>()),
        Err(error) => Reply::text(400, error.to_string()),
    });
    let echo = |agent: &str| send(&http, request("POST", "http://h/echo", &[("user-agent", agent)], "hi"));
    assert_eq!([body(&echo("a")), body(&echo("b"))], ["1: a: hi", "2: b: hi"]);
    assert_eq!(body(&send(&http, request("POST", "http://h/sum", &[], "[1, 2]"))), "3");
    assert_eq!(post(&http, "http://h/sum", "[1, "), 400);
}

#[test]
fn a_closure_gets_what_the_path_captures_as_text_or_typed() {
    let http = MockHttp::new();
    http.expect_get("/users/{id}/files/{*rest}").returning(|request| {
        let (id, rest): (u64, _) = (request.capture_as("id"), request.capture("rest").unwrap());
        Reply::text(200, format!("{}|{rest}|{:?}", id + 1, request.capture("other")))
    });
    assert_eq!(body(&fetch(&http, "http://h/users/41/files/a%20b/c.txt")), "42|a b/c.txt|None");
    let text = message(|| fetch(&http, "http://h/users/me/files/a"));
    contains(&text, "`{id}` of GET http://h/users/me/files/a is \"me\", no u64: invalid digit");
    http.expect_get("/jobs/{id}").returning(|request| request.capture_as::<u16>("name"));
    contains(&message(|| get(&http, "http://h/jobs/1")), "the stub's path has no `{name}`");
    contains(&message(|| drop(http)), "GET http://h/users/me/files/a: The stub's reply panicked");
}

#[tokio::test]
async fn a_future_computes_a_reply() {
    let http = MockHttp::new();
    http.expect_post("/users/{id}").returning_async(|request| async move {
        tokio::task::yield_now().await;
        let charge: Charge = request.json_as().unwrap();
        Reply::json(201, json!({"of": request.capture("id"), "twice": charge.amount * 2}))
    });
    let answer = http.handle(request("POST", "http://h/users/7", &[], r#"{"amount": 4}"#));
    let answer = answer.ready().unwrap_err();
    let response = answer.await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(body(&response), r#"{"of":"7","twice":8}"#);
}

#[test]
fn a_shared_closure_may_request_the_same_stub_again() {
    let http = MockHttp::new();
    let inner = http.endpoint();
    http.expect_get("/countdown/{n}").returning_fn(move |request| {
        let n: u32 = request.capture_as("n");
        if n > 0 {
            let url = format!("http://h/countdown/{}", n - 1).parse().unwrap();
            let next =
                mockit::http::Request::new(request.method().clone(), url, request.headers().clone(), "");
            let response = inner.answer(next).ready().unwrap().unwrap();
            return Reply::text(200, format!("{n} {}", body(&response)));
        }
        Reply::text(200, "go")
    });
    assert_eq!(body(&fetch(&http, "http://h/countdown/3")), "3 2 1 go");
}

#[test]
fn replies_come_one_after_another_until_none_is_left() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_each([503, 503, 200]);
    assert_eq!([1, 2, 3].map(|_| get(&http, "http://h/a")), [503, 503, 200]);
    let text = message(|| get(&http, "http://h/a"));
    contains(&text, "request 4, but `returning_each` has only 3 replies");
    contains(&text, "mockit::repeat_last");
    contains(&message(|| drop(http)), "`returning_each` has only 3 replies");
}

#[test]
fn an_iterator_that_requests_its_own_stub_is_told_so() {
    let http = MockHttp::new();
    let (inner, mut first) = (http.endpoint(), true);
    let replies = std::iter::from_fn(move || {
        if std::mem::take(&mut first) {
            get(&inner, "http://h/a");
        }
        Some(200)
    });
    http.expect_get("/a").returning_each(replies);
    contains(&message(|| get(&http, "http://h/a")), "requested again from inside");
    contains(&message(|| drop(http)), "requested again from inside");
}

#[test]
fn after_the_last_reply_it_may_stay_or_begin_again() {
    let http = MockHttp::new();
    http.expect_get("/last").returning_each(mockit::repeat_last([503, 200]));
    http.expect_get("/cycle").returning_each([201, 202].into_iter().cycle());
    http.expect_get("/count").returning_each((1..).map(|n| Reply::text(200, n.to_string())));
    assert_eq!([1, 2, 3, 4].map(|_| get(&http, "http://h/last")), [503, 200, 200, 200]);
    assert_eq!([1, 2, 3, 4].map(|_| get(&http, "http://h/cycle")), [201, 202, 201, 202]);
    assert_eq!([1, 2, 3].map(|_| body(&fetch(&http, "http://h/count")).to_string()), ["1", "2", "3"]);
}

#[test]
fn replies_and_faults_may_follow_each_other() {
    let http = MockHttp::new();
    let replies = [Fault::ConnectionRefused.into(), 503.into(), Reply::text(200, "at last")];
    http.expect_get("/a").returning_each(replies);
    assert_eq!(outcome(&http, request("GET", "http://h/a", &[], "")).unwrap_err(), Fault::ConnectionRefused);
    assert_eq!(get(&http, "http://h/a"), 503);
    assert_eq!(body(&fetch(&http, "http://h/a")), "at last");
}
