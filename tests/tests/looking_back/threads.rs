//! Calls from several threads, while others ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use mockit::automock;
use mockit::predicate::eq;

#[automock]
trait Counter: Send + Sync {
    fn add(&self, n: u32) -> u32;
    fn text(&self, text: &str) -> &str;
}

#[test]
fn two_call_while_a_third_asks() {
    let mut mock = MockCounter::new();
    mock.expect_add().returning_fn(|n| n);
    mock.expect_text().return_const("text".to_string());
    let mock = Arc::new(mock);
    let stop = Arc::new(AtomicBool::new(false));
    let asking = thread::spawn({
        let (mock, stop) = (Arc::clone(&mock), Arc::clone(&stop));
        move || {
            while !stop.load(Ordering::Relaxed) {
                mock.verify_add().at_most(4000);
                let known = mock.add_calls().count();
                mock.verify_add().at_least(known);
                mock.verify_add().with(eq(u32::MAX)).never();
                drop(mock.add_calls().iter().map(ToString::to_string).collect::<Vec<_>>());
                thread::yield_now();
            }
        }
    });
    let callers: Vec<_> = (0..2)
        .map(|_| {
            let mock = Arc::clone(&mock);
            thread::spawn(move || {
                for n in 0..2000 {
                    assert_eq!(mock.add(n), n);
                    assert_eq!(mock.text("a"), "text");
                }
            })
        })
        .collect();
    callers.into_iter().for_each(|caller| caller.join().unwrap());
    stop.store(true, Ordering::Relaxed);
    asking.join().unwrap();
    mock.verify_add().times(4000);
    mock.verify_text().with(eq("a")).times(4000);
    mock.verify_no_more_calls();
}

#[test]
fn a_call_knows_its_thread() {
    let mock = Arc::new(MockCounter::nice());
    let other = Arc::clone(&mock);
    thread::Builder::new().name("worker".into()).spawn(move || other.add(1)).unwrap().join().unwrap();
    mock.add(2);
    let calls = mock.add_calls();
    assert_eq!(calls[0].thread().name(), Some("worker"));
    assert_eq!(calls[1].thread().id(), thread::current().id());
    mock.verify_add().times(2);
}

#[test]
fn a_call_that_waits_for_another_thread() {
    let (tell, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let mut mock = MockCounter::new();
    mock.expect_add().returning_fn(move |n| {
        wait.lock().unwrap().recv().unwrap();
        n
    });
    let mock = Arc::new(mock);
    let other = Arc::clone(&mock);
    let caller = thread::spawn(move || other.add(1));
    mock.verify_add().within(std::time::Duration::from_secs(60)).wait();
    let call = &mock.add_calls()[0];
    assert_eq!(call.to_string(), "MockCounter::add(1) has not returned");
    mock.clear_history();
    tell.send(()).unwrap();
    caller.join().unwrap();
    assert_eq!(call.result(), Some(&1));
    mock.verify_add().never();
}
