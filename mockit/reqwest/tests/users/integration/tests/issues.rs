use mockit::scope::Scope;
use mockit::http::{Fault, MockHttp};
use serde_json::json;
use user_integration::issues;

const URL: &str = "https://api.github.com/repos/rust-lang/rust/issues";

fn with_title(title: &str) -> MockHttp {
    let http = MockHttp::new();
    http.expect_get(URL).times(1).returning_json(200, json!([{"title": title}]));
    http
}

#[tokio::test]
async fn the_crate_under_test_finds_the_double() {
    let http = with_title("It does not compile");
    let _installed = http.install();
    assert_eq!(issues("rust-lang/rust").await.unwrap(), ["It does not compile"]);
}

#[tokio::test]
async fn another_test_has_another_double() {
    let http = with_title("It compiles too slowly");
    let _installed = http.install();
    assert_eq!(issues("rust-lang/rust").await.unwrap(), ["It compiles too slowly"]);
}

#[tokio::test]
async fn faults_are_reqwests_errors() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::Dns);
    let _installed = http.install();
    assert!(issues("rust-lang/rust").await.unwrap_err().is_connect());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spawned_task_finds_it_in_the_scope_that_it_is_handed() {
    let http = with_title("Too many threads");
    let _installed = http.install();
    let task = tokio::spawn(Scope::current().bind(issues("rust-lang/rust")));
    assert_eq!(task.await.unwrap().unwrap(), ["Too many threads"]);
}

#[tokio::test]
#[should_panic = "no double is installed for `GET https://api.github.com/repos/rust-lang/rust/issues`: install one"]
async fn without_a_double_it_says_how_to_install_one() {
    let _ = issues("rust-lang/rust").await;
}
