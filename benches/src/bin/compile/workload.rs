//! The workloads: what is generated, and how much of it.

use std::fmt;

use crate::methods::METHODS;

/// How often a test uses each method, where an option does not say it.
const USES: usize = 2;

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Workload {
    pub(crate) shape: Shape,
    /// Tests of each method.
    pub(crate) uses: usize,
}

/// What is mocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// So many traits with so many methods each.
    Traits {
        traits: usize,
        methods: usize,
        /// Whether all traits have the same signatures. Otherwise each has one
        /// in common with only a few others, as is usual.
        same: bool,
    },
    /// One struct with so many methods: its own, and those of traits.
    Described(usize),
    /// One module of so many functions.
    Module(usize),
    /// One generic struct.
    Generic,
}

impl Workload {
    /// How many methods are mocked in all.
    pub(crate) fn mocked(self) -> usize {
        match self.shape {
            Shape::Traits { traits, methods, .. } => traits * methods,
            Shape::Described(count) | Shape::Module(count) => count,
            Shape::Generic => 2 * METHODS.len(),
        }
    }

    /// What it is, in words.
    pub(crate) fn describe(self) -> String {
        let what = match self.shape {
            Shape::Traits { traits, methods, .. } => format!("{traits} traits x {methods} methods"),
            Shape::Described(count) => format!("one `mock!` of {count} methods"),
            Shape::Module(count) => format!("a module of {count} functions"),
            Shape::Generic => format!("a generic struct of {} methods, with two type lists", self.mocked()),
        };
        let same = matches!(self.shape, Shape::Traits { same: true, .. });
        let note = if same { ", the same signatures in all traits" } else { "" };
        format!("{what} x {} uses of each{note}", self.uses)
    }

    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if let Some(rest) = text.strip_prefix("full") {
            return Self::parse(&format!("20:10:2{rest}"));
        }
        let parts: Vec<&str> = text.split(':').collect();
        let number = |part: &str| part.parse().map_err(|_| format!("not a workload: {text}"));
        let (shape, uses) = match parts[..] {
            ["mock", count, ref uses @ ..] => (Shape::Described(number(count)?), uses),
            ["module", count, ref uses @ ..] => (Shape::Module(number(count)?), uses),
            ["generic", ref uses @ ..] => (Shape::Generic, uses),
            [traits, methods, ref uses @ ..] => {
                let (same, uses) = match uses {
                    [uses @ .., "same"] => (true, uses),
                    _ => (false, uses),
                };
                let (traits, methods) = (number(traits)?, number(methods)?);
                if methods > METHODS.len() {
                    return Err(format!("{text}: at most {} methods", METHODS.len()));
                }
                (Shape::Traits { traits, methods, same }, uses)
            }
            _ => return Err(format!("not a workload: {text}")),
        };
        let uses = match (shape, uses) {
            (_, [uses]) => number(uses)?,
            (Shape::Described(_) | Shape::Module(_) | Shape::Generic, []) => USES,
            _ => return Err(format!("not a workload: {text}")),
        };
        let workload = Self { shape, uses };
        if workload.mocked() == 0 { Err(format!("{text}: nothing to mock")) } else { Ok(workload) }
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uses = self.uses;
        match self.shape {
            Shape::Traits { traits, methods, same } => {
                return write!(f, "{traits}:{methods}:{uses}{}", if same { ":same" } else { "" });
            }
            Shape::Described(count) => write!(f, "mock:{count}")?,
            Shape::Module(count) => write!(f, "module:{count}")?,
            Shape::Generic => write!(f, "generic")?,
        }
        if uses == USES { Ok(()) } else { write!(f, ":{uses}") }
    }
}
