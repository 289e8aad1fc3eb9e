//! The blocking client.

use std::io::{self, Cursor, Read};
use std::time::{Duration, Instant};

use mockit::http::{Fault, MockHttp};
use reqwest::blocking::{Body, Client};

use crate::chain;

const URL: &str = "https://a.example/x";

fn milliseconds(n: u64) -> Duration {
    Duration::from_millis(n)
}

#[test]
fn it_answers_as_the_async_one() {
    let http = MockHttp::new();
    let stub = http.expect_any(URL).returning_text(200, "hello").times(..);
    let _installed = http.install();

    let response = reqwest::blocking::get(URL).unwrap();
    assert_eq!(response.url().as_str(), URL);
    assert_eq!(response.content_length(), Some(5));
    assert_eq!(response.text().unwrap(), "hello");

    let client = Client::builder().user_agent("me").build().unwrap();
    client.post(URL).body("four").send().unwrap();
    let request = stub.requests().pop().unwrap();
    assert_eq!(request.header("content-length"), Some("4"));
    assert_eq!(request.header("user-agent"), Some("me"));
    assert_eq!(request.text(), "four");
}

struct Burning;

impl Read for Burning {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("disk on fire"))
    }
}

#[test]
fn readers_are_read() {
    let http = MockHttp::new();
    let stub = http.expect_post(URL).returning_status(200).times(..);
    let _installed = http.install();
    let client = Client::new();
    client.post(URL).body(Body::new(Cursor::new("chunks"))).send().unwrap();
    let request = stub.requests().pop().unwrap();
    assert_eq!((request.header("transfer-encoding"), &*request.text()), (Some("chunked"), "chunks"));
    client.post(URL).body(Body::sized(Cursor::new("sized"), 5)).send().unwrap();
    let request = stub.requests().pop().unwrap();
    assert_eq!((request.header("content-length"), &*request.text()), (Some("5"), "sized"));

    let error = client.post(URL).body(Body::new(Burning)).send().unwrap_err();
    assert!(error.is_body());
    assert_eq!(chain(&error)[1], "disk on fire");
    assert_eq!(stub.calls(), 2);
}

#[test]
fn delays_and_timeouts_take_the_threads_time() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_text(200, "late").delay(milliseconds(60)).times(..);
    let _installed = http.install();
    let start = Instant::now();
    assert_eq!(Client::new().get(URL).send().unwrap().text().unwrap(), "late");
    assert!(start.elapsed() >= milliseconds(60));

    let client = Client::builder().timeout(milliseconds(10)).build().unwrap();
    let error = client.get(URL).send().unwrap_err();
    assert!(error.is_timeout() && error.is_request());
    let error = Client::new().get(URL).timeout(milliseconds(10)).send().unwrap_err();
    assert!(error.is_timeout());
}

#[test]
fn bodies_come_piece_by_piece() {
    let http = MockHttp::new();
    let chunks = [(milliseconds(30), "one "), (milliseconds(30), "two")];
    http.expect_get(URL).returning_chunks(200, chunks).times(..);
    let _installed = http.install();

    assert_eq!(Client::new().get(URL).send().unwrap().text().unwrap(), "one two");
    // Read on a thread other than the one that sent.
    let mut response = Client::new().get(URL).send().unwrap();
    let read = move || {
        let mut text = String::new();
        response.read_to_string(&mut text).map(|_| text)
    };
    assert_eq!(std::thread::spawn(read).join().unwrap().unwrap(), "one two");

    let client = Client::builder().timeout(milliseconds(40)).build().unwrap();
    let error = client.get(URL).send().unwrap().text().unwrap_err();
    assert!(error.is_timeout() && error.is_decode(), "{error:?}");
}

#[test]
fn faults_are_errors() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::ConnectionRefused);
    http.expect_post(URL).returning_fault(Fault::TruncatedBody);
    http.expect_put(URL).returning_fault(Fault::NoResponse);
    let _installed = http.install();
    let client = Client::builder().timeout(milliseconds(20)).build().unwrap();
    assert!(client.get(URL).send().unwrap_err().is_connect());
    assert!(client.post(URL).send().unwrap().text().unwrap_err().is_decode());
    assert!(client.put(URL).send().unwrap_err().is_timeout());
}

#[cfg(feature = "multipart")]
#[test]
fn multipart() {
    let http = MockHttp::new();
    let stub = http.expect_post(URL).returning_status(200);
    let _installed = http.install();
    let form = reqwest::blocking::multipart::Form::new().text("name", "value");
    Client::new().post(URL).multipart(form).send().unwrap();
    let request = &stub.requests()[0];
    assert_eq!(request.header("content-length"), Some(request.body().len().to_string().as_str()));
    assert!(request.text().contains("value"));
}

#[test]
#[should_panic = "no double is installed for `GET https://a.example/x`"]
fn without_a_double_nothing_goes_to_the_network() {
    let _ = Client::new().get(URL).send();
}
