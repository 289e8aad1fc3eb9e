//! A crate whose own tests swap `reqwest` in all of its modules.

#[cfg(test)]
extern crate mockit_reqwest as reqwest;

pub mod github;
pub mod report;

#[cfg(test)]
mod tests;
