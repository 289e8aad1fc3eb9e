//! The libraries compared, and what a generated project needs to use each.

use std::fmt;

use crate::workload::Shape;

/// One of the ways to get test doubles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Library {
    /// No double at all: the floor.
    Floor,
    /// Doubles written by hand: the limit.
    Hand,
    /// This workspace's library.
    Mockit,
    /// The same with its feature `spy`: what mocks cost that keep their calls.
    Spies,
    /// The peer whose API `mockit` extends.
    Mockall,
    /// A peer with one mock type for all traits, and none for anything else.
    Unimock,
    /// A peer with a small API.
    Mry,
    /// A peer for structs that are one's own.
    Faux,
}

impl Library {
    /// All of them, in the order of the tables.
    pub(crate) const ALL: [Self; 8] = [
        Self::Floor,
        Self::Hand,
        Self::Mockit,
        Self::Spies,
        Self::Mockall,
        Self::Unimock,
        Self::Mry,
        Self::Faux,
    ];

    /// Those that are neither this library nor the one whose interface it has.
    pub(crate) const OTHER_PEERS: [Self; 3] = [Self::Unimock, Self::Mry, Self::Faux];

    /// The library whose code tests of this one are.
    pub(crate) fn written_as(self) -> Self {
        if self == Self::Spies { Self::Mockit } else { self }
    }

    /// The name in options and tables, and of the crate if there is one.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "none",
            Self::Hand => "hand",
            Self::Mockit => "mockit",
            Self::Spies => "mockit+spy",
            Self::Mockall => "mockall",
            Self::Unimock => "unimock",
            Self::Mry => "mry",
            Self::Faux => "faux",
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|library| library.name() == name);
        found.ok_or_else(|| format!("not a library: {name}"))
    }

    /// The line of the manifest that makes the library available to tests.
    pub(crate) fn dependency(self) -> Option<String> {
        match self {
            Self::Floor | Self::Hand => None,
            Self::Mockit | Self::Spies => {
                let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../mockit");
                let features = if self == Self::Spies { ", features = [\"spy\"]" } else { "" };
                Some(format!("mockit = {{ path = {path:?}{features} }}"))
            }
            Self::Mockall => Some("mockall = \"=0.15.0\"".to_owned()),
            Self::Unimock => Some("unimock = \"=0.6.8\"".to_owned()),
            Self::Mry => Some("mry = \"=0.16.0\"".to_owned()),
            Self::Faux => Some("faux = \"=0.1.13\"".to_owned()),
        }
    }

    /// Whether it has doubles of what the workload mocks.
    pub(crate) fn can(self, shape: Shape) -> bool {
        match self {
            Self::Unimock => matches!(shape, Shape::Traits { .. }),
            Self::Faux => matches!(shape, Shape::Described(_) | Shape::Generic),
            _ => true,
        }
    }
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
