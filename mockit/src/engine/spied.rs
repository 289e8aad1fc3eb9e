//! Mocks that keep their calls: each action that is stored writes down the calls that it serves.

use std::sync::Arc;

use super::core::Core;
use super::record::{Action, Payload};
use crate::record::History;

impl Core {
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
