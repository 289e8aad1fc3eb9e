//! The middleware for `reqwest-middleware`, around the real client.
#![cfg(feature = "middleware")]

use std::time::Duration;

use mockit::http::{Fault, MockHttp, Reply};
use mockit_reqwest::middleware::MockMiddleware;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};

fn client(middleware: MockMiddleware) -> ClientWithMiddleware {
    ClientBuilder::new(reqwest::Client::new()).with(middleware).build()
}

#[tokio::test(start_paused = true)]
async fn it_answers_before_the_network() {
    let http = MockHttp::new();
    http.expect_get("https://a.example/x").return_const(Reply::redirect(302, "/y"));
    http.expect_get("https://a.example/y").returning_text(200, "there");
    http.expect_get("https://a.example/dns").returning_fault(Fault::Dns);
    http.expect_get("https://a.example/late").returning_status(200).delay(Duration::from_secs(60)).times(2);
    let client = client(MockMiddleware::new(http.endpoint()));

    let response = client.get("https://a.example/x").send().await.unwrap();
    assert_eq!(response.url().as_str(), "https://a.example/y");
    assert_eq!(response.text().await.unwrap(), "there");
    assert!(client.get("https://a.example/dns").send().await.unwrap_err().is_connect());
    let late = client.get("https://a.example/late").timeout(Duration::from_secs(1)).send().await;
    assert!(late.unwrap_err().is_timeout());
    assert_eq!(client.get("https://a.example/late").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn it_is_given_the_clients_configuration() {
    let http = MockHttp::new();
    let stub = http.expect_get("https://a.example/x").returning_status(200);
    let configured = mockit_reqwest::Client::builder().user_agent("me");
    let client = client(MockMiddleware::with_client(http.endpoint(), configured).unwrap());
    client.get("https://a.example/x").send().await.unwrap();
    assert_eq!(stub.requests()[0].header("user-agent"), Some("me"));
}
