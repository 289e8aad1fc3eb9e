//! The scenarios with real reqwest.

use ::reqwest;

#[path = "scenarios/mod.rs"]
pub mod scenarios;
