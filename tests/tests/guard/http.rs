//! HTTP doubles.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use mockit::http::{Endpoint, MockHttp};
use mockit::scope::Scope;
use mockit_tests::message;

fn get(http: &Endpoint, url: &str) -> u16 {
    let request = ::http::Request::get(url).body("").unwrap();
    http.handle(request).ready().unwrap().unwrap().status().as_u16()
}

const UNMET: &str = "GET /a: Stub called 0 time(s) which is fewer than expected 1";

fn double() -> MockHttp {
    let http = MockHttp::new();
    http.expect_get("/a").times(1).returning_status(200);
    http
}

#[test]
fn a_leaked_double() {
    let text = message(|| mockit::scope(|| std::mem::forget(double())));
    assert!(text.starts_with(UNMET), "{text}");
    assert!(text.contains("The double received no request at all."), "{text}");
    mockit::scope(|| {
        let http = double();
        get(&http, "http://h/a");
        std::mem::forget(http);
    });
}

#[test]
fn one_in_another_thread() {
    let text = message(|| {
        mockit::scope(|| {
            let http = double();
            thread::spawn(move || drop(http)).join().unwrap_err();
        });
    });
    assert_eq!(text.matches(UNMET).count(), 1, "{text}");
    let text = message(|| {
        mockit::scope(|| {
            let http = MockHttp::new();
            let (endpoint, scope) = (http.endpoint(), Scope::current());
            thread::spawn(move || scope.run(|| get(&endpoint, "http://h/b"))).join().unwrap_err();
            std::mem::forget(http);
        });
    });
    assert!(text.starts_with("GET http://h/b: No matching stub found"), "{text}");
}

#[test]
fn the_failure_of_the_test_itself_is_said_once() {
    let text = message(|| mockit::scope(|| get(&MockHttp::new(), "http://h/b")));
    assert!(text.starts_with("GET http://h/b: No matching stub found"), "{text}");
    assert!(!text.contains("failed before"), "{text}");
}

#[test]
fn an_older_double_is_looked_back_at_later() {
    let http = MockHttp::new();
    mockit::scope(|| {
        http.expect_get("/a").times(1).returning_status(200);
        get(&http, "http://h/a");
        let _ = catch_unwind(AssertUnwindSafe(|| ()));
    });
    http.verify_get("/a").once();
    http.expect_get("/a").times(1).returning_status(201);
    assert_eq!(get(&http, "http://h/a"), 201);
}

#[test]
fn what_was_installed_is_taken_away() {
    let before = double();
    let _installed = before.install();
    mockit::scope(|| {
        assert!(Endpoint::of_scope().unwrap().is(&before));
        let http = MockHttp::new();
        std::mem::forget(http.install());
        assert!(Endpoint::of_scope().unwrap().is(&http));
        std::mem::forget(http);
    });
    assert!(Endpoint::of_scope().unwrap().is(&before));
    get(&before, "http://h/a");
}
