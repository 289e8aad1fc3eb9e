//! What the modules of this suite share: making requests, and reading what comes back.

use mockit::http::{Body, MockHttp, Outcome};

/// A request with headers and a body.
pub fn request(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> http::Request<String> {
    let mut builder = http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.to_string()).unwrap()
}

/// The outcome of a request that is answered without waiting.
pub fn outcome(http: &MockHttp, request: http::Request<String>) -> Outcome {
    http.handle(request).ready().expect("an answer without delay")
}

/// The response to a request that is answered without waiting.
pub fn send(http: &MockHttp, request: http::Request<String>) -> http::Response<Body> {
    outcome(http, request).expect("a response")
}

/// The status of `GET url`.
pub fn get(http: &MockHttp, url: &str) -> u16 {
    send(http, request("GET", url, &[], "")).status().as_u16()
}

/// The status of `POST url` with a body.
pub fn post(http: &MockHttp, url: &str, body: &str) -> u16 {
    send(http, request("POST", url, &[], body)).status().as_u16()
}
