//! Asynchronous tests and their tasks.

use std::future::{Future, pending};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use mockit::scope::{self, Scope};
use mockit_tests::{message, text, without_calls};
use tokio::task::yield_now;

use super::{Mailer as _, MockMailer, UNMET, leaked, mailer};

/// The message of a guarded test that fails.
async fn fails<F: Future<Output = ()> + Send + 'static>(test: F) -> String {
    // In a task, which catches its panic.
    let panic = tokio::spawn(scope::run(test)).await.expect_err("this should have panicked");
    without_calls(&text(&*panic.into_panic()))
}

async fn all_of_it() {
    scope::run(async {
        let mailer = mailer();
        yield_now().await;
        mailer.send("u1");
    })
    .await;
    let text = fails(async {
        yield_now().await;
        leaked(mailer());
    })
    .await;
    assert!(text.starts_with(UNMET), "{text}");
    // A task that nobody waits for fails by its mock, or by the drop of it.
    let text = fails(async {
        let mailer = MockMailer::new();
        let task = tokio::spawn(Scope::current().bind(async move { mailer.send("u1") }));
        assert!(task.await.is_err());
    })
    .await;
    assert!(text.starts_with("MockMailer::send(\"u1\"): No matching expectation found"), "{text}");
    let text = fails(async {
        let mailer = mailer();
        let task = tokio::spawn(async move {
            let _mailer = mailer;
            yield_now().await;
        });
        assert!(task.await.is_err());
    })
    .await;
    assert!(text.starts_with(UNMET), "{text}");
    // One that is aborted, and one that still runs.
    let text = fails(async {
        let (aborted, running) = (mailer(), mailer());
        let task = tokio::spawn(async move {
            pending::<()>().await;
            aborted.send("u1")
        });
        tokio::spawn(async move {
            pending::<()>().await;
            running.send("u1")
        });
        yield_now().await;
        task.abort();
        let _ = task.await;
    })
    .await;
    // The same text, of two mocks.
    assert!(text.starts_with(UNMET) && text.ends_with("\n\n  So says another double."), "{text}");
    // A double that a task sets up.
    let text = fails(async {
        let task = Scope::current().bind(async {
            leaked(mailer());
        });
        tokio::spawn(task).await.unwrap();
    })
    .await;
    assert!(text.starts_with(UNMET), "{text}");
}

#[tokio::test]
async fn in_one_thread() {
    all_of_it().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_several_threads() {
    all_of_it().await;
}

#[tokio::test]
async fn side_by_side() {
    let right = scope::run(async {
        let mailer = mailer();
        for _ in 0..3 {
            yield_now().await;
        }
        mailer.send("u1");
        1
    });
    let wrong = async {
        fails(async {
            yield_now().await;
            leaked(mailer());
        })
        .await
    };
    let (one, text) = tokio::join!(right, wrong);
    assert_eq!(one, 1);
    assert_eq!(text.matches(UNMET).count(), 1, "{text}");
}

#[tokio::test]
async fn errors_are_returned() {
    let result: Result<(), _> = scope::run(async {
        leaked(mailer());
        Err("the test's own")
    })
    .await;
    assert_eq!(result, Err("the test's own"));
}

#[tokio::test(start_paused = true)]
async fn a_guard_that_is_not_waited_for() {
    let test = scope::run(async {
        leaked(mailer());
        pending::<()>().await;
    });
    let guarded = tokio::spawn(tokio::time::timeout(Duration::from_secs(1), test));
    let text = text(&*guarded.await.expect_err("the drop panics").into_panic());
    assert!(text.starts_with(UNMET), "{text}");
}

#[test]
fn values_of_the_future_are_verified_with_it() {
    let guarded = scope::run(async {
        let _mailer = mailer();
        panic!("the test's own")
    });
    let mut guarded = pin!(guarded);
    let poll = || guarded.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let poll = AssertUnwindSafe(poll);
    let panic = catch_unwind(poll).unwrap_err();
    assert_eq!(text(&*panic), "the test's own");
    // Not polled at all.
    drop(scope::run(async { leaked(mailer()) }));
    let ready =
        || match pin!(scope::run(async { drop(mailer()) })).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(()) | Poll::Pending => {}
        };
    assert!(message(ready).starts_with(UNMET));
}

#[test]
fn a_guarded_future_may_be_sent() {
    fn is_send(_: impl Send) {}
    is_send(scope::run(async {
        let mailer = Arc::new(mailer());
        yield_now().await;
        mailer.send("u1");
    }));
}
