//! Asking a double afterwards, in the words that mocks of traits have.

use std::thread;
use std::time::Duration;

use futures::FutureExt as _;
use mockit::http::MockHttp;
use mockit::http::matching::any_url;
use mockit::verify_order;
use mockit_tests::{message, text};
use serde_json::json;

use super::support::{contains, get, post};

/// A double that answers everything.
fn open() -> MockHttp {
    let http = MockHttp::new();
    http.expect_any(any_url()).optional().returning_status(200);
    http
}

#[test]
fn all_numbers_can_be_asked_for() {
    let http = open();
    get(&http, "http://h/a");
    get(&http, "http://h/a");
    http.verify_get("/a").times(2);
    http.verify_get("/a").at_least(1);
    http.verify_get("/a").at_most(2);
    http.verify_get("/b").never();
    let text = message(|| http.verify_get("/a").at_most(1));
    contains(&text, "GET /a: requested 2 times, expected at most 1 time");
}

#[test]
fn what_no_verification_has_counted_is_found() {
    let http = MockHttp::new();
    http.verify_no_more_calls();
    http.expect_get("/a").times(2).returning_status(200);
    http.expect_post("/b").once().returning_status(201);
    get(&http, "http://h/a");
    get(&http, "http://h/a?page=2");
    post(&http, "http://h/b", "{}");
    // What stubs count is not verified by that.
    insta::assert_snapshot!(message(|| http.verify_no_more_calls()));
    http.verify_get("/a").times(2);
    insta::assert_snapshot!(message(|| http.verify_no_more_calls()));
    http.verify_post("/b").once();
    http.verify_no_more_calls();
    http.expect_get("/c").returning_status(200);
    get(&http, "http://h/c");
    http.clear_history();
    http.verify_no_more_calls();
}

#[test]
fn what_is_forgotten_has_been_counted() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").times(3).returning_status(200);
    get(&http, "http://h/a");
    get(&http, "http://h/a");
    http.clear_history();
    assert_eq!((stub.calls(), stub.requests().len(), http.requests().len()), (2, 0, 0));
    http.verify_get("/a").never();
    get(&http, "http://h/a");
    http.verify_get("/a").once();
    assert_eq!((stub.exchanges().len(), http.exchanges()[0].index()), (1, 0));
}

#[test]
fn requests_of_several_doubles_came_in_an_order() {
    let (payments, mails) = (open(), open());
    post(&payments, "https://pay/v1/charges", r#"{"amount": 5}"#);
    post(&mails, "https://mail/send", "");
    post(&payments, "https://pay/v1/charges", r#"{"amount": 6}"#);
    let charge = |amount: u32| payments.verify_post("/v1/charges").with_json(json!({"amount": amount}));
    verify_order![charge(5), mails.verify_post("/send"), charge(6)];
    verify_order![charge(5), charge(6)];
    verify_order![charge(5), mails.verify_post("/send"), charge(6); nothing else];
    payments.verify_no_more_calls();
    mails.verify_no_more_calls();
    insta::assert_snapshot!(message(|| verify_order![charge(6), mails.verify_post("/send")]));
    insta::assert_snapshot!(message(|| verify_order![charge(5), mails.verify_post("/send"); nothing else]));
    insta::assert_snapshot!(message(|| verify_order![
        mails.verify_post("/send"),
        payments.verify_get("/none")
    ]));
}

#[cfg(feature = "spy")]
#[test]
fn mocks_of_traits_and_doubles_stand_in_one_order() {
    use mockit::automock;
    use mockit::predicate::eq;

    #[automock]
    trait Ledger {
        fn book(&self, cents: u64);
    }

    let (ledger, http) = (MockLedger::nice(), open());
    ledger.book(5);
    post(&http, "http://h/charges", "{}");
    ledger.book(6);
    verify_order![
        ledger.verify_book().with(eq(5)),
        http.verify_post("/charges"),
        ledger.verify_book().with(eq(6));
        nothing else
    ];
    let text = message(|| verify_order![http.verify_post("/charges"), ledger.verify_book().with(eq(5))]);
    insta::assert_snapshot!(text);
}

#[tokio::test(start_paused = true)]
async fn captors_keep_what_every_kind_of_verification_has_counted() {
    use mockit::http::matching::query;
    use mockit::predicate::Captor;

    let (http, pages) = (open(), Captor::new());
    for page in 1..4 {
        get(&http, &format!("http://h/a?page={page}"));
    }
    let pages_of_a = || http.verify_get("/a").with(query("page", pages.capture()));
    pages_of_a().times(3);
    assert_eq!(pages.values(), ["1", "2", "3"]);
    pages.clear();
    pages_of_a().within(Duration::from_secs(1)).times(3).await;
    assert_eq!(pages.values(), ["1", "2", "3"]);
    pages.clear();
    verify_order![http.verify_get("/a").with_query("page", "1"), pages_of_a()];
    assert_eq!(pages.values(), ["2"]);
    message(|| pages_of_a().times(2));
    assert_eq!(pages.values(), ["2"]);
}

#[tokio::test(start_paused = true)]
async fn requests_that_are_still_to_come_are_waited_for() {
    let http = open();
    let endpoint = http.endpoint();
    let start = tokio::time::Instant::now();
    tokio::spawn(async move {
        for number in 1..4 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            post(&endpoint, "http://h/jobs", &json!({"number": number}).to_string());
        }
    });
    let patience = Duration::from_secs(30);
    http.verify_post("/jobs").with_json(json!({"number": 2})).within(patience).await;
    assert_eq!(start.elapsed(), Duration::from_secs(2));
    http.verify_post("/jobs").within(patience).times(3).await;
    assert_eq!(start.elapsed(), Duration::from_secs(3));
    http.verify_get("/jobs").within(patience).never().await;
    assert_eq!(start.elapsed(), Duration::from_secs(33));
    http.verify_no_more_calls();

    let in_vain = http.verify_post("/jobs").within(patience).times(4);
    let in_vain = std::future::IntoFuture::into_future(in_vain);
    let panic = std::panic::AssertUnwindSafe(in_vain).catch_unwind().await.unwrap_err();
    let text = text(&*panic);
    let (report, place) = text.split_once("\n\n  asked at ").expect("the place");
    assert!(place.starts_with("tests/tests/http/asking.rs:"), "{place}");
    insta::assert_snapshot!(report);
}

#[test]
fn a_thread_may_wait() {
    let http = open();
    let endpoint = http.endpoint();
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        get(&endpoint, "http://h/a")
    });
    http.verify_get("/a").within(Duration::from_secs(10)).once().wait();
    assert_eq!(other.join().unwrap(), 200);
}
