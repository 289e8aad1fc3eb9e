//! Predicates on maps.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::explain::{Brief, Describe, Explain, Explained, Step, Why};
use crate::expectation::bounds::IsPredicate;

/// Maps with this key, for which the predicate accepts the value: `HashMap`, `BTreeMap`.
///
/// ```
/// use std::collections::HashMap;
///
/// use mockit::Predicate as _;
/// use mockit::predicate::{entry, gt};
///
/// let prices = HashMap::from([(String::from("tea"), 5)]);
/// assert!(entry("tea", gt(4)).eval(&prices));
/// assert!(!entry("milk", gt(4)).eval(&prices));
/// ```
pub fn entry<K: fmt::Debug, P: IsPredicate>(key: K, predicate: P) -> Explained<Entry<K, P>> {
    Explained(Entry(key, predicate))
}

/// What [`entry`] asks.
#[derive(Clone, Copy)]
pub struct Entry<K, P>(K, P);

impl<K: fmt::Debug, P: PredicateReflection> Describe for Entry<K, P> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry({:?}, {})", self.0, Brief(&self.1))
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        vec![&self.1]
    }
}

/// Maps, whose entries [`entry`] looks at.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no entries that a predicate could look at",
    label = "expected a predicate over `{Self}`, which is no `HashMap` or `BTreeMap`"
)]
pub trait Entries {
    /// The keys' type.
    type Key;
    /// The values' type.
    type Value;
    /// The value of the first key that `is_it` accepts.
    fn find(&self, is_it: &mut dyn FnMut(&Self::Key) -> bool) -> Option<&Self::Value>;
}

macro_rules! maps {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Entries for $type {
            type Key = K;
            type Value = V;
            fn find(&self, is_it: &mut dyn FnMut(&K) -> bool) -> Option<&V> {
                self.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value)
            }
        }
    )*};
}

maps! {
    [K, V] BTreeMap<K, V>;
    [K, V, S] HashMap<K, V, S>;
}

// By `==` and not by hash: a `String` is found by a `&str`, and the maps of tests are small.
impl<M, Q, P> Explain<M> for Entry<Q, P>
where
    M: Entries + ?Sized,
    M::Key: PartialEq<Q>,
    Q: fmt::Debug,
    P: Predicate<M::Value>,
{
    fn check(&self, value: &M, why: &mut Why) -> bool {
        match value.find(&mut |key| *key == self.0) {
            Some(found) => why.ask(Step::Key(&self.0), &self.1, found),
            None => why.refuse_all(format_args!("an entry {:?}", self.0), None),
        }
    }
}
