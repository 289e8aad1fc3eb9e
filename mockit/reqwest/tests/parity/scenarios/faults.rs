//! Each `mockit::http::Fault` against the real thing.

use mockit::http::Fault;
use tokio::time::Instant;

use super::{builder, client, failed, send, show, timed};
use crate::double::fault_as_play;
use crate::observed::Seen;
use crate::script::ms;
use crate::table::Table;

pub fn add(table: &mut Table) {
    in_the_response(table);
    in_place_of_it(table);
}

fn in_the_response(table: &mut Table) {
    macro_rules! each {
        ($($fault:ident)*) => {$(
            let name = concat!("fault ", stringify!($fault));
            table.add(name, [fault_as_play("/a", Fault::$fault)], |site| async move {
                send(client().get(site.url("/a?q=1#f"))).await
            });
            let name = concat!("fault ", stringify!($fault), ", with timeouts");
            table.add(name, [fault_as_play("/a", Fault::$fault)], |site| async move {
                let client = builder().timeout(ms(600)).read_timeout(ms(2000)).build().expect("valid");
                send(client.get(site.url("/a"))).await
            });
        )*};
    }
    each!(ResetBeforeHead ResetAfterHead TruncatedBody MalformedChunk InvalidJson WrongContentEncoding RedirectLoop);
    macro_rules! waits {
        ($($fault:ident)*) => {$(
            let name = concat!("fault ", stringify!($fault), ", timeout");
            table.add(name, [fault_as_play("/a", Fault::$fault)], |site| async move {
                timed(client().get(site.url("/a")).timeout(ms(150))).await
            });
            let name = concat!("fault ", stringify!($fault), ", read timeout");
            table.add(name, [fault_as_play("/a", Fault::$fault)], |site| async move {
                timed(builder().read_timeout(ms(150)).build().expect("valid").get(site.url("/a"))).await
            });
            let name = concat!("fault ", stringify!($fault), ", cancelled");
            table.add(name, [fault_as_play("/a", Fault::$fault)], |site| async move {
                let start = Instant::now();
                let request = async { show(client().get(site.url("/a")).send().await).await };
                let late = tokio::time::timeout(ms(150), request).await.is_err();
                Seen::new().note("late", late).clone().took(start.elapsed())
            });
        )*};
    }
    waits!(NoResponse StalledBody);
    table.add("fault InvalidJson, as json", [fault_as_play("/a", Fault::InvalidJson)], |site| async move {
        match client().get(site.url("/a")).send().await.expect("a response").json::<u8>().await {
            Ok(number) => Seen::new().note("json", number).clone(),
            Err(error) => failed("json", &error),
        }
    });
    table.add(
        "fault TruncatedBody, chunk by chunk",
        [fault_as_play("/a", Fault::TruncatedBody)],
        |site| async move {
            let mut response = client().get(site.url("/a")).send().await.expect("a response");
            let mut seen = Seen::new();
            seen.note("length", format!("{:?}", response.content_length()));
            loop {
                match response.chunk().await {
                    Ok(Some(chunk)) => seen.note("chunk", String::from_utf8_lossy(&chunk)),
                    Ok(None) => return seen,
                    Err(error) => return seen.add("chunk", failed("chunk", &error)).clone(),
                };
            }
        },
    );
    table.add(
        "fault TruncatedBody of a post",
        [fault_as_play("/a", Fault::TruncatedBody)],
        |site| async move { send(client().post(site.url("/a")).json(&[1])).await },
    );
    table.add(
        "fault ResetBeforeHead of a post",
        [fault_as_play("/a", Fault::ResetBeforeHead)],
        |site| async move { send(client().post(site.url("/a")).json(&[1])).await },
    );
    table.add("fault TruncatedBody, head", [fault_as_play("/a", Fault::TruncatedBody)], |site| async move {
        send(client().head(site.url("/a"))).await
    });
}

/// What no server can play: the URL has it on loopback, the first host of the name in process.
fn in_place_of_it(table: &mut Table) {
    table.add("fault Dns", [fault_as_play("/dns", Fault::Dns)], |_| async move {
        send(client().get("http://does-not-exist.invalid/dns?q=1#f")).await
    });
    table.add(
        "fault ConnectionRefused",
        [fault_as_play("/refused", Fault::ConnectionRefused)],
        |_| async move {
            // Nobody listens there.
            send(client().get("http://127.0.0.1:1/refused?q=1#f")).await
        },
    );
    table.add(
        "fault ConnectionRefused, with timeouts",
        [fault_as_play("/refused", Fault::ConnectionRefused)],
        |_| async move {
            let client = builder().timeout(ms(600)).connect_timeout(ms(500)).build().expect("valid");
            send(client.get("http://127.0.0.1:1/refused")).await
        },
    );
    table.add("fault ConnectTimeout", [fault_as_play("/full", Fault::ConnectTimeout)], |_| async move {
        let client = builder().connect_timeout(ms(200)).build().expect("valid");
        timed(client.get(super::full("/full?q=1#f"))).await
    });
    table.add(
        "fault ConnectTimeout, timeout",
        [fault_as_play("/full", Fault::ConnectTimeout)],
        |_| async move { timed(client().get(super::full("/full")).timeout(ms(200))).await },
    );
    table.add(
        "fault ConnectTimeout, timeout first",
        [fault_as_play("/full", Fault::ConnectTimeout)],
        |_| async move {
            let client = builder().connect_timeout(ms(1500)).timeout(ms(200)).build().expect("valid");
            timed(client.get(super::full("/full"))).await
        },
    );
    table.add(
        "fault ConnectTimeout, no time at all",
        [fault_as_play("/full", Fault::ConnectTimeout)],
        |_| async move { timed(client().get(super::full("/full")).timeout(ms(0))).await },
    );
}
