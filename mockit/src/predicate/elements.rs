//! What the predicates on collections look at.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

/// Collections, whose elements predicates such as [`each`](super::each) look at.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no elements that a predicate could look at",
    label = "expected a predicate over `{Self}`, which is no slice, `Vec`, set, or other list of the standard library",
    note = "the entries of a map are looked at by `entry(key, predicate)`; anything else by `by(|value: &Type| …)`"
)]
pub trait Elements {
    /// The elements' type.
    type Item;
    /// Hands them over, in their order, until `f` returns `false`.
    fn visit<'a>(&'a self, f: &mut dyn FnMut(&'a Self::Item) -> bool);
}

/// What has a length: collections, and texts in bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no length that a predicate knows",
    label = "expected a predicate over `{Self}`, which is no text and no collection of the standard library",
    note = "it can be looked at by `by(|value: &Type| value.len() == 2)`"
)]
pub trait Length {
    /// As its `len()`.
    fn length(&self) -> usize;
}

macro_rules! elements {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Elements for $type {
            type Item = T;
            fn visit<'a>(&'a self, f: &mut dyn FnMut(&'a T) -> bool) {
                let _ = self.iter().all(f);
            }
        }

        impl<$($generics)*> Length for $type {
            fn length(&self) -> usize {
                self.len()
            }
        }
    )*};
}

elements! {
    [T] [T];
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T] BTreeSet<T>;
    [T] BinaryHeap<T>;
    [T: Eq + Hash, S: BuildHasher] HashSet<T, S>;
}

macro_rules! pointers {
    ($([$($lifetime:lifetime)?] $pointer:ty;)*) => {$(
        impl<$($lifetime,)? C: Elements + ?Sized> Elements for $pointer {
            type Item = C::Item;
            fn visit<'v>(&'v self, f: &mut dyn FnMut(&'v C::Item) -> bool) {
                (**self).visit(f);
            }
        }

        impl<$($lifetime,)? C: Length + ?Sized> Length for $pointer {
            fn length(&self) -> usize {
                (**self).length()
            }
        }
    )*};
}

pointers! { ['p] &'p C; ['p] &'p mut C; [] Box<C>; [] Rc<C>; [] Arc<C>; }

macro_rules! lengths {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Length for $type {
            fn length(&self) -> usize {
                self.len()
            }
        }
    )*};
}

lengths! {
    [] str;
    [] String;
    [] std::ffi::OsStr;
    [] std::ffi::OsString;
    [K, V] BTreeMap<K, V>;
    [K, V, S] HashMap<K, V, S>;
}
