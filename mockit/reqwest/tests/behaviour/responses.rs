//! Responses as the code under test receives them.

use std::time::Duration;

use mockit::http::{MockHttp, Reply};
use reqwest::{Client, Version};

#[tokio::test]
async fn status_url_headers_and_body() {
    let http = MockHttp::new();
    let _installed = http.install();
    let reply = Reply::text(404, "nothing").header("x-a", "1").header("x-a", "2");
    http.expect_get("https://a.example/x").return_const(reply);

    let response = Client::new().get("https://a.example/x?q#f").send().await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.url().as_str(), "https://a.example/x?q");
    assert_eq!(response.version(), Version::HTTP_11);
    assert_eq!(response.headers().get_all("x-a").iter().collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(response.headers()["content-length"], "7");
    assert_eq!(response.content_length(), Some(7));
    let error = response.error_for_status_ref().unwrap_err();
    let text = "HTTP status client error (404 Not Found) for url (https://a.example/x?q)";
    assert_eq!(error.to_string(), text);
    assert_eq!(response.text().await.unwrap(), "nothing");
}

#[tokio::test]
async fn some_have_no_body_whatever_the_stub_says() {
    let http = MockHttp::new();
    let _installed = http.install();
    http.expect_head("https://a.example/x").returning_text(200, "12345");
    http.expect_get("https://a.example/204").returning_text(204, "12345");
    http.expect_get("https://a.example/304").returning_text(304, "12345");
    let client = Client::new();

    let head = client.head("https://a.example/x").send().await.unwrap();
    assert_eq!(head.headers()["content-length"], "5");
    assert_eq!(head.bytes().await.unwrap().len(), 0);
    for status in [204, 304] {
        let response = client.get(format!("https://a.example/{status}")).send().await.unwrap();
        assert!(!response.headers().contains_key("content-length"));
        assert_eq!(response.bytes().await.unwrap().len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn streams_come_piece_by_piece() {
    let http = MockHttp::new();
    let _installed = http.install();
    let second = Duration::from_secs(1);
    http.expect_get("https://a.example/chunks").returning_chunks(200, [(second, "one"), (second, "two")]);
    let known = Reply::chunks(200, [(second, "abc")]).header("content-length", "3");
    http.expect_get("https://a.example/known").return_const(known);

    let start = tokio::time::Instant::now();
    let mut response = Client::new().get("https://a.example/chunks").send().await.unwrap();
    assert_eq!(response.headers()["transfer-encoding"], "chunked");
    assert_eq!((response.content_length(), start.elapsed()), (None, Duration::ZERO));
    assert_eq!(response.chunk().await.unwrap().unwrap(), "one");
    assert_eq!(start.elapsed(), second);
    assert_eq!(response.chunk().await.unwrap().unwrap(), "two");
    assert_eq!(response.chunk().await.unwrap(), None);

    let response = Client::new().get("https://a.example/known").send().await.unwrap();
    assert_eq!(response.content_length(), Some(3));
    assert_eq!(response.text().await.unwrap(), "abc");
}

#[cfg(feature = "json")]
#[tokio::test]
async fn json_is_parsed_by_reqwest() {
    let http = MockHttp::new();
    let _installed = http.install();
    http.expect_get("https://a.example/x").returning_json(200, serde_json::json!({"a": [1]}));
    let value: serde_json::Value = reqwest::get("https://a.example/x").await.unwrap().json().await.unwrap();
    assert_eq!(value, serde_json::json!({"a": [1]}));
}
