//! Responses: their bodies and their lengths.

use futures_util::StreamExt as _;

use super::reqwest::Response;
use super::{client, failed, head, send};
use crate::observed::Seen;
use crate::script::{Play, play, text};
use crate::table::{Site, Table};

const CHUNKS: &[(u64, &str)] = &[(0, "one "), (20, "two "), (0, "three")];

fn chunked(path: &'static str) -> Play {
    play(path, 200).header("content-type", "text/plain").chunks(CHUNKS)
}

async fn get(site: Site) -> Response {
    client().get(site.url("/a")).send().await.expect("a response")
}

pub fn add(table: &mut Table) {
    table.add("chunks", [chunked("/a")], |site| async move { send(client().get(site.url("/a"))).await });
    table.add("chunks and a trailer", [chunked("/a").trailer()], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add(
        "head of chunks",
        [chunked("/a")],
        |site| async move { send(client().head(site.url("/a"))).await },
    );
    table.add("no chunk at all", [play("/a", 200).chunks(&[])], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add("chunk by chunk", [chunked("/a")], |site| async move {
        let (mut seen, mut response) = (Seen::new(), get(site).await);
        while let Some(chunk) = response.chunk().await.expect("a chunk") {
            seen.note("chunk", String::from_utf8_lossy(&chunk));
        }
        seen
    });
    table.add(
        "a stream of bytes",
        [play("/a", 200).chunks(&[(0, "one"), (60, "two"), (60, "three")])],
        |site| async move {
            let (mut seen, mut stream) = (Seen::new(), get(site).await.bytes_stream());
            while let Some(chunk) = stream.next().await {
                seen.note("chunk", String::from_utf8_lossy(&chunk.expect("a chunk")));
            }
            seen
        },
    );
    table.add("a status with a body", [play("/a", 404).body("nowhere")], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    macro_rules! statuses {
        ($($status:literal)*) => {$(
            let plays = [play("/a", $status).header("x-a", "1").body("perhaps")];
            table.add(concat!("status ", $status), plays, |site| async move {
                let mut seen = Seen::new();
                seen.add("get", send(client().get(site.url("/a"))).await);
                seen.add("head", send(client().head(site.url("/a"))).await);
                seen
            });
        )*};
    }
    statuses!(201 204 205 206 304 418 503 599 799);
    table.add(
        "an empty body",
        [play("/a", 200)],
        |site| async move { send(client().get(site.url("/a"))).await },
    );
    table.add(
        "head with a length of its own",
        [play("/a", 200).header("content-length", "1234")],
        |site| async move { send(client().head(site.url("/a"))).await },
    );
    table.add(
        "304 with a length of its own",
        [play("/a", 304).header("content-length", "1234")],
        |site| async move { send(client().get(site.url("/a"))).await },
    );
    table.add("a large body", [play("/a", 200).body("0123456789".repeat(30_000))], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    let repeated = text("/a", "x").header("x-a", "1").header("X-A", "2").header("link", "</b>; rel=next");
    table.add("repeated headers of a response", [repeated], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    charsets(table);
    table.add("json", [play("/a", 200).body(r#"{"a": [1, 2]}"#)], |site| async move {
        let json = get(site).await.json::<serde_json::Value>().await;
        Seen::new().note("json", json.expect("JSON")).clone()
    });
    table.add("json that is none", [play("/a", 200).body("{\"a\": oops}")], |site| async move {
        match get(site).await.json::<serde_json::Value>().await {
            Ok(json) => Seen::new().note("json", json).clone(),
            Err(error) => failed("json", &error),
        }
    });
    table.add("json of another shape", [play("/a", 200).body("{\"a\": \"text\"}")], |site| async move {
        match get(site).await.json::<std::collections::BTreeMap<String, u8>>().await {
            Ok(json) => Seen::new().note("json", format!("{json:?}")).clone(),
            Err(error) => failed("json", &error),
        }
    });
    table.add(
        "error_for_status",
        [play("/a", 404), play("/a", 503).body("x"), text("/a", "x")],
        |site| async move {
            let mut seen = Seen::new();
            for call in ["first", "second", "third"] {
                let response =
                    client().get(site.url(&format!("/a?{call}#f"))).send().await.expect("a response");
                if let Err(error) = response.error_for_status_ref() {
                    seen.add(&format!("{call}, by ref"), failed("status", &error));
                }
                match response.error_for_status() {
                    Ok(response) => seen.add(call, head(&response)),
                    Err(error) => seen.add(call, failed("status", &error)),
                };
            }
            seen
        },
    );
    table.add("debug of a response", [play("/a", 200).header("x-a", "1").body("x")], |site| async move {
        Seen::new().note("debug", format!("{:?}", get(site).await)).clone()
    });
    table.add("extensions and the address", [text("/a", "x")], |site| async move {
        Seen::new().note("address", format!("{:?}", get(site).await.remote_addr().map(|it| it.ip()))).clone()
    });
    table.add("a response as a body", [chunked("/a"), text("/b", "got it")], |site| async move {
        let body = super::reqwest::Body::from(get(site).await);
        send(client().post(site.url("/b")).body(body)).await
    });
}

fn charsets(table: &mut Table) {
    let latin =
        [play("/a", 200).header("content-type", "text/plain; charset=iso-8859-1").body(b"gr\xFC\xDF")];
    table.add("charset latin 1", latin, |site| async move {
        Seen::new().note("text", get(site).await.text().await.expect("text")).clone()
    });
    table.add(
        "charset by default",
        [play("/a", 200).body(b"\xEF\xBB\xBFgr\xC3\xBC\xFF")],
        |site| async move { Seen::new().note("text", get(site).await.text().await.expect("text")).clone() },
    );
    table.add("charset as asked for", [play("/a", 200).body(b"\x93\xFA\x96{")], |site| async move {
        let text = get(site).await.text_with_charset("shift_jis").await;
        Seen::new().note("text", text.expect("text")).clone()
    });
}
