//! Verifying in which order calls of several doubles came.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread;

use super::{Verifiable, capture, fail, meant};
use crate::record::{Entry, History};
use crate::report;

/// Demands that calls of any doubles came in this order.
///
/// Each step is a question without its last word, `gateway.verify_charge().with(eq("u1"), gt(0))` or
/// `http.verify_post("/v1/charges")`, and stands for one call. Other calls may have come in between; with
/// `; nothing else` at the end, the doubles that are named must have had no other calls at all.
///
/// ```
/// # #[cfg(feature = "spy")] {
/// use mockit::predicate::eq;
/// use mockit::{automock, verify_order};
///
/// #[automock]
/// trait Gateway { fn charge(&self, user: &str) -> bool; }
///
/// #[automock]
/// trait Mailer { fn send(&self, to: &str); }
///
/// let (gateway, mailer) = (MockGateway::nice(), MockMailer::nice());
/// gateway.charge("u1");
/// gateway.charge("u2");
/// mailer.send("u1");
///
/// verify_order![gateway.verify_charge().with(eq("u1")), mailer.verify_send()];
/// verify_order![
///     gateway.verify_charge().with(eq("u1")),
///     gateway.verify_charge().with(eq("u2")),
///     mailer.verify_send();
///     nothing else
/// ];
/// # }
/// ```
///
/// # Panics
/// When there are no such calls, with the calls that the doubles had, in order.
#[macro_export]
macro_rules! verify_order {
    ($($step:expr),+ $(,)?) => {
        $crate::verification::in_order(
            &[$(&$step as &dyn $crate::verification::Verifiable),+],
            $crate::verification::Demanded::OthersBetween,
        )
    };
    ($($step:expr),+ $(,)?; nothing else) => {
        $crate::verification::in_order(
            &[$(&$step as &dyn $crate::verification::Verifiable),+],
            $crate::verification::Demanded::NothingElse,
        )
    };
}

/// What may come besides the steps of [`verify_order!`](crate::verify_order).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demanded {
    /// Other calls.
    OthersBetween,
    /// No other call of the same doubles.
    NothingElse,
}

/// What [`verify_order!`](crate::verify_order) calls.
///
/// # Panics
/// When the calls did not come so.
#[track_caller]
pub fn in_order(steps: &[&dyn Verifiable], demanded: Demanded) {
    if thread::panicking() {
        return;
    }
    let all = all_calls(steps);
    let found = match demanded {
        Demanded::OthersBetween => found_in_order(steps),
        Demanded::NothingElse => found_exactly(steps, &all),
    };
    let complete = found.len() == steps.len();
    let others = demanded == Demanded::NothingElse && all.len() > found.len();
    if complete && !others {
        for (step, entry) in steps.iter().zip(&found) {
            entry.verify();
            capture(*step, std::slice::from_ref(entry));
        }
        return;
    }
    let labels: Vec<String> = steps.iter().map(|step| step.label()).collect();
    let missing = steps.get(found.len());
    let came_ever = missing.map(|step| meant(*step));
    let orders: Vec<u64> = found.iter().map(|entry| entry.order).collect();
    fail(report::out_of_order(&report::OrderReport {
        steps: labels,
        participle: missing.map_or("", |step| step.words().participle),
        found: orders,
        earlier: came_ever.unwrap_or_default().iter().map(|entry| entry.order).collect(),
        nothing_else: demanded == Demanded::NothingElse,
        calls: all,
    }));
}

/// All calls of all doubles that are named, in order.
fn all_calls(steps: &[&dyn Verifiable]) -> Vec<Arc<Entry>> {
    let mut known = HashSet::new();
    let histories = steps.iter().flat_map(|step| step.of_double());
    let histories: Vec<Arc<History>> =
        histories.filter(|history| known.insert(Arc::as_ptr(history).addr())).collect();
    let mut all: Vec<_> = histories.iter().flat_map(|history| history.entries()).collect();
    all.sort_by_key(|entry| entry.order);
    all
}

/// For each step the first call after that of the step before: where any calls do, these do.
fn found_in_order(steps: &[&dyn Verifiable]) -> Vec<Arc<Entry>> {
    let mut found: Vec<Arc<Entry>> = Vec::new();
    for step in steps {
        let after = found.last().map(|entry| entry.order);
        let Some(next) = meant(*step).into_iter().find(|entry| after.is_none_or(|after| entry.order > after))
        else {
            break;
        };
        found.push(next);
    }
    found
}

/// The calls from the first on, as long as each is that of its step.
fn found_exactly(steps: &[&dyn Verifiable], all: &[Arc<Entry>]) -> Vec<Arc<Entry>> {
    let is_of = |step: &dyn Verifiable, entry: &Arc<Entry>| {
        meant(step).iter().any(|meant| meant.order == entry.order)
    };
    let pairs = steps.iter().zip(all).take_while(|(step, entry)| is_of(**step, entry));
    pairs.map(|(_, entry)| Arc::clone(entry)).collect()
}
