//! Compressed responses.

use super::{builder, client, failed, send};
use crate::observed::Seen;
use crate::script::{Play, play};
use crate::table::Table;

/// "hello hello hello, compressed world", with its check sums.
const GZIP: &str =
    "1f8b0800000000000203cb48cdc9c957c840903a0ac9f9b90545a9c5c5a9290ae5f945392900bcf86b3d23000000";
const ZLIB: &str = "78dacb48cdc9c957c840903a0ac9f9b90545a9c5c5a9290ae5f945392900ec040d46";
const ZSTD: &str = "28b52ffd0058f50000c068656c6c6f202c20636f6d7072657373656420776f726c640100314a11";
/// A block that is stored, for nobody can write brotli by hand.
const BROTLI: &str = "20021068656c6c6f2068656c6c6f2068656c6c6f2c20636f6d7072657373656420776f726c6403";

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
    (0..hex.len()).step_by(2).map(digits).collect()
}

fn encoded(encoding: &'static str, hex: &str) -> Play {
    play("/a", 200).header("content-type", "text/plain").header("content-encoding", encoding).body(bytes(hex))
}

pub fn add(table: &mut Table) {
    macro_rules! each {
        ($($encoding:literal $data:ident $off:ident $no:ident)*) => {$(
            table.add(concat!("decode ", $encoding), [encoded($encoding, $data)], |site| async move {
                let mut seen = Seen::new();
                seen.add("get", send(client().get(site.url("/a"))).await);
                seen.add("head", send(client().head(site.url("/a"))).await);
                let client = builder().$off(false).build().expect("valid");
                seen.add("off", send(client.get(site.url("/a"))).await);
                let client = builder().$no().build().expect("valid");
                seen.add("no", send(client.get(site.url("/a"))).await);
                seen
            });
        )*};
    }
    each! {
        "gzip" GZIP gzip no_gzip
        "deflate" ZLIB deflate no_deflate
        "zstd" ZSTD zstd no_zstd
        "br" BROTLI brotli no_brotli
    }
    table.add("decode nothing", [encoded("gzip", GZIP)], |site| async move {
        let client = builder().no_gzip().no_brotli().no_deflate().no_zstd().build().expect("valid");
        send(client.get(site.url("/a"))).await
    });
    table.add("only gzip", [encoded("gzip", GZIP)], |site| async move {
        let client = builder().no_brotli().no_deflate().no_zstd().build().expect("valid");
        send(client.get(site.url("/a"))).await
    });
    table.add("decode what was not asked for", [encoded("gzip", GZIP)], |site| async move {
        send(client().get(site.url("/a")).header("accept-encoding", "identity")).await
    });
    table.add("decode upper case", [encoded("GZIP", GZIP)], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add(
        "decode x-gzip, and two at once",
        [encoded("x-gzip", GZIP), encoded("gzip, br", GZIP)],
        |site| async move {
            let mut seen = Seen::new();
            seen.add("x-gzip", send(client().get(site.url("/a"))).await);
            seen.add("two", send(client().get(site.url("/a"))).await);
            seen
        },
    );
    table.add("decode identity", [encoded("identity", GZIP)], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add("decode for json", [encoded("gzip", GZIP)], |site| async move {
        match client().get(site.url("/a")).send().await.expect("a response").json::<u8>().await {
            Ok(number) => Seen::new().note("json", number).clone(),
            Err(error) => failed("json", &error),
        }
    });
    table.add("decode what is cut", [encoded("gzip", &GZIP[..60])], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add(
        "decode what is cut, of all",
        [encoded("br", &BROTLI[..30]), encoded("zstd", &ZSTD[..30]), encoded("deflate", &ZLIB[..30])],
        |site| async move {
            let mut seen = Seen::new();
            for call in ["br", "zstd", "deflate"] {
                seen.add(call, send(client().get(site.url("/a"))).await);
            }
            seen
        },
    );
    table.add("decode what is no gzip", [encoded("gzip", "6e6f20677a6970")], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    table.add("decode nothing at all", [encoded("gzip", "")], |site| async move {
        send(client().get(site.url("/a"))).await
    });
    let none = [204, 304].map(|status| play("/a", status).header("content-encoding", "gzip"));
    table.add("decode without content", none, |site| async move {
        let mut seen = Seen::new();
        seen.add("204", send(client().get(site.url("/a"))).await);
        seen.add("304", send(client().get(site.url("/a"))).await);
        seen
    });
    let slowly = play("/a", 200).header("content-encoding", "gzip").bytes_in_two(&bytes(GZIP));
    table.add("decode chunks", [slowly], |site| async move { send(client().get(site.url("/a"))).await });
    let redirected = [
        play("/a", 302).header("location", "/b").header("content-encoding", "gzip").body("no gzip"),
        play("/b", 200).header("content-encoding", "gzip").body(bytes(GZIP)),
    ];
    table.add("decode after a redirect", redirected, |site| async move {
        send(client().get(site.url("/a"))).await
    });
}
