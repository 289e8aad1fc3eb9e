//! Mocks that keep their calls, to be asked about them afterwards. Needs the feature `spy`.

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
