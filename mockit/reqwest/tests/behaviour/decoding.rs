//! Compressed responses.

use std::io::Write;

use mockit::http::{Fault, MockHttp, Reply};
use reqwest::Client;

const URL: &str = "https://a.example/x";

fn zipped(text: &str) -> Reply {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    Reply::status(200).header("content-encoding", "gzip").body(encoder.finish().unwrap())
}

#[tokio::test]
async fn gzip_is_asked_for_and_decoded() {
    let http = MockHttp::new();
    let stub = http.expect_get(URL).return_const(zipped("unzipped")).times(2);
    let _installed = http.install();

    let response = Client::new().get(URL).send().await.unwrap();
    assert!(stub.requests()[0].header("accept-encoding").unwrap().contains("gzip"));
    assert!(!response.headers().contains_key("content-encoding"));
    assert!(!response.headers().contains_key("content-length"));
    assert_eq!(response.content_length(), None);
    assert_eq!(response.text().await.unwrap(), "unzipped");

    let plain = Client::builder().no_gzip().no_brotli().no_deflate().no_zstd().build().unwrap();
    let response = plain.get(URL).send().await.unwrap();
    assert_eq!(stub.requests()[1].header("accept-encoding"), None);
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.bytes().await.unwrap()[..2], [0x1f, 0x8b]);
}

#[tokio::test]
async fn what_is_not_compressed_is_an_error() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::WrongContentEncoding);
    let _installed = http.install();
    let error = Client::new().get(URL).send().await.unwrap().text().await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
}

#[cfg(all(feature = "brotli", feature = "deflate", feature = "zstd"))]
#[tokio::test]
async fn all_encodings_are_asked_for() {
    let http = MockHttp::new();
    let stub = http.expect_get(URL).returning_status(200);
    let _installed = http.install();
    Client::new().get(URL).send().await.unwrap();
    assert_eq!(stub.requests()[0].header("accept-encoding"), Some("zstd,gzip,deflate,br"));
}
