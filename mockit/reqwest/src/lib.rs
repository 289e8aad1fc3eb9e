//! reqwest's look-alike for tests: its clients are answered in process, by
//! [mockit's HTTP double](mockit::http).
//!
//! The root of this crate is reqwest's root. `Client`, `ClientBuilder`, `RequestBuilder`, `redirect`,
//! `blocking` and `get` are ours; all else, such as `Response`, `Error` and `Request`, *is* reqwest's.
//! So the code under test stays as it is, and the name `reqwest` is given to this crate in tests.
//!
//! # The swap
//! This crate is a dev-dependency, with those features of your `reqwest` that exist here too: `json`,
//! `cookies`, `blocking` and so on. There are no defaults; those for TLS and the like are not needed.
//!
//! **A crate's own tests**: one line in its root (`lib.rs`, `main.rs`), after which each `reqwest::` path
//! in all of its modules leads here.
//!
//! ```
//! #[cfg(test)]
//! extern crate mockit_reqwest as reqwest;
//! ```
//!
//! **Integration tests** (in `tests/`) see the crate without `cfg(test)`. Let a feature switch: with
//! `mockit-reqwest` as an optional dependency, `mock = ["dep:mockit-reqwest"]` as a feature and
//! `my-crate = { path = ".", features = ["mock"] }` as a dev-dependency of `my-crate` itself,
//!
//! ```
//! # /*
//! #[cfg(any(test, feature = "mock"))]
//! # */
//! extern crate mockit_reqwest as reqwest;
//! ```
//!
//! **A single module**: `#[cfg(test)] use mockit_reqwest as reqwest;` in it.
//!
//! # A test
//! A client belongs to the double that is installed when it is made, however deep in the code under
//! test that is. Without any it panics as it sends: nothing goes to the network.
//!
//! ```
//! # extern crate mockit_reqwest as reqwest;
//! use mockit::http::MockHttp;
//!
//! async fn greeting() -> reqwest::Result<String> {
//!     let client = reqwest::Client::new();
//!     client.get("https://api.example/greeting").send().await?.text().await
//! }
//!
//! # fn main() {
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
//! # runtime.block_on(async {
//! let http = MockHttp::new();
//! let _installed = http.install();
//! http.expect_get("https://api.example/greeting").returning_text(200, "hello");
//!
//! assert_eq!(greeting().await.unwrap(), "hello");
//! # });
//! # }
//! ```
//!
//! # Threads and tasks
//! A client that the test's thread makes takes its double along, wherever it is used. A client that is
//! made in another thread or task has to find it there:
//!
//! - a task on the test's thread (`#[tokio::test]`, of one thread) finds it;
//! - a thread that the test starts is handed the test's [`Scope`](mockit::scope::Scope):
//!   `let scope = Scope::current();`, and in the thread `scope.run(|| …)`; a task of a runtime of several
//!   threads likewise: `tokio::spawn(scope.bind(async { … }))`;
//! - where production code starts threads by itself, `http.install_everywhere()` makes the double that of
//!   the whole process. Such a test stands alone in its file of `tests/`, or waits for the others.
//!
//! A client in a `static` belongs to the test that made it, for as long as that runs; then it looks for a
//! double anew whenever it sends. Tests that share one do not run side by side.
//!
//! A request that finds no double panics in its thread. If nobody looks at that thread's end, the test
//! goes on; the report of a double that fails tells of such requests.
//!
//! # Spying
//! [`spying`] makes a double that has requests which no stub answers sent by a real client, found as
//! [`real::Client`](crate::real). It opens sockets, as its tests ask it to; all else here opens none.
//!
//! # As the real one
//! Requests reach the double as they would reach a server: with default headers, cookies, `host`,
//! `content-length`, hop by hop through redirects. Responses come back through the same decoding, timeouts
//! and errors. Time is tokio's: under `start_paused` a timeout of 30 seconds takes no time at all.
//! There is no port, no socket, and no TLS.
//!
//! # Differences from reqwest
//! A suite runs some 270 scenarios against real reqwest over loopback TCP and against this crate, and
//! compares all that a user can observe: what the response or the error tells, with its whole chain of
//! causes, and each request as the server saw it. These differences are known, and no others:
//!
//! | what | here | why |
//! |---|---|---|
//! | an error of a redirect policy, such as "too many redirects" | `is_body()`, not `is_redirect()`, and so the first line of its text; its source and URL are the real ones | reqwest makes that kind over a connection only |
//! | a connection that breaks before the response, a streamed body that fails | the flags and the text are real, the causes are others | as above |
//! | an error within a body, without any timeout of the client | one link more in its chain: "request or response body error" | a response that is made from parts adds it |
//! | a timeout of the blocking client within a body | the same link, and the error has the URL | as above |
//! | `remote_addr()`, `TlsInfo` | absent | only a connection makes them |
//! | TLS that fails | the last cause is "tls handshake failed" | the text is the TLS library's |
//! | requests whose connection fails | the double keeps them, as all others | so that a test can look at them |
//!
//! And by design:
//! - A request reaches the double as `send()` is called, not as its future is first polled; unless it
//!   has a streamed body, which is read first.
//! - Retry policies, proxies, and all that shapes a connection have no effect; the methods say so.
//! - The blocking client waits on the wall clock.
//! - `https` URLs are answered without any feature for TLS. Only where your reqwest has
//!   `rustls-no-provider`, a provider has to be installed, as for reqwest itself.
//! - Functions of other crates that want reqwest's own `Client` do not take this one. For
//!   `reqwest-middleware` there is the feature `middleware`.

mod body;
mod builder_ignored;
mod client;
mod client_builder;
mod client_requests;
mod errors;
mod execute;
mod pending;
mod request_builder;
mod request_setters;
mod spying;
mod wire;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "middleware")]
pub mod middleware;
pub mod redirect;

pub use ::reqwest::*;

pub use self::client::Client;
pub use self::client_builder::ClientBuilder;
pub use self::request_builder::RequestBuilder;
pub use self::spying::spying;

/// reqwest itself, for [`spying`]: `::reqwest` may be this crate where you are.
pub use ::reqwest as real;

/// Makes a client, and has a `GET` request answered.
///
/// # Errors
/// Those of [`RequestBuilder::send`].
///
/// # Panics
/// Those of [`RequestBuilder::send`].
pub async fn get<T: IntoUrl>(url: T) -> Result<Response> {
    Client::builder().build()?.get(url).send().await
}
