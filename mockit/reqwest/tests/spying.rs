//! Doubles that spy: real requests, to a real server on the loopback. A test binary of its own, for it opens sockets.

extern crate mockit_reqwest as reqwest;

#[allow(dead_code)]
#[path = "parity/observed.rs"]
mod observed;
#[allow(dead_code)]
#[path = "parity/script.rs"]
mod script;
#[path = "parity/server.rs"]
mod server;
#[allow(dead_code)]
#[path = "parity/wire.rs"]
mod wire;

use mockit::http::{Fault, MockHttp};
use reqwest::real;

use self::script::{ms, play, redirect, text};
use self::server::Server;

/// A double that spies, with the proxies of the environment left out.
fn spying() -> MockHttp {
    reqwest::spying(real::Client::builder().no_proxy().build().unwrap())
}

fn lines(http: &MockHttp) -> Vec<String> {
    http.exchanges().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_no_stub_answers_goes_to_the_network() {
    let server = Server::start(&[text("/real", "from afar").header("x-real", "1"), play("/form", 201)]);
    let origin = format!("http://127.0.0.1:{}", server.port);
    let http = spying();
    let _installed = http.install();
    http.expect_get("/stubbed").returning_text(200, "from here");
    let client = reqwest::Client::builder().user_agent("tester").build().unwrap();

    let stubbed = client.get(format!("{origin}/stubbed")).send().await.unwrap();
    assert_eq!(stubbed.text().await.unwrap(), "from here");
    let response = client.get(format!("{origin}/real?q=1")).header("x-id", "7").send().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.headers()["x-real"]), (200, &"1".parse().unwrap()));
    assert_eq!(response.url().as_str(), format!("{origin}/real?q=1"));
    assert_eq!(response.text().await.unwrap(), "from afar");
    client.post(format!("{origin}/form")).body("a=1").send().await.unwrap().error_for_status().unwrap();

    let received = server.received();
    let targets: Vec<_> = received.iter().map(|one| format!("{} {}", one.method, one.target)).collect();
    assert_eq!(targets, ["GET /real?q=1", "POST /form"]);
    let header = |name: &str| {
        let mut values = received[0].headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        (values.next().map(|(_, value)| value.clone()), values.count())
    };
    assert_eq!(header("x-id"), (Some("7".into()), 0));
    assert_eq!(header("user-agent"), (Some("tester".into()), 0));
    assert_eq!(header("host"), (Some(format!("127.0.0.1:{}", server.port)), 0));
    assert_eq!(received[1].body, b"a=1");

    let expected = ["GET {}/stubbed -> 200 OK", "GET {}/real?q=1 -> 200 OK", "POST {}/form -> 201 Created"];
    assert_eq!(lines(&http), expected.map(|line| line.replace("{}", &origin)));
    assert_eq!(http.exchanges()[1].reply().unwrap().body().as_ref(), b"from afar");
    http.verify_get("/real").with_query("q", "1").once();
}

#[tokio::test]
async fn a_stub_forwards_and_counts() {
    let server = Server::start(&[play("/jobs", 202)]);
    let http = spying();
    let _installed = http.install();
    let stub = http.expect_post("/jobs").times(2).call_real();
    let send = || reqwest::Client::new().post(format!("http://127.0.0.1:{}/jobs", server.port)).send();
    assert_eq!([send().await.unwrap().status(), send().await.unwrap().status()], [202, 202]);
    assert_eq!((stub.calls(), server.received().len()), (2, 2));
}

#[tokio::test]
async fn the_errors_are_the_real_ones() {
    let server = Server::start(&[
        play("/reset", 200).fault(Fault::ResetBeforeHead),
        text("/cut", "").chunks(&[(0, "the beginning")]).fault(Fault::TruncatedBody),
        play("/slow", 200).delay(ms(2_000)),
    ]);
    let origin = format!("http://127.0.0.1:{}", server.port);
    let http = spying();
    let _installed = http.install();
    let client = reqwest::Client::new();

    let error = client.get("http://127.0.0.1:1/a").send().await.unwrap_err();
    assert!(error.is_connect() && error.is_request(), "{error:?}");
    assert_eq!(error.url().unwrap().as_str(), "http://127.0.0.1:1/a");
    let error = client.get(format!("{origin}/reset")).send().await.unwrap_err();
    assert!(error.is_request() && !error.is_connect(), "{error:?}");
    assert!(format!("{error:?}").contains("IncompleteMessage"), "hyper's own: {error:?}");
    let response = client.get(format!("{origin}/cut")).send().await.unwrap();
    let error = response.bytes().await.unwrap_err();
    assert!(error.is_body() || error.is_decode(), "{error:?}");
    let error = client.get(format!("{origin}/slow")).timeout(ms(50)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");

    let exchanges = http.exchanges();
    assert!(exchanges[0].failure().unwrap().contains("tcp connect error"), "{:?}", exchanges[0]);
    assert!(exchanges[1].failure().unwrap().contains("connection closed"), "{:?}", exchanges[1]);
    assert_eq!(exchanges[2].reply().unwrap().body().as_ref(), b"the beginning");
    assert_eq!(exchanges[3].to_string(), format!("GET {origin}/slow was not waited for"));
}

#[tokio::test]
async fn redirects_are_followed_by_the_real_client_or_seen_hop_by_hop() {
    let server = Server::start(&[redirect("/from", 302, "/to"), text("/to", "here")]);
    let origin = format!("http://127.0.0.1:{}", server.port);
    let follow = |http: MockHttp| {
        let url = format!("{origin}/from");
        async move {
            let _installed = http.install();
            let response = reqwest::Client::new().get(url).send().await.unwrap();
            let last = response.url().path().to_string();
            (last, response.text().await.unwrap(), http.requests().len())
        }
    };
    assert_eq!(follow(spying()).await, ("/to".into(), "here".into(), 1));
    let stays = real::Client::builder().no_proxy().redirect(real::redirect::Policy::none()).build().unwrap();
    assert_eq!(follow(reqwest::spying(stays)).await, ("/to".into(), "here".into(), 2));
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_may_spy_as_well() {
    let server = Server::start(&[text("/a", "from afar")]);
    let http = spying();
    let _installed = http.install();
    let url = format!("http://127.0.0.1:{}/a", server.port);
    assert_eq!(reqwest::blocking::get(url).unwrap().text().unwrap(), "from afar");
    http.verify_get("/a").once();
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn what_is_compressed_is_decoded_once() {
    use std::io::Write as _;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(b"unpacked").unwrap();
    let packed = encoder.finish().unwrap();
    let server = Server::start(&[play("/a", 200).header("content-encoding", "gzip").body(packed)]);
    let http = spying();
    let _installed = http.install();
    let url = format!("http://127.0.0.1:{}/a", server.port);
    assert_eq!(reqwest::get(url).await.unwrap().text().await.unwrap(), "unpacked");
}
