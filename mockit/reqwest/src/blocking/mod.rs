//! The look-alike of `reqwest::blocking`: its clients are answered by the double of the running test.
//!
//! What takes time takes the thread's: delays and timeouts pass on the wall clock, for there is no
//! tokio clock here that a test could pause. As with reqwest, nothing of this can be used within an
//! async runtime.

mod body;
mod client;
mod client_builder;
mod request;
mod request_builder;

use std::sync::OnceLock;

pub use ::reqwest::blocking::*;

pub(crate) use self::body::on_runtime;
pub use self::client::Client;
pub use self::client_builder::ClientBuilder;
pub use self::request_builder::RequestBuilder;
use crate::errors;

/// Makes a client, and has a `GET` request answered.
///
/// # Errors
/// Those of [`RequestBuilder::send`].
///
/// # Panics
/// Those of [`RequestBuilder::send`].
#[track_caller]
pub fn get<T: crate::IntoUrl>(url: T) -> crate::Result<Response> {
    Client::builder().build()?.get(url).send()
}

/// The client behind every real `RequestBuilder`.
fn real() -> &'static ::reqwest::blocking::Client {
    static REAL: OnceLock<::reqwest::blocking::Client> = OnceLock::new();
    REAL.get_or_init(|| {
        let builder = ::reqwest::blocking::ClientBuilder::from(errors::never_connecting());
        builder.build().expect("a client without any configuration")
    })
}
