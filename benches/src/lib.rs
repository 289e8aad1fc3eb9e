//! What the two benchmark programs share: a description of the machine, the
//! versions compared, and Markdown tables.
//!
//! The programs are `compile` (what mocks cost the compiler) and `runtime`
//! (what a mocked call costs). The README beside the manifest tells how to run
//! them and what they printed last.

pub mod machine;
pub mod table;
pub mod targets;
