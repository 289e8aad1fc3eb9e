//! Time, on tokio's clock: nothing here waits on the wall clock.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant as WallClock};

use futures::{FutureExt as _, StreamExt as _};
use mockit::http::{Body, Delay, Fault, MockHttp, Reply};
use mockit_tests::{message, text};
use tokio::time::{Instant, timeout};

use super::support::{contains, get, read, request};

const MINUTE: Duration = Duration::from_secs(60);

fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}

fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// `GET url`, and how long it took until the head was there.
async fn timed(http: &MockHttp, url: &str) -> (http::Response<Body>, Duration) {
    let start = Instant::now();
    let response = http.handle(request("GET", url, &[], "")).await.unwrap();
    (response, start.elapsed())
}

/// The chunks of a body, and when each came.
async fn arrivals(body: Body) -> Vec<(u64, String)> {
    let start = Instant::now();
    let chunks = axum::body::Body::new(body).into_data_stream();
    let timed = chunks.map(|chunk| {
        let text = String::from_utf8(chunk.unwrap().to_vec()).unwrap();
        (u64::try_from(start.elapsed().as_millis()).unwrap(), text)
    });
    timed.collect().await
}

/// The message of a future that panics.
async fn failure<T>(future: impl Future<Output = T>) -> String {
    let caught = AssertUnwindSafe(future).catch_unwind().await;
    text(&*caught.err().expect("this should have panicked"))
}

#[tokio::test(start_paused = true)]
async fn a_fixed_delay_passes_before_the_head() {
    let http = MockHttp::new();
    http.expect_get("/a").delay(secs(3)).returning_status(200);
    let answer = http.handle(request("GET", "http://h/a", &[], ""));
    assert_eq!(answer.delay(), secs(3));
    assert!(answer.ready().is_err(), "it is not there yet");
    assert_eq!(timed(&http, "http://h/a").await.1, secs(3));
}

#[tokio::test(start_paused = true)]
async fn delays_of_a_stub_and_of_its_reply_add_up() {
    let http = MockHttp::new();
    http.expect_get("/now").delay(secs(1)).return_const(Reply::status(200).delay(secs(2)));
    http.expect_get("/later").delay(secs(1)).returning_async(|_| async {
        tokio::time::sleep(secs(4)).await;
        Reply::status(200).delay(secs(2))
    });
    let each = [Reply::from(503), Reply::status(200).delay(secs(2))];
    http.expect_get("/each").returning_each(each);
    assert_eq!(timed(&http, "http://h/now").await.1, secs(3));
    assert_eq!(timed(&http, "http://h/later").await.1, secs(7));
    assert_eq!(timed(&http, "http://h/each").await.1, Duration::ZERO);
    assert_eq!(timed(&http, "http://h/each").await.1, secs(2));
}

#[tokio::test(start_paused = true)]
async fn a_fault_may_come_late() {
    let http = MockHttp::new();
    http.expect_get("/a").delay(secs(5)).returning_fault(Fault::ResetBeforeHead);
    let start = Instant::now();
    let failure = http.handle(request("GET", "http://h/a", &[], "")).await.unwrap_err();
    assert_eq!((failure.fault(), start.elapsed()), (Some(Fault::ResetBeforeHead), secs(5)));
}

#[tokio::test(start_paused = true)]
async fn an_unmatched_request_may_be_answered_late() {
    let http = MockHttp::new();
    http.unmatched(Reply::status(404).delay(secs(2)));
    assert_eq!(timed(&http, "http://h/a").await.1, secs(2));
}

