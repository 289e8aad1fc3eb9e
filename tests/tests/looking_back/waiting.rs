//! `within`: calls that are still to come.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use mockit::automock;
use mockit::predicate::eq;
use mockit_tests::message;
use tokio::time::{self, sleep};

use super::contains;

#[automock]
trait Mailer: Send + Sync {
    fn send(&self, to: &str);
}

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(20);

fn later(mailer: &Arc<MockMailer>, after: Duration, to: &'static str) {
    let mailer = Arc::clone(mailer);
    tokio::spawn(async move {
        sleep(after).await;
        mailer.send(to);
    });
}

#[tokio::test(start_paused = true)]
async fn on_a_paused_clock() {
    let mailer = Arc::new(MockMailer::nice());
    let begun = time::Instant::now();
    later(&mailer, Duration::from_secs(3), "u1");
    later(&mailer, Duration::from_secs(5), "u2");
    mailer.verify_send().with(eq("u1")).within(LONG).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
    mailer.verify_send().within(LONG).times(2).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(5));
    // They are there already.
    mailer.verify_send().within(LONG).at_least(2).await;
    mailer.verify_send().with(eq("u2")).within(LONG).once().await;
    assert_eq!(begun.elapsed(), Duration::from_secs(5));
    mailer.verify_no_more_calls();
}

#[tokio::test(start_paused = true)]
async fn never_waits_for_all_of_the_time() {
    let mailer = Arc::new(MockMailer::nice());
    let begun = time::Instant::now();
    mailer.verify_send().within(Duration::from_secs(7)).never().await;
    assert_eq!(begun.elapsed(), Duration::from_secs(7));
    mailer.verify_send().within(Duration::from_secs(1)).at_most(3).await;
    mailer.verify_send().within(Duration::from_secs(1)).times(..2).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(9));
}

#[tokio::test(start_paused = true)]
async fn a_call_too_many_ends_the_waiting() {
    let mailer = Arc::new(MockMailer::nice());
    let begun = time::Instant::now();
    later(&mailer, Duration::from_secs(3), "u1");
    let other = Arc::clone(&mailer);
    let waiting = tokio::spawn(async move { other.verify_send().within(LONG).never().await });
    let text = mockit_tests::text(&*waiting.await.unwrap_err().into_panic());
    contains(&text, "MockMailer::send: called once, expected never");
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
    drop(message(|| mailer.verify_send().within(LONG).at_most(0).wait()));
}

#[tokio::test(start_paused = true)]
async fn in_vain() {
    let mailer = Arc::new(MockMailer::nice());
    later(&mailer, Duration::from_secs(3), "u1");
    let other = Arc::clone(&mailer);
    let waiting =
        tokio::spawn(async move { other.verify_send().within(Duration::from_secs(5)).times(2).await });
    let text = mockit_tests::text(&*waiting.await.unwrap_err().into_panic());
    contains(&text, "MockMailer::send: called once, expected exactly 2 times");
    contains(&text, "Waited for 5s");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_runtime_of_several_threads() {
    let mailer = Arc::new(MockMailer::nice());
    for _ in 0..20 {
        later(&mailer, Duration::from_millis(1), "u1");
        thread::spawn({
            let mailer = Arc::clone(&mailer);
            move || mailer.send("u2")
        });
    }
    let (a, b) = (Arc::clone(&mailer), Arc::clone(&mailer));
    let first = tokio::spawn(async move { a.verify_send().with(eq("u1")).within(LONG).times(20).await });
    let second = tokio::spawn(async move { b.verify_send().with(eq("u2")).within(LONG).times(20).await });
    first.await.unwrap();
    second.await.unwrap();
    mailer.verify_send().within(LONG).times(40).await;
}

#[test]
fn in_a_thread() {
    let mailer = Arc::new(MockMailer::nice());
    let other = Arc::clone(&mailer);
    let thread = thread::spawn(move || {
        thread::sleep(SHORT);
        other.send("u1");
        other.send("u2");
    });
    mailer.verify_send().within(LONG).times(2).wait();
    thread.join().unwrap();
    let begun = Instant::now();
    contains(&message(|| mailer.verify_send().within(SHORT).times(3).wait()), "Waited for 20ms");
    assert!(begun.elapsed() >= SHORT);
    mailer.clear_history();
    mailer.verify_send().within(SHORT).never().wait();
}

#[tokio::test]
async fn times_of_all_sizes() {
    let mailer = MockMailer::nice();
    mailer.verify_send().within(Duration::ZERO).never().await;
    mailer.verify_send().within(Duration::ZERO).never().wait();
    contains(&message(|| mailer.verify_send().within(Duration::ZERO).wait()), "not called");
    mailer.send("u1");
    mailer.verify_send().within(Duration::ZERO).await;
    mailer.verify_send().within(Duration::ZERO).wait();
    mailer.verify_send().within(Duration::MAX).await;
    mailer.verify_send().within(Duration::MAX).wait();
    // More than there are seconds in the life of a clock.
    mailer.verify_send().within(Duration::from_secs(u64::MAX / 4)).once().wait();
}

#[test]
fn the_longest_time_passes_as_others_do() {
    let mailer = Arc::new(MockMailer::nice());
    let other = Arc::clone(&mailer);
    let thread = thread::spawn(move || {
        thread::sleep(SHORT);
        other.send("u1");
    });
    mailer.verify_send().within(Duration::MAX).wait();
    thread.join().unwrap();
}

#[tokio::test]
async fn a_future_that_is_dropped_leaves_nothing_behind() {
    let mailer = Arc::new(MockMailer::nice());
    for _ in 0..10 {
        let waiting = mailer.verify_send().within(LONG);
        assert!(time::timeout(Duration::from_millis(1), waiting).await.is_err());
    }
    mailer.send("u1");
    mailer.verify_send().once();
}

#[tokio::test]
async fn the_mock_may_be_gone() {
    let mailer = MockMailer::nice();
    mailer.send("u1");
    let question = mailer.verify_send().within(LONG);
    drop(mailer);
    question.await;
}

#[test]
fn without_a_runtime_it_says_so() {
    let mailer = MockMailer::nice();
    let text = message(|| {
        futures::executor::block_on(std::future::IntoFuture::into_future(mailer.verify_send().within(SHORT)))
    });
    contains(&text, "runtime");
}

#[tokio::test]
async fn a_predicate_that_panics() {
    let mailer = MockMailer::nice();
    mailer.send("u1");
    let panics = |_: &str| -> bool { panic!("by the predicate") };
    assert_eq!(message(|| mailer.verify_send().withf(panics).within(SHORT).wait()), "by the predicate");
    let question = mailer.verify_send().withf(panics).within(SHORT);
    let text = tokio::spawn(async move { question.await }).await.unwrap_err().into_panic();
    assert_eq!(mockit_tests::text(&*text), "by the predicate");
    mailer.send("u2");
    mailer.verify_send().times(2);
}
