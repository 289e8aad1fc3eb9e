//! What code under test sees that calls `reqwest::`, with this crate in reqwest's place.

extern crate mockit_reqwest as reqwest;

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "cookies")]
mod cookies;
#[cfg(feature = "gzip")]
mod decoding;
mod faults;
mod redirects;
mod requests;
mod responses;
mod seam;
mod timeouts;

/// An error's text and those of its sources.
fn chain(error: &dyn std::error::Error) -> Vec<String> {
    let sources = std::iter::successors(Some(error), |error| error.source());
    sources.map(ToString::to_string).collect()
}
