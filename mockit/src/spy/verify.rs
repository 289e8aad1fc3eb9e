//! Asking a mock afterwards: how often was this method called, with such arguments?

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::keep::Check;
use crate::predicate::explain;
use crate::record::{Entry, History, What};
use crate::report::{self, Came};
use crate::verification::{Verifiable, answered};
use crate::written::written;

/// A question about the calls that a method had, from `mock.verify_foo()`; answered by
/// [`times`](crate::verification), `once` and the like.
pub struct Verify<S> {
    history: Arc<History>,
    /// Those of all methods of the mock.
    all: Vec<Arc<History>>,
    matcher: Matcher,
    _types: PhantomData<fn() -> S>,
}

/// Which calls are meant.
pub(super) enum Matcher {
    Anything,
    Predicates(Vec<Box<dyn Check>>),
    Function(Box<dyn Fn(&Entry) -> bool + Send>),
}

impl<S> Verify<S> {
    pub(crate) fn new(history: Arc<History>, all: Vec<Arc<History>>) -> Self {
        Verify { history, all, matcher: Matcher::Anything, _types: PhantomData }
    }

    pub(super) fn matching(self, matcher: Matcher) -> Self {
        Verify { matcher, ..self }
    }
}

answered! { [S] Verify<S> }

impl<S> Verifiable for Verify<S> {
    fn label(&self) -> String {
        let title = self.history.title;
        match &self.matcher {
            Matcher::Anything => title.to_string(),
            Matcher::Function(_) => format!("{title}(<function>)"),
            Matcher::Predicates(checks) => {
                let shown = checks.iter().map(|check| report::one_line(&written(format_args!("{check}"))));
                format!("{title}({})", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn history(&self) -> &Arc<History> {
        &self.history
    }

    fn of_double(&self) -> Vec<Arc<History>> {
        self.all.clone()
    }

    fn accepts(&self, entry: &Entry) -> bool {
        let What::Call(arguments) = &entry.what else { return false };
        match &self.matcher {
            Matcher::Anything => true,
            Matcher::Function(function) => function(entry),
            Matcher::Predicates(checks) => {
                checks.iter().zip(arguments).all(|(check, argument)| check.accepts(&argument.value))
            }
        }
    }

    fn came(&self, entry: &Entry) -> Came {
        let What::Call(arguments) = &entry.what else { return Came::plain(entry) };
        match &self.matcher {
            Matcher::Anything => Came::plain(entry),
            Matcher::Function(function) => Came::by_function(entry, function(entry)),
            Matcher::Predicates(checks) => {
                let arguments = checks.iter().zip(arguments).map(|(check, argument)| {
                    let (accepted, notes) = explain::explaining(|| check.accepts(&argument.value));
                    report::Argument {
                        name: argument.name,
                        accepted: Some(accepted),
                        notes: if check.tells_reasons() { notes } else { Vec::new() },
                        expected: written(format_args!("{check}")),
                        actual: written(format_args!("{}", argument.value)),
                        actual_pretty: written(format_args!("{:#}", argument.value)),
                    }
                });
                Came::by_arguments(entry, arguments.collect())
            }
        }
    }
}

impl<S> fmt::Debug for Verify<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "verification of {}", self.label())
    }
}
