//! What a client adds to its requests' headers.

use super::reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use super::{builder, client, failed, send};
use crate::observed::Seen;
use crate::script::text;
use crate::table::Table;

fn map(headers: &[(&'static str, &'static str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let mut map = HeaderMap::new();
    for (name, value) in headers.iter().map(pair) {
        map.append(name, value);
    }
    map
}

pub fn add(table: &mut Table) {
    table.add("headers: default", [text("/a", "x")], |site| async move {
        let defaults = map(&[("x-a", "1"), ("x-b", "2"), ("x-b", "3"), ("authorization", "mine")]);
        let client = builder().default_headers(defaults).build().expect("valid");
        let mut seen = Seen::new();
        seen.add("alone", send(client.get(site.url("/a"))).await);
        seen.add("own", send(client.get(site.url("/a")).header("x-a", "own").header("x-b", "own")).await);
        seen.add("auth", send(client.get(site.url("/a")).bearer_auth("token")).await);
        seen
    });
    table.add("headers: default twice", [text("/a", "x")], |site| async move {
        let builder = builder().default_headers(map(&[("x-a", "1"), ("x-b", "2")]));
        let client =
            builder.default_headers(map(&[("x-b", "3"), ("user-agent", "me")])).build().expect("valid");
        send(client.get(site.url("/a"))).await
    });
    table.add("headers: default content-type", [text("/a", "x")], |site| async move {
        let client = builder().default_headers(map(&[("content-type", "mine/type")])).build().expect("valid");
        let mut seen = Seen::new();
        seen.add("get", send(client.get(site.url("/a"))).await);
        seen.add("json", send(client.post(site.url("/a")).json(&1)).await);
        seen.add("body", send(client.post(site.url("/a")).body("x")).await);
        seen
    });
    table.add("headers: user agent", [text("/a", "x")], |site| async move {
        let client = builder().user_agent("mine/1.0").build().expect("valid");
        let mut seen = Seen::new();
        seen.add("client", send(client.get(site.url("/a"))).await);
        seen.add("request", send(client.get(site.url("/a")).header("user-agent", "own")).await);
        seen
    });
    table.add("headers: bad user agent", [], |_| async move {
        match builder().user_agent("a\nb").user_agent("good").build() {
            Ok(_) => Seen::new().note("built", true).clone(),
            Err(error) => failed("build", &error),
        }
    });
    macro_rules! own {
        ($($name:literal $value:literal)*) => {$(
            table.add(concat!("headers: own ", $name), [text("/a", "x")], |site| async move {
                let mut seen = Seen::new();
                seen.add("get", send(client().get(site.url("/a")).header($name, $value)).await);
                seen.add("post", send(client().post(site.url("/a")).body("some").header($name, $value)).await);
                seen
            });
        )*};
    }
    own! {
        "accept" "text/plain"
        "accept-encoding" "br;q=0.5"
        "range" "bytes=0-1"
        "host" "another.example"
        "connection" "close"
        "referer" "http://mine.example/"
        "expect" "x-nothing"
        "cookie" "a=1; b=2"
    }
    table.add("headers: own content-length", [text("/a", "x")], |site| async move {
        send(client().post(site.url("/a")).body("some").header("content-length", "4")).await
    });
    table.add("headers: own transfer-encoding", [text("/a", "x")], |site| async move {
        send(client().post(site.url("/a")).body("some").header("transfer-encoding", "chunked")).await
    });
    table.add("headers: a default accept", [text("/a", "x")], |site| async move {
        let headers = map(&[("accept", "text/html"), ("accept-encoding", "identity"), ("host", "h.example")]);
        let client = builder().default_headers(headers).build().expect("valid");
        send(client.get(site.url("/a"))).await
    });
    table.add("headers: hosts and ports", [text("/a", "x")], |site| async move {
        let mut seen = Seen::new();
        seen.add("name", send(client().get(site.other("/a"))).await);
        seen.add("upper case", send(client().get(site.other("/a").to_uppercase().replace("/A", "/a"))).await);
        seen.add("number", send(client().get(site.url("/a").replace("127.0.0.1", "2130706433"))).await);
        seen
    });
    table.add("headers: debug of a client", [], |_| async move {
        let client = builder()
            .user_agent("me")
            .timeout(crate::script::ms(5))
            .redirect(super::reqwest::redirect::Policy::limited(2));
        let mut seen = Seen::new();
        // Look-alikes show what has an effect; the begin is the same.
        seen.note("client", format!("{:?}", client.build().expect("valid")).starts_with("Client {"));
        seen
    });
}
