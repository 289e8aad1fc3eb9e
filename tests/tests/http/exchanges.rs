//! What a double keeps of each request, and of what came of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use futures::FutureExt as _;
use mockit::http::{Endpoint, Exchange, Fault, MockHttp, Reply};
use mockit_tests::message;
use serde_json::json;

use super::support::{contains, fetch, get, post, read, request, send};

/// The exchanges, as they show themselves.
fn lines(exchanges: &[Exchange]) -> Vec<String> {
    exchanges.iter().map(ToString::to_string).collect()
}

fn text(exchange: &Exchange) -> String {
    String::from_utf8(exchange.reply().expect("a reply").into_body().to_vec()).unwrap()
}

/// Sends it, whatever happens.
fn try_get(http: &Endpoint, url: &str) {
    drop(catch_unwind(AssertUnwindSafe(|| http.handle(request("GET", url, &[], "")))));
}

#[test]
fn an_exchange_has_the_request_and_the_reply() {
    let http = MockHttp::new();
    let stub = http
        .expect_post("/users/{id}/charges")
        .return_const(Reply::json(201, json!({"id": "ch_1"})).header("x-id", "1"));
    post(&http, "http://h/users/7/charges", "{}");
    let exchanges = stub.exchanges();
    let exchange = &exchanges[0];
    assert_eq!(exchange.request().capture("id"), Some("7"));
    assert_eq!(exchange.request().text(), "{}");
    let reply = exchange.reply().unwrap();
    assert_eq!((reply.status().as_u16(), &reply.headers()["x-id"]), (201, &"1".parse().unwrap()));
    assert_eq!(reply.headers()["content-length"], "13");
    assert_eq!(reply.body().as_ref(), br#"{"id":"ch_1"}"#);
    assert_eq!((exchange.failure(), exchange.index()), (None, 0));
    assert_eq!(exchange.thread().id(), thread::current().id());
    assert_eq!((exchange.began(), exchange.took()), (None, None));
    assert_eq!(exchange.to_string(), "POST http://h/users/7/charges -> 201 Created");
    assert_eq!(format!("{exchanges:?}"), "[POST http://h/users/7/charges -> 201 Created]");
}

#[test]
fn every_kind_of_end_is_told() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(200);
    http.expect_get("/reset").returning_fault(Fault::ResetBeforeHead);
    http.expect_get("/loop").returning_fault(Fault::RedirectLoop);
    http.expect_get("/cut").returning_fault(Fault::TruncatedBody);
    http.expect_get("/panic").returning(|_| -> u16 { panic!("out of ideas") });
    http.expect_get("/once").once().returning_status(204);
    for path in ["/a", "/reset", "/loop", "/cut", "/panic", "/none", "/once", "/once"] {
        try_get(&http, &format!("http://h{path}"));
    }
    let exchanges = http.exchanges();
    insta::assert_snapshot!(lines(&exchanges).join("\n"));
    let failures: Vec<_> = exchanges.iter().map(|exchange| exchange.failure().unwrap_or("-")).collect();
    insta::assert_snapshot!(failures.join("\n"));
    assert_eq!(exchanges.iter().filter(|exchange| exchange.reply().is_some()).count(), 4);
    assert_eq!(exchanges[2].reply().unwrap().headers()["location"], "http://h/loop");
    assert_eq!(text(&exchanges[3]), "the beginning of ");
    drop(catch_unwind(AssertUnwindSafe(|| http.checkpoint())));
    assert_eq!(http.exchanges().len(), 0);
}

#[test]
fn each_request_is_kept_with_the_thread_that_sent_it() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(200);
    get(&http, "http://h/a");
    let endpoint = http.endpoint();
    let other = thread::spawn(move || {
        get(&endpoint, "http://h/a");
        thread::current().id()
    });
    let threads = [thread::current().id(), other.join().unwrap()];
    let kept: Vec<_> = http.exchanges().iter().map(|exchange| exchange.thread().id()).collect();
    assert_eq!(kept, threads);
    let indices: Vec<_> = http.exchanges().iter().map(Exchange::index).collect();
    assert_eq!(indices, [0, 1]);
}

#[test]
fn what_the_fallback_answers_is_kept_too() {
    let http = MockHttp::new();
    http.unmatched(404);
    get(&http, "http://h/a");
    send(&http, request("HEAD", "http://h/b", &[], ""));
    assert_eq!(
        lines(&http.exchanges()),
        ["GET http://h/a -> 404 Not Found", "HEAD http://h/b -> 404 Not Found"]
    );
}

#[test]
fn a_head_request_has_a_reply_without_body() {
    let http = MockHttp::new();
    http.expect_any("/a").returning_text(200, "text");
    send(&http, request("HEAD", "http://h/a", &[], ""));
    get(&http, "http://h/a");
    let exchanges = http.exchanges();
    assert_eq!((text(&exchanges[0]), text(&exchanges[1])), (String::new(), "text".to_string()));
    assert_eq!(exchanges[0].reply().unwrap().headers()["content-length"], "4");
}

#[test]
fn a_scripted_body_is_kept_whole() {
    let http = MockHttp::new();
    let second = Duration::from_secs(1);
    http.expect_get("/chunks").returning_chunks(200, [(second, "one "), (second, "two")]);
    http.expect_get("/events").returning_events(second, ["a", "b"]);
    fetch(&http, "http://h/chunks");
    fetch(&http, "http://h/events");
    let exchanges = http.exchanges();
    assert_eq!(text(&exchanges[0]), "one two");
    assert_eq!(text(&exchanges[1]), "data: a\n\ndata: b\n\n");
}

