//! The guard of a test: `mockit::scope`, `mockit::scope::run`, `#[mockit::scoped]`.

mod attribute;
mod ending;
mod failing;
mod frameworks;
#[cfg(feature = "http")]
mod http;
mod statics;
mod tasks;
mod verifying;

use std::sync::Arc;

use mockit::automock;

#[automock]
trait Mailer: Send + Sync {
    fn send(&self, to: &str) -> bool;
    fn flush(&self);
    fn buffer(&mut self) -> &mut String;
    fn put<T: 'static>(&self, value: T);
    fn version() -> u32;
}

/// One that must send once, to be called or not.
fn mailer() -> MockMailer {
    let mut mailer = MockMailer::new();
    mailer.expect_send().times(1).return_const(true);
    mailer
}

/// In an `Arc` that owns itself: nobody drops it.
fn leaked(mailer: MockMailer) -> Arc<MockMailer> {
    let leaked = Arc::new(mailer);
    std::mem::forget(Arc::clone(&leaked));
    leaked
}

const UNMET: &str =
    "MockMailer::send: Expectation(<anything>) called 0 time(s) which is fewer than expected 1";
