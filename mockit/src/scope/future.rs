//! The guard of an asynchronous test.

use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;

use super::guard::{Ending, end};
use super::{Guard, Outcome};

/// [`scope`](crate::scope()) for an asynchronous test: verifies, when the future is ready, every double that was set
/// up in it.
///
/// The future runs in the guard's scope, whichever thread polls it; a task that it spawns does when it is
/// [bound](super::Scope::bind) to it. A guarded future that is dropped before it is ready verifies too, and panics if
/// something is not met.
///
/// ```
/// # use std::future::Future;
/// use mockit::automock;
/// use mockit::scope::{self, Scope};
///
/// #[automock]
/// trait Mailer: Send { fn send(&self, to: &str); }
///
/// # fn block_on<T>(future: impl Future<Output = T>) -> T {
/// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
/// #         std::task::Poll::Ready(value) => value,
/// #         std::task::Poll::Pending => panic!("it waits for nothing"),
/// #     }
/// # }
/// # async fn spawn<T>(task: impl Future<Output = T>) -> Result<T, String> { Ok(task.await) }
/// # let sent =
/// block_on(scope::run(async {
///     let mut mailer = MockMailer::new();
///     mailer.expect_send().times(1).return_const(());
///     spawn(Scope::current().bind(async move { mailer.send("u1") })).await
/// }));
/// # assert_eq!(sent, Ok(()));
/// ```
///
/// # Panics
/// The future, when it is polled for the last time, as [`scope`](crate::scope()).
pub fn run<F: Future<Output: Outcome>>(future: F) -> Guarded<F> {
    Guarded(until_over(future))
}

/// See [`run`].
#[must_use = "a future does nothing unless it is polled"]
pub struct Guarded<F>(UntilOver<F>);

impl<F: Future<Output: Outcome>> Future for Guarded<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        Pin::new(&mut self.0).poll(cx).map(|over| over.end(F::Output::is_failure))
    }
}

/// A guard around a future, which leaves it to others to raise what it finds.
pub fn until_over<R, F: Future<Output = R>>(future: F) -> UntilOver<F> {
    UntilOver { guard: Guard::open(), future: Some(Box::pin(future)) }
}

/// See [`until_over`].
#[must_use = "a future does nothing unless it is polled"]
pub struct UntilOver<F> {
    guard: Arc<Guard>,
    /// `None` once it is at its end.
    future: Option<Pin<Box<F>>>,
}

/// A future that has ended in a guard, which has not.
pub struct Over<R> {
    guard: Arc<Guard>,
    result: thread::Result<R>,
}

impl<R> Over<R> {
    /// Ends the guard, told which results are failures.
    ///
    /// # Panics
    /// As the future did, or when its doubles hold something against it.
    #[track_caller]
    pub fn end(self, is_failure: impl FnOnce(&R) -> bool) -> R {
        end(&self.guard, self.result, is_failure)
    }
}

impl<F: Future> Future for UntilOver<F> {
    type Output = Over<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Over<F::Output>> {
        let this = &mut *self;
        let entered = this.guard.enter();
        let mut future = this.future.take().expect("not polled again after it was ready");
        let result = match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(Poll::Pending) => {
                this.future = Some(future);
                return Poll::Pending;
            }
            Ok(Poll::Ready(value)) => {
                // What it still owns is verified in here.
                catch_unwind(AssertUnwindSafe(|| drop(future))).map(|()| value)
            }
            Err(panic) => {
                // A second one is not worth more than the first.
                let _ = catch_unwind(AssertUnwindSafe(|| drop(future)));
                Err(panic)
            }
        };
        drop(entered);
        Poll::Ready(Over { guard: Arc::clone(&this.guard), result })
    }
}

impl<F> Drop for UntilOver<F> {
    fn drop(&mut self) {
        let Some(future) = self.future.take() else { return };
        let entered = self.guard.enter();
        if thread::panicking() {
            drop(future);
            drop(entered);
            return self.guard.end(&Ending::Panicked(None));
        }
        let result = catch_unwind(AssertUnwindSafe(|| drop(future)));
        drop(entered);
        end(&self.guard, result, |()| false);
    }
}

impl<F> fmt::Debug for Guarded<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guarded")
    }
}

impl<F> fmt::Debug for UntilOver<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UntilOver")
    }
}

impl<R> fmt::Debug for Over<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Over")
    }
}
