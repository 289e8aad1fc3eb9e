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
    if !is_ordinary(url.as_str()) && url.as_str().parse::<Uri>().is_err() {
        return Some(errors::invalid_uri(url));
    }
    match request.version() {
        Version::HTTP_10 | Version::HTTP_11 | Version::HTTP_2 => None,
        _ => Some(errors::reset(url)),
    }
}

/// The bytes that a `Uri` takes anywhere in a `Url`. That is not so of `@`, `[` and `]`.
static ORDINARY: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = matches!(
            byte as u8,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'&' | b'='
                | b'%' | b'+' | b',' | b';'
        );
        byte += 1;
    }
    table
};

/// Is it clear, without parsing it, that this is a `Uri` too?
fn is_ordinary(url: &str) -> bool {
    let bytes = url.as_bytes();
    // No iterator: tests are built without optimisation.
    let mut at = 0;
    while at < bytes.len() && ORDINARY[usize::from(bytes[at])] {
        at += 1;
    }
    // A `Uri` has less than 64 KiB.
    at == bytes.len() && at < 60_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::Url;

    /// Whatever is let pass unparsed would have been parsed, with any two ASCII characters in any place.
    #[test]
    fn what_is_ordinary_is_a_uri() {
        let (mut ordinary, mut refused) = (0, 0);
        let all = || (0..128_u8).map(char::from);
        for (a, b) in all().flat_map(|a| all().map(move |b| (a, b))) {
            let urls = [
                format!("http://h/p{a}{b}p"),
                format!("http://h/?q={a}{b}q"),
                format!("http://h/#f{a}{b}f"),
                format!("http://u{a}{b}u@h/"),
                format!("http://u:p{a}{b}p@h/"),
                format!("http://h{a}{b}h/"),
                format!("http://h:{a}{b}/"),
                format!("http://h{a}{b}"),
            ];
            for url in urls.iter().filter_map(|url| Url::parse(url).ok()) {
                let parsed = url.as_str().parse::<Uri>().is_ok();
                assert!(parsed || !is_ordinary(url.as_str()), "{url}");
                ordinary += usize::from(is_ordinary(url.as_str()));
                refused += usize::from(!parsed);
            }
        }
        assert!(ordinary > 10_000 && refused > 0, "{ordinary} ordinary, {refused} refused");
    }

    #[test]
    fn the_longest_urls_are_parsed() {
        let url = |length| Url::parse(&format!("http://h/{}", "p".repeat(length))).expect("a URL");
        assert!(is_ordinary(url(50_000).as_str()));
        assert!(!is_ordinary(url(70_000).as_str()));
        assert!(url(70_000).as_str().parse::<Uri>().is_err());
    }
}
