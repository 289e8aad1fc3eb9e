//! All that a `RequestBuilder` does.

use futures_util::stream;

use super::reqwest::header::{HeaderMap, HeaderValue};
use super::reqwest::multipart::{Form, Part};
use super::reqwest::{Body, Method, Request, RequestBuilder, Url, Version};
use super::{client, failed, send, show};
use crate::observed::Seen;
use crate::script::text;
use crate::table::{Site, Table};

fn post(site: Site) -> RequestBuilder {
    client().post(site.url("/a"))
}

fn streamed() -> Body {
    let chunks = ["one ", "", "two ", "three"].map(Ok::<_, std::io::Error>);
    Body::wrap_stream(stream::iter(chunks))
}

pub fn add(table: &mut Table) {
    macro_rules! each {
        ($($name:literal $site:ident => $request:expr;)*) => {$(
            table.add(concat!("builder: ", $name), [text("/a", "done")], |$site| async move {
                send($request).await
            });
        )*};
    }
    each! {
        "query" site => client().get(site.url("/a?z=0")).query(&[("q", "a b&c"), ("q", "ü")]).query(&[("n", 1)]);
        "query of nothing" site => client().get(site.url("/a")).query(&[("", ""); 0]);
        "query that fails" site => client().get(site.url("/a")).query(&[1, 2]);
        "form" site => post(site).form(&[("a", "b c"), ("d", "ü&=")]);
        "form with a type of its own" site => post(site).header("content-type", "mine/type").form(&[("a", "b")]);
        "form that fails" site => post(site).form(&[1, 2]);
        "json" site => post(site).json(&serde_json::json!({"a": [1, null, "ü"]}));
        "json with a type of its own" site => post(site).header("content-type", "mine/type").json(&1);
        "json that fails" site => post(site).json(&std::collections::HashMap::from([(vec![1], 1)]));
        "json of a get" site => client().get(site.url("/a")).json(&[1]);
        "the last body counts" site => post(site).body("first").json(&"second").body("third");
        "basic auth" site => client().get(site.url("/a")).basic_auth("us:er", Some("pässword"));
        "basic auth without password" site => client().get(site.url("/a")).basic_auth("user", None::<&str>);
        "bearer auth" site => client().get(site.url("/a")).bearer_auth("token");
        "bearer auth that is no header" site => client().get(site.url("/a")).bearer_auth("to\nken");
        "two auths" site => client().get(site.url("/a")).bearer_auth("token").basic_auth("u", Some("p"));
        "a repeated header" site => client().get(site.url("/a")).header("x-a", "1").header("X-A", "2").header("x-b", "");
        "a header that is no text" site =>
            client().get(site.url("/a")).header("x-a", HeaderValue::from_bytes(b"gr\xFC\xDF").expect("valid"));
        "a bad name" site => client().get(site.url("/a")).header("no name", "x");
        "a bad value" site => client().get(site.url("/a")).header("x-a", "a\nb");
        "version 1.0" site => client().get(site.url("/a")).version(Version::HTTP_10);
        "version 1.0 with a body" site => post(site).version(Version::HTTP_10).body("some");
        "version 1.1" site => post(site).version(Version::HTTP_11).body("some");
        "version 0.9" site => client().get(site.url("/a?q#f")).version(Version::HTTP_09);
        "bytes" site => post(site).body(vec![0, 1, 255]);
        "a stream" site => post(site).body(streamed());
        "a stream with a length" site => post(site).header("content-length", "13").body(streamed());
        "a stream of version 1.0" site => post(site).version(Version::HTTP_10).body(streamed());
        "a stream of a get" site => client().get(site.url("/a")).body(streamed());
        "a stream of a delete" site => client().delete(site.url("/a")).body(streamed());
        "an empty stream" site => post(site).body(Body::wrap_stream(stream::iter([Ok::<_, std::io::Error>(""); 0])));
        "a wrapped body" site => post(site).body(Body::wrap(String::from("wrapped")));
        "a wrapped body of a get" site => client().get(site.url("/a")).body(Body::wrap(String::from("wrapped")));
    }
    table.add("builder: headers replace", [text("/a", "done")], |site| async move {
        let mut headers = HeaderMap::new();
        headers.append("x-a", HeaderValue::from_static("3"));
        headers.append("x-a", HeaderValue::from_static("4"));
        send(client().get(site.url("/a")).header("x-a", "1").header("x-b", "2").headers(headers)).await
    });
    table.add("builder: userinfo", [text("/a", "done")], |site| async move {
        let url = site.url("/a?q=1").replace("http://", "http://us%40er:pass%20word@");
        let mut seen = Seen::new();
        seen.add("both", send(client().get(&url)).await);
        seen.add("user", send(client().get(site.url("/a").replace("http://", "http://user@"))).await);
        seen.add("own", send(client().get(&url).header("authorization", "mine")).await);
        seen
    });
    table.add("builder: from_parts and execute", [text("/a", "done")], |site| async move {
        let mut request = Request::new(Method::PUT, Url::parse(&site.url("/a#f")).expect("a URL"));
        *request.body_mut() = Some("some".into());
        request.headers_mut().insert("x-a", HeaderValue::from_static("1"));
        let again = request.try_clone().expect("no stream");
        let mut seen = Seen::new();
        seen.add("execute", show(client().execute(request).await).await);
        seen.add("parts", send(RequestBuilder::from_parts(client(), again).header("x-b", "2")).await);
        seen
    });
    table.add("builder: build, build_split and try_clone", [text("/a", "done")], |site| async move {
        let mut seen = Seen::new();
        let request = post(site).json(&[1]).timeout(crate::script::ms(500));
        seen.note("debug", format!("{request:?}"));
        seen.add("cloned", send(request.try_clone().expect("no stream")).await);
        let (client, request) = request.build_split();
        let request = request.expect("valid");
        seen.note("built", format!("{request:?} {:?} {:?}", request.timeout(), request.version()));
        seen.note("body", format!("{:?}", request.body().and_then(Body::as_bytes)));
        seen.add("split", show(client.execute(request).await).await);
        seen.note("a stream's clone", post(site).body(streamed()).try_clone().is_some());
        match client.get("nonsense").build() {
            Ok(request) => seen.note("request", format!("{request:?}")),
            Err(error) => seen.add("refused", failed("build", &error)),
        };
        seen
    });
    table.add("builder: as a service", [text("/a", "done")], |site| async move {
        use tower_service::Service as _;
        let mut client = client();
        let request = client.get(site.url("/a")).build().expect("valid");
        show(client.call(request).await).await
    });
    table.add("builder: a stream that fails", [text("/a", "done")], |site| async move {
        let chunks = [Ok("one"), Err(std::io::Error::other("it broke"))];
        // What the server sees of it is a matter of luck.
        send(client().post(site.url("/a")).body(Body::wrap_stream(stream::iter(chunks)))).await
    });
    multipart(table);
}

fn multipart(table: &mut Table) {
    table.add("builder: multipart", [text("/a", "done")], |site| async move {
        let part = Part::bytes(vec![1, 2]).file_name("a \"b\".bin").mime_str("image/png").expect("a type");
        let form = Form::new().text("name", "välue").text("name", "2").part("file", part);
        let mut seen = Seen::new();
        seen.add("whole", send(post(site).multipart(form)).await);
        seen.add("empty", send(post(site).multipart(Form::new())).await);
        seen
    });
    table.add("builder: multipart of a stream", [text("/a", "done")], |site| async move {
        let mut seen = Seen::new();
        let form = Form::new().text("a", "1").part("s", Part::stream(streamed()));
        seen.add("chunked", send(post(site).multipart(form)).await);
        let form = Form::new().part("s", Part::stream_with_length(streamed(), 13));
        seen.add("known", send(post(site).multipart(form)).await);
        seen
    });
}
