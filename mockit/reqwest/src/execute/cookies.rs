//! The client's cookies, hop by hop.

use http::header::{COOKIE, HeaderMap, SET_COOKIE};
use reqwest::Url;

use crate::client_builder::Config;

/// A request with cookies of its own keeps those.
pub(super) fn send(config: &Config, url: &Url, headers: &mut HeaderMap) {
    let Some(store) = &config.cookies else { return };
    if !headers.contains_key(COOKIE)
        && let Some(cookies) = store.cookies(url)
    {
        headers.insert(COOKIE, cookies);
    }
}

pub(super) fn keep(config: &Config, url: &Url, headers: &HeaderMap) {
    let Some(store) = &config.cookies else { return };
    let mut cookies = headers.get_all(SET_COOKIE).iter().peekable();
    if cookies.peek().is_some() {
        store.set_cookies(&mut cookies, url);
    }
}
