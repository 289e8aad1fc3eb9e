//! Requests as the double receives them.

use bytes::Bytes;
use futures_util::stream::iter;
use http_body::Frame;
use http_body_util::{Full, StreamBody};
use mockit::http::{MockHttp, Request};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Body, Client, Version};

use crate::chain;

const URL: &str = "http://a.example:8080/x";

fn http() -> MockHttp {
    let http = MockHttp::new();
    http.expect_any(URL).returning_status(200).times(..);
    http
}

fn sent(http: &MockHttp) -> Request {
    http.requests().pop().expect("one was sent")
}

fn stream(
    pieces: impl IntoIterator<Item = std::io::Result<&'static str>, IntoIter: Send + Sync + 'static>,
) -> Body {
    let frame = |piece: std::io::Result<&'static str>| piece.map(|piece| Frame::data(Bytes::from(piece)));
    Body::wrap(StreamBody::new(iter(pieces.into_iter().map(frame))))
}

#[tokio::test]
async fn headers_of_the_client_and_of_hyper() {
    let http = http();
    let _installed = http.install();
    let mut defaults = HeaderMap::new();
    defaults.append("x-twice", HeaderValue::from_static("1"));
    defaults.append("x-twice", HeaderValue::from_static("2"));
    defaults.insert("x-own", HeaderValue::from_static("default"));
    let client = Client::builder().user_agent("me/1").default_headers(defaults).build().unwrap();

    client.get(format!("{URL}#fragment")).header("x-own", "own").send().await.unwrap();
    let request = sent(&http);
    assert_eq!(request.url().as_str(), URL);
    let headers = request.headers();
    assert_eq!(headers["host"], "a.example:8080");
    assert_eq!(headers["accept"], "*/*");
    assert_eq!(headers["user-agent"], "me/1");
    assert_eq!(headers["x-own"], "own");
    assert_eq!(headers.get_all("x-twice").iter().collect::<Vec<_>>(), ["2"]);
    assert!(!headers.contains_key("content-length"));
}

#[tokio::test]
async fn userinfo_becomes_basic_auth() {
    let http = http();
    let _installed = http.install();
    Client::new().get("http://me:secret@a.example:8080/x").send().await.unwrap();
    assert_eq!(sent(&http).header("authorization"), Some("Basic bWU6c2VjcmV0"));
    assert_eq!(sent(&http).url().as_str(), URL);
}

#[tokio::test]
async fn bodies_have_their_length_or_are_chunked() {
    let http = http();
    let _installed = http.install();
    let client = Client::new();

    client.post(URL).body("four").send().await.unwrap();
    assert_eq!((sent(&http).header("content-length"), &*sent(&http).text()), (Some("4"), "four"));

    client.post(URL).send().await.unwrap();
    assert_eq!(sent(&http).header("content-length"), None);

    let sized = Body::wrap(Full::new(Bytes::from("sized")));
    client.post(URL).body(sized).send().await.unwrap();
    assert_eq!((sent(&http).header("content-length"), &*sent(&http).text()), (Some("5"), "sized"));

    client.post(URL).body(stream([Ok("a "), Ok("stream")])).send().await.unwrap();
    assert_eq!(sent(&http).header("transfer-encoding"), Some("chunked"));
    assert_eq!(sent(&http).text(), "a stream");

    client.get(URL).body(stream([Ok("none in a GET")])).send().await.unwrap();
    assert_eq!((sent(&http).header("transfer-encoding"), &*sent(&http).text()), (None, ""));

    client.post(URL).body(stream([Ok("old")])).version(Version::HTTP_10).send().await.unwrap();
    assert_eq!((sent(&http).header("transfer-encoding"), &*sent(&http).text()), (None, ""));
    assert_eq!(sent(&http).version(), Version::HTTP_10);
}

#[tokio::test]
async fn a_stream_that_fails_is_a_request_error() {
    let http = http();
    let _installed = http.install();
    let body = stream([Ok("half"), Err(std::io::Error::other("disk on fire"))]);
    let error = Client::new().post(URL).body(body).send().await.unwrap_err();
    assert!(error.is_request() && !error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(http.requests().len(), 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_the_real_error() {
    let http = http();
    let _installed = http.install();
    let client = Client::builder().https_only(true).build().unwrap();

    let error = client.get(URL).send().await.unwrap_err();
    assert!(error.is_builder());
    assert_eq!(chain(&error), [&*format!("builder error for url ({URL})"), "URL scheme is not allowed"]);

    let error = Client::new().get("ftp://a.example/x").send().await.unwrap_err();
    assert_eq!(error.to_string(), "builder error for url (ftp://a.example/x)");

    let error = Client::new().get("no url").send().await.unwrap_err();
    assert_eq!(chain(&error), ["builder error", "relative URL without a base"]);

    let long = format!("http://a.example/{}", "x".repeat(70_000));
    let error = Client::new().get(&long).send().await.unwrap_err();
    assert_eq!(chain(&error)[1], "Parsed Url is not a valid Uri");

    let error = Client::builder().user_agent("a\nb").build().unwrap_err();
    assert!(error.is_builder());
    assert_eq!(chain(&error), ["builder error", "failed to parse header value"]);

    let error = Client::new().get(URL).version(Version::HTTP_09).send().await.unwrap_err();
    assert_eq!(chain(&error)[1], "client error (UserUnsupportedVersion)");
    assert_eq!(error.url().unwrap().as_str(), URL);
}

#[cfg(all(feature = "json", feature = "query", feature = "form"))]
#[tokio::test]
async fn json_queries_and_forms() {
    let http = MockHttp::new();
    let _installed = http.install();
    let json = serde_json::json!({"a": 1});
    http.expect_post("http://a.example/x").with_query("q", "1").with_json(&json).returning_status(201);
    http.expect_put("http://a.example/x").with_form("a", "b c").returning_status(202);
    let client = Client::new();

    let request = client.post("http://a.example/x").query(&[("q", 1)]).json(&json);
    assert_eq!(request.try_clone().unwrap().build().unwrap().url().query(), Some("q=1"));
    assert_eq!(request.send().await.unwrap().status(), 201);
    let form = client.put("http://a.example/x").form(&[("a", "b c")]);
    assert_eq!(form.send().await.unwrap().status(), 202);
}

#[cfg(feature = "multipart")]
#[tokio::test]
async fn multipart_bodies_arrive_whole() {
    let http = http();
    let _installed = http.install();
    let form = reqwest::multipart::Form::new().text("name", "value");
    Client::new().post(URL).multipart(form).send().await.unwrap();
    let request = sent(&http);
    assert!(request.text().contains("name=\"name\"\r\n\r\nvalue\r\n"), "{}", request.text());
    assert_eq!(request.header("content-length"), Some(request.body().len().to_string().as_str()));
}
