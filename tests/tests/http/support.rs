//! What the modules of this suite share: making requests, and reading what comes back.

use mockit::http::matching::Matching;
use mockit::http::{Body, Endpoint, HeaderMap, Method, Outcome, Request, Url};

/// A request with headers and a body.
pub fn request(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> http::Request<String> {
    let mut builder = http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.to_string()).unwrap()
}

/// The outcome of a request that is answered without waiting.
pub fn outcome(http: &Endpoint, request: http::Request<String>) -> Outcome {
    http.handle(request).ready().expect("an answer without delay")
}

/// The response to a request that is answered without waiting.
pub fn send(http: &Endpoint, request: http::Request<String>) -> http::Response<Body> {
    outcome(http, request).expect("a response")
}

/// The response to `GET url`.
pub fn fetch(http: &Endpoint, url: &str) -> http::Response<Body> {
    send(http, request("GET", url, &[], ""))
}

/// The status of `GET url`.
pub fn get(http: &Endpoint, url: &str) -> u16 {
    send(http, request("GET", url, &[], "")).status().as_u16()
}

/// The status of `POST url` with a body.
pub fn post(http: &Endpoint, url: &str, body: &str) -> u16 {
    send(http, request("POST", url, &[], body)).status().as_u16()
}

/// The text of a body that is there without waiting.
pub fn body(response: &http::Response<Body>) -> &str {
    std::str::from_utf8(response.body().as_bytes().expect("a body without delay")).unwrap()
}

/// All values of a header.
pub fn header<'r>(response: &'r http::Response<Body>, name: &str) -> Vec<&'r str> {
    response.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
}

/// The whole text of a body, however it comes; or why it broke off.
pub async fn read(body: Body) -> Result<String, String> {
    let bytes = axum::body::to_bytes(axum::body::Body::new(body), usize::MAX).await;
    bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap()).map_err(|error| error.to_string())
}

/// Fails unless `wanted` is in `text`, and shows both.
#[track_caller]
pub fn contains(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "{wanted:?} is not in: {text}");
}

/// A request with this body.
pub fn with(text: impl AsRef<[u8]>) -> Request {
    let url = Url::parse("http://h/a?x=1").unwrap();
    Request::new(Method::POST, url, HeaderMap::new(), text.as_ref().to_vec())
}

/// Fails unless each matcher accepts the request, and its opposite refuses it.
#[track_caller]
pub fn all_accept(request: &Request, matchings: impl IntoIterator<Item = Matching>) {
    for (index, matching) in matchings.into_iter().enumerate() {
        assert!(matching.accepts(request), "matcher {index} refuses");
        assert!(!(!matching).accepts(request));
    }
}

/// Fails unless each matcher refuses the request.
#[track_caller]
pub fn all_refuse(request: &Request, matchings: impl IntoIterator<Item = Matching>) {
    all_accept(request, matchings.into_iter().map(|matching| !matching));
}
