//! The state of one mocked method, and what happens when it is called.

use std::any::{Any, TypeId};
use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, OnceLock, PoisonError, Weak};
use std::thread;

use super::call::Call;
use super::gate::{Deadlock, Pass};
use super::keep::Keep;
use super::record::{Payload, Pool, Record, Served, Slot};
use super::refusal::{self, Refusal};
use super::state::{Child, Lendable, Nice, Rare, State};
#[cfg(feature = "spy")]
use crate::record::History;
use crate::scope::{self, Double};

/// What the macro knows of a method. `args` are the names of its parameters.
pub struct Method {
    /// `MockFoo::bar`
    pub name: &'static str,
    /// The parameters' names, without the receiver.
    pub args: &'static [&'static str],
    /// Has it no receiver?
    pub is_static: bool,
    /// What keeps its calls.
    #[cfg(feature = "spy")]
    pub spy: Option<&'static dyn Spying>,
}

/// Writes down the calls of a method, whose types it knows.
#[cfg(feature = "spy")]
pub trait Spying: Any + Send + Sync {
    /// An action that does the same, and writes down its calls.
    fn wrap(&'static self, payload: Payload, history: &Arc<History>) -> Payload;
}

impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Method").field(&self.name).finish()
    }
}

/// One mocked method: nothing is allocated until a test expects something of it.
pub struct Core {
    pub(super) method: &'static Method,
    /// Emptied by `drop`, which looks first: most methods of most mocks are never used.
    pub(super) state: ManuallyDrop<OnceLock<Arc<State>>>,
    /// Is there a state? Cheaper to look at than the lock, which counts in a debug build.
    pub(super) is_used: AtomicBool,
    /// Must each expectation be called, unless it says otherwise?
    pub(super) is_strict: bool,
    /// Were calls of which nothing is expected to be answered?
    pub(super) is_nice: bool,
    /// Which of the `later` expectations the setters of this handle act on, counted from 1; 0 for
    /// the last of the ordinary ones.
    pub(super) latest: u32,
}

/// Nothing is left half done by a panic: the engine runs no code of the user's while it changes something.
impl UnwindSafe for Core {}
impl RefUnwindSafe for Core {}

impl Drop for Core {
    #[inline]
    fn drop(&mut self) {
        if self.is_used() {
            self.let_go();
        }
    }
}

/// A call that has been admitted: hands out its action, and frees it when dropped.
pub struct Running<'a>(pub(super) Pass<'a, Slot>);

impl Running<'_> {
    /// The stored action, which only the shell knows the type of.
    #[inline]
    pub fn action(&mut self) -> &mut (dyn Any + Send) {
        match &mut self.0.guard.action {
            Some(action) => &mut **action,
            None => unreachable!("admitted only with an action"),
        }
    }
}

impl Core {
    /// A method of which nothing is expected.
    pub const fn new(method: &'static Method) -> Self {
        Core {
            method,
            state: ManuallyDrop::new(OnceLock::new()),
            is_used: AtomicBool::new(false),
            is_strict: false,
            is_nice: false,
            latest: 0,
        }
    }

