//! Measures what a mocked call costs at run time: the same cases with every
//! library and with a double written by hand, side by side.
//!
//! Without `--release` this is the profile that tests are compiled with.

// Most of the ten methods are only there to be mocked.
#![allow(dead_code)]

mod automock;
mod automock_shapes;
mod by_hand;
mod by_hand_shapes;
mod cases;
mod contender;
mod report;
mod shapes;
#[cfg(debug_assertions)]
mod with_mry;
mod with_unimock;

use std::process::ExitCode;
use std::time::Duration;

use mockit_benches::machine;

use crate::cases::{Case, batch};
use crate::report::Results;

/// What `--help` prints.
const USAGE: &str = "\
Measures what a mocked call costs at run time, side by side.

Options:
  --rounds N   rounds of every measurement, the least is taken [40]
  --libs LIST  of hand,mockit,mockall,unimock,mry [all]
  --help       print this";

/// A batch is to take about this long.
const BATCH: Duration = Duration::from_millis(4);

/// Times a batch of calls, if the library can do what the case is about.
type Batch = fn(Case, u64) -> Option<Duration>;

/// The contenders. Release builds of mry have no mocks.
fn contenders() -> Vec<(&'static str, Batch)> {
    vec![
        ("hand", batch::<by_hand::Side>),
        ("mockit", batch::<automock::with_mockit::Side>),
        ("mockall", batch::<automock::with_mockall::Side>),
        ("unimock", batch::<with_unimock::Side>),
        #[cfg(debug_assertions)]
        ("mry", batch::<with_mry::Side>),
    ]
}

fn main() -> ExitCode {
    let mut rounds = 40;
    let mut contenders = contenders();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--help" | "-h", _) => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            ("--rounds", Some(value)) if value.parse().is_ok_and(|n: u32| n > 0) => {
                rounds = value.parse().unwrap_or(rounds);
            }
            ("--libs", Some(list)) => {
                contenders.retain(|(name, _)| list.split(',').any(|wanted| wanted == *name));
            }
            _ => {
                eprintln!("cannot understand {arg}\n\n{USAGE}");
                return ExitCode::from(2);
            }
        }
    }

    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    let spies = if cfg!(feature = "spy") { ", mockit with its feature `spy`" } else { "" };
    println!("## Run time, {profile} profile{spies}\n\n{}", machine::describe());
    println!("{}", report::print(&measure(&contenders, rounds)));
    println!("Load at end: {}.", machine::load());
    ExitCode::SUCCESS
}

/// All cases with all contenders in turn, again in every round.
fn measure(contenders: &[(&'static str, Batch)], rounds: u32) -> Results {
    let mut results = Results::default();
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for case in Case::ALL {
            for &(name, batch) in contenders {
                let calls = results.calls(case, name);
                let calls = calls.or_else(|| enough_calls(case, batch));
                let taken = calls.and_then(|calls| Some((calls, batch(case, calls)?)));
                results.add(case, name, taken);
            }
        }
    }
    results
}

/// How many calls take about as long as a batch is to take.
fn enough_calls(case: Case, batch: Batch) -> Option<u64> {
    let mut calls = case.unit();
    while calls < 10_000_000 && batch(case, calls)? < BATCH {
        calls *= 2;
    }
    Some(calls)
}
