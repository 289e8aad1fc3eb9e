//! What the migration guide (`mockit/docs/migrating`) says of mockit's peers: the code in its tables
//! compiles here and means what the guide says. The doc tests of mockit have the other side.

mod from_faux;
mod from_mockall;
mod from_mry;
mod from_unimock;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What a panic says; empty when there is none.
fn panic_text(run: impl FnOnce()) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(run)) else { return String::new() };
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).expect("a text")
}

/// The result of a future that is ready at once.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("not ready"),
    }
}
