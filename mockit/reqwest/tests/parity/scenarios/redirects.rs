//! Redirects: which are followed, and what becomes of the request.

use futures_util::stream;

use super::reqwest::redirect::Policy;
use super::reqwest::{Body, Client, Method};
use super::{builder, client, send};
use crate::observed::Seen;
use crate::script::{Play, play, redirect, text};
use crate::table::Table;

fn with(policy: Policy) -> Client {
    builder().redirect(policy).build().expect("valid")
}

fn hop(status: u16, location: &str) -> [Play; 2] {
    [redirect("/a", status, location), text("/b", "arrived")]
}

/// The second answer of the same URL is the last one.
fn once(location: &str) -> [Play; 3] {
    [redirect("/a", 302, location), text("/a", "again"), text("/b", "arrived")]
}

pub fn add(table: &mut Table) {
    macro_rules! statuses {
        ($($status:literal)*) => {$(
            table.add(concat!("redirect ", $status), hop($status, "/b"), |site| async move {
                let mut seen = Seen::new();
                for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE] {
                    let request = client().request(method.clone(), site.url("/a?q#f"));
                    seen.add(method.as_str(), send(request.header("x-a", "1")).await);
                    let request = client().request(method.clone(), site.url("/a"));
                    seen.add(&format!("{method} with body"), send(request.json(&[1])).await);
                }
                seen
            });
        )*};
    }
    statuses!(300 301 302 303 304 305 307 308);
    macro_rules! locations {
        ($($name:literal $location:literal)*) => {$(
            table.add(concat!("redirect to ", $name), once($location), |site| async move {
                send(client().get(site.url("/in/../a?q=1#f"))).await
            });
        )*};
    }
    locations! {
        "an absolute URL" "{origin}/b?x=1"
        "a fragment" "/b#there"
        "a relative path" "b"
        "a query" "?x=1"
        "a path up" "../../b"
        "another host" "{other}/b"
        "without scheme" "//localhost:{port}/b"
        "userinfo" "http://u:p@127.0.0.1:{port}/b"
        "an invalid URL" "http://[::1"
        "an invalid port" "http://127.0.0.1:99999/b"
        "another scheme" "ftp://127.0.0.1/b"
        "a data URL" "data:text/plain,hello"
        "braces" "/b/{x}|y?\"z\""
        "umlauts" "/ä?ö=ü"
        "nothing" ""
    }
    table.add("redirect without location", [play("/a", 302).body("where to?")], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    let two = redirect("/a", 302, "/b").header("location", "/c");
    table.add("redirect with two locations", [two, text("/b", "b"), text("/c", "c")], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    secrets(table);
    policies(table);
    bodies(table);
    table.add(
        "redirect of mixed statuses",
        [
            redirect("/a", 307, "/b"),
            redirect("/b", 303, "/c"),
            redirect("/c", 308, "/d"),
            text("/d", "arrived"),
        ],
        |site| async move { send(client().post(site.url("/a")).form(&[("a", "b")])).await },
    );
    table.add("redirect with a referer of one's own", hop(302, "/b"), |site| async move {
        let mut seen = Seen::new();
        seen.add("own", send(client().get(site.url("/a")).header("referer", "http://mine.example/")).await);
        let client = builder().referer(false).build().expect("valid");
        seen.add("off", send(client.get(site.url("/a"))).await);
        seen.add(
            "own, off",
            send(client.get(site.url("/a")).header("referer", "http://mine.example/")).await,
        );
        seen
    });
    table.add("redirect with userinfo", hop(302, "/b"), |site| async move {
        send(client().get(site.url("/a?q#f").replace("http://", "http://user:secret@"))).await
    });
    table.add("redirect with a host of one's own", hop(302, "/b"), |site| async move {
        send(client().get(site.url("/a")).header("host", "another.example")).await
    });
    table.add("redirect from version 1.0", hop(302, "/b"), |site| async move {
        send(client().get(site.url("/a")).version(super::reqwest::Version::HTTP_10)).await
    });
}

fn secrets(table: &mut Table) {
    let hops = [redirect("/a", 302, "{other}/b"), redirect("/b", 302, "{origin}/c"), text("/c", "back")];
    table.add("redirect to another host with secrets", hops, |site| async move {
        let request = client().get(site.url("/a")).bearer_auth("token").header("cookie", "id=1");
        let request = request.header("proxy-authorization", "p").header("www-authenticate", "w");
        send(request.header("cookie2", "x").header("x-api-key", "key")).await
    });
    table.add("redirect to the same host with secrets", hop(302, "/b"), |site| async move {
        send(client().get(site.url("/a")).basic_auth("u", Some("p")).header("cookie", "id=1")).await
    });
    table.add("redirect to another host with defaults", hop(302, "{other}/b"), |site| async move {
        let mut headers = super::reqwest::header::HeaderMap::new();
        headers.insert("authorization", "default".parse().expect("a value"));
        headers.insert("x-a", "1".parse().expect("a value"));
        send(builder().default_headers(headers).build().expect("valid").get(site.url("/a"))).await
    });
}

fn policies(table: &mut Table) {
    table.add("redirect policy none", hop(302, "/b"), |site| async move {
        send(with(Policy::none()).get(site.url("/a#f"))).await
    });
    let long =
        [redirect("/a", 302, "/b"), redirect("/b", 302, "/c"), redirect("/c", 302, "/d"), text("/d", "d")];
    table.add("redirect policy limited", long.clone(), |site| async move {
        let mut seen = Seen::new();
        for max in 0..5 {
            seen.add(&max.to_string(), send(with(Policy::limited(max)).get(site.url("/a?q#f"))).await);
        }
        seen
    });
    table.add("redirect policy by default", [redirect("/a", 302, "/a")], |site| async move {
        let mut seen = Seen::new();
        seen.add("default", send(client().get(site.url("/a"))).await);
        seen.add("post", send(client().post(site.url("/a")).body("x")).await);
        seen
    });
    table.add("redirect policy custom", long.clone(), |site| async move {
        let stops = Policy::custom(|attempt| match attempt.url().path() {
            "/d" => attempt.stop(),
            _ => attempt.follow(),
        });
        let fails = Policy::custom(|attempt| match attempt.previous().len() {
            1 => attempt.follow(),
            _ => attempt.error("no further"),
        });
        let wraps = Policy::custom(|attempt| match attempt.status().as_u16() {
            302 => Policy::limited(1).redirect(attempt),
            _ => attempt.follow(),
        });
        let mut seen = Seen::new();
        seen.add("stops", send(with(stops).get(site.url("/a"))).await);
        seen.add("fails", send(with(fails).get(site.url("/a?q#f"))).await);
        seen.add("wraps", send(with(wraps).get(site.url("/a"))).await);
        seen
    });
    table.add("redirect policy, what it sees", long, |site| async move {
        let log = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let shared = std::sync::Arc::clone(&log);
        let policy = Policy::custom(move |attempt| {
            shared.lock().expect("no panic").push(format!("{attempt:?}"));
            attempt.follow()
        });
        let mut seen = Seen::new();
        seen.add("sent", send(with(policy).get(site.url("/a?q#f"))).await);
        seen.note("log", log.lock().expect("no panic").join("\n"));
        seen
    });
    table.add("redirect under https only", hop(302, "/b"), |site| async move {
        send(builder().https_only(true).build().expect("valid").get(site.url("/a"))).await
    });
}

fn bodies(table: &mut Table) {
    macro_rules! streams {
        ($($status:literal)*) => {$(
            table.add(concat!("redirect ", $status, " of a stream"), hop($status, "/b"), |site| async move {
                let body = Body::wrap_stream(stream::iter(["one ", "two"].map(Ok::<_, std::io::Error>)));
                send(client().post(site.url("/a")).body(body)).await
            });
        )*};
    }
    streams!(302 303 307);
    let body = redirect("/a", 302, "/b").header("content-type", "text/plain").body("not read");
    table.add("redirect with a body", [body, text("/b", "arrived")], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add("redirect with content headers", hop(303, "/b"), |site| async move {
        let request = client().post(site.url("/a")).body("some").header("content-type", "text/plain");
        send(request.header("content-language", "de").header("content-encoding", "identity")).await
    });
}
