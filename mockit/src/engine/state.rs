//! What is kept of a method once something is expected of it.

use std::any::Any;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Mutex, OnceLock};

use super::call::Entry;
use super::core::{Core, Method};
use super::gate::Gate;
use super::keep::Keep;
use super::later::Later;
use super::record::{Payload, Pool, Record};
use crate::scope::Seat;
#[cfg(feature = "spy")]
use crate::{record::History, scope::Scope};

/// The stored matchers, by the index of their records.
pub(super) type Book = Vec<Entry>;

pub(super) struct State {
    pub(super) method: &'static Method,
    pub(super) records: Vec<Record>,
    /// Every record before this index is spent for good.
    pub(super) first_live: AtomicUsize,
    pub(super) book: Gate<Book>,
    /// Reports of calls that failed, to be raised again if they were swallowed.
    pub(super) failures: Mutex<Vec<String>>,
    /// Has it, or had it, more than one handle? Then `records` stay as they are.
    pub(super) is_shared: AtomicBool,
    /// The handles besides this one; counted for the first method of a mock.
    pub(super) others: AtomicUsize,
    pub(super) rare: OnceLock<Box<Rare>>,
    /// The calls that were served.
    #[cfg(feature = "spy")]
    pub(super) history: Arc<History>,
    /// Where a guard finds it, if there is one.
    pub(super) seat: OnceLock<Arc<Seat>>,
}

/// What few methods need.
#[derive(Default)]
pub(super) struct Rare {
    /// Owned values from which by-reference results are lent.
    pub(super) kept: Keep<Box<dyn Any + Send + Sync>>,
    /// The last value that was lent by `&mut`: nothing can still borrow the one before.
    pub(super) lent: Lendable,
    /// A generic method's expectations, one for each list of types.
    pub(super) children: Keep<Box<dyn Child>>,
    /// Held while a child is looked for and added, so that there is one for each list of types.
    pub(super) adding: Mutex<()>,
    /// What was expected since there is more than one handle.
    pub(super) later: Later,
    /// What a nice mock answers while nothing is expected.
    pub(super) nice: Option<Nice>,
    /// Of a generic method: for which types this is, and for which others something was expected before.
    pub(super) types: Option<(String, Vec<String>)>,
}

/// An owned value to lend from.
pub(crate) type Lendable = Option<Box<dyn Any + Send + Sync>>;

/// The answer of a nice mock.
pub(super) struct Nice {
    pub(super) make: fn() -> Payload,
    pub(super) pool: Pool,
}

/// An `Expectation` whose types the engine does not know.
pub trait Child: Any + Send + Sync {
    /// The engine's part of it.
    fn core(&self) -> &Core;
    /// The same, to be changed.
    fn core_mut(&mut self) -> &mut Core;
    /// The types that it is for, as a report names them.
    fn types(&self) -> String;
}

impl State {
    pub(super) fn new(method: &'static Method) -> Self {
        State {
            method,
            records: Vec::new(),
            first_live: AtomicUsize::new(0),
            book: Gate::default(),
            failures: Mutex::default(),
            is_shared: AtomicBool::new(false),
            others: AtomicUsize::new(0),
            rare: OnceLock::new(),
            #[cfg(feature = "spy")]
            history: Arc::new(History::new(
                method.name,
                method.args,
                Arc::clone(&Scope::current().test().log),
            )),
            seat: OnceLock::new(),
        }
    }

    pub(super) fn rare(&self) -> &Rare {
        self.rare.get_or_init(Box::default)
    }

    pub(super) fn rare_mut(&mut self) -> &mut Rare {
        self.rare();
        self.rare.get_mut().expect("made in the line above")
    }

    pub(super) fn later(&self) -> &Later {
        &self.rare().later
    }

    /// All that is expected, in the order in which it is asked.
    pub(super) fn live(&self) -> Vec<&Record> {
        let mut live: Vec<_> = self.records.iter().filter(|record| !record.is_gone()).collect();
        if let Some(rare) = self.rare.get() {
            live.append(&mut rare.later.live());
        }
        live
    }
}

impl Default for Gate<Book> {
    fn default() -> Self {
        Gate::new(Vec::new())
    }
}
