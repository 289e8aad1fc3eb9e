//! Mocks that keep their calls: each action that is stored writes down the calls that it serves.

use std::any::Any;
use std::panic::Location;
use std::sync::Arc;

use super::call::Call;
use super::core::{Core, Running, Spying};
use super::record::{Action, Payload, Served};
use super::refusal::Refusal;
use crate::record::{Argument, History, Kept, What};

/// Stands for an action: the real object is to be called.
pub(super) struct CallReal {
    pub(super) set_at: &'static Location<'static>,
}

impl Core {
    /// What the macro knows of the method's types.
    pub(crate) fn spy<S: Spying>(&self) -> &'static S {
        let spy = self.method.spy.and_then(|spy| (spy as &dyn Any).downcast_ref());
        spy.expect("the macro has written both")
    }

    /// Is nothing expected?
    pub(crate) fn is_blank(&self) -> bool {
        self.state.get().is_none_or(|state| state.live().is_empty())
    }

    /// Writes down that a call begins of whose arguments nothing is known.
    pub(crate) fn begin_unseen(&self) -> Arc<crate::record::Entry> {
        let unseen = |name: &&'static str| Argument { name, value: Kept::Nothing };
        let history = self.history();
        history.begin(What::Call(history.names.iter().map(unseen).collect()))
    }

    /// The latest expectation has the real object called.
    pub(crate) fn set_call_real(&mut self, set_at: &'static Location<'static>) {
        self.set_action(Action::Exclusive(Box::new(CallReal { set_at })));
        self.mark_special();
    }

    /// Admits a call to the expectation that serves it; `None`, where none is meant for it.
    ///
    /// # Panics
    /// With a report, where one is and does not.
    #[track_caller]
    pub(crate) fn begin_or_real(&self, call: &dyn Call) -> Option<Running<'_>> {
        super::keeping::refuse_to_be_kept();
        let state = self.state.get()?;
        match state.admit(call) {
            Served::Yes(pass) => Some(Running(pass)),
            Served::Spent | Served::Refused(Refusal::NoMatch) => {
                // One that is meant for it and takes no more calls refuses it, as in other mocks.
                let is_meant = state.live().iter().any(|record| state.accepts(record, call));
                is_meant.then(|| self.refuse(call, Refusal::NoMatch))
            }
            refused => Some(self.conclude(call, refused)),
        }
    }

    /// The calls of this method.
    pub(crate) fn history(&self) -> &Arc<History> {
        &self.state().history
    }

    /// That of the method, and of each list of types of a generic one.
    pub(crate) fn add_histories(&self, all: &mut Vec<Arc<History>>) {
        let Some(state) = self.state.get() else { return };
        all.push(Arc::clone(&state.history));
        let children = state.rare.get().into_iter().flat_map(|rare| rare.children.iter());
        children.for_each(|child| child.core().add_histories(all));
    }

    pub(super) fn spied(&self, action: Action) -> Action {
        match action {
            Action::Exclusive(payload) => Action::Exclusive(self.spied_payload(payload)),
            Action::Shared(make) => Action::Shared(self.spied_maker(make)),
        }
    }

    pub(super) fn spied_payload(&self, payload: Payload) -> Payload {
        match self.method.spy {
            Some(spy) => spy.wrap(payload, self.history()),
            None => payload,
        }
    }

    pub(super) fn spied_maker(
        &self,
        make: Box<dyn Fn() -> Payload + Send + Sync>,
    ) -> Box<dyn Fn() -> Payload + Send + Sync> {
        let (Some(spy), history) = (self.method.spy, Arc::clone(self.history())) else { return make };
        Box::new(move || spy.wrap(make(), &history))
    }
}
