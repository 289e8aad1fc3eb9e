//! Replies that come from a mounted service, in pieces, or not at all.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::routing::{get as axum_get, post as axum_post};
use axum::{Json, Router};
use mockit::http::{Event, Fault, MockHttp, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::support::{body, fetch, header, outcome, read, request};

#[derive(Deserialize)]
struct Charge {
    amount: u32,
}

fn router() -> Router {
    async fn charge(
        State(bank): State<&'static str>,
        Json(charge): Json<Charge>,
    ) -> (StatusCode, Json<Value>) {
        (StatusCode::CREATED, Json(json!({"at": bank, "amount": charge.amount})))
    }
    async fn user(Path(id): Path<u32>, headers: http::HeaderMap) -> String {
        format!("user {id} at {:?}, {:?}", headers["host"], headers.get("x-id"))
    }
    Router::new().route("/charges", axum_post(charge)).route("/users/{id}", axum_get(user)).with_state("BANK")
}

#[tokio::test]
async fn an_axum_router_may_be_mounted() {
    let http = MockHttp::new();
    let stub = http.expect_any(mockit::http::glob("https://api.bank/**")).returning_service(router());
    let ask = async |method: &str, path: &str, text: &str| {
        let headers = [("content-type", "application/json"), ("x-id", "9")];
        let url = format!("https://api.bank/{path}");
        let response = http.handle(request(method, &url, &headers, text)).await.unwrap();
        (response.status().as_u16(), read(response.into_body()).await.unwrap())
    };
    let (status, text) = ask("POST", "charges", r#"{"amount": 3}"#).await;
    assert_eq!((status, serde_json::from_str(&text).unwrap()), (201, json!({"at": "BANK", "amount": 3})));
    let wanted = r#"user 7 at "api.bank", Some("9")"#;
    assert_eq!(ask("GET", "users/7?q=1", "").await, (200, wanted.to_string()));
    assert_eq!(ask("GET", "nowhere", "").await.0, 404);
    assert_eq!(ask("DELETE", "charges", "").await.0, 405);
    assert_eq!(ask("GET", "users/me", "").await.0, 400);
    assert_eq!((stub.calls(), http.requests().len()), (5, 5));
}

#[tokio::test]
async fn a_mounted_service_may_stream() {
    use futures::StreamExt as _;
    let stream = || async {
        let pieces = futures::stream::iter(["one ", "two"]).map(Ok::<_, std::io::Error>);
        axum::body::Body::from_stream(pieces)
    };
    let http = MockHttp::new();
    http.expect_get("/a").returning_service(Router::new().route("/a", axum_get(stream)));
    let response = http.handle(request("GET", "http://h/a", &[], "")).await.unwrap();
    assert_eq!(read(response.into_body()).await.unwrap(), "one two");
}

#[tokio::test]
async fn chunks_and_events_are_streams() {
    let http = MockHttp::new();
    http.expect_get("/chunks").returning_chunks(206, [(Duration::ZERO, "one "), (Duration::ZERO, "two")]);
    let events = [Event::data("hello"), Event::data("a\nb").name("tick").id("7")];
    http.expect_get("/events").returning_events(Duration::ZERO, events);
    http.expect_get("/texts").returning_events(Duration::ZERO, ["x", "y"]);
    let response = fetch(&http, "http://h/chunks");
    assert_eq!((response.status().as_u16(), response.body().as_bytes()), (206, None));
    assert_eq!(read(response.into_body()).await.unwrap(), "one two");
    let response = fetch(&http, "http://h/events");
    assert_eq!(header(&response, "content-type"), ["text/event-stream"]);
    let wanted = "data: hello\n\nid: 7\nevent: tick\ndata: a\ndata: b\n\n";
    assert_eq!(read(response.into_body()).await.unwrap(), wanted);
    assert_eq!(read(fetch(&http, "http://h/texts").into_body()).await.unwrap(), "data: x\n\ndata: y\n\n");
}

#[tokio::test]
async fn a_fault_comes_in_place_of_the_response_or_within_it() {
    use Fault::*;
    let http = MockHttp::new();
    for fault in [Dns, ConnectionRefused, ConnectTimeout, Tls, NoResponse, ResetBeforeHead] {
        http.expect_get("/a").once().returning_fault(fault);
        assert_eq!(outcome(&http, request("GET", "http://h/a", &[], "")).unwrap_err(), fault);
    }
    for fault in [ResetAfterHead, TruncatedBody, MalformedChunk] {
        http.expect_get("/a").once().returning_fault(fault);
        let response = fetch(&http, "http://h/a");
        assert_eq!((response.status().as_u16(), response.body().fault()), (200, Some(fault)));
        assert_eq!(read(response.into_body()).await.unwrap_err(), fault.to_string());
    }
    http.expect_get("/json").returning_fault(InvalidJson);
    assert!(serde_json::from_str::<Value>(body(&fetch(&http, "http://h/json"))).is_err());
    http.expect_get("/gzip").returning_fault(WrongContentEncoding);
    assert_eq!(header(&fetch(&http, "http://h/gzip"), "content-encoding"), ["gzip"]);
    http.expect_get("/loop").returning_fault(RedirectLoop);
    assert_eq!(header(&fetch(&http, "http://h/loop?a=1"), "location"), ["http://h/loop?a=1"]);
}
