//! Faults are real errors, with the flags and texts that they have over TCP.

use mockit::http::{Fault, MockHttp, Reply};
use reqwest::{Client, Error};

use crate::chain;

const URL: &str = "https://a.example/x";

async fn error(fault: Fault) -> Error {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(fault);
    let _installed = http.install();
    Client::new().get(URL).send().await.unwrap_err()
}

/// Of reading a body.
async fn broken(reply: Reply) -> Error {
    let http = MockHttp::new();
    http.expect_get(URL).return_const(reply);
    let _installed = http.install();
    let response = Client::new().get(URL).send().await.unwrap();
    response.text().await.unwrap_err()
}

fn sending() -> String {
    format!("error sending request for url ({URL})")
}

#[tokio::test]
async fn dns() {
    let error = error(Fault::Dns).await;
    assert!(error.is_request() && error.is_connect() && error.is_dns() && !error.is_timeout());
    let texts = chain(&error);
    assert_eq!(texts[..3], [&*sending(), "client error (Connect)", "dns error"]);
    let last = "failed to lookup address information: Name or service not known";
    assert_eq!(texts.last().unwrap(), last);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn refused() {
    let error = error(Fault::ConnectionRefused).await;
    assert!(error.is_request() && error.is_connect() && !error.is_dns() && !error.is_timeout());
    let texts =
        [&*sending(), "client error (Connect)", "tcp connect error", "Connection refused (os error 111)"];
    assert_eq!(chain(&error), texts);
}

/// Recorded, for building TLS takes a minute: real reqwest 0.13.5 with rustls (ring), `GET https://…/a?q=1#f`
/// to a server on loopback that answers in plain text. The last cause is the TLS library's own.
#[tokio::test]
async fn tls() {
    const RECORDED: [&str; 3] = [
        "error sending request for url (https://a.example/x)",
        "client error (Connect)",
        "received corrupt message of type InvalidContentType",
    ];
    let error = error(Fault::Tls).await;
    assert!(error.is_request() && error.is_connect());
    assert!(!error.is_dns() && !error.is_timeout() && !error.is_builder() && !error.is_body());
    assert!(!error.is_decode() && !error.is_status() && !error.is_redirect() && !error.is_upgrade());
    assert_eq!(error.url().unwrap().as_str(), URL);
    let texts = chain(&error);
    assert_eq!(texts[..2], RECORDED[..2]);
    assert_eq!((texts.len(), &*texts[2]), (RECORDED.len(), "tls handshake failed"));
}

#[tokio::test]
async fn reset_before_the_head() {
    let error = error(Fault::ResetBeforeHead).await;
    assert!(error.is_request() && !error.is_connect() && !error.is_timeout() && !error.is_body());
    assert_eq!(error.to_string(), sending());
}

/// The causes, after the two links that reqwest makes. Of single chunks it does not tell the URL.
fn causes(error: &Error) -> Vec<String> {
    assert!(error.is_decode() && !error.is_timeout(), "{error:?}");
    let texts = chain(error);
    let (text, url) = ("error decoding response body", format!(" for url ({URL})"));
    assert_eq!(texts[0].strip_suffix(&url).unwrap_or(&texts[0]), text);
    assert_eq!(texts[1], "request or response body error");
    texts[2..].to_vec()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn reset_after_the_head() {
    let error = broken(Reply::fault(Fault::ResetAfterHead)).await;
    let last = std::io::Error::from_raw_os_error(104).to_string();
    assert_eq!(causes(&error), ["error reading a body from connection", &last]);
}

#[tokio::test]
async fn truncated() {
    let error = broken(Reply::fault(Fault::TruncatedBody)).await;
    let last = "end of file before message length reached";
    assert_eq!(causes(&error), ["error reading a body from connection", last]);

    let http = MockHttp::new();
    let reply = Reply::fault(Fault::TruncatedBody).header("content-length", "1000");
    http.expect_get(URL).return_const(reply.body("some"));
    let _installed = http.install();
    let mut response = Client::new().get(URL).send().await.unwrap();
    assert_eq!(response.content_length(), Some(1000));
    assert_eq!(response.chunk().await.unwrap().unwrap(), "some");
    assert!(response.chunk().await.unwrap_err().is_decode());
}

#[tokio::test]
async fn malformed_chunk() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::MalformedChunk);
    let _installed = http.install();
    let mut response = Client::new().get(URL).send().await.unwrap();
    assert_eq!(response.headers()["transfer-encoding"], "chunked");
    assert_eq!(response.chunk().await.unwrap().unwrap(), "the beginning of ");
    let error = response.chunk().await.unwrap_err();
    assert_eq!(causes(&error)[0], "error reading a body from connection");
}

#[tokio::test]
async fn a_response_without_body_cannot_break_in_it() {
    let http = MockHttp::new();
    http.expect_head(URL).returning_fault(Fault::TruncatedBody);
    let _installed = http.install();
    let response = Client::new().head(URL).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "");
}

#[tokio::test]
async fn many_at_once_do_not_mix() {
    let http = MockHttp::new();
    http.expect_get("https://a.example/dns").returning_fault(Fault::Dns).times(20);
    http.expect_get("https://a.example/tls").returning_fault(Fault::Tls).times(20);
    let _installed = http.install();
    let client = Client::new();
    let send = |path: &'static str| client.get(format!("https://a.example/{path}")).send();
    let calls = (0..40).map(|n| send(if n % 2 == 0 { "dns" } else { "tls" })).collect::<Vec<_>>();
    for (n, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap_err().is_dns(), n % 2 == 0);
    }
}

#[cfg(feature = "json")]
#[tokio::test]
async fn invalid_json() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::InvalidJson);
    let _installed = http.install();
    let response = Client::new().get(URL).send().await.unwrap();
    assert!(response.json::<serde_json::Value>().await.unwrap_err().is_decode());
}
