//! How clients find their double.

use std::sync::LazyLock;

use mockit::http::MockHttp;
use mockit::scope::Scope;
use reqwest::Client;

const URL: &str = "https://api.example/greeting";

/// Code under test, which knows nothing of doubles; `::` leads to the look-alike too.
async fn greeting() -> ::reqwest::Result<String> {
    reqwest::get(URL).await?.error_for_status()?.text().await
}

fn http(text: &str) -> MockHttp {
    let http = MockHttp::new();
    http.expect_get(URL).returning_text(200, text).times(..);
    http
}

#[tokio::test]
async fn a_client_made_deep_in_the_code_finds_the_installed_double() {
    let http = http("hello");
    let _installed = http.install();
    assert_eq!(greeting().await.unwrap(), "hello");
}

#[tokio::test]
async fn a_client_stays_with_the_double_it_was_made_under() {
    let (one, two) = (http("one"), http("two"));
    let installed = one.install();
    let client = Client::new();
    drop(installed);
    let _installed = two.install();
    assert_eq!(client.get(URL).send().await.unwrap().text().await.unwrap(), "one");
    assert_eq!(greeting().await.unwrap(), "two");
}

#[tokio::test]
async fn a_client_made_before_looks_when_it_sends() {
    let client = Client::new();
    let http = http("late");
    let _installed = http.install();
    assert_eq!(client.get(URL).send().await.unwrap().text().await.unwrap(), "late");
}

#[test]
fn a_client_of_all_tests_asks_the_double_of_each() {
    static CLIENT: LazyLock<Client> = LazyLock::new(Client::new);
    let ask = |text: &'static str| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let http = http(text);
        let _installed = http.install();
        let send = async { CLIENT.get(URL).send().await?.text().await };
        assert_eq!(runtime.block_on(send).unwrap(), text);
    };
    std::thread::spawn(move || ask("first test")).join().unwrap();
    std::thread::spawn(move || ask("second test")).join().unwrap();
    // Without threads, they run one after another in the same one.
    ask("third test");
    ask("fourth test");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_threads_use_the_client_or_the_scope() {
    let http = http("everywhere");
    let _installed = http.install();
    let client = Client::new();
    let sent = async move { client.get(URL).send().await?.text().await };
    assert_eq!(tokio::spawn(sent).await.unwrap().unwrap(), "everywhere");
    assert_eq!(tokio::spawn(Scope::current().bind(greeting())).await.unwrap().unwrap(), "everywhere");
}

#[tokio::test]
#[should_panic = "no double is installed for `POST https://api.example/charges`: install one with\n    \
                  let http = MockHttp::new();\n    let _installed = http.install();"]
async fn without_a_double_nothing_goes_to_the_network() {
    let _ = Client::new().post("https://api.example/charges").send().await;
}

#[test]
fn nor_does_a_client_when_the_test_that_made_it_is_over() {
    let http = http("over");
    let installed = http.install();
    let client = Client::new();
    drop(installed);
    drop(http);
    let send = std::panic::AssertUnwindSafe(|| drop(client.get(URL).send()));
    let report = std::panic::catch_unwind(send).unwrap_err();
    assert!(report.downcast_ref::<String>().unwrap().starts_with("no double is installed"));
}

#[test]
fn what_nothing_answers_panics_in_send_itself() {
    let http = MockHttp::new();
    let _installed = http.install();
    let request = Client::new().get("https://api.example/nothing");
    let send = std::panic::AssertUnwindSafe(|| drop(request.send()));
    let report = std::panic::catch_unwind(send).unwrap_err();
    let report = report.downcast_ref::<String>().unwrap();
    assert!(report.contains("https://api.example/nothing"), "{report}");
    std::mem::forget(http);
}

#[tokio::test]
async fn it_is_a_service_as_reqwest_is() {
    use tower_service::Service;
    let http = http("served");
    let _installed = http.install();
    let mut client = Client::new();
    let request = || reqwest::Request::new(reqwest::Method::GET, URL.parse().unwrap());
    assert_eq!(client.call(request()).await.unwrap().text().await.unwrap(), "served");
    assert_eq!((&client).call(request()).await.unwrap().text().await.unwrap(), "served");
}

#[test]
fn types_are_as_thread_safe_as_the_real_ones() {
    fn shared<T: Send + Sync + Unpin>(_: &T) {}
    fn sent<T: Send>(_: &T) {}
    let http = http("");
    let _installed = http.install();
    let client = Client::new();
    shared(&client);
    shared(&client.get(URL).send());
    sent(&client.get(URL));
    assert!(format!("{client:?}").contains("default_headers"));
    assert!(format!("{:?}", Client::builder().https_only(true)).starts_with("ClientBuilder {"));
}
