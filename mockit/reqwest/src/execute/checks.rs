//! What reqwest refuses before it connects.

use http::{Uri, Version};
use reqwest::{Error, Request};

use crate::client_builder::Config;
use crate::errors;

pub(super) fn refusal(config: &Config, request: &Request) -> Option<Error> {
    let url = request.url();
    let allowed = match url.scheme() {
        "https" => true,
        "http" => !config.https_only,
        _ => false,
    };
    if !allowed {
        return Some(errors::bad_scheme(url));
    }
    if url.as_str().parse::<Uri>().is_err() {
        return Some(errors::invalid_uri(url));
    }
    match request.version() {
        Version::HTTP_10 | Version::HTTP_11 | Version::HTTP_2 => None,
        _ => Some(errors::reset(url)),
    }
}
