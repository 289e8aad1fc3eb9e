//! The scenarios. These files are compiled twice: `reqwest` is the real one in `crate::real`, and the
//! look-alike in `crate::mock`.

mod blocking;
mod bodies;
mod builder;
mod cookies;
mod decoding;
mod errors;
mod faults;
mod headers;
mod methods;
mod redirects;
mod timeouts;

use std::error::Error as _;

use tokio::time::Instant;

use super::reqwest::{self, Client, ClientBuilder, Error, RequestBuilder, Response};
use crate::observed::Seen;
use crate::table::{Scenario, Table};

pub fn table() -> Vec<Scenario> {
    let mut table = Table::default();
    methods::add(&mut table);
    builder::add(&mut table);
    headers::add(&mut table);
    redirects::add(&mut table);
    cookies::add(&mut table);
    bodies::add(&mut table);
    decoding::add(&mut table);
    timeouts::add(&mut table);
    errors::add(&mut table);
    faults::add(&mut table);
    blocking::add(&mut table);
    table.scenarios
}

/// No proxy: the machine's environment is no part of a scenario.
fn builder() -> ClientBuilder {
    Client::builder().no_proxy()
}

fn client() -> Client {
    builder().build().expect("the defaults are valid")
}

/// Where connecting takes for ever.
fn full(path: &str) -> String {
    crate::full::url(path)
}

async fn send(request: RequestBuilder) -> Seen {
    show(request.send().await).await
}

/// With the time that it took until all was read.
async fn timed(request: RequestBuilder) -> Seen {
    let start = Instant::now();
    send(request).await.took(start.elapsed())
}

/// All that a response or an error tells.
async fn show(result: Result<Response, Error>) -> Seen {
    match result {
        Err(error) => failed("send", &error),
        Ok(response) => {
            let mut seen = head(&response);
            match response.bytes().await {
                Ok(bytes) => seen.note("body", String::from_utf8_lossy(&bytes)),
                Err(error) => seen.add("read", failed("body", &error)),
            };
            seen
        }
    }
}

fn head(response: &Response) -> Seen {
    let mut seen = Seen::new();
    seen.note("status", response.status());
    seen.note("version", format!("{:?}", response.version()));
    seen.note("url", response.url());
    seen.note("content_length", format!("{:?}", response.content_length()));
    for (name, value) in response.headers() {
        seen.note(format!("header {name}"), format!("[{}]", String::from_utf8_lossy(value.as_bytes())));
    }
    for cookie in response.cookies() {
        seen.note("cookie", format!("{}={} {:?}", cookie.name(), cookie.value(), cookie.path()));
    }
    seen
}

/// All that an error tells.
fn failed(what: &str, error: &Error) -> Seen {
    let mut seen = Seen::new();
    let flags = [
        ("builder", error.is_builder()),
        ("redirect", error.is_redirect()),
        ("status", error.is_status()),
        ("timeout", error.is_timeout()),
        ("request", error.is_request()),
        ("connect", error.is_connect()),
        ("dns", error.is_dns()),
        ("body", error.is_body()),
        ("decode", error.is_decode()),
        ("upgrade", error.is_upgrade()),
    ];
    let flags: Vec<_> = flags.iter().filter_map(|(name, on)| on.then_some(*name)).collect();
    seen.note("failed", what).note("flags", flags.join(" "));
    seen.note("error", error).note("error url", format!("{:?}", error.url().map(|url| url.as_str())));
    seen.note("error status", format!("{:?}", error.status()));
    let mut chain = Vec::new();
    let mut source = error.source();
    while let Some(error) = source {
        chain.push(error.to_string());
        source = error.source();
    }
    seen.note("chain", chain.join(" <- ")).note("root", chain.last().map_or("", String::as_str));
    seen
}
