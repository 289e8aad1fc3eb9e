//! The HTTP double: calls of HTTP clients answered in process.
//!
//! [`MockHttp`] stands where servers would be. It opens no socket and has no port, so tests run side by
//! side, and any URL works, `https://api.github.com` included. It speaks the words of trait mocks:
//!
//! ```
//! use mockit::http::{MockHttp, Reply};
//! use serde_json::json;
//!
//! let http = MockHttp::new();
//! let charges = http
//!     .expect_post("https://api.payments.io/v1/charges")
//!     .with_bearer_auth("secret")
//!     .with_json(json!({"amount": 4999}))
//!     .times(2)
//!     .returning_each([Reply::status(503), Reply::json(201, json!({"id": "ch_1"}))]);
//!
//! # let request = || http::Request::post("https://api.payments.io/v1/charges")
//! #     .header("authorization", "Bearer secret").body(r#"{"amount": 4999}"#).unwrap();
//! // … the code under test charges, and tries again …
//! # http.handle(request()); http.handle(request());
//! assert_eq!(charges.calls(), 2);
//! ```
//!
//! # How a client gets here
//! - **reqwest**: the crate `mockit-reqwest` looks like reqwest; one line in the root of your crate,
//!   `#[cfg(test)] extern crate mockit_reqwest as reqwest;`, and `let _installed = http.install();`
//!   in the test, have its clients answered here, wherever they are made. Production code stays as it is.
//!   What threads and tasks need is said there; most need nothing.
//! - **any other client**: an adapter of a few lines around [`handle`](Endpoint::handle), which shows one.
//!
//! # Stubs
//! `http.expect_get(url)` and the like register a [`Stub`], which is a handle too; setters are chained:
//!
//! | question | setters |
//! |---|---|
//! | which requests? | the URL ([`IntoUrlPattern`](matching::IntoUrlPattern): exact, template `/users/{id}`, [`glob`], [`regex`]); [`with_header`](Stub::with_header), [`with_query`](Stub::with_query), [`with_json`](Stub::with_json), [`with_form`](Stub::with_form) and others; [`with`](Stub::with) any [`matching`], [`withf`](Stub::withf) a function |
//! | how often? | [`times`](Stub::times), [`once`](Stub::once), [`never`](Stub::never), [`optional`](Stub::optional); at least once, where nothing is said |
//! | when? | [`in_sequence`](Stub::in_sequence), with mocks of traits in the same [`Sequence`](crate::Sequence); [`when_state`](Stub::when_state) and [`then_state`](Stub::then_state) |
//! | which of several? | the first that was registered, matches, and may still be requested; [`priority`](Stub::priority) |
//! | what comes back? | [`returning_json`](Stub::returning_json), [`returning_text`](Stub::returning_text), [`returning_status`](Stub::returning_status), [`returning_file`](Stub::returning_file), [`returning_chunks`](Stub::returning_chunks), [`returning_events`](Stub::returning_events); any [`Reply`]: [`return_const`](Stub::return_const), [`returning_each`](Stub::returning_each) one after another, [`returning`](Stub::returning) and [`returning_async`](Stub::returning_async) computed; a mounted `tower::Service`: [`returning_service`](Stub::returning_service) |
//! | what goes wrong? | [`returning_fault`](Stub::returning_fault) one of [`Fault`] |
//! | how long does it take? | [`delay`](Stub::delay), fixed or random ([`Delay`]) |
//!
//! # Failures
//! A request that no stub answers panics in the caller, with the nearest stubs and what of the request
//! each refuses; unless the double has an answer for it: [`unmatched`](Endpoint::unmatched). When the
//! double is dropped, it panics if a stub was requested too seldom, or if an earlier failure was swallowed.
//!
//! # Time
//! Delays pass on tokio's clock. Under `#[tokio::test(start_paused = true)]` they take no time.
//!
//! # State
//! Named scenarios lead from state to state; closures of several stubs may also share a value of your
//! own: [`stateful`](Endpoint::stateful).
//!
//! # Looking back
//! A double keeps every request that came, and what came of it. It is asked afterwards in the words that mocks of
//! traits have, with the matchers of stubs:
//!
//! ```
//! use mockit::http::MockHttp;
//! use mockit::verify_order;
//! use serde_json::json;
//!
//! let http = MockHttp::new();
//! http.unmatched(200);
//!
//! # let get = || http::Request::get("https://api.example/rates").body("").unwrap();
//! # let post = || http::Request::post("https://api.example/charges").body(r#"{"amount": 4999}"#).unwrap();
//! // … the code under test asks for rates, and charges …
//! # http.handle(get()); http.handle(post());
//! http.verify_post("/charges").with_json(json!({"amount": 4999})).once();
//! http.verify_delete("/charges/{id}").never();
//! verify_order![http.verify_get("/rates"), http.verify_post("/charges")];
//! http.verify_no_more_calls();
//!
//! let lines: Vec<String> = http.exchanges().iter().map(ToString::to_string).collect();
//! assert_eq!(lines, ["GET https://api.example/rates -> 200 OK", "POST https://api.example/charges -> 200 OK"]);
//! ```
//!
//! | question | words |
//! |---|---|
//! | how many requests were there of a kind? | `http.verify_get(url)`…: [`times`](Selecting::<Verification>::times), [`once`](Selecting::<Verification>::once), `never`, `at_least`, `at_most` |
//! | will they come in time, from tasks and threads? | [`within`](Selecting::<Verification>::within)`(duration).times(n).await`, or `.wait()`; of one stub: [`wait_called`](Stub::wait_called) |
//! | in which order, of several doubles and mocks? | [`verify_order!`](crate::verify_order) |
//! | was there anything else? | [`verify_no_more_calls`](Endpoint::verify_no_more_calls): only what a `verify_…` has counted is verified, not what a stub's `times` has |
//! | what came, and what was answered? | [`http.exchanges()`](Endpoint::exchanges), of a stub [`stub.exchanges()`](Stub::exchanges), of a kind `http.verify_get(url).exchanges()`; the requests alone: `requests()` |
//! | from now on? | [`clear_history`](Endpoint::clear_history) forgets what came; [`checkpoint`](Endpoint::checkpoint) verifies, and forgets everything |
//!
//! # Spying
//! [`MockHttp::spying`] sends what no stub answers to the real far end, and keeps all of it; with
//! `mockit_reqwest::spying(client)` that is a real client of reqwest's. Such a double opens sockets; no other does.
//! [`call_real`](Stub::call_real) has a stub forward what it matches.

mod answer;
mod clock;
mod double;
mod endpoint;
mod exchange;
mod far_end;
pub mod matching;
mod reply;
mod request;
mod state;
mod stub;
mod told;

pub use self::answer::{Answer, Failure, Outcome};
pub use self::double::MockHttp;
pub use self::endpoint::{Endpoint, Installed};
pub use self::exchange::Exchange;
pub use self::matching::{glob, regex};
pub use self::reply::{Body, BodyError, Chunk, Delay, Event, Fault, IntoStatus, Reply};
pub use self::request::Request;
pub use self::state::State;
pub use self::stub::{Registered, Selecting, Stub, Verification};

pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
pub use ::url::Url;
