use mockit::scope::Scope;
use mockit::http::MockHttp;
use serde_json::json;

use crate::github::GitHub;
use crate::report::{line, zen};

const URL: &str = "https://api.github.com/repos/rust-lang/rust";

fn with_stars(stars: u64) -> MockHttp {
    let http = MockHttp::new();
    http.expect_get(URL)
        .with_header("user-agent", "user-unit")
        .times(1)
        .returning_json(200, json!({"stargazers_count": stars}));
    http
}

#[tokio::test]
async fn a_client_deep_in_the_code_finds_the_double() {
    let http = with_stars(7);
    let _installed = http.install();
    assert_eq!(line("rust-lang/rust").await.unwrap(), "rust-lang/rust: 7 stars");
}

#[tokio::test]
async fn the_absolute_path_is_swapped_too() {
    let http = MockHttp::new();
    http.expect_get("https://api.github.com/zen").returning_text(200, "Design for failure.");
    let _installed = http.install();
    assert_eq!(zen().await.unwrap(), "Design for failure.");
}

#[tokio::test]
async fn errors_are_retried_and_real() {
    let http = MockHttp::new();
    let failing = http.expect_get(URL).times(3).returning_status(503);
    let _installed = http.install();
    let error = GitHub::new().unwrap().stars("rust-lang/rust").await.unwrap_err();
    assert_eq!(error.status(), Some(reqwest::StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(failing.calls(), 3);
}

/// Tests that run at the same time, each with a double of its own for the same URL.
#[test]
fn parallel_tests_do_not_see_each_other() {
    let all_installed = std::sync::Barrier::new(8);
    std::thread::scope(|scope| {
        for stars in 0..8 {
            let all_installed = &all_installed;
            scope.spawn(move || {
                let http = with_stars(stars);
                let _installed = http.install();
                all_installed.wait();
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let line = runtime.block_on(line("rust-lang/rust")).unwrap();
                assert_eq!(line, format!("rust-lang/rust: {stars} stars"));
                assert_eq!(http.requests().len(), 1);
            });
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spawned_task_finds_it_in_the_scope_that_it_is_handed() {
    let http = with_stars(7);
    let _installed = http.install();
    let task = tokio::spawn(Scope::current().bind(line("rust-lang/rust")));
    assert_eq!(task.await.unwrap().unwrap(), "rust-lang/rust: 7 stars");
}

#[test]
fn a_worker_thread_finds_it_in_the_scope_that_it_is_handed() {
    let http = with_stars(7);
    let _installed = http.install();
    let scope = Scope::current();
    let worker = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        scope.run(|| runtime.block_on(line("rust-lang/rust")).unwrap())
    });
    assert_eq!(worker.join().unwrap(), "rust-lang/rust: 7 stars");
}

#[tokio::test]
#[should_panic = "no double is installed for `GET https://api.github.com/repos/rust-lang/rust`: install one with\n    \
                  let http = MockHttp::new();\n    let _installed = http.install();"]
async fn without_a_double_it_says_how_to_install_one() {
    let _ = line("rust-lang/rust").await;
}
