//! Methods that give futures.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use mockit::automock;

/// Asynchronous by itself.
#[automock]
#[expect(async_fn_in_trait, reason = "as users do")]
pub trait Native {
    /// With an argument.
    async fn fetch(&self, key: &str) -> String;
    /// With a change.
    ///
    /// # Errors
    /// When the test says so.
    async fn update(&mut self, by: u32) -> Result<(), String>;
    /// That lends.
    async fn name(&self) -> &str;
    /// That lends from an argument.
    async fn pick<'list>(&self, from: &'list [String]) -> &'list str;
    /// By value.
    async fn consume(self) -> u32;
    /// Without receiver.
    async fn start() -> u32;
    /// Written out.
    fn explicit(&self, by: u32) -> impl Future<Output = u32>;
    /// Written out, for threads.
    fn explicit_send(&self, key: &str) -> impl Future<Output = usize> + Send;
    /// Polled.
    fn poll_it(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32>;
}

/// Asynchronous by a macro.
#[automock]
#[async_trait::async_trait]
pub trait Boxed: Send + Sync {
    /// With an argument.
    async fn fetch(&self, key: &str) -> String;
    /// That lends.
    async fn lend(&self) -> &str;
}

/// The same below that macro.
#[async_trait::async_trait]
#[automock]
pub trait Below: Send + Sync {
    /// With an argument.
    async fn fetch(&self, key: &str) -> String;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use std::future::{ready, Future};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::{Below as _, Boxed as _, MockBelow, MockBoxed, MockNative, Native as _};

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn native() {
        let mut mock = MockNative::new();
        mock.expect_fetch().returning(str::to_owned);
        mock.expect_name().return_const("n".to_owned());
        mock.expect_explicit().returning_async(ready);
        assert_eq!(now(mock.fetch("a")).as_deref(), Some("a"), "as the test set it");
        assert_eq!(now(mock.name()), Some("n"), "as the test set it");
        assert_eq!(now(mock.explicit(2)), Some(2), "as the test set it");
    }

    #[test]
    fn by_a_macro() {
        let mut boxed = MockBoxed::new();
        boxed.expect_lend().return_const("l".to_owned());
        assert_eq!(now(boxed.lend()), Some("l"), "as the test set it");
        let mut below = MockBelow::new();
        below.expect_fetch().returning(|key| Box::pin(ready(key.to_owned())));
        assert_eq!(now(below.fetch("b")).as_deref(), Some("b"), "as the test set it");
    }
}
