//! Who takes part in a diagram: callers first, then whom they call, each as they first come.

use super::call::RecordedCall;

pub(super) struct Parties<'a> {
    callers: Vec<Option<&'a str>>,
    callees: Vec<&'a str>,
}

impl<'a> Parties<'a> {
    pub(super) fn new(calls: &'a [RecordedCall]) -> Self {
        let mut parties = Parties { callers: Vec::new(), callees: Vec::new() };
        for call in calls {
            let (caller, callee) = (call.thread.as_deref(), call.callee());
            if !parties.callers.contains(&caller) {
                parties.callers.push(caller);
            }
            if !parties.callees.contains(&callee) {
                parties.callees.push(callee);
            }
        }
        // The test stands first, whoever calls first.
        parties.callers.sort_by_key(|caller| caller.is_some());
        parties
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        let callers = self.callers.iter().map(|caller| caller.unwrap_or("code under test"));
        callers.chain(self.callees.iter().copied())
    }

    pub(super) fn is_caller(&self, index: usize) -> bool {
        index < self.callers.len()
    }

    /// The places of a call's caller and callee among the names.
    pub(super) fn of(&self, call: &RecordedCall) -> (usize, usize) {
        let caller = self.callers.iter().position(|caller| *caller == call.thread.as_deref());
        let callee = self.callees.iter().position(|callee| *callee == call.callee());
        (caller.unwrap_or_default(), self.callers.len() + callee.unwrap_or_default())
    }
}