    /// The method's description.
    pub fn method(&self) -> &'static Method {
        self.method
    }

    pub(super) fn state(&self) -> &State {
        self.state.get_or_init(|| {
            self.is_used.store(true, Relaxed);
            Arc::new(State::new(self.method))
        })
    }

    /// Was anything expected or called?
    #[inline(always)]
    pub(super) fn is_used(&mut self) -> bool {
        *self.is_used.get_mut()
    }

    /// Not in line, or each of a mock's methods would make its drop longer.
    #[cold]
    fn let_go(&mut self) {
        drop(self.state.take());
    }

    /// The state, which no guard finds any more: [`watched`](Self::watched) gives it back to it.
    #[inline]
    pub(super) fn state_mut(&mut self) -> &mut State {
        self.own_state_mut().expect("shared expectations are added and changed elsewhere")
    }

    /// The state, if it never was shared.
    #[inline]
    pub(super) fn unshared_mut(&mut self) -> Option<&mut State> {
        self.own_state_mut().filter(|state| !state.is_shared())
    }

    /// The state, if no other handle has it.
    #[inline]
    fn own_state_mut(&mut self) -> Option<&mut State> {
        if !self.is_used() {
            self.state();
        }
        let state = self.state.get_mut()?;
        if state.seat.get().is_some() {
            leave_seat(state);
        }
        Arc::get_mut(state)
    }

    /// Forgets all that was expected and all that happened.
    pub(crate) fn clear(&mut self) {
        let Some(state) = self.state.get_mut() else { return };
        if state.seat.get().is_some() {
            leave_seat(state);
        }
        let Some(own) = Arc::get_mut(state) else { return state.forget_all(self.method.name) };
        let nice = own.rare.get().and_then(|rare| rare.nice.as_ref()).map(|nice| nice.make);
        drop(self.state.take());
        *self.is_used.get_mut() = false;
        if let Some(make) = nice {
            self.be_nice(make);
        }
    }

    fn is_expected(&self) -> bool {
        self.state.get().is_some_and(|state| !state.records.is_empty())
    }

    /// Forgets the calls that failed so far.
    pub(crate) fn forget_failures(&self) {
        let Some(state) = self.state.get() else { return };
        state.failures.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let children = state.rare.get().into_iter().flat_map(|rare| rare.children.iter());
        children.for_each(|child| child.core().forget_failures());
    }

    /// Answers by what `make` makes while nothing is expected.
    pub(crate) fn be_nice(&mut self, make: fn() -> Payload) {
        self.is_nice = true;
        #[cfg(feature = "spy")]
        let pool = Pool::new(self.spied_maker(Box::new(make)));
        #[cfg(not(feature = "spy"))]
        let pool = Pool::new(Box::new(make));
        self.state_mut().rare_mut().nice = Some(Nice { make, pool });
    }

    /// As `be_nice`, for a method that has no answer: a report says so.
    pub(crate) fn be_nice_in_vain(&mut self) {
        self.is_nice = true;
    }

    pub(crate) fn keep(&self) -> &Keep<Box<dyn Any + Send + Sync>> {
        &self.state().rare().kept
    }

    /// The values to lend by `&mut`: those that are kept, and the one of this call.
    ///
    /// # Panics
    /// When the mock is shared.
    pub(crate) fn lend_mut(&mut self) -> (&mut Keep<Box<dyn Any + Send + Sync>>, &mut Lendable) {
        let method = self.method.name;
        match self.own_state_mut() {
            Some(state) => {
                if let Some(seat) = state.seat.get() {
                    // Who borrows from the state cannot share it with a guard, which is left what it would find.
                    seat.leave_behind(state.as_it_is());
                }
                let Rare { kept, lent, .. } = state.rare_mut();
                (kept, lent)
            }
            None => panic!(
                "{method}: called through a shared mock, which cannot lend `&mut`: its other handles could lend the \
                 same value at the same time\n\n  Use a mock of its own where this method is called, or drop the \
                 other handles first."
            ),
        }
    }

    pub(crate) fn children(&self) -> &Keep<Box<dyn Child>> {
        &self.state().rare().children
    }

    /// The index of the child of a type, made when it is first asked for.
    #[inline]
    pub(crate) fn child(&self, wanted: TypeId, make: impl FnOnce() -> Box<dyn Child>) -> usize {
        let children = self.children();
        find(children, wanted).unwrap_or_else(|| self.adopt(wanted, make()))
    }

    /// Adds a child, unless another thread was faster.
    #[cold]
    fn adopt(&self, wanted: TypeId, mut child: Box<dyn Child>) -> usize {
        let Rare { children, adding, .. } = self.state().rare();
        let _adding = adding.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = find(children, wanted) {
            return found;
        }
        child.core_mut().inherit(self);
        let name = child.core().method.name;
        let others = children.iter().filter(|other| other.core().method.name == name);
        let others: Vec<String> =
            others.filter(|other| other.core().is_expected()).map(|other| other.types()).collect();
        if !others.is_empty() {
            let types = child.types();
            child.core_mut().state_mut().rare_mut().types = Some((types, others));
        }
        children.push(child).0
    }

    /// # Panics
    /// When the mock is shared.
    pub(crate) fn children_mut(&mut self) -> &mut Keep<Box<dyn Child>> {
        &mut self.state_mut().rare_mut().children
    }

    /// Admits a call to the expectation that serves it.
    ///
    /// # Panics
    /// With a report, where none does.
    #[track_caller]
    pub fn begin(&self, call: &dyn Call) -> Running<'_> {
        #[cfg(feature = "spy")]
        super::keeping::refuse_to_be_kept();
        // The usual case comes first and for itself: this is the path that is worth being fast.
        if let Some(state) = self.state.get()
            && let [only] = &*state.records
            && !only.is_special
            && let Some(pass) = only.slot.enter_if_free()
        {
            let accepted = only.accepts(&pass.guard, call);
            if accepted && only.count_plainly(&pass.guard) {
                return Running(pass);
            }
            if !state.is_shared() {
                let served = match accepted {
                    true => only.serve(pass, true),
                    false => {
                        drop(pass);
                        Served::Spent
                    }
                };
                return self.conclude(call, served);
            }
        }
        self.conclude(call, self.admit(call))
    }

    #[cold]
    #[track_caller]
    pub(super) fn conclude<'a>(&'a self, call: &dyn Call, served: Served<'a>) -> Running<'a> {
        match served {
            Served::Yes(pass) => {
                #[cfg(feature = "spy")]
                if let Some(set_at) = pass.guard.calls_real() {
                    drop(pass);
                    return self.refuse(call, Refusal::NoReal(set_at));
                }
                Running(pass)
            }
            Served::Spent => self.refuse(call, Refusal::NoMatch),
            Served::Refused(refusal) => self.refuse(call, refusal),
        }
    }

    fn admit(&self, call: &dyn Call) -> Served<'_> {
        match self.state.get() {
            None => Served::Refused(Refusal::NoMatch),
            Some(state) => state.admit(call),
        }
    }

    #[cold]
    #[track_caller]
    pub(super) fn refuse<'a>(&'a self, call: &dyn Call, refusal: Refusal<'a>) -> Running<'a> {
        if thread::panicking() {
            // A second panic would abort the whole test binary, and this test fails already.
            if let Some(pass) = refusal.serve_anyway() {
                return Running(pass);
            }
        }
        let text = refusal::report(self, call, &refusal, Location::caller().file());
        #[cfg(feature = "spy")]
        refusal::write_down(self, call, &text);
        let mut failures = self.state().failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.push(text.clone());
        drop(failures);
        self.watch();
        scope::note_failure();
        std::panic::panic_any(text)
    }
}

