//! Timeouts pass on tokio's clock, and end where reqwest's do.

use std::time::Duration;

use mockit::http::{Fault, MockHttp};
use reqwest::Client;
use tokio::time::Instant;

use crate::chain;

const URL: &str = "https://a.example/x";

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

fn delayed(delay: u64) -> MockHttp {
    let http = MockHttp::new();
    http.expect_get(URL).returning_text(200, "late").delay(seconds(delay)).times(..);
    http
}

#[tokio::test(start_paused = true)]
async fn the_head_is_late() {
    let http = delayed(40);
    let _installed = http.install();
    let late = async |client: Client| {
        let start = Instant::now();
        let error = client.get(URL).send().await.unwrap_err();
        assert!(error.is_timeout() && error.is_request() && !error.is_connect(), "{error:?}");
        let text = format!("error sending request for url ({URL})");
        assert_eq!(chain(&error), [&*text, "operation timed out"]);
        start.elapsed().as_secs()
    };
    assert_eq!(late(Client::builder().timeout(seconds(30)).build().unwrap()).await, 30);
    assert_eq!(late(Client::builder().read_timeout(seconds(20)).build().unwrap()).await, 20);
    let both = Client::builder().timeout(seconds(25)).read_timeout(seconds(30));
    assert_eq!(late(both.build().unwrap()).await, 25);
}

#[tokio::test(start_paused = true)]
async fn a_request_has_its_own() {
    let http = delayed(40);
    let _installed = http.install();
    let client = Client::builder().timeout(seconds(30)).build().unwrap();
    let start = Instant::now();
    let response = client.get(URL).timeout(seconds(50)).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "late");
    assert_eq!(start.elapsed(), seconds(40));
    assert!(client.get(URL).timeout(seconds(1)).send().await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_hundred_in_time_are_in_time() {
    let http = delayed(0);
    let _installed = http.install();
    let client = Client::builder().timeout(seconds(30)).build().unwrap();
    for _ in 0..100 {
        assert_eq!(client.get(URL).send().await.unwrap().text().await.unwrap(), "late");
    }
}

#[tokio::test(start_paused = true)]
async fn the_body_is_late() {
    let http = MockHttp::new();
    let chunks = [(seconds(8), "a"), (seconds(8), "b"), (seconds(8), "c")];
    http.expect_get(URL).returning_chunks(200, chunks).times(..);
    let _installed = http.install();

    let total = Client::builder().timeout(seconds(20)).build().unwrap();
    let start = Instant::now();
    let error = total.get(URL).send().await.unwrap().text().await.unwrap_err();
    assert!(error.is_timeout() && error.is_decode(), "{error:?}");
    let texts = chain(&error);
    assert!(texts[0].starts_with("error decoding response body"), "{texts:?}");
    assert_eq!(texts[1..], ["request or response body error", "operation timed out"]);
    assert_eq!(start.elapsed(), seconds(20));

    let reading = Client::builder().read_timeout(seconds(9)).build().unwrap();
    assert_eq!(reading.get(URL).send().await.unwrap().text().await.unwrap(), "abc");
    let reading = Client::builder().read_timeout(seconds(7)).build().unwrap();
    assert!(reading.get(URL).send().await.unwrap().text().await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_read_too_late() {
    let http = delayed(0);
    let _installed = http.install();
    let client = Client::builder().timeout(seconds(5)).build().unwrap();
    let response = client.get(URL).send().await.unwrap();
    assert_eq!(response.content_length(), Some(4));
    tokio::time::sleep(seconds(6)).await;
    assert!(response.text().await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn connecting_times_out() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::ConnectTimeout).times(..);
    let _installed = http.install();
    let after = async |client: Client| {
        let start = Instant::now();
        let error = client.get(URL).send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        (error.is_connect(), chain(&error).len(), start.elapsed().as_secs())
    };
    assert_eq!(after(Client::builder().connect_timeout(seconds(3)).build().unwrap()).await, (true, 4, 3));
    let total = Client::builder().connect_timeout(seconds(9)).timeout(seconds(4));
    assert_eq!(after(total.build().unwrap()).await, (false, 2, 4));
    assert_eq!(after(Client::new()).await, (true, 4, 0));
}

#[tokio::test(start_paused = true)]
async fn no_response_comes() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::NoResponse).times(..);
    let _installed = http.install();
    let client = Client::builder().timeout(seconds(3)).connect_timeout(seconds(1)).build().unwrap();
    let error = client.get(URL).send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect());
    let ever = tokio::time::timeout(seconds(100_000), Client::new().get(URL).send()).await;
    assert!(ever.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_stalled_body_waits_for_the_timeout() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::StalledBody);
    let _installed = http.install();
    let client = Client::builder().read_timeout(seconds(3)).build().unwrap();
    let mut response = client.get(URL).send().await.unwrap();
    assert_eq!(response.chunk().await.unwrap().unwrap(), "the beginning of ");
    let error = response.chunk().await.unwrap_err();
    assert!(error.is_timeout() && error.is_decode(), "{error:?}");
}

#[tokio::test]
async fn a_policy_that_follows_for_ever_lets_others_run() {
    let http = MockHttp::new();
    http.expect_get(URL).returning_fault(Fault::RedirectLoop).times(..);
    let _installed = http.install();
    let policy = reqwest::redirect::Policy::custom(|attempt| attempt.follow());
    let client = Client::builder().redirect(policy).timeout(Duration::from_millis(20)).build().unwrap();
    assert!(client.get(URL).send().await.unwrap_err().is_timeout());
}
