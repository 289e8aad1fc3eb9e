//! What concerns all doubles of a process: each test here has the process to itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use mockit::http::MockHttp;
use mockit_reqwest as reqwest;

const URL: &str = "http://api.example/a";

fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The text of a panic.
fn message<T>(f: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(f()))).expect_err("this should have panicked");
    panic.downcast_ref::<String>().expect("a text").clone()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// In a thread of its own, where it finds no double of a test.
fn elsewhere(client: impl FnOnce() -> reqwest::Client + Send + 'static) -> Option<u16> {
    let sending = move || block_on(client().get(URL).send()).unwrap().status().as_u16();
    thread::spawn(sending).join().ok()
}

#[test]
fn a_double_that_fails_tells_of_requests_that_found_none() {
    let _alone = alone();
    let (sent, other) = (MockHttp::new(), MockHttp::new());
    let installed = (sent.install(), other.install());
    sent.expect_get(URL).returning_status(200);
    assert_eq!(elsewhere(reqwest::Client::new), None);
    drop(installed);
    // Perhaps its test has nothing to do with the request.
    drop(other);
    let text = message(|| drop(sent));
    assert!(text.contains("Meanwhile, in a thread without a double: GET http://api.example/a"), "{text}");
}

#[test]
fn a_client_keeps_to_its_double_though_another_is_installed_everywhere() {
    let _alone = alone();
    let everywhere = MockHttp::new();
    everywhere.expect_get(URL).returning_status(201);
    let _everywhere = everywhere.install_everywhere();
    let http = MockHttp::new();
    http.expect_get(URL).returning_status(202);
    let installed = http.install();
    let client = reqwest::Client::new();
    assert_eq!(elsewhere(move || client), Some(202));
    assert_eq!(elsewhere(reqwest::Client::new), Some(201));
    drop(installed);
}

#[test]
fn a_double_that_is_gone_answers_nothing() {
    let _alone = alone();
    let http = MockHttp::new();
    http.expect_get(URL).optional().returning_status(200);
    let _installed = http.install();
    drop(http);
    let text = message(|| block_on(reqwest::Client::new().get(URL).send()));
    assert!(text.starts_with("no double is installed for `GET http://api.example/a`"), "{text}");
}
