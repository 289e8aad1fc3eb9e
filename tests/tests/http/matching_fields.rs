//! Which methods, hosts, headers, queries and cookies a matcher accepts.

use mockit::http::matching::{
    basic_auth, bearer_auth, cookie, cookie_absent, cookies_all, function, header, header_absent,
    headers_all, host, method, no_query, parsed, port, query, query_absent, query_all, query_exactly,
    query_in_order, scheme,
};
use mockit::http::{HeaderMap, HeaderName, HeaderValue, Method, MockHttp, Request, Url, glob, regex};
use mockit::predicate::{always, eq, ge, gt, in_iter, ne, never, str};
use mockit::{PredicateBooleanExt as _, PredicateBoxExt as _, PredicateStrExt as _};
use mockit_tests::message;

use super::support::{contains, get, request, send};

fn to(url: &str) -> Request {
    Request::new(Method::GET, Url::parse(url).unwrap(), HeaderMap::new(), "")
}

fn with_headers(headers: &[(&str, &[u8])]) -> Request {
    let pair = |(name, value): &(&str, &[u8])| {
        (HeaderName::try_from(*name).unwrap(), HeaderValue::from_bytes(value).unwrap())
    };
    let headers = headers.iter().map(pair).collect();
    Request::new(Method::GET, Url::parse("http://h/a").unwrap(), headers, "")
}

#[test]
fn a_method_is_one_of_those_that_are_named() {
    let put = Request::new(Method::PUT, Url::parse("http://h/").unwrap(), HeaderMap::new(), "");
    for matching in [method("PUT"), method(Method::PUT), method(["GET", "PUT"]), !method("GET")] {
        assert!(matching.accepts(&put));
    }
    assert!(!method(["GET", "HEAD"]).accepts(&put) && !(!method("PUT")).accepts(&put));
    contains(&message(|| method("get")), "methods are case-sensitive, write `GET`");
    contains(&message(|| MockHttp::new().expect("Delete", "/")), "write `DELETE`");
    contains(&message(|| method([] as [&str; 0])), "no methods: name one");
    assert!(!method("purge").accepts(&put), "an extension of one's own may have any case");
}

#[test]
fn a_request_may_be_about_the_whole_server() {
    let http = MockHttp::new();
    http.expect_options("http://h/*").returning_status(204);
    assert_eq!(send(&http, request("OPTIONS", "*", &[("host", "h")], "")).status(), 204);
    http.expect_get("http://h:81/a").returning_status(200);
    assert_eq!(send(&http, request("GET", "/a", &[("host", "h:81")], "")).status(), 200);
    contains(&message(|| get(&http, "/a")), "it needs a scheme and a host");
}

#[test]
fn scheme_host_and_port_are_matched_by_themselves() {
    let request = to("https://API.Example/a");
    for yes in [
        scheme("https"),
        host("api.example"),
        host(glob("*.example")),
        host(str::ends_with(".example")),
        port(443),
        function(|request| request.url().path() == "/a"),
    ] {
        assert!(yes.accepts(&request));
    }
    for no in [scheme("http"), host("example"), port(80), host(regex("^x")), function(|_| false)] {
        assert!(!no.accepts(&request));
    }
    assert!(port(8080).accepts(&to("http://h:8080")) && port(80).accepts(&to("http://h")));
}

#[test]
fn a_host_is_written_as_in_a_url() {
    assert!(host("API.example").accepts(&to("https://api.example/")));
    assert!(host("bücher.example").accepts(&to("https://bücher.example/")));
    assert!(host("::1").accepts(&to("http://[::1]/")) && host("[::1]").accepts(&to("http://[::1]/")));
    assert!(host("127.0.0.1").accepts(&to("http://127.0.0.1:8080/")));
    for no_host in ["https://h", "h/a", "h:80", ""] {
        contains(&message(|| host(no_host)), "write it without scheme, port and path");
    }
}

#[test]
fn headers_are_matched_by_name_in_any_case_and_by_one_of_their_values() {
    let request = with_headers(&[("X-Id", b"7"), ("x-id", b"8"), ("x-empty", b"")]);
    for yes in [
        header("x-id", "7"),
        header("X-ID", "8"),
        header("x-id", String::from("8")),
        header("x-empty", ""),
        header("x-empty", always()),
        header_absent("x-other"),
        headers_all("x-id", ["7", "8"]),
        headers_all("x-none", [] as [&str; 0]),
        header("x-id", "7") & header("x-id", "8"),
    ] {
        assert!(yes.accepts(&request));
    }
    for no in [
        header("x-id", "9"),
        header("x-other", always()),
        header("x-empty", never()),
        header_absent("X-Id"),
        headers_all("x-id", ["8", "7"]),
        headers_all("x-id", ["7"]),
    ] {
        assert!(!no.accepts(&request));
    }
}