#[tokio::test]
async fn a_body_of_a_service_is_kept_as_it_is_read() {
    let app = axum::Router::new().route("/a", axum::routing::get(|| async { "from axum" }));
    let http = MockHttp::new();
    http.expect_get("/{any}").returning_service(app);
    let response = http.handle(request("GET", "http://h/a", &[], "")).await.unwrap();
    assert_eq!(lines(&http.exchanges()), ["GET http://h/a -> 200 OK"]);
    assert_eq!(text(&http.exchanges()[0]), "");
    assert_eq!(read(response.into_body()).await.unwrap(), "from axum");
    assert_eq!(text(&http.exchanges()[0]), "from axum");
    http.handle(request("GET", "http://h/b", &[], "")).await.unwrap();
    assert_eq!(http.exchanges()[1].reply().unwrap().status(), 404);
}

#[tokio::test(start_paused = true)]
async fn times_are_those_of_the_virtual_clock() {
    let http = MockHttp::new();
    let secs = Duration::from_secs;
    http.expect_get("/a").delay(secs(2)).returning_status(200);
    http.expect_get("/async").delay(secs(1)).returning_async(|_| async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Reply::status(200).delay(Duration::from_secs(4))
    });
    http.expect_get("/at-once").returning_status(200);
    tokio::time::sleep(secs(5)).await;
    http.handle(request("GET", "http://h/a", &[], "")).await.unwrap();
    http.handle(request("GET", "http://h/async", &[], "")).await.unwrap();
    get(&http, "http://h/at-once");
    let times: Vec<_> =
        http.exchanges().iter().map(|one| (one.began().unwrap(), one.took().unwrap())).collect();
    assert_eq!(times, [(secs(0), secs(2)), (secs(2), secs(8)), (secs(10), secs(0))]);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_wait_is_told_of() {
    let http = MockHttp::new();
    let secs = Duration::from_secs;
    http.expect_get("/slow").delay(secs(30)).returning_status(200);
    http.expect_get("/never").returning_async(|_| std::future::pending::<Reply>());
    http.expect_get("/unpolled").delay(secs(30)).returning_status(200);
    for path in ["/slow", "/never"] {
        let answer = http.handle(request("GET", &format!("http://h{path}"), &[], ""));
        assert_eq!(
            lines(&http.exchanges()[..]).last().unwrap(),
            &format!("GET http://h{path} has no reply yet")
        );
        assert!(tokio::time::timeout(secs(3), answer).await.is_err());
    }
    drop(http.handle(request("GET", "http://h/unpolled", &[], "")));
    let exchanges = http.exchanges();
    insta::assert_snapshot!(lines(&exchanges).join("\n"));
    let took: Vec<_> = exchanges.iter().map(|exchange| exchange.took().unwrap()).collect();
    assert_eq!(took, [secs(3), secs(3), secs(0)]);
    assert!(exchanges.iter().all(|one| one.reply().is_none() && one.failure().is_none()));
}

#[tokio::test]
async fn an_async_reply_that_panics_is_told_of() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_async(|_| async { lately() });
    let answer = AssertUnwindSafe(http.handle(request("GET", "http://h/a", &[], "")));
    answer.catch_unwind().await.unwrap_err();
    assert_eq!(lines(&http.exchanges()), ["GET http://h/a panicked"]);
    contains(&message(|| drop(http)), "late");
}

#[tokio::test]
async fn a_double_that_spies_asks_the_far_end() {
    let http = MockHttp::spying(|request| async move {
        let body = format!("real {}", request.path());
        std::io::Result::Ok(http::Response::builder().status(203).header("x", "1").body(body).unwrap())
    });
    http.expect_get("/stubbed").once().returning_text(200, "ours");
    let forwarded = http.expect_get("/forwarded").times(2).call_real();
    for path in ["/stubbed", "/forwarded", "/other", "/forwarded"] {
        let answer = http.handle(request("GET", &format!("http://h{path}"), &[], ""));
        let text = read(answer.await.unwrap().into_body()).await.unwrap();
        let expected = if path == "/stubbed" { "ours".to_string() } else { format!("real {path}") };
        assert_eq!(text, expected);
    }
    insta::assert_snapshot!(lines(&http.exchanges()).join("\n"));
    assert_eq!(text(&http.exchanges()[2]), "real /other");
    assert_eq!(http.exchanges()[2].reply().unwrap().headers()["x"], "1");
    assert_eq!((forwarded.calls(), lines(&forwarded.exchanges()).len()), (2, 2));
    http.verify_get("/other").once();

    let report = message(|| get(&http, "http://h/stubbed"));
    contains(&report, "GET http://h/stubbed: It is requested more often than once");
    contains(&message(|| drop(http)), "It is requested more often than once");
}

#[tokio::test]
async fn an_error_of_the_far_end_is_handed_on() {
    #[derive(Debug)]
    struct Outer(std::io::Error);
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("no answer")
        }
    }
    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let http = MockHttp::spying(|_| async {
        Err::<http::Response<String>, _>(Outer(std::io::Error::other("no cable")))
    });
    let failure = http.handle(request("GET", "http://h/a", &[], "")).await.unwrap_err();
    assert_eq!((failure.to_string(), failure.fault()), ("no answer".to_string(), None));
    assert!(matches!(failure, mockit::http::Failure::Real(error) if error.is::<Outer>()));
    assert_eq!(lines(&http.exchanges()), ["GET http://h/a failed: no answer: no cable"]);
    http.unmatched(404);
    assert_eq!(get(&http, "http://h/a"), 404);
}

#[test]
fn only_a_double_that_spies_has_a_far_end() {
    let http = MockHttp::new();
    let text = message(|| http.expect_get("/a").optional().call_real());
    insta::assert_snapshot!(text);
}

fn lately() -> u16 {
    panic!("late")
}