#[tokio::test(start_paused = true)]
async fn random_delays_keep_to_their_bounds_and_to_their_seed() {
    async fn draw(delay: Delay) -> Vec<Duration> {
        let http = MockHttp::new();
        http.expect_get("/a").delay(delay).returning_status(200);
        let mut drawn = Vec::new();
        for _ in 0..200 {
            drawn.push(timed(&http, "http://h/a").await.1);
        }
        drawn
    }
    // tokio's clock counts whole milliseconds.
    let uniform = draw(Delay::uniform(millis(100), millis(300), 1)).await;
    assert!(uniform.iter().all(|delay| (millis(100)..=millis(301)).contains(delay)));
    assert!(uniform.iter().any(|d| *d < millis(150)) && uniform.iter().any(|d| *d > millis(250)));
    assert_eq!(uniform, draw(Delay::uniform(millis(100), millis(300), 1)).await);
    assert_ne!(uniform, draw(Delay::uniform(millis(100), millis(300), 2)).await);

    let mut latencies = draw(Delay::log_normal(millis(200), 0.4, 1)).await;
    assert_eq!(latencies, draw(Delay::log_normal(millis(200), 0.4, 1)).await);
    latencies.sort();
    assert!((millis(160)..millis(250)).contains(&latencies[100]), "{:?}", latencies[100]);
    assert!(latencies[199] > millis(350), "there is a tail: {:?}", latencies[199]);
    assert_eq!(draw(Delay::log_normal(millis(200), 0.0, 1)).await[0], millis(200));
}

#[test]
fn a_delay_may_be_for_ever() {
    let http = MockHttp::new();
    http.expect_get("/a").delay(Duration::MAX).return_const(Reply::status(200).delay(secs(1)));
    assert_eq!(http.handle(request("GET", "http://h/a", &[], "")).delay(), Duration::MAX);
}

#[test]
fn delays_that_cannot_be_are_refused_where_they_are_written() {
    contains(&message(|| Delay::uniform(secs(2), secs(1), 0)), "2s");
    contains(&message(|| Delay::log_normal(secs(2), -0.1, 0)), "sigma is -0.1");
    contains(&message(|| Delay::log_normal(secs(2), f64::NAN, 0)), "sigma is NaN");
}

#[tokio::test(start_paused = true)]
async fn chunks_come_each_after_its_delay() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_chunks(200, [(millis(10), "a"), (millis(0), "b"), (millis(500), "c")]);
    let (response, head) = timed(&http, "http://h/a").await;
    assert_eq!(head, Duration::ZERO);
    let got = arrivals(response.into_body()).await;
    assert_eq!(got, [(10, "a".into()), (10, "b".into()), (510, "c".into())]);
}

#[tokio::test(start_paused = true)]
async fn events_come_each_after_a_pause() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_events(secs(1), ["1", "2"]);
    let got = arrivals(timed(&http, "http://h/a").await.0.into_body()).await;
    assert_eq!(got, [(1000, "data: 1\n\n".into()), (2000, "data: 2\n\n".into())]);
}

#[tokio::test(start_paused = true)]
async fn a_dribbled_body_comes_in_pieces_over_the_whole_time() {
    let http = MockHttp::new();
    http.expect_get("/a").return_const(Reply::text(200, "0123456789").dribbled(4, secs(8)));
    http.expect_get("/short").return_const(Reply::text(200, "01").dribbled(100, secs(8)));
    http.expect_get("/empty").return_const(Reply::status(204).dribbled(3, secs(8)));
    let got = arrivals(timed(&http, "http://h/a").await.0.into_body()).await;
    assert_eq!(got.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2000, 4000, 6000, 8000]);
    assert_eq!(got.into_iter().map(|(_, text)| text).collect::<String>(), "0123456789");
    let got = arrivals(timed(&http, "http://h/short").await.0.into_body()).await;
    assert_eq!(got, [(4000, "0".into()), (8000, "1".into())]);
    assert_eq!(read(timed(&http, "http://h/empty").await.0.into_body()).await.unwrap(), "");
}

#[tokio::test(start_paused = true)]
async fn a_body_is_read_on_the_clock_and_a_stalled_one_never_ends() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_fault(Fault::StalledBody);
    let body = timed(&http, "http://h/a").await.0.into_body();
    assert!(timeout(MINUTE * 60, read(body)).await.is_err());
    http.expect_get("/b").returning_chunks(200, [(secs(1), "a"), (secs(1), "b")]);
    let start = Instant::now();
    assert_eq!(timed(&http, "http://h/b").await.0.into_body().bytes().await.unwrap(), "ab");
    assert_eq!(start.elapsed(), secs(2));
}

