//! Mocks that keep their calls, to be asked about them afterwards. Needs the feature `spy`.
//!
//! # What is kept
//! Of each argument and result an owned form, made by `Clone` (behind a reference, by `ToOwned`), where its type
//! has it and is `Send` and `Sync`; else its text, by its `Debug`, written when it is there; else nothing. Types with
//! lifetimes inside have only their text.
//!
//! What is kept lives as long as the mock that was called; then its text takes its place in the record of the test.
//! Until then, the `strong_count` of an `Arc` counts what is kept. What would keep alive more than it should is not
//! kept, so far as the signature says what it is: the sender of a channel (`Sender<T>`, `SyncSender<T>`,
//! `UnboundedSender<T>`), whose channel would stay open, and a trait object (`Arc<dyn Observer>`), which may be the
//! mock itself; also inside of another type. **Inside a struct, or behind an alias, the macro does not see them**: a
//! `Job` that is `Clone` and has a sender keeps its channel open while the mock lives. A test of such a method does
//! without the feature `spy`, drops the mock first, or gives the code under test another double there.
//!
//! `Clone`, and the `Debug` of what has no `Clone`, run when the method is called, in the caller's thread: one that
//! takes a lock which the caller holds waits for ever.

pub(crate) mod arity;
pub(crate) mod asked;
pub(crate) mod calls;
pub(crate) mod keep;
pub(crate) mod outcome;
pub(crate) mod verify;

pub use self::calls::{Call, Calls};
pub use self::keep::{Checks, Keepable, Unseen, unseen};
pub use self::verify::Verify;

pub(crate) use self::keep::{Keep, keep};
