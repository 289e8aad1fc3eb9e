//! Predicates over arguments, for [`with`](crate::expectation::Expectation::with) and for the matchers of the HTTP
//! double: those of the crate `predicates`, and others that explain why they refuse a value.
//!
//! ```
//! use mockit::predicate::{Captor, gt, len};
//! use mockit::{automock, pat};
//!
//! pub struct Order {
//!     id: u32,
//!     customer: String,
//!     lines: Vec<&'static str>,
//! }
//!
//! #[automock]
//! trait Shop {
//!     fn place(&self, order: &Order, cents: u64);
//! }
//!
//! let prices = Captor::new();
//! let mut shop = MockShop::new();
//! shop.expect_place()
//!     .with(pat!(Order { id: gt(5), customer: "Ada", lines: len(2) }), prices.capture())
//!     .return_const(());
//!
//! shop.place(&Order { id: 7, customer: "Ada".to_string(), lines: vec!["tea", "milk"] }, 450);
//! assert_eq!(prices.values(), [450]);
//! ```
//!
//! An order with the number 3 would be refused with this: `✗ order.id: expected > 5, got 3`.
//!
//! | what | predicates |
//! |---|---|
//! | values | [`eq`], [`ne`], [`lt`], [`le`], [`gt`], [`ge`], [`in_range`], [`near`], [`in_iter`], [`in_hash`] |
//! | anything, nothing | [`always`], [`never()`] |
//! | structs, enums | [`pat!`](crate::pat) |
//! | texts | [`str::starts_with`], [`str::ends_with`], [`str::contains`], `regex`, `glob` |
//! | JSON | `json`, `json_subset`, `json_in_any_order` |
//! | collections | [`len`], [`empty`], [`each`], [`contains`], [`elements`], [`in_any_order`] |
//! | maps | [`entry`], [`len`], [`empty`] |
//! | `Option`, `Result` | [`some`], [`none`], [`ok`], [`err`] |
//! | pointers | [`points_to`] |
//! | several | [`all_of`], [`any_of`], [`not`]; `and`, `or` and `not` as [methods](crate::PredicateBooleanExt) |
//! | a function | [`by`], [`function`] |
//! | what came | [`Captor`] |
//!
//! Features of the crate `predicates`, such as `regex`, are had by depending on it. `regex` and `glob` need the feature
//! `regex` of mockit, those on JSON the feature `json`; `http` has both.
//!
//! # Predicates of other crates
//! Any type that implements [`Predicate`](crate::Predicate) can be used. A failure shows how it displays itself, and
//! the value. A [`Captor`] inside it is found by its `PredicateReflection::children`.

mod by;
mod captor;
mod collection;
mod combine;
mod elements;
pub(crate) mod explain;
#[cfg(feature = "json")]
mod json;
mod list;
mod map;
mod number;
mod optional;
pub(crate) mod pattern;
#[cfg(feature = "regex")]
mod text;

pub use predicates::prelude::predicate::*;

// Tests write `use mockit::predicate::*`, so types, which are seldom named, stand in a module of their own.
pub use self::by::{By, by};
pub use self::captor::Captor;
pub use self::collection::{contains, each, elements, empty, in_any_order, len};
pub use self::combine::{all_of, any_of, not};
#[cfg(feature = "json")]
pub use self::json::{json, json_in_any_order, json_subset};
pub use self::map::entry;
pub use self::number::{in_range, near};
pub use self::optional::{err, none, ok, points_to, some};
#[cfg(feature = "regex")]
pub use self::text::{glob, regex};

/// The types of the predicates that explain themselves, and what they ask of a value's type.
pub mod explaining {
    pub use super::captor::{Capture, CaptureBy, CaptureIf};
    pub use super::collection::{
        AsNumber, AsPredicate, Contains, Each, Empty, InAnyOrder, InOrder, IntoLength, Len,
    };
    pub use super::combine::{AllOf, AnyOf, Not};
    pub use super::elements::{Elements, Length};
    pub use super::explain::Explained;
    #[cfg(feature = "json")]
    pub use super::json::{IsJson, ReadAsJson};
    pub use super::list::{PredicateList, PredicatesOver};
    pub use super::map::{Entries, Entry};
    pub use super::number::{Float, InRange, Near};
    pub use super::optional::{IsErr, IsNone, IsOk, IsSome, PointsTo};
    pub use super::pattern::Pat;
    #[cfg(feature = "regex")]
    pub use super::text::Pattern;
}