#[test]
fn a_header_may_be_no_utf_8() {
    let request = with_headers(&[("x-raw", b"caf\xe9"), ("x-name", "Zoë".as_bytes())]);
    assert!(header("x-raw", str::starts_with("caf")).accepts(&request));
    assert!(!header("x-raw", "café").accepts(&request) && !header_absent("x-raw").accepts(&request));
    assert!(header("x-name", "Zoë").accepts(&request));
    assert_eq!(request.header("x-raw"), None);
}

#[test]
fn a_header_of_utf_8_is_read_as_it_is_matched() {
    assert_eq!(with_headers(&[("x-name", "Zoë".as_bytes())]).header("x-name"), Some("Zoë"));
}

#[test]
fn predicates_look_at_texts() {
    let request = with_headers(&[("x-n", b"25"), ("accept", b" text/html, */* ")]);
    for yes in [
        header("x-n", eq("25")),
        header("x-n", ne("26")),
        header("x-n", in_iter(["25", "26"])),
        header("x-n", parsed(gt(9))),
        header("x-n", parsed(eq(25u8)).and(parsed(ge(25.0)))),
        header("x-n", regex(r"^\d+$").and(str::starts_with("3").not())),
        header("x-n", mockit::predicate::function(|text: &str| text.len() == 2)),
        header("accept", str::contains("html").or(str::contains("json"))),
        header("accept", str::contains("/").count(2)),
        header("accept", str::starts_with("text").trim()),
        header("accept", glob("* */?? ").boxed().or(always())),
    ] {
        assert!(yes.accepts(&request));
    }
    for no in [
        header("x-n", parsed(gt(25))),
        header("accept", parsed::<u32, _>(always())),
        header("x-n", regex("^[a-z]+$")),
        header("x-n", str::is_empty()),
    ] {
        assert!(!no.accepts(&request));
    }
}

#[test]
fn queries_are_decoded() {
    let request = to("http://h/a?q=a+b%2B%C3%BC&tag=x&tag=y&flag&=empty&page=3");
    let all = [("q", "a b+ü"), ("tag", "x"), ("tag", "y"), ("flag", ""), ("", "empty"), ("page", "3")];
    let mut other = all;
    other.swap(1, 2);
    for yes in [
        query("q", "a b+ü"),
        query("tag", "y"),
        query("flag", ""),
        query("", "empty"),
        query("page", parsed(gt(2))),
        query_absent("Q"),
        query_all("tag", ["x", "y"]),
        query_exactly(all),
        query_exactly(other),
        query_in_order(all),
        !no_query(),
    ] {
        assert!(yes.accepts(&request));
    }
    for no in [
        query("q", "a+b%2B%C3%BC"),
        query("tag", "z"),
        query_absent("flag"),
        query_all("tag", ["y", "x"]),
        query_all("tag", ["x"]),
        query_exactly(all[1..].iter().copied()),
        query_in_order(other),
    ] {
        assert!(!no.accepts(&request));
    }
    assert!(no_query().accepts(&to("http://h/a")) && no_query().accepts(&to("http://h/a?")));
}

#[test]
fn cookies_and_credentials_are_matched() {
    let request =
        with_headers(&[("cookie", b"a=1; b=x=y"), ("cookie", b"a=2"), ("authorization", b"Basic dTpwOnE=")]);
    for yes in [
        cookie("a", "1"),
        cookie("a", "2"),
        cookie("b", "x=y"),
        cookie("a", parsed(gt(1))),
        cookie_absent("c"),
        cookies_all("a", ["1", "2"]),
        basic_auth("u", "p:q"),
    ] {
        assert!(yes.accepts(&request));
    }
    for no in [
        cookie("A", "1"),
        cookie("c", always()),
        cookie_absent("b"),
        cookies_all("a", ["1"]),
        basic_auth("u", "p"),
        bearer_auth(always()),
    ] {
        assert!(!no.accepts(&request));
    }
    assert!(basic_auth("u", "ü").accepts(&with_headers(&[("authorization", b"bAsIc dTrDvA==")])));
    assert!(!basic_auth("u", "p").accepts(&with_headers(&[("authorization", b"Basic %%")])));
    let bearer = with_headers(&[("authorization", b"bearer t-17")]);
    assert!(bearer_auth("t-17").accepts(&bearer) && bearer_auth(str::starts_with("t-")).accepts(&bearer));
    assert!(!bearer_auth("t-1").accepts(&bearer) && !basic_auth("t", "17").accepts(&bearer));
    assert!(!bearer_auth(always()).accepts(&with_headers(&[("authorization", b"bearer")])));
}
