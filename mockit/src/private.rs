//! The names that generated code uses. No part of the public API: they may change in any release.

pub use crate::engine::{Core, Method, be_strict, checkpoint, share, verify};
pub use crate::expectation::Expectation;
pub use crate::expectation::arity::*;
pub use crate::expectation::by_type::{ByType, consts};
pub use crate::expectation::kind::{Hkt, HktRef, Kind, Lt, Mut, Ref, Show, Val};
pub use crate::expectation::later::Later;
pub use crate::expectation::lend::{Optional, Plain, lend, lend_mut};
pub use crate::expectation::mode::{Async, Borrowed, BorrowedMut, Lent, Owned, Provided};
pub use crate::expectation::nice::{Nice, NoAnswer};
pub use crate::predicate::pattern::{AskInside, AskNeither, AskSame, Part, Shape, ShapeKind, pattern};
/// What is known of the types of a signature.
#[cfg(feature = "spy")]
pub mod spied {
    pub use crate::spy::arity::*;
}
pub use crate::scope::future::until_over;
pub use crate::scope::guard::scope_told;
pub use crate::scope::outcome::{Tell, TellNothing, TellOutcome};
#[cfg(feature = "spy")]
pub use crate::spy::{
    asked::{CannotBeSpiedOn, clear_history, verify_no_more_calls},
    calls::Calls,
    keep::{Fleeting, Keeping, Look, Seen},
    outcome::Begun,
    verify::Verify,
};
pub use crate::statics::context::{Context, KeyedContext, KeyedGuard, Static};
pub use crate::statics::untyped::{Contextual, checkpoint_statics};
pub use mockit_macros::{compose, mock};

pub use std::boxed::Box;
pub use std::clone::Clone;
pub use std::convert::{Infallible, Into};
pub use std::default::Default;
pub use std::ffi::{CString, OsString};
pub use std::fmt::{self, Debug, Formatter};
pub use std::iter::Iterator;
#[cfg(feature = "spy")]
pub use std::marker::Unpin;
pub use std::marker::{PhantomData, Send, Sync};
pub use std::ops::Drop;
#[cfg(feature = "spy")]
pub use std::ops::{Deref, DerefMut};
pub use std::option::Option::{self, Some};
pub use std::path::PathBuf;
pub use std::pin::Pin;
pub use std::result::Result;
pub use std::string::String;
pub use std::thread::panicking;
pub use std::vec::Vec;

/// The body of a method that cannot be mocked; the macro's error is elsewhere.
pub fn unsupported() -> ! {
    unreachable!("the macro has reported this method")
}

/// An `impl IntoIterator` argument as an object.
pub fn boxed_iter<'a, I: IntoIterator<IntoIter: 'a>>(items: I) -> Box<dyn Iterator<Item = I::Item> + 'a> {
    Box::new(items.into_iter())
}

/// Finds a type's `Debug` where it has one: the inherent constant hides the trait's.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(std::marker::PhantomData<T>);

impl<T: fmt::Debug + ?Sized> Probe<T> {
    /// By `Debug`.
    pub const SHOW: Show<T> = Some(<T as fmt::Debug>::fmt);
}

/// The other case.
pub trait Opaque<T: ?Sized> {
    /// Not at all.
    const SHOW: Show<T> = None;
}

impl<T: ?Sized> Opaque<T> for Probe<T> {}

/// As [`Probe`], for types whose lifetimes a constant cannot have: method resolution takes the
/// impl for `Via` before the one for `&Via`.
#[derive(Debug)]
pub struct Via<'a, T: ?Sized>(pub &'a T);

/// `Debug` there is.
pub trait ViaDebug {
    /// Writes it.
    fn mockit_show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: fmt::Debug + ?Sized> ViaDebug for Via<'_, T> {
    fn mockit_show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `Debug` there is not.
pub trait ViaOpaque {
    /// Writes `?`.
    fn mockit_show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: ?Sized> ViaOpaque for &Via<'_, T> {
    fn mockit_show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("?")
    }
}
