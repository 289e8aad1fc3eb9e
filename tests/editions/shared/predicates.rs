//! Predicates by `pat!`.

use mockit::predicate::{each, gt, len, some};
use mockit::{pat, Predicate};

/// Has fields of several kinds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parcel {
    /// A number.
    pub id: u32,
    /// A text.
    pub receiver: String,
    /// Others inside.
    pub items: Vec<Item>,
    /// Perhaps another.
    pub weight: Option<u64>,
    /// A raw name.
    pub r#type: Kind,
}

/// A tuple.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Item(pub &'static str, pub u8);

/// Variants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// Without fields.
    Letter,
    /// With one.
    Parcel {
        /// How wide.
        width: u8,
    },
}

/// Names that generated code must not mind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Some {
    /// As the macro's own.
    pub accepted: u8,
    /// As the macro's own.
    pub why: u8,
    /// As the macro's own.
    pub value: u8,
}

/// All fields.
#[must_use]
pub fn large() -> impl Predicate<Parcel> {
    pat!(Parcel {
        id: gt(5u32),
        receiver: "Ada",
        items: each(pat!(Item(_, gt(1u8)))),
        weight: some(gt(9u64)),
        r#type: pat!(Kind::Parcel { width: gt(1u8) }),
    })
}

/// Some fields.
#[must_use]
pub fn small() -> impl Predicate<Parcel> {
    pat!(Parcel { items: len(0usize), r#type: pat!(Kind::Letter), .. })
}

/// Names that clash.
#[must_use]
pub fn clash() -> impl Predicate<Some> {
    pat!(Some { accepted: 1u8, why: gt(1u8), value: _ })
}
