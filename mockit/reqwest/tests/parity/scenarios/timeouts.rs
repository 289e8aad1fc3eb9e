//! Timeouts: short real ones on loopback, the same on a paused clock in process.

use tokio::time::Instant;

use super::{builder, client, failed, send, timed};
use crate::observed::Seen;
use crate::script::{Play, ms, play, redirect, text};
use crate::table::Table;

fn slow() -> [Play; 1] {
    [text("/a", "late").delay(ms(400))]
}

fn dribbling() -> [Play; 1] {
    [play("/a", 200).chunks(&[(0, "one "), (150, "two "), (150, "three "), (400, "four")])]
}

pub fn add(table: &mut Table) {
    table.add(
        "slow, without timeout",
        slow(),
        |site| async move { timed(client().get(site.url("/a"))).await },
    );
    table.add("slow, timeout of the client", slow(), |site| async move {
        timed(builder().timeout(ms(100)).build().expect("valid").get(site.url("/a?q#f"))).await
    });
    table.add("slow, timeout of the request", slow(), |site| async move {
        timed(client().get(site.url("/a")).timeout(ms(100))).await
    });
    table.add("slow, the request has more time", slow(), |site| async move {
        timed(builder().timeout(ms(100)).build().expect("valid").get(site.url("/a")).timeout(ms(3000))).await
    });
    table.add("slow, the request has less time", slow(), |site| async move {
        timed(builder().timeout(ms(3000)).build().expect("valid").get(site.url("/a")).timeout(ms(100))).await
    });
    table.add("slow, read timeout", slow(), |site| async move {
        timed(builder().read_timeout(ms(100)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("slow, long timeouts", slow(), |site| async move {
        let client = builder().read_timeout(ms(2000)).timeout(ms(3000)).connect_timeout(ms(3000));
        timed(client.build().expect("valid").get(site.url("/a"))).await
    });
    table.add("slow, connect timeout only", slow(), |site| async move {
        timed(builder().connect_timeout(ms(100)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("slow body, timeout", dribbling(), |site| async move {
        timed(builder().timeout(ms(220)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("slow body, read timeout", dribbling(), |site| async move {
        timed(builder().read_timeout(ms(270)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("slow body, enough time", dribbling(), |site| async move {
        timed(builder().read_timeout(ms(1500)).timeout(ms(3000)).build().expect("valid").get(site.url("/a")))
            .await
    });
    table.add("slow body, chunk by chunk", dribbling(), |site| async move {
        let client = builder().read_timeout(ms(270)).build().expect("valid");
        let mut response = client.get(site.url("/a")).send().await.expect("a response");
        let mut seen = Seen::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => seen.note("chunk", String::from_utf8_lossy(&chunk)),
                Ok(None) => return seen,
                Err(error) => return seen.add("chunk", failed("chunk", &error)).clone(),
            };
        }
    });
    let hops = [
        redirect("/a", 302, "/b").delay(ms(80)),
        redirect("/b", 302, "/c").delay(ms(80)),
        text("/c", "c").delay(ms(80)),
    ];
    table.add("redirects, timeout", hops.clone(), |site| async move {
        timed(builder().timeout(ms(120)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("redirects, read timeout over all hops", hops.clone(), |site| async move {
        timed(builder().read_timeout(ms(120)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("redirects, enough time", hops, |site| async move {
        timed(builder().timeout(ms(2000)).build().expect("valid").get(site.url("/a"))).await
    });
    table.add("a pause before the body is read", dribbling(), |site| async move {
        let client = builder().timeout(ms(150)).build().expect("valid");
        let response = client.get(site.url("/a")).send().await.expect("a response");
        tokio::time::sleep(ms(250)).await;
        match response.text().await {
            Ok(text) => Seen::new().note("text", text).clone(),
            Err(error) => failed("text", &error),
        }
    });
    table.add("a pause before a whole body is read", [text("/a", "whole")], |site| async move {
        let client = builder().timeout(ms(150)).build().expect("valid");
        let response = client.get(site.url("/a")).send().await.expect("a response");
        tokio::time::sleep(ms(250)).await;
        match response.text().await {
            Ok(text) => Seen::new().note("text", text).clone(),
            Err(error) => failed("text", &error),
        }
    });
    table.add("a timeout for json", dribbling(), |site| async move {
        let client = builder().timeout(ms(100)).build().expect("valid");
        match client.get(site.url("/a")).send().await.expect("a response").json::<u8>().await {
            Ok(number) => Seen::new().note("json", number).clone(),
            Err(error) => failed("json", &error),
        }
    });
    table.add(
        "a timeout, and tried again",
        [text("/a", "late").delay(ms(400)), text("/a", "soon")],
        |site| async move {
            let client = builder().timeout(ms(150)).build().expect("valid");
            let (mut seen, start) = (Seen::new(), Instant::now());
            seen.add("first", send(client.get(site.url("/a"))).await);
            seen.add("second", send(client.get(site.url("/a"))).await);
            seen.took(start.elapsed())
        },
    );
    table.add("a slow streamed upload, timeout", [text("/a", "done")], |site| async move {
        let chunks = futures_util::stream::unfold(0, |n| async move {
            tokio::time::sleep(ms(80)).await;
            (n < 5).then_some((Ok::<_, std::io::Error>("chunk "), n + 1))
        });
        let body = super::reqwest::Body::wrap_stream(Box::pin(chunks));
        timed(client().post(site.url("/late")).body(body).timeout(ms(150))).await
    });
    table.add("cancelled by the caller", slow(), |site| async move {
        let start = Instant::now();
        let late = tokio::time::timeout(ms(100), client().get(site.url("/a")).send()).await;
        Seen::new().note("late", late.is_err()).clone().took(start.elapsed())
    });
}
