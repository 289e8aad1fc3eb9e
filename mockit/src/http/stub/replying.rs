//! Having a request answered, now or later, and writing down how it ends.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::registry::{Refusal, Registry};
use super::shared::{Cell, Plan};
use crate::http::answer::Answer;
use crate::http::clock;
use crate::http::reply::{Given, Responder, Response};
use crate::http::request::Request;
use crate::http::told::Begun;
use crate::report;

impl Registry {
    #[track_caller]
    pub(super) fn reply(
        self: &Arc<Self>,
        cell: Arc<Cell>,
        plan: &Plan,
        request: Request,
        begun: Begun,
    ) -> Answer {
        let delay = plan.delay.as_ref().map_or(Duration::ZERO, |delay| delay.next());
        let Some(responder) = &plan.responder else {
            self.refuse(&request, &Refusal::NoMatch, &begun);
        };
        self.respond(responder, delay, Some(cell), request, begun)
    }

    /// Has the request answered, for a stub or, without one, for all that no stub answers.
    #[track_caller]
    pub(super) fn respond(
        self: &Arc<Self>,
        responder: &Responder,
        delay: Duration,
        cell: Option<Arc<Cell>>,
        request: Request,
        begun: Begun,
    ) -> Answer {
        let responded = catch_unwind(AssertUnwindSafe(|| responder.respond(&request)));
        match (responded.unwrap_or_else(|panic| panicked(cell.as_deref(), &request, panic)), cell) {
            (Response::Now(Given { delay: more, outcome, told }), _) => {
                Answer::new(delay.saturating_add(more), outcome, begun, told)
            }
            (Response::Later(mut later), cell) => Answer::future(delay, async move {
                let Given { delay: more, outcome, told } = poll_fn(|cx| {
                    let polled = catch_unwind(AssertUnwindSafe(|| later.as_mut().poll(cx)));
                    polled.unwrap_or_else(|panic| panicked(cell.as_deref(), &request, panic))
                })
                .await;
                if !more.is_zero() {
                    clock::sleep(more).await;
                }
                begun.ends(&outcome, told);
                outcome
            }),
            (Response::NothingLeft, Some(cell)) => self.refuse(&request, &Refusal::NothingLeft(cell), &begun),
            (Response::Busy, Some(cell)) => self.refuse(&request, &Refusal::Busy(cell), &begun),
            // Only a stub has closures and replies that may run out.
            (Response::NothingLeft | Response::Busy, None) => {
                self.refuse(&request, &Refusal::NoMatch, &begun)
            }
        }
    }
}

/// A reply that panics fails the test, whoever swallows the panic.
fn panicked(cell: Option<&Cell>, request: &Request, panic: Box<dyn Any + Send>) -> ! {
    // A far end is no part of the double.
    if let Some(cell) = cell {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no text");
        let report = report::reply_panicked(&request.to_string(), &cell.set_at.to_string(), text);
        cell.of.failures().push(report);
    }
    resume_unwind(panic)
}
