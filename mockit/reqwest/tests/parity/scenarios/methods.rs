//! Each method, with and without a body.

use super::reqwest::{self, Method};
use super::{client, send, show};
use crate::observed::Seen;
use crate::script::text;
use crate::table::Table;

pub fn add(table: &mut Table) {
    macro_rules! each {
        ($($method:ident)*) => {$(
            table.add(concat!("method ", stringify!($method)), [text("/a", "done")], |site| async move {
                let mut seen = Seen::new();
                seen.add("plain", send(client().$method(site.url("/a?x=1&y=%20#f"))).await);
                seen.add("body", send(client().$method(site.url("/a")).body("some")).await);
                seen.add("empty", send(client().$method(site.url("/a")).body("")).await);
                seen.add("bytes", send(client().$method(site.url("/a")).body(vec![0, 159, 255])).await);
                seen
            });
        )*};
    }
    each!(get post put patch delete head);
    macro_rules! named {
        ($($method:literal)*) => {$(
            table.add(concat!("method ", $method), [text("/a", "done")], |site| async move {
                let method = || Method::from_bytes($method.as_bytes()).expect("a method");
                let mut seen = Seen::new();
                seen.add("plain", send(client().request(method(), site.url("/a"))).await);
                seen.add("body", send(client().request(method(), site.url("/a")).body("some")).await);
                seen
            });
        )*};
    }
    named!("OPTIONS" "TRACE" "PROPFIND" "lower");
    table.add("the free function", [text("/a", "hello")], |site| async move {
        show(reqwest::get(site.url("/a?x=1#f")).await).await
    });
    table.add(
        "the free function, refused",
        [],
        |_| async move { show(reqwest::get("nonsense").await).await },
    );
    table.add("paths and queries as they are", [], |site| async move {
        let mut seen = Seen::new();
        let urls = [
            "",
            "/",
            "/ä b/%2F/../c",
            "/a//b/",
            "/a?",
            "/a?b=ü&c=a+b%2B&d",
            "/a;b=1,2?x[]=1#ü",
            "/%zz",
            "/{a}|b",
        ];
        for url in urls {
            seen.add(&format!("[{url}]"), send(client().get(site.url(url))).await);
        }
        seen
    });
    table.add("one client, many calls", [text("/a", "first"), text("/a", "second")], |site| async move {
        let (mut seen, client) = (Seen::new(), client());
        for call in ["first", "second", "third"] {
            seen.add(call, send(client.clone().get(site.url("/a"))).await);
        }
        seen
    });
    table.add("many calls at once", [text("/a", "a")], |site| async move {
        let client = client();
        let call = || send(client.get(site.url("/a")));
        let (one, two, three) = tokio::join!(call(), call(), call());
        let mut seen = Seen::new();
        seen.add("one", one).add("two", two).add("three", three);
        seen
    });
}
