//! What happens at a call: choosing an expectation, counting, ordering, verifying.
//!
//! Nothing here is generic over the user's types, so all of it is compiled once. A call is seen
//! as `&dyn Call`, an action as `dyn Any`; the typed shell around both is in `expectation/arity`.

mod call;
mod choose;
mod core;
mod gate;
mod happened;
mod keep;
#[cfg(feature = "spy")]
mod keeping;
mod later;
mod order;
mod record;
mod refusal;
mod setting;
mod sharing;
#[cfg(feature = "spy")]
mod spied;
mod state;
mod times;
mod verify;

pub use self::call::{Call, Entry, Matcher};
#[cfg(feature = "spy")]
pub use self::core::Spying;
pub use self::core::{Core, Method, Running};
pub use self::order::Sequence;
pub use self::setting::be_strict;
pub use self::sharing::share;
pub use self::state::Child;
pub use self::times::Times;
pub use self::verify::{checkpoint, verify};

#[cfg(feature = "spy")]
pub(crate) use self::keeping::{Lost, keeping};
pub(crate) use self::record::{Action, MatcherKind, Payload};
#[cfg(feature = "http")]
pub(crate) use self::{
    gate::Gate,
    order::{Place, Step, Turn},
    verify::{raise, raise_at_drop},
};
