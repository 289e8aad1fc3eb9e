//! Mocks that keep their calls, to be asked about them afterwards. Needs the feature `spy`.
//!
//! # What is kept
//! Of each argument and result an owned form, made by `Clone` (behind a reference, by `ToOwned`), where its type
//! has it and is `Send` and `Sync`; else its text, by its `Debug`, written when it is there; else nothing. Types with
//! lifetimes inside have only their text. The sender of a channel (`Sender<T>`, `SyncSender<T>`,
//! `UnboundedSender<T>`, also inside of another type) is not kept, for its channel would stay open.
//!
//! What is kept lives as long as the record of the test, and so, without a guard, as its thread: the last clone of an
//! `Arc` is not dropped before, and its `strong_count` counts those that are kept. A test that looks at that does
//! without the feature `spy`, or gives the code under test another double there.

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
