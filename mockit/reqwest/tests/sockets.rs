//! No socket is ever opened. A test binary of its own, so that nobody else opens any.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mockit::http::{Fault, MockHttp, Reply, Request};
use mockit_reqwest as reqwest;

/// The sockets that this process has open.
fn sockets() -> usize {
    let open = fs::read_dir("/proc/self/fd").unwrap().flatten();
    let links = open.filter_map(|entry| fs::read_link(entry.path()).ok());
    links.filter(|link| link.to_string_lossy().starts_with("socket:")).count()
}

/// It may have opened sockets of its own, as tokio's `signal` does.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

const HOST: &str = "https://api.example";

/// The double, and the most sockets that were open while it answered.
fn double() -> (MockHttp, Arc<AtomicUsize>) {
    let (http, most) = (MockHttp::new(), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let counted = move |_: &Request| {
        seen.fetch_max(sockets(), Ordering::SeqCst);
        Reply::text(200, "done")
    };
    http.expect_get(format!("{HOST}/get")).times(..).returning(counted.clone());
    http.expect_post(format!("{HOST}/post")).times(..).returning(counted);
    http.expect_get(format!("{HOST}/away")).times(..).return_const(Reply::redirect(302, "/get"));
    for (path, fault) in [
        ("/dns", Fault::Dns),
        ("/refused", Fault::ConnectionRefused),
        ("/tls", Fault::Tls),
        ("/reset", Fault::ResetBeforeHead),
        ("/loop", Fault::RedirectLoop),
        ("/late", Fault::NoResponse),
        ("/broken", Fault::TruncatedBody),
    ] {
        http.expect_get(format!("{HOST}{path}")).times(..).returning_fault(fault);
    }
    (http, most)
}

async fn calls() {
    let client = reqwest::Client::new();
    let get = |path: &str| client.get(format!("{HOST}{path}"));
    assert_eq!(get("/get").send().await.unwrap().text().await.unwrap(), "done");
    assert_eq!(client.post(format!("{HOST}/post")).body("some").send().await.unwrap().status(), 200);
    assert_eq!(get("/away").send().await.unwrap().url().path(), "/get");
    for path in ["/dns", "/refused", "/tls", "/reset", "/loop"] {
        get(path).send().await.unwrap_err();
    }
    let soon = std::time::Duration::from_millis(1);
    assert!(get("/late").timeout(soon).send().await.unwrap_err().is_timeout());
    assert!(get("/broken").send().await.unwrap().text().await.is_err());
    #[cfg(feature = "stream")]
    {
        let chunks = futures_util::stream::iter(["one", "two"].map(Ok::<_, std::io::Error>));
        let body = reqwest::Body::wrap_stream(chunks);
        assert_eq!(client.post(format!("{HOST}/post")).body(body).send().await.unwrap().status(), 200);
    }
}

#[cfg(feature = "blocking")]
fn blocking_calls() {
    let client = reqwest::blocking::Client::new();
    assert_eq!(client.get(format!("{HOST}/away")).send().unwrap().text().unwrap(), "done");
    client.get(format!("{HOST}/refused")).send().unwrap_err();
}

#[cfg(not(feature = "blocking"))]
fn blocking_calls() {}

/// What the test's second run does under `strace`, which is asked for by this variable.
const TRACED: &str = "MOCKIT_SOCKETS_TRACED";

#[test]
fn no_socket_is_opened() {
    let runtime = runtime();
    let before = sockets();
    let (http, most) = double();
    let installed = http.install();
    // Seen in the trace: what is before it is tokio's.
    let _ = fs::metadata("/mockit-begins");
    runtime.block_on(calls());
    assert_eq!(most.load(Ordering::SeqCst), before);
    blocking_calls();
    let _ = fs::metadata("/mockit-ends");
    assert_eq!(most.load(Ordering::SeqCst), before);
    assert_eq!(sockets(), before);
    drop(installed);
    if std::env::var_os(TRACED).is_none() {
        traced();
    }
}

/// The same run's network system calls: none. Only where there is an `strace` that may trace.
fn traced() {
    let mut command = Command::new("strace");
    let calls = "trace=%network,stat,statx,newfstatat";
    command.args(["-f", "-qq", "-e", calls]).arg(std::env::current_exe().unwrap()).env(TRACED, "1");
    let trace = match command.output() {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stderr).into_owned(),
        _ => return println!("not traced: there is no strace that may trace"),
    };
    let between = trace.split("/mockit-begins").nth(1).and_then(|rest| rest.split("/mockit-ends").next());
    let between = between.unwrap_or_else(|| panic!("neither begin nor end in\n{trace}"));
    // Of the calls that are traced, these are no network's.
    let is_stat = |line: &str| ["stat(", "statx(", "fstatat("].iter().any(|call| line.contains(call));
    let found: Vec<_> = between.lines().skip(1).filter(|line| line.contains('(') && !is_stat(line)).collect();
    assert!(found.is_empty(), "{found:#?}");
}
