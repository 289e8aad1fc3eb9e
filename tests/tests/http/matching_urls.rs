//! Which URLs a pattern accepts.

use mockit::http::matching::{IntoUrlPattern, any_url, path};
use mockit::http::{HeaderMap, Method, MockHttp, Request, Url, glob, regex};
use mockit_tests::message;

use super::support::contains;

fn to(url: &str) -> Request {
    Request::new(Method::GET, Url::parse(url).unwrap(), HeaderMap::new(), "")
}

/// Does a stub with this pattern answer, and a matcher with it accept?
#[track_caller]
fn matches(pattern: impl IntoUrlPattern, url: &str) -> bool {
    let pattern = pattern.into_url_pattern();
    let http = MockHttp::new();
    http.unmatched(404);
    http.expect_any(pattern.clone()).optional().returning_status(200);
    let answer = http.endpoint().answer(to(url)).ready().unwrap().unwrap();
    let answers = answer.status() == 200;
    assert_eq!(answers, path(pattern).accepts(&to(url)), "a stub and a matcher differ");
    answers
}

/// What a stub with this pattern captures.
fn captured(pattern: impl IntoUrlPattern, url: &str, names: &[&str]) -> Vec<Option<String>> {
    let (http, names) = (MockHttp::new(), names.iter().map(ToString::to_string).collect::<Vec<_>>());
    let found = http.stateful(Vec::new());
    http.expect_any(pattern).returning(found.handler(move |found, request| {
        *found = names.iter().map(|name| request.capture(name).map(str::to_string)).collect();
        200
    }));
    assert!(http.endpoint().answer(to(url)).ready().is_ok());
    found.with(std::mem::take)
}

#[test]
fn an_absolute_url_fixes_scheme_host_port_and_path() {
    let pattern = "https://api.example/v1/users";
    assert!(matches(pattern, "https://api.example/v1/users"));
    assert!(matches(pattern, "https://api.example:443/v1/users?page=1"));
    assert!(matches("HTTPS://API.Example:443/v1/users", "https://api.example/v1/users"));
    assert!(matches(pattern, "HTTPS://API.EXAMPLE/v1/users"));
    for other in [
        "http://api.example/v1/users",
        "https://api.example:8443/v1/users",
        "https://example/v1/users",
        "https://api.example/v1/Users",
        "https://api.example/v1/users/",
        "https://api.example/v1",
    ] {
        assert!(!matches(pattern, other), "{other}");
    }
    assert!(matches("http://h:80", "http://h/"));
    assert!(!matches("http://h:443/", "http://h/"));
    assert!(matches("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"));
    assert!(matches(Url::parse("https://h/a").unwrap(), "https://h/a"));
    assert!(matches(String::from("/a"), "https://h/a"));
}

#[test]
fn hosts_may_be_ipv6_or_international() {
    assert!(matches("http://[::1]:8080/a", "http://[::1]:8080/a"));
    assert!(matches("http://[0:0::1]/a", "http://[::1]:80/a"));
    assert!(!matches("http://[::1]/a", "http://[::2]/a"));
    assert!(matches("https://bücher.example/a", "https://xn--bcher-kva.example/a"));
    assert!(matches("https://xn--bcher-kva.example/a", "https://BÜCHER.example/a"));
}

#[test]
fn a_path_alone_holds_for_every_host() {
    for url in ["http://a/x", "https://b:1/x", "http://[::1]/x?y"] {
        assert!(matches("/x", url));
        assert!(matches(any_url(), url));
    }
    assert!(matches("/", "http://h"));
    assert!(!matches("/", "http://h/x"));
    assert!(matches("/a/../b/./c", "http://h/b/c"), "dots are resolved, as by clients");
    assert!(!matches("/a//b", "http://h/a/b"));
    assert!(matches("/a//b", "http://h/a//b"));
}

#[test]
fn a_query_in_a_pattern_is_the_whole_query_in_any_order() {
    assert!(matches("/x?b=2&a=1", "http://h/x?a=1&b=2"));
    assert!(!matches("/x?a=1", "http://h/x?a=1&b=2"));
    assert!(!matches("/x?a=1", "http://h/x"));
    assert!(matches("/x?q=a+b", "http://h/x?q=a%20b"));
    assert!(!matches("/x?q=a+b", "http://h/x?q=a%2Bb"));
    assert!(matches("/x?flag", "http://h/x?flag="));
    assert!(matches("/x?", "http://h/x"));
    assert!(!matches("/x?", "http://h/x?a"));
    assert!(matches("/x?a=1&a=2", "http://h/x?a=2&a=1"));
    assert!(!matches("/x?a=1&a=1", "http://h/x?a=1"));
}

#[test]
fn percent_encoding_and_plus_mean_what_they_mean_in_urls() {
    assert!(matches("/a b/ü", "http://h/a%20b/%C3%BC"));
    assert!(!matches("/a b", "http://h/a+b"), "a plus in a path is a plus");
    assert!(!matches("/a/b", "http://h/a%2Fb"), "an encoded slash divides nothing");
    assert!(matches("/a%2Fb", "http://h/a%2Fb"));
}

