//! The guard of a test: verifies, at its end, every double that was set up in it.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::seat::Seat;
use super::{EnteredScope, Outcome, Scope, Test, raised};
use crate::report::{self, Failures};

#[doc = include_str!("../../docs/scope.md")]
#[track_caller]
pub fn scope<R: Outcome>(f: impl FnOnce() -> R) -> R {
    scope_told(f, R::is_failure)
}

/// As [`scope`], told which results are failures.
///
/// # Panics
/// As that.
#[track_caller]
pub fn scope_told<R>(f: impl FnOnce() -> R, is_failure: impl FnOnce(&R) -> bool) -> R {
    let guard = Guard::open();
    let entered = guard.enter();
    let result = catch_unwind(AssertUnwindSafe(f));
    drop(entered);
    end(&guard, result, is_failure)
}

/// Ends a guard, after its test has run.
#[track_caller]
pub(super) fn end<R>(guard: &Guard, result: thread::Result<R>, is_failure: impl FnOnce(&R) -> bool) -> R {
    let ending = match &result {
        Ok(value) if is_failure(value) => Ending::Failed,
        Ok(_) => Ending::Passed,
        Err(panic) => Ending::Panicked(text_of(&**panic)),
    };
    guard.end(&ending);
    result.unwrap_or_else(|panic| resume_unwind(panic))
}

fn text_of(panic: &(dyn Any + Send)) -> Option<&str> {
    panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied())
}

/// How the test itself has ended.
pub(super) enum Ending<'a> {
    Passed,
    /// It has returned an error.
    Failed,
    /// With this text, if it was one.
    Panicked(Option<&'a str>),
}

/// Verifies the doubles of a scope.
pub(crate) struct Guard {
    test: Arc<Test>,
    /// The one within which it was opened.
    outer: Option<Arc<Guard>>,
    watched: Mutex<Watched>,
}

#[derive(Default)]
struct Watched {
    is_closed: bool,
    seats: Vec<Arc<Seat>>,
    heard: Vec<Heard>,
    /// Take back what the test has put up, if it has not done so itself.
    ends: Vec<Box<dyn FnOnce() + Send>>,
}

/// What a double said before the end.
pub(crate) enum Heard {
    /// A thread has panicked with what was said; here it is plain, without what happened before.
    Raised { said: String, plain: String },
    /// It was found while a thread was panicking already.
    Found(Failures),
}

impl Guard {
    pub(super) fn open() -> Arc<Guard> {
        let current = Scope::current();
        Arc::new(Guard { test: current.test, outer: current.guard, watched: Mutex::default() })
    }

    pub(super) fn scope(self: &Arc<Guard>) -> Scope {
        Scope { test: Arc::clone(&self.test), guard: Some(Arc::clone(self)) }
    }

    pub(super) fn enter(self: &Arc<Guard>) -> EnteredScope {
        self.scope().enter()
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_open(&self) -> bool {
        !self.watched().is_closed
    }

    /// Changes what is watched, before the end.
    fn note(&self, note: impl FnOnce(&mut Watched)) {
        let mut watched = self.watched();
        if !watched.is_closed {
            note(&mut watched);
        }
    }

    pub(super) fn add(&self, seat: Arc<Seat>) {
        self.note(|watched| watched.seats.push(seat));
    }

    /// A double has failed the test, or would have.
    pub(crate) fn hear(&self, heard: Heard) {
        self.note(|watched| watched.heard.push(heard));
    }

    /// Runs at the end. May find that there is nothing left to do.
    pub(crate) fn at_end(&self, end: Box<dyn FnOnce() + Send>) {
        self.note(|watched| watched.ends.push(end));
    }

    /// Verifies all that is there, and fails the test with what it finds; below its own failure, if it has one.
    #[track_caller]
    pub(super) fn end(&self, ending: &Ending<'_>) {
        let said = match ending {
            Ending::Panicked(said) => *said,
            Ending::Passed | Ending::Failed => None,
        };
        let found = self.take_all(said);
        if !matches!(ending, Ending::Passed) {
            self.test.fail();
        }
        let Some(plain) = found else {
            if !matches!(ending, Ending::Passed) {
                let happened = self.happened();
                if !happened.is_empty() {
                    eprintln!("{happened}");
                }
            }
            return;
        };
        let text = format!("{plain}{}", self.happened());
        self.test.fail();
        match ending {
            Ending::Passed if !thread::panicking() => {
                if let Some(outer) = &self.outer {
                    outer.hear(Heard::Raised { said: text.clone(), plain });
                }
                raised::set(true);
                panic_any(text)
            }
            Ending::Failed => eprintln!("{}", report::beside_error(&text)),
            Ending::Passed | Ending::Panicked(_) => eprintln!("{}", report::below_panic(&text)),
        }
    }

    /// The last calls of the test's doubles, unless a report has told them.
    fn happened(&self) -> String {
        #[cfg(feature = "record")]
        if !self.test.log.told.load(std::sync::atomic::Ordering::Relaxed) {
            let happened = report::happened(&self.test.log);
            if !happened.is_empty() {
                return format!("\n{}", happened.trim_end());
            }
        }
        String::new()
    }

    /// All that is held against the test, but for what it fails with anyway.
    fn take_all(&self, said: Option<&str>) -> Option<String> {
        let mut watched = self.watched();
        let Watched { seats, heard, ends, .. } = mem::take(&mut *watched);
        watched.is_closed = true;
        drop(watched);
        let mut texts = Vec::new();
        for heard in heard {
            match heard {
                Heard::Raised { said: by_double, plain } => {
                    texts.extend((Some(&*by_double) != said).then_some(plain));
                }
                Heard::Found(found) => texts.extend(found.text(said)),
            }
        }
        // First all are asked, and only then what they keep is dropped: that may be other doubles.
        let mut doubles = Vec::new();
        for seat in seats {
            let (found, double) = seat.settle();
            texts.extend(found.text(said));
            doubles.extend(double);
        }
        for double in doubles {
            caught(&mut texts, || {
                double.forget();
                drop(double);
            });
        }
        ends.into_iter().for_each(|end| caught(&mut texts, end));
        report::of_all_doubles(texts)
    }
}

/// The user's code may run in here, whose panic must not hide what was found.
fn caught(texts: &mut Vec<String>, f: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(f)) {
        texts.push(
            text_of(&*panic)
                .unwrap_or("a value that the test gave to a double panicked as it was dropped")
                .to_string(),
        );
    }
}

#[cfg(all(test, feature = "record"))]
mod tests {
    use std::sync::atomic::Ordering::Relaxed;

    use super::*;

    #[test]
    fn a_test_is_known_to_have_failed() {
        let failed = |f: fn() -> Result<(), ()>| {
            thread::spawn(move || {
                let _ = catch_unwind(|| scope(f));
                Scope::current().test.failed.load(Relaxed)
            })
        };
        assert!(!failed(|| Ok(())).join().unwrap());
        assert!(failed(|| Err(())).join().unwrap());
        assert!(failed(|| panic!("on purpose")).join().unwrap());
    }
}
