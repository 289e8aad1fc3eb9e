//! Waiting in async code needs tokio's clock.

use std::time::Duration;

use mockit::automock;

#[automock]
pub trait Mailer {
    fn send(&self, to: &str);
}

pub async fn wait(mailer: &MockMailer) {
    // This blocks the thread, and needs nothing.
    mailer.verify_send().within(Duration::from_secs(1)).wait();
    mailer.verify_send().within(Duration::from_secs(1)).once().await;
}

fn main() {}