#[test]
fn percent_encoding_is_compared_by_what_it_means() {
    assert!(matches("/a%2fb", "http://h/a%2Fb") && matches("/~a", "http://h/%7Ea"));
    assert!(matches("/u%2f{id}", "http://h/u%2F7") && matches("/~{id}", "http://h/%7E7"));
    assert!(matches("/x?a=%7E", "http://h/x?a=~"));
}

#[test]
fn what_is_no_escape_stays_as_it_is() {
    assert!(matches("/a%zz%", "http://h/a%zz%"));
    assert!(!matches("/a%+5", "http://h/a%05"));
}

#[test]
fn templates_capture_what_stands_in_their_place() {
    let one = |pattern: &str, url: &str| captured(pattern, url, &["a"]).remove(0).unwrap();
    assert_eq!(one("/u/{a}", "http://h/u/7"), "7");
    assert_eq!(one("/u/{a}", "http://h/u/a%2Fb%20c+d"), "a/b c+d");
    assert_eq!(one("/u/{a}", "http://h/u/%C3%BC%25"), "ü%");
    assert_eq!(one("/u/{a}", "http://h/u/%FF"), "\u{fffd}");
    assert_eq!(one("/u/v{a}.json", "http://h/u/v1.2.json"), "1.2");
    assert_eq!(one("/{a}/u", "http://h/=&/u"), "=&");
    assert_eq!(one("/f/{*a}", "http://h/f/x/y%20z/"), "x/y z/");
    assert_eq!(one("https://h/{a}?x=1", "https://h/7?x=1"), "7");
    let both = captured("/{a}/b/{c}", "http://h/1/b/2", &["a", "c", "b"]);
    assert_eq!(both, [Some("1".to_string()), Some("2".to_string()), None]);
    for (pattern, url) in [
        ("/u/{id}", "http://h/u/"),
        ("/u/{id}", "http://h/u"),
        ("/u/{id}", "http://h/u/1/"),
        ("/u/v{id}.json", "http://h/u/v.json"),
        ("/u/{id}?x=1", "http://h/u/1?x=2"),
        ("https://h/{id}", "https://g/1"),
        ("/f/{*rest}", "http://h/f"),
    ] {
        assert!(!matches(pattern, url), "{pattern} {url}");
    }
}

#[test]
fn a_regex_or_a_glob_looks_at_the_path_or_at_the_url_before_the_query() {
    assert!(matches(regex(r"^/users/\d+$"), "http://h/users/12?x=1"));
    assert!(!matches(regex(r"^/users/\d+$"), "http://h/users/me"));
    assert!(matches(regex("sers"), "http://h/users"), "it is searched for");
    assert!(matches(regex(r"^https://[a-z]+\.example/"), "https://api.example/x"));
    assert!(!matches(regex(r"^https://[a-z]+\.example/"), "http://api.example/x"));
    let found = captured(
        regex(r"^/(?<kind>\w+)/(?<id>[^/]+)(?<more>/x)?$"),
        "http://h/u/a%20b",
        &["kind", "id", "more"],
    );
    assert_eq!(found, [Some("u".to_string()), Some("a b".to_string()), None]);
    assert!(matches(glob("/files/*.png"), "http://h/files/a.png"));
    assert!(!matches(glob("/files/*.png"), "http://h/files/a/b.png"));
    assert!(matches(glob("/files/**"), "http://h/files/a/b.png"));
    assert!(matches(glob("/v?/x"), "http://h/v1/x") && !matches(glob("/v?/x"), "http://h/v12/x"));
    assert!(matches(glob("https://*.example/**"), "https://api.example/a/b?c"));
    assert!(!matches(glob("https://*.example/**"), "https://a/b.example/a"));
}

#[test]
fn what_is_no_pattern_is_refused_with_what_to_write() {
    for (pattern, remedy) in [
        ("users/7", "`https://host/users/7`, or `/users/7` for any host"),
        ("", "`/`"),
        ("/u/{id", "`{` without `}`"),
        ("/u/id}", "`}` without `{`"),
        ("/u/{}", "use letters, digits and `_`"),
        ("/u/{user id}", "use letters, digits and `_`"),
        ("/u/{*rest}/x", "must be the last segment"),
        ("/u/x{*rest}", "must be a whole segment"),
        ("/u/{a}-{b}", "use `regex(…)` with named groups"),
        ("http://", "empty host"),
        ("http://h:99999/", "invalid port"),
        ("http://a b/", "invalid"),
    ] {
        let text = message(|| MockHttp::new().expect_get(pattern));
        contains(&text, &format!("`{pattern}` is no pattern for URLs"));
        contains(&text, remedy);
        contains(&message(|| MockHttp::new().verify_get(pattern)), remedy);
    }
    contains(&message(|| regex("(")), "`(` is no regular expression: ");
    contains(&message(|| MockHttp::new().expect("GE T", "/")), "`GE T` is no HTTP method");
    contains(
        &message(|| MockHttp::new().expect_get("/").with_header("a b", "")),
        "`a b` is no name of a header",
    );
}

#[test]
fn what_can_never_match_is_refused_with_what_to_write() {
    for (pattern, remedy) in
        [("/u?id={id}", "with_query"), ("https://{tenant}.example/x", "host("), ("/a/{id}/b/{id}", "id")]
    {
        contains(&message(|| MockHttp::new().expect_get(pattern)), remedy);
    }
    contains(&message(|| MockHttp::new().expect_get("localhost:8080/x")), "http://localhost:8080/x");
}
