//! The blocking client.

use std::io::Read as _;
use std::time::Instant;

use mockit::http::Fault;

use super::failed;
use super::reqwest::Error;
use super::reqwest::blocking::multipart::Form;
use super::reqwest::blocking::{Body, Client, ClientBuilder, RequestBuilder, Response};
use super::reqwest::redirect::Policy;
use crate::double::fault_as_play;
use crate::observed::Seen;
use crate::script::{ms, play, redirect, text};
use crate::table::{Site, Table};

fn builder() -> ClientBuilder {
    Client::builder().no_proxy()
}

fn client() -> Client {
    builder().build().expect("the defaults are valid")
}

fn send(request: RequestBuilder) -> Seen {
    show(request.send())
}

fn show(result: Result<Response, Error>) -> Seen {
    let response = match result {
        Ok(response) => response,
        Err(error) => return failed("send", &error),
    };
    let mut seen = Seen::new();
    seen.note("status", response.status()).note("version", format!("{:?}", response.version()));
    seen.note("url", response.url()).note("content_length", format!("{:?}", response.content_length()));
    for (name, value) in response.headers() {
        seen.note(format!("header {name}"), String::from_utf8_lossy(value.as_bytes()));
    }
    match response.bytes() {
        Ok(bytes) => seen.note("body", String::from_utf8_lossy(&bytes)),
        Err(error) => seen.add("read", failed("body", &error)),
    };
    seen
}

fn timed(request: RequestBuilder) -> Seen {
    let start = Instant::now();
    send(request).took(start.elapsed())
}

fn get(site: Site) -> Response {
    client().get(site.url("/a")).send().expect("a response")
}

pub fn add(table: &mut Table) {
    table.blocking("blocking: get", [text("/a", "hello")], |site| send(client().get(site.url("/a?x=1#f"))));
    table.blocking("blocking: the free function", [text("/a", "hello")], |site| {
        show(super::reqwest::blocking::get(site.url("/a")))
    });
    table.blocking("blocking: bodies", [text("/a", "done")], |site| {
        let mut seen = Seen::new();
        seen.add("text", send(client().post(site.url("/a")).body("text")));
        seen.add("empty", send(client().post(site.url("/a")).body("")));
        seen.add("none", send(client().post(site.url("/a"))));
        seen.add("json", send(client().put(site.url("/a")).json(&[1])));
        seen.add("form", send(client().patch(site.url("/a")).form(&[("a", "b c")])));
        let form = Form::new().text("name", "value");
        seen.add("multipart", send(client().post(site.url("/a")).multipart(form)));
        seen
    });
    table.blocking("blocking: bodies that are read", [text("/a", "done")], |site| {
        let mut seen = Seen::new();
        let sized = Body::sized("sized".as_bytes(), 5);
        seen.add("sized", send(client().post(site.url("/a")).body(sized)));
        seen.add("unsized", send(client().post(site.url("/a")).body(Body::new("unsized".as_bytes()))));
        seen
    });
    table.blocking("blocking: builder", [text("/a", "done")], |site| {
        let client = builder().user_agent("mine/1").build().expect("valid");
        let request = client.get(site.url("/a")).query(&[("q", "1")]).basic_auth("u", Some("p"));
        send(request.header("x-a", "1").header("x-a", "2"))
    });
    table.blocking("blocking: redirects", [redirect("/a", 302, "/b"), text("/b", "arrived")], |site| {
        let mut seen = Seen::new();
        seen.add("get", send(client().get(site.url("/a"))));
        seen.add("post", send(client().post(site.url("/a")).body("x")));
        let client = builder().redirect(Policy::none()).build().expect("valid");
        seen.add("none", send(client.get(site.url("/a"))));
        seen
    });
    table.blocking(
        "blocking: 307 of what was read",
        [redirect("/a", 307, "/b"), text("/b", "arrived")],
        |site| {
            let mut seen = Seen::new();
            seen.add("bytes", send(client().post(site.url("/a")).body("text")));
            seen.add("read", send(client().post(site.url("/a")).body(Body::new("unsized".as_bytes()))));
            seen
        },
    );
    let cookies = [play("/a", 200).header("set-cookie", "id=1; Path=/")];
    table.blocking("blocking: cookies", cookies, |site| {
        let (mut seen, client) = (Seen::new(), builder().cookie_store(true).build().expect("valid"));
        seen.add("first", send(client.get(site.url("/a")))).add("second", send(client.get(site.url("/a"))));
        seen
    });
    table.blocking("blocking: too many redirects", [redirect("/a", 302, "/a")], |site| {
        send(client().get(site.url("/a")))
    });
    table.blocking("blocking: refused", [], |site| {
        let mut seen = Seen::new();
        seen.add("no url", send(client().get("nonsense")));
        seen.add("scheme", send(client().get("ftp://example.com/")));
        let client = builder().https_only(true).build().expect("valid");
        seen.add("https only", send(client.get(site.url("/a"))));
        seen
    });
    table.blocking("blocking: error_for_status and json", [play("/a", 404), text("/a", "{oops")], |site| {
        let mut seen = Seen::new();
        if let Err(error) = get(site).error_for_status() {
            seen.add("status", failed("status", &error));
        }
        if let Err(error) = get(site).json::<serde_json::Value>() {
            seen.add("json", failed("json", &error));
        }
        seen
    });
    table.blocking(
        "blocking: read and copy_to",
        [play("/a", 200).chunks(&[(0, "one "), (30, "two")])],
        |site| {
            let (mut seen, mut text) = (Seen::new(), String::new());
            get(site).read_to_string(&mut text).expect("text");
            seen.note("read", text);
            let mut copied = Vec::new();
            seen.note("length", get(site).copy_to(&mut copied).expect("a copy"));
            seen.note("copied", String::from_utf8_lossy(&copied));
            seen
        },
    );
    waiting(table);
    table.blocking(
        "blocking: fault ConnectionRefused",
        [fault_as_play("/r", Fault::ConnectionRefused)],
        |_| send(client().get("http://127.0.0.1:1/r")),
    );
    table.blocking(
        "blocking: fault ResetBeforeHead",
        [fault_as_play("/a", Fault::ResetBeforeHead)],
        |site| send(client().get(site.url("/a"))),
    );
    table.blocking("blocking: fault TruncatedBody", [fault_as_play("/a", Fault::TruncatedBody)], |site| {
        send(client().get(site.url("/a")))
    });
}

/// In real time in both worlds: there is no clock to be paused.
fn waiting(table: &mut Table) {
    let slow = [text("/a", "late").delay(ms(300))];
    table.blocking("blocking: slow", slow.clone(), |site| timed(client().get(site.url("/a"))));
    table.blocking("blocking: timeout of the client", slow.clone(), |site| {
        timed(builder().timeout(ms(100)).build().expect("valid").get(site.url("/a")))
    });
    table.blocking("blocking: timeout of the request", slow, |site| {
        timed(client().get(site.url("/a")).timeout(ms(100)))
    });
    let body = [play("/a", 200).chunks(&[(0, "one "), (400, "two")])];
    table.blocking("blocking: timeout in the body", body, |site| {
        timed(builder().timeout(ms(150)).build().expect("valid").get(site.url("/a")))
    });
}
