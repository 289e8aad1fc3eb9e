//! The scenarios with the look-alike.

use mockit_reqwest as reqwest;

#[path = "scenarios/mod.rs"]
pub mod scenarios;