/// Why a gate would not open, in words.
impl Deadlock {
    pub(super) fn because(self, place: &str) -> String {
        match self {
            Deadlock::Reentrant => format!("called again from inside {place}"),
            Deadlock::Ring => format!(
                "called from a thread that another call waits for, while {place} is running in a \
                 thread that waits for this one: neither could go on"
            ),
        }
    }
}

impl Core {
    /// The guard of the running scope, if there is one, verifies the method at its end.
    #[cold]
    pub(super) fn watch(&self) {
        if let Some(state) = self.state.get() {
            scope::watch(&state.seat, &|| Arc::downgrade(state) as Weak<dyn Double>);
        }
    }

    /// The state is as it is to be: its guard, if it has one, may look at it again.
    #[inline]
    pub(super) fn watched(&self) {
        if let Some(state) = self.state.get()
            && let Some(seat) = state.seat.get()
        {
            seat.take(Arc::downgrade(state) as Weak<dyn Double>);
        }
    }
}

/// Nobody is to share the state, which is about to be changed: not the guard either.
#[cold]
fn leave_seat(state: &Arc<State>) {
    let Some(seat) = state.seat.get() else { return };
    if seat.leave() {
        state.records.iter().for_each(Record::retire);
    }
    // One that just looks at it is soon done.
    while !state.is_shared() && Arc::strong_count(state) > 1 {
        thread::yield_now();
    }
}

fn find(children: &Keep<Box<dyn Child>>, wanted: TypeId) -> Option<usize> {
    (0..children.len()).find(|index| children.get(*index).is_some_and(|child| (**child).type_id() == wanted))
}
