//! The far end in process: the same script as a stub.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mockit::http::matching::any_url;
use mockit::http::{Fault, MockHttp, Reply, Request, Url};

use crate::observed::Received;
use crate::script::{Content, Play, Script};

pub fn stubbed(plays: &[Play], port: u16) -> MockHttp {
    let http = MockHttp::new();
    let script = Arc::new(Mutex::new(Script::new(plays, port)));
    http.expect_any(any_url()).optional().returning(move |request: &Request| {
        let play = script.lock().unwrap().next(request.path());
        reply(&play)
    });
    http
}

fn reply(play: &Play) -> Reply {
    let mut reply = match (play.fault, &play.body) {
        // It has a body of its own: that of `fault_as_play`.
        (Some(fault), _) => Reply::fault(fault),
        (None, Content::Bytes(bytes)) => Reply::status(play.status).body(bytes.clone()),
        (None, Content::Chunks(chunks)) => Reply::chunks(play.status, chunks.clone()),
    };
    for (name, value) in &play.headers {
        reply = reply.header(name, value);
    }
    match play.delay {
        Duration::ZERO => reply,
        delay => reply.delay(delay),
    }
}

pub fn received(http: &MockHttp) -> Vec<Received> {
    http.requests().iter().map(as_received).collect()
}

fn as_received(request: &Request) -> Received {
    let url: &Url = request.url();
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    Received {
        method: request.method().to_string(),
        target,
        version: format!("{:?}", request.version()),
        headers: request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect(),
        body: request.body().to_vec(),
    }
}

/// The faults that come with a body of their own, as the double plays them: for the server's script.
pub fn fault_as_play(path: &'static str, fault: Fault) -> Play {
    use crate::script::{play, redirect, text};
    match fault {
        Fault::TruncatedBody | Fault::MalformedChunk | Fault::StalledBody => {
            play(path, 200).chunks(&[(0, "the beginning of ")]).fault(fault)
        }
        Fault::InvalidJson => {
            play(path, 200).header("content-type", "application/json").body(r#"{"unfinished": "#)
        }
        Fault::WrongContentEncoding => {
            text(path, "this is not compressed").header("content-encoding", "gzip")
        }
        Fault::RedirectLoop => redirect(path, 302, &format!("{{origin}}{path}")),
        _ => play(path, 200).fault(fault),
    }
}
