//! The client's cookies.

use std::sync::Arc;

use super::reqwest::cookie::{CookieStore as _, Jar};
use super::reqwest::{Client, Url};
use super::{builder, client, send};
use crate::observed::Seen;
use crate::script::{Play, play, redirect, text};
use crate::table::Table;

fn keeping() -> Client {
    builder().cookie_store(true).build().expect("valid")
}

fn sets(path: &'static str, cookies: &[&str]) -> Play {
    cookies.iter().fold(text(path, "set"), |play, cookie| play.header("set-cookie", *cookie))
}

pub fn add(table: &mut Table) {
    table.add("without a cookie store", [sets("/a", &["id=1"])], |site| async move {
        let (mut seen, client) = (Seen::new(), client());
        seen.add("first", send(client.get(site.url("/a"))).await);
        seen.add("second", send(client.get(site.url("/a"))).await);
        seen
    });
    table.add("cookies set and sent", [sets("/a", &["id=1; Path=/; HttpOnly"])], |site| async move {
        let (mut seen, client) = (Seen::new(), keeping());
        seen.add("first", send(client.get(site.url("/a"))).await);
        seen.add("second", send(client.get(site.url("/b"))).await);
        seen.add("third", send(client.get(site.url("/b")).header("cookie", "mine=2")).await);
        seen.add("another host", send(client.get(site.other("/b"))).await);
        seen
    });
    table.add("cookies with paths", [sets("/in/a", &["deep=1; Path=/in", "default=2"])], |site| async move {
        let (mut seen, client) = (Seen::new(), keeping());
        seen.add("set", send(client.get(site.url("/in/a"))).await);
        seen.add("outside", send(client.get(site.url("/out"))).await);
        seen.add("inside", send(client.get(site.url("/in/b"))).await);
        seen.add("looks alike", send(client.get(site.url("/inside"))).await);
        seen
    });
    let gone = [sets("/a", &["id=1; Path=/"]), sets("/a", &["id=; Path=/; Max-Age=0"]), text("/a", "x")];
    table.add("cookies that are deleted", gone, |site| async move {
        let (mut seen, client) = (Seen::new(), keeping());
        for call in ["first", "second", "third"] {
            seen.add(call, send(client.get(site.url("/a"))).await);
        }
        seen
    });
    let old =
        [sets("/a", &["old=1; Path=/; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "new=2; Path=/; Max-Age=60"])];
    table.add("cookies that have expired", old, |site| async move {
        let (mut seen, client) = (Seen::new(), keeping());
        seen.add("first", send(client.get(site.url("/a"))).await);
        seen.add("second", send(client.get(site.url("/a"))).await);
        seen
    });
    table.add(
        "secure and foreign cookies",
        [sets("/a", &["s=1; Secure", "f=2; Domain=example.com"])],
        |site| async move {
            let (mut seen, client) = (Seen::new(), keeping());
            seen.add("first", send(client.get(site.url("/a"))).await);
            seen.add("second", send(client.get(site.url("/a"))).await);
            seen
        },
    );
    table.add("a cookie that is none", [sets("/a", &["", "=", "no pair"])], |site| async move {
        let (mut seen, client) = (Seen::new(), keeping());
        seen.add("first", send(client.get(site.url("/a"))).await);
        seen.add("second", send(client.get(site.url("/a"))).await);
        seen
    });
    let across = [
        redirect("/a", 302, "/b").header("set-cookie", "hop=1; Path=/"),
        redirect("/b", 302, "{other}/c").header("set-cookie", "hop=2; Path=/"),
        redirect("/c", 302, "{origin}/d").header("set-cookie", "there=3; Path=/"),
        text("/d", "arrived"),
    ];
    table.add("cookies across redirects", across.clone(), |site| async move {
        let (mut seen, client) = (Seen::new(), keeping());
        seen.add("first", send(client.get(site.url("/a"))).await);
        seen.add("second", send(client.get(site.other("/e"))).await);
        seen
    });
    table.add("own cookies across redirects", across, |site| async move {
        send(keeping().get(site.url("/a")).header("cookie", "mine=1")).await
    });
    table.add("a jar of one's own", [sets("/a", &["new=2; Path=/"])], |site| async move {
        let (mut seen, jar) = (Seen::new(), Arc::new(Jar::default()));
        let url = Url::parse(&site.url("/")).expect("a URL");
        jar.add_cookie_str("given=1", &url);
        let client = builder().cookie_provider(Arc::clone(&jar)).build().expect("valid");
        seen.add("first", send(client.get(site.url("/a"))).await);
        let mut cookies =
            jar.cookies(&url).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        // Their order is that of a hash map.
        if let Some(cookies) = &mut cookies {
            let mut sorted: Vec<_> = cookies.split("; ").collect();
            sorted.sort_unstable();
            *cookies = sorted.join("; ");
        }
        seen.note("jar", format!("{cookies:?}"));
        seen
    });
    table.add(
        "a cookie of a failure",
        [play("/a", 500).header("set-cookie", "id=1"), text("/a", "x")],
        |site| async move {
            let (mut seen, client) = (Seen::new(), keeping());
            seen.add("first", send(client.get(site.url("/a"))).await);
            seen.add("second", send(client.get(site.url("/a"))).await);
            seen
        },
    );
    table.add("a cookie among the default headers", [sets("/a", &["id=1"])], |site| async move {
        let mut headers = super::reqwest::header::HeaderMap::new();
        headers.insert("cookie", "default=1".parse().expect("a value"));
        let client = builder().cookie_store(true).default_headers(headers).build().expect("valid");
        let mut seen = Seen::new();
        seen.add("first", send(client.get(site.url("/a"))).await);
        seen.add("second", send(client.get(site.url("/a"))).await);
        seen
    });
}
