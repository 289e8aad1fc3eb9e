//! Writing down what became of a call.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::{fmt, thread};

use super::keep::Look;
use crate::expectation::later::Later;
use crate::expectation::lend::Lend;
use crate::expectation::mode::{Async, Borrowed, BorrowedMut, Mode, Owned, Provided};
use crate::record::{Entry, Kept, Outcome};

/// A call that has begun. Dropped without an outcome, it has panicked, or nobody waited for it.
pub struct Begun(Arc<Entry>);

impl Begun {
    pub(crate) fn new(entry: Arc<Entry>) -> Self {
        Begun(entry)
    }

    /// It returned this.
    pub fn returned<R>(self, look: Look<R>, result: &R) {
        self.returned_kept(look.keep(result));
    }

    /// It returned something that is shown so.
    pub fn returned_text(self, show: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result) {
        self.returned_kept(Kept::text(show));
    }

    /// It returned something of which this is kept.
    pub(crate) fn returned_kept(self, result: Kept) {
        self.0.ends(Outcome::Returned(result));
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // The first outcome counts.
        self.0.ends(if thread::panicking() { Outcome::Panicked } else { Outcome::Dropped });
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Begun")
    }
}

/// How a mode's results are written down.
pub trait Outcomes<R>: Mode<R> {
    /// Notes the result, now or when it is there.
    fn note(raw: Self::Raw, look: Look<R>, begun: Begun) -> Self::Raw;
}

impl<R: 'static> Outcomes<R> for Owned {
    fn note(raw: R, look: Look<R>, begun: Begun) -> R {
        begun.returned(look, &raw);
        raw
    }
}

impl<R: 'static> Outcomes<R> for Async {
    fn note(raw: Later<R>, look: Look<R>, begun: Begun) -> Later<R> {
        match raw {
            Later::Now(result) => {
                begun.returned(look, &result);
                Later::Now(result)
            }
            Later::Future(coming) => Later::Future(Box::pin(Awaited { coming, look, begun: Some(begun) })),
        }
    }
}

/// A result on its way, to be noted when it is there.
struct Awaited<R> {
    coming: Pin<Box<dyn Future<Output = R> + Send>>,
    look: Look<R>,
    begun: Option<Begun>,
}

impl<R> Future for Awaited<R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let polled = self.coming.as_mut().poll(cx);
        if let Poll::Ready(result) = &polled
            && let Some(begun) = self.begun.take()
        {
            begun.returned(self.look, result);
        }
        polled
    }
}

impl<O: 'static, T: ?Sized + 'static> Outcomes<O> for Borrowed<T> {
    fn note(raw: Lend<O>, look: Look<O>, begun: Begun) -> Lend<O> {
        raw.noting(begun, look)
    }
}

impl<O: 'static, T: ?Sized + 'static> Outcomes<O> for BorrowedMut<T> {
    fn note(raw: Lend<O>, look: Look<O>, begun: Begun) -> Lend<O> {
        raw.noting(begun, look)
    }
}

impl<R, M: Outcomes<R>> Outcomes<R> for Provided<M> {
    fn note(raw: M::Raw, look: Look<R>, begun: Begun) -> M::Raw {
        M::note(raw, look, begun)
    }
}
