//! The same scenarios against real reqwest over loopback TCP and against the look-alike: all that a user
//! can observe is compared, and the requests as the server saw them.
//!
//! `PARITY=name` runs the scenarios whose names contain it, and prints all that was seen.

#![cfg(all(
    feature = "blocking",
    feature = "brotli",
    feature = "charset",
    feature = "cookies",
    feature = "deflate",
    feature = "form",
    feature = "gzip",
    feature = "json",
    feature = "multipart",
    feature = "query",
    feature = "stream",
    feature = "zstd"
))]
// The scenarios are compiled once for each world.
#![allow(clippy::duplicate_mod)]

mod compare;
mod double;
mod full;
mod known;
mod mock;
mod observed;
mod real;
mod run;
mod script;
mod server;
mod table;
mod wire;

#[test]
fn the_look_alike_behaves_as_real_reqwest_does() {
    let wanted = std::env::var("PARITY").ok();
    let outcomes = run::all(wanted.as_deref());
    if wanted.is_some() {
        outcomes.iter().for_each(run::Outcome::print);
    } else {
        assert!(outcomes.len() >= 80, "only {} scenarios", outcomes.len());
    }
    let outcomes: Vec<_> = outcomes
        .into_iter()
        .map(|outcome| match compare::against(known::KNOWN, std::slice::from_ref(&outcome)).is_empty() {
            true => outcome,
            false => run::again(outcome),
        })
        .collect();
    let mut failures = compare::against(known::KNOWN, &outcomes);
    if wanted.is_none() {
        failures.extend(compare::without_scenario(known::KNOWN, &outcomes));
        println!("{} scenarios", outcomes.len());
    }
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}
