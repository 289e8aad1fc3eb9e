//! Where client fronts find the double of the running test.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::answer::Answer;
use super::request::Request;
use super::stub::Registry;
use crate::scope::{self, Scope};

/// A handle on a double, with all that it can do: for closures, threads, and those who write a front
/// for a client. Its clones are the same double, and do not keep it from being verified.
#[derive(Clone)]
pub struct Endpoint(pub(super) Arc<Registry>);

impl Endpoint {
    /// The double that is installed for the running test: that of the running thread's
    /// [`Scope`], else that of the whole process.
    pub fn current() -> Option<Endpoint> {
        Endpoint::of_scope().or_else(|| find(|entry| entry.scope.is_none()))
    }

    /// The double that is installed for the running thread's [`Scope`].
    pub fn of_scope() -> Option<Endpoint> {
        let scope = Scope::current();
        find(|entry| entry.scope.as_ref().is_some_and(|of| of.is(&scope)))
    }

    /// For the front of a client that has found no double, before it panics: the doubles of the
    /// process tell of it, if they fail. Whose request it was, nobody knows.
    pub fn stray(what: &str) {
        let of = |entry: &Entry| entry.endpoint.clone();
        let all: Vec<Endpoint> = installed().iter().map(of).collect();
        all.iter().for_each(|endpoint| endpoint.0.add_stray(what));
    }

    /// Answers a request.
    ///
    /// # Panics
    /// With a report, when no stub answers it.
    #[track_caller]
    pub fn answer(&self, request: Request) -> Answer {
        self.0.answer(request)
    }

    /// Has the double not been verified and dropped yet?
    pub fn is_live(&self) -> bool {
        !self.0.is_closed()
    }

    /// Is it a handle on the same double?
    pub fn is(&self, other: &Endpoint) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endpoint")
    }
}

struct Entry {
    id: u64,
    /// `None` is the whole process.
    scope: Option<Scope>,
    endpoint: Endpoint,
}

/// The last one that was installed and is still there.
fn find(is_it: impl Fn(&Entry) -> bool) -> Option<Endpoint> {
    let installed = installed();
    let found = installed.iter().rev().find(|entry| entry.endpoint.is_live() && is_it(entry));
    found.map(|entry| entry.endpoint.clone())
}

static INSTALLED: Mutex<Vec<Entry>> = Mutex::new(Vec::new());

fn installed() -> MutexGuard<'static, Vec<Entry>> {
    INSTALLED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a double away again when dropped.
#[derive(Debug)]
#[must_use = "the double is taken away when the guard is dropped"]
pub struct Installed {
    id: u64,
    /// A guard belongs to its thread, as its test does.
    _thread: PhantomData<*const ()>,
}

/// # Panics
/// When the whole process has a double already.
#[track_caller]
pub(super) fn install(endpoint: Endpoint, scope: Option<Scope>) -> Installed {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut installed = installed();
    let id = NEXT.fetch_add(1, Relaxed);
    let taken = scope.is_none() && installed.iter().any(|entry| entry.scope.is_none());
    if !taken {
        installed.push(Entry { id, scope, endpoint });
    }
    drop(installed);
    assert!(
        !taken,
        "another double is installed for the whole process; tests that run side by side `install()` \
         theirs, and hand their `Scope` to the threads that they start"
    );
    if let Some(guard) = scope::guard() {
        guard.at_end(Box::new(move || uninstall(id)));
    }
    Installed { id, _thread: PhantomData }
}

/// Takes a double away, if it is there.
fn uninstall(id: u64) {
    let mut installed = installed();
    let at = installed.iter().position(|entry| entry.id == id);
    let entry = at.map(|at| installed.remove(at));
    drop(installed);
    // Whatever it owns is dropped with the list open again.
    drop(entry);
}

impl Drop for Installed {
    fn drop(&mut self) {
        uninstall(self.id);
    }
}
