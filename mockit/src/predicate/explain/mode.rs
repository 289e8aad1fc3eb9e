//! What this thread does with predicates beside asking for a yes or no.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::why::Note;

/// What is done beside a yes or no.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Nothing,
    /// Who refuses tells why.
    Explaining,
    /// Captors keep what they see.
    Capturing,
}

/// Is there a captor anywhere? Where not, which is most often, nobody need look for one.
static CAPTORS: AtomicBool = AtomicBool::new(false);

pub(in crate::predicate) fn captor_is_made() {
    CAPTORS.store(true, Relaxed);
}

pub(crate) fn are_there_captors() -> bool {
    CAPTORS.load(Relaxed)
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Nothing) };
    /// Was a captor asked since this was last looked at?
    static CAPTOR_ASKED: Cell<bool> = const { Cell::new(false) };
    static TOLD: RefCell<Vec<Note>> = const { RefCell::new(Vec::new()) };
}

/// Sets the mode back, also when a predicate panics.
struct Until(Mode);

impl Drop for Until {
    fn drop(&mut self) {
        MODE.set(self.0);
    }
}

fn within<R>(mode: Mode, f: impl FnOnce() -> R) -> R {
    let _until = Until(MODE.replace(mode));
    f()
}

/// Runs `f`, which asks predicates; gives what they told besides.
pub(crate) fn explaining<R>(f: impl FnOnce() -> R) -> (R, Vec<Note>) {
    let before = TOLD.take();
    let result = within(Mode::Explaining, f);
    (result, TOLD.replace(before))
}

/// Runs `f`, which asks predicates that accept: their captors keep what they are asked about.
pub(crate) fn capturing<R>(f: impl FnOnce() -> R) -> R {
    within(Mode::Capturing, f)
}

/// Runs `f`, whose predicates tell and keep nothing.
pub(crate) fn silently<R>(f: impl FnOnce() -> R) -> R {
    within(Mode::Nothing, f)
}

/// Is one of these accepted? Captors see that one only, and not those that were tried before.
pub(crate) fn any_accepted<T>(mut items: impl Iterator<Item = T>, accepts: impl Fn(&T) -> bool) -> bool {
    let found = silently(|| items.find(&accepts));
    found.is_some_and(|item| !is_capturing() || accepts(&item))
}

/// Runs `f`, in which `predicate` is asked for its opinion on what reads `actual`; gives its reasons.
#[cfg(feature = "http")]
pub(crate) fn reasons(tells_reasons: bool, actual: &str, f: impl FnOnce() -> bool) -> Vec<String> {
    match explaining(f) {
        (false, notes) if tells_reasons => {
            notes.iter().map(|note| crate::report::reason(note, actual)).collect()
        }
        _ => Vec::new(),
    }
}

/// Is it asked why? If so, not of what is asked in turn, but by [`tell`].
pub(super) fn is_explaining() -> bool {
    MODE.get() == Mode::Explaining
}

/// To who explains.
pub(super) fn tell(notes: Vec<Note>) {
    TOLD.with_borrow_mut(|told| told.extend(notes));
}

pub(in crate::predicate) fn is_capturing() -> bool {
    MODE.get() == Mode::Capturing
}

pub(in crate::predicate) fn captor_is_asked() {
    CAPTOR_ASKED.set(true);
}

/// Was a captor asked by this thread since the last time?
#[cfg(feature = "http")]
pub(crate) fn was_captor_asked() -> bool {
    CAPTOR_ASKED.replace(false)
}