#[tokio::test(start_paused = true)]
async fn a_back_off_of_30_seconds_takes_no_wall_time() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").times(3).delay(secs(1)).returning_each([503, 503, 200]);
    let (wall, start) = (WallClock::now(), Instant::now());
    while timed(&http, "http://h/a").await.0.status() != 200 {
        tokio::time::sleep(secs(30)).await;
    }
    assert_eq!((stub.calls(), start.elapsed()), (3, secs(63)));
    assert!(wall.elapsed() < secs(5), "{:?}", wall.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_request_that_its_client_gave_up_is_counted() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").delay(MINUTE).returning_status(200);
    let answer = http.handle(request("GET", "http://h/a", &[], ""));
    assert!(timeout(secs(1), answer).await.is_err());
    assert_eq!(stub.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn many_requests_wait_side_by_side() {
    let http = MockHttp::new();
    http.expect_get("/{n}").delay(secs(10)).returning_status(200);
    let start = Instant::now();
    let all = (0..100).map(|n| {
        let http = http.endpoint();
        tokio::spawn(
            async move { http.handle(request("GET", &format!("http://h/{n}"), &[], "")).await.is_ok() },
        )
    });
    assert!(futures::future::join_all(all).await.into_iter().all(Result::unwrap));
    assert_eq!(start.elapsed(), secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_test_may_wait_for_what_happens_in_the_background() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").returning_status(200);
    let background = http.endpoint();
    tokio::spawn(async move {
        for _ in 0..3 {
            tokio::time::sleep(secs(2)).await;
            get(&background, "http://h/a");
        }
    });
    let start = Instant::now();
    stub.wait_called(0).await;
    stub.wait_called(1).await;
    assert_eq!(start.elapsed(), secs(2));
    let (two, three) = (stub.wait_called(2), stub.wait_called(3));
    futures::join!(three, two);
    assert_eq!(start.elapsed(), secs(6));
    // What has been already is not waited for.
    stub.wait_called(3).await;
    assert_eq!(start.elapsed(), secs(6));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_is_missed_while_a_test_waits() {
    for _ in 0..50 {
        let http = MockHttp::new();
        let stub = http.expect_get("/a").returning_status(200);
        for _ in 0..8 {
            let http = http.endpoint();
            tokio::spawn(async move { get(&http, "http://h/a") });
        }
        stub.wait_called(8).await;
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_with_what_was_waited_for_and_where() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a").returning_status(200);
    let start = Instant::now();
    let none = failure(stub.wait_called(1)).await;
    assert_eq!(start.elapsed(), secs(10));
    get(&http, "http://h/a");
    let line = line!() + 1;
    let some = failure(stub.wait_called_within(2, secs(90))).await;
    assert_eq!(start.elapsed(), secs(100));
    contains(&none, "GET /a: not requested within 10s, expected 1");
    contains(&some, "GET /a: requested once within 90s, expected 2");
    contains(&some, &format!("waited for at tests/tests/http/time.rs:{line}"));
    contains(&some, "The double received, in this order:\n    GET http://h/a\n");
    contains(&some, "set at tests/tests/http/time.rs:");
}

#[test]
fn who_blocks_waits_on_the_wall_clock() {
    let http = MockHttp::new();
    http.expect_get("/a").delay(millis(20)).returning_status(201);
    http.expect_get("/b").returning_status(202);
    let start = std::time::Instant::now();
    assert_eq!(http.handle(request("GET", "http://h/a", &[], "")).wait().unwrap().status(), 201);
    assert!(start.elapsed() >= millis(20));
    assert_eq!(http.handle(request("GET", "http://h/b", &[], "")).wait().unwrap().status(), 202);
}
