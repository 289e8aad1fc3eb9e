//! Waiting for calls that are still to come.

use std::panic::Location;
use std::thread;
use std::time::Duration;

use super::{Verifiable, capture, fail, failure, meant};
use crate::engine::Times;

/// A question that waits for its calls: for those of other threads and tasks. Made by `.within(duration)`.
///
/// Without a number it waits for one call, or more. It goes on as soon as there are as many calls as there must
/// be; where there need be none, as with `never`, it waits for all of the time. In async tests it is awaited, and
/// the time passes on tokio's clock, which may be paused (feature `tokio`); [`wait`](Within::wait) blocks the
/// thread instead.
///
/// ```
/// # #[cfg(all(feature = "spy", feature = "tokio"))] {
/// use std::sync::Arc;
/// use std::time::Duration;
/// use mockit::automock;
/// use mockit::predicate::eq;
///
/// #[automock]
/// trait Mailer: Send + Sync { fn send(&self, to: &str); }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// let mailer = Arc::new(MockMailer::nice());
/// let later = Arc::clone(&mailer);
/// tokio::spawn(async move {
///     tokio::time::sleep(Duration::from_millis(3)).await;
///     later.send("u1");
/// });
///
/// mailer.verify_send().with(eq("u1")).within(Duration::from_secs(5)).await;
/// # });
/// # }
/// ```
#[must_use = "it waits when it is awaited, or by `.wait()`"]
#[derive(Debug)]
pub struct Within<V> {
    asked: V,
    at_most: Duration,
    times: Times,
    asked_at: &'static Location<'static>,
}

/// What waits for the calls of [`Within`].
pub type Waiting = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

impl<V: Verifiable> Within<V> {
    #[track_caller]
    pub(crate) fn new(asked: V, at_most: Duration) -> Self {
        Within { asked, at_most, times: Times::from(1..), asked_at: Location::caller() }
    }

    /// Waits for so many calls: `n`, or a range.
    ///
    /// # Panics
    /// With `Backwards range` when the range holds no number.
    #[track_caller]
    pub fn times(mut self, times: impl Into<Times>) -> Self {
        self.times = times.into();
        self
    }

    /// Waits for one call; there must not be more, as far as can be told by then.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Waits for all of the time, in which no call may come.
    pub fn never(self) -> Self {
        self.times(0)
    }

    /// Waits for `n` calls, or more.
    pub fn at_least(self, n: usize) -> Self {
        self.times(n..)
    }

    /// Waits for all of the time, in which `n` calls may come, or fewer.
    pub fn at_most(self, n: usize) -> Self {
        self.times(..=n)
    }

    /// Waits in the running thread, on the wall clock.
    ///
    /// # Panics
    /// When the time is over and there are not as many calls as there must be; when there are more.
    #[track_caller]
    pub fn wait(self) {
        if thread::panicking() {
            return;
        }
        self.asked.history().wait(self.at_most, &mut || self.is_decided());
        self.conclude();
    }

    /// Need it not wait any longer? Where there are too many, none is taken back.
    fn is_decided(&self) -> bool {
        let (count, Times { min, max }) = (meant(&self.asked).len(), self.times);
        count > max || min > 0 && count >= min
    }

    #[track_caller]
    fn conclude(&self) {
        let Within { asked, at_most, times, asked_at } = self;
        let meant = meant(asked);
        meant.iter().for_each(|entry| entry.verify());
        if !times.holds(meant.len()) {
            let waited = (meant.len() < times.min).then(|| format!("\n\n  Waited for {at_most:?}."));
            // The place of a panic is in here, when it was awaited.
            let place = format!("\n\n  asked at {asked_at}");
            fail(failure(asked, meant.len(), *times) + &waited.unwrap_or_default() + &place);
        }
        capture(asked, &meant);
    }
}

#[cfg(feature = "tokio")]
mod on_tokio {
    use std::future::{IntoFuture, poll_fn};
    use std::task::Poll;

    use super::{Verifiable, Waiting, Within};

    impl<V: Verifiable + Send + 'static> IntoFuture for Within<V> {
        type Output = ();
        type IntoFuture = Waiting;

        /// Waits on tokio's clock.
        ///
        /// # Panics
        /// As [`wait`](Within::wait); without a runtime of tokio's that has its timers enabled.
        #[track_caller]
        fn into_future(self) -> Waiting {
            let mut asked = Some(self);
            let mut sleep = None;
            // All in one function: the question may not be shared between threads, and so not be borrowed while
            // this waits.
            Box::pin(poll_fn(move |cx| {
                let question = asked.as_ref().expect("not polled after its end");
                let sleep = sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(question.at_most)));
                question.asked.history().wake_at_next(cx.waker());
                if question.is_decided() || sleep.as_mut().poll(cx).is_ready() {
                    let question = asked.take().expect("it is there in the lines above");
                    question.conclude();
                    return Poll::Ready(());
                }
                Poll::Pending
            }))
        }
    }
}

#[cfg(not(feature = "tokio"))]
mod on_tokio {
    use std::future::{IntoFuture, Ready};

    use super::Within;

    /// What there is with the feature `tokio` only.
    #[diagnostic::on_unimplemented(
        message = "waiting in async code needs mockit's feature `tokio`",
        note = "`.wait()` instead of `.await` blocks the thread"
    )]
    pub trait NeedsFeatureTokio {}

    impl<V> IntoFuture for Within<V>
    where
        Within<V>: NeedsFeatureTokio,
    {
        type Output = ();
        type IntoFuture = Ready<()>;

        fn into_future(self) -> Ready<()> {
            unreachable!("no type has the trait")
        }
    }
}
