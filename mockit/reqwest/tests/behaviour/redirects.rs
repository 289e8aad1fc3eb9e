//! Redirects: rules of methods, bodies and headers, policies, errors.

use std::error::Error as _;
use std::fmt;

use mockit::http::{Fault, MockHttp, Reply};
use reqwest::redirect::Policy;
use reqwest::{Client, Method};

use crate::chain;

const FROM: &str = "http://a.example/from";

fn redirecting(status: u16, location: &str) -> MockHttp {
    let http = MockHttp::new();
    http.expect_any(FROM).return_const(Reply::redirect(status, location));
    http
}

async fn moved(status: u16, method: Method) -> (String, String, bool) {
    let http = redirecting(status, "/to");
    http.expect_any("http://a.example/to").returning_status(200);
    let _installed = http.install();
    let request = Client::new().request(method, FROM);
    let response = request.header("content-type", "text/plain").body("body").send().await.unwrap();
    assert_eq!(response.url().as_str(), "http://a.example/to");
    let last = http.requests().pop().unwrap();
    let typed = last.headers().contains_key("content-type");
    (last.method().to_string(), last.text().into_owned(), typed)
}

#[tokio::test]
async fn methods_and_bodies() {
    let dropped = ("GET".to_string(), String::new(), false);
    let kept = |method: &str| (method.to_string(), "body".to_string(), true);
    assert_eq!(moved(301, Method::POST).await, dropped);
    assert_eq!(moved(302, Method::POST).await, dropped);
    assert_eq!(moved(302, Method::PUT).await, kept("PUT"));
    assert_eq!(moved(303, Method::PUT).await, dropped);
    assert_eq!(moved(303, Method::HEAD).await, ("HEAD".to_string(), String::new(), false));
    assert_eq!(moved(307, Method::POST).await, kept("POST"));
    assert_eq!(moved(308, Method::PATCH).await, kept("PATCH"));
}

#[tokio::test]
async fn a_streamed_body_cannot_go_on() {
    let http = redirecting(307, "/to");
    let _installed = http.install();
    let body = reqwest::Body::wrap(http_body_util::Full::new(bytes::Bytes::from("once")));
    let response = Client::new().post(FROM).body(body).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.url().path()), (307, "/from"));
}

#[tokio::test]
async fn secrets_stay_with_their_host_and_the_referer_is_told() {
    let http = redirecting(302, "http://b.example/to#there");
    let to = http.expect_get("http://b.example/to").returning_status(200);
    let _installed = http.install();
    let request = Client::new().get(FROM).bearer_auth("t").header("cookie", "a=b");
    let response = request.header("x-own", "stays").send().await.unwrap();

    assert_eq!(response.url().as_str(), "http://b.example/to");
    let second = &to.requests()[0];
    assert_eq!(second.header("authorization"), None);
    assert_eq!(second.header("cookie"), None);
    assert_eq!(second.header("x-own"), Some("stays"));
    assert_eq!(second.header("host"), Some("b.example"));
    assert_eq!(second.header("referer"), Some(FROM));
    assert_eq!(http.requests()[0].header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn the_referer_can_be_switched_off() {
    let http = redirecting(302, "/to");
    let to = http.expect_get("http://a.example/to").returning_status(200);
    let _installed = http.install();
    let client = Client::builder().referer(false).build().unwrap();
    client.get(FROM).bearer_auth("t").send().await.unwrap();
    assert_eq!(to.requests()[0].header("referer"), None);
    assert_eq!(to.requests()[0].header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn ten_are_followed_and_then_it_is_an_error() {
    let http = MockHttp::new();
    let stub = http.expect_get("http://a.example/loop").returning_fault(Fault::RedirectLoop).times(11);
    let _installed = http.install();
    let error = Client::new().get("http://a.example/loop").send().await.unwrap_err();
    assert_eq!(stub.calls(), 11);
    assert_eq!(chain(&error)[1], "too many redirects");
    assert_eq!(error.url().unwrap().as_str(), "http://a.example/loop");
    assert!(!error.is_connect() && !error.is_timeout());
}

#[derive(Debug)]
struct Forbidden;

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("forbidden")
    }
}

impl std::error::Error for Forbidden {}

#[tokio::test]
async fn policies() {
    let http = MockHttp::new();
    http.expect_get("http://a.example/1").return_const(Reply::redirect(302, "/2")).times(..);
    http.expect_get("http://a.example/2").return_const(Reply::redirect(302, "/3")).times(..);
    http.expect_get("http://a.example/3").returning_status(200).times(..);
    let _installed = http.install();
    let get = async |policy: Policy| {
        let client = Client::builder().redirect(policy).build().unwrap();
        client.get("http://a.example/1").send().await
    };

    assert_eq!(get(Policy::none()).await.unwrap().status(), 302);
    assert_eq!(get(Policy::limited(2)).await.unwrap().status(), 200);
    assert_eq!(chain(&get(Policy::limited(1)).await.unwrap_err())[1], "too many redirects");
    let stopped = get(Policy::custom(|attempt| match attempt.previous().len() {
        1 => Policy::default().redirect(attempt),
        _ => {
            assert_eq!((attempt.status().as_u16(), attempt.url().path()), (302, "/3"));
            attempt.stop()
        }
    }));
    assert_eq!(stopped.await.unwrap().url().path(), "/2");
    let error = get(Policy::custom(|attempt| attempt.error(Forbidden))).await.unwrap_err();
    assert!(error.source().unwrap().is::<Forbidden>(), "{error:?}");
}

#[tokio::test]
async fn a_scheme_that_it_cannot_go_to() {
    let http = redirecting(302, "ftp://a.example/to");
    let _installed = http.install();
    let error = Client::new().get(FROM).send().await.unwrap_err();
    assert!(error.is_builder());
    assert_eq!(chain(&error)[0], "builder error for url (ftp://a.example/to)");
}

#[tokio::test]
async fn https_only_and_no_location() {
    let http = MockHttp::new();
    http.expect_get("https://a.example/from").return_const(Reply::redirect(302, "http://a.example/to"));
    http.expect_get("https://a.example/nowhere").returning_status(302);
    let _installed = http.install();
    let client = Client::builder().https_only(true).build().unwrap();
    let error = client.get("https://a.example/from").send().await.unwrap_err();
    assert_eq!(chain(&error).last().unwrap(), "URL scheme is not allowed");
    assert_eq!(client.get("https://a.example/nowhere").send().await.unwrap().status(), 302);
}

#[tokio::test]
async fn a_fault_after_a_redirect_has_the_first_url() {
    let http = redirecting(302, "/to");
    http.expect_get("http://a.example/to").returning_fault(Fault::ConnectionRefused);
    let _installed = http.install();
    let error = Client::new().get(FROM).send().await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!(error.url().unwrap().path(), "/from");
}
