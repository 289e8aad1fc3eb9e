//! Guarded tests.

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use std::future::{ready, Future as _};
    use std::pin::pin;
    use std::process::exit;
    use std::task::{Context, Poll, Waker};

    use mockit::{automock, scoped};

    /// What the tests need.
    #[automock]
    trait Mailer {
        /// Sends.
        fn send(&self, to: &str) -> Result<u32, String>;
    }

    /// One that sends once.
    fn mailer() -> MockMailer {
        let mut mailer = MockMailer::new();
        mailer.expect_send().times(1).return_const(Ok(1));
        mailer
    }

    #[test]
    #[scoped]
    fn plain() {
        let sent = mailer().send("u1");
        assert_eq!(sent, Ok(1), "as the test set it");
    }

    #[scoped]
    #[test]
    fn with_a_result() -> Result<(), String> {
        mailer().send("u1").map(drop)
    }

    #[test]
    #[scoped]
    fn with_a_block() {
        let numbers = [1u32, 2];
        for number in numbers {
            if number > 1 {
                return;
            }
        }
    }

    #[test]
    #[scoped]
    #[should_panic(expected = "fewer than expected 1")]
    fn that_fails() {
        let mut shared = mailer();
        let handle = shared.share();
        shared.expect_send().times(1).return_const(Ok(2));
        Box::leak(Box::new(handle));
    }

    #[scoped]
    async fn asynchronous(text: &str) -> Result<usize, String> {
        ready(text).await;
        Ok(text.len())
    }

    #[scoped]
    async fn asynchronous_unit() {
        ready(()).await;
    }

    #[scoped]
    fn by_value<T: Clone>(value: &T) -> (T, T) {
        (value.clone(), value.clone())
    }

    #[scoped]
    fn never() -> ! {
        exit(0)
    }

    #[test]
    fn others() {
        let mut context = Context::from_waker(Waker::noop());
        let length = pin!(asynchronous("abc")).poll(&mut context);
        assert_eq!(length, Poll::Ready(Ok(3)), "its length");
        assert_eq!(pin!(asynchronous_unit()).poll(&mut context), Poll::Ready(()), "at once");
        assert_eq!(by_value(&1u32), (1, 1), "twice");
        let _: fn() -> ! = never;
    }
}
