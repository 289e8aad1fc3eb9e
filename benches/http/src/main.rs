//! Measures what an HTTP call of a test costs: with mockit's double, with mock servers that the real
//! reqwest talks to, and with neither, side by side.
//!
//! Without `--release` this is the profile that tests are compiled with. It is a package outside of the
//! workspace, for its peers are ninety crates; what it shares with the other benchmarks it has by path.

mod cases;
mod cold;
mod growth;
mod in_process;
mod report;
mod samples;
mod servers;
mod side;

// Of the shared files, each program uses a part.
#[allow(dead_code)]
#[path = "../../src/machine.rs"]
mod machine;
#[allow(dead_code)]
#[path = "../../src/bin/compile/measure.rs"]
mod measure;
#[allow(dead_code)]
mod project;
#[path = "../../src/table.rs"]
mod table;
#[path = "../../src/targets.rs"]
mod targets;

use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use crate::cases::{Bench, Case, batch};
use crate::growth::{Grown, SIZES, grow};
use crate::in_process::{Floor, Mockit};
use crate::report::CONTENDERS;
use crate::samples::Samples;
use crate::servers::{Httpmock, Httptest, Mockito, Wiremock};

/// What `--help` prints.
const USAGE: &str = "\
Measures what an HTTP call of a test costs, side by side.

Options:
  --rounds N       rounds of every measurement, the median is taken [25]
  --cold-rounds N  rounds of builds from nothing, the least is taken [2]
  --parts LIST     of requests,growth,cold [all]
  --help           print this";

/// A batch is to take about this long.
const BATCH: Duration = Duration::from_millis(20);

/// Times a batch of requests.
type Batch = fn(&Bench, Case, u64) -> Duration;

/// As [`CONTENDERS`].
const BATCHES: [Batch; 6] = [
    batch::<Floor>,
    batch::<Mockit>,
    batch::<Wiremock>,
    batch::<Httpmock>,
    batch::<Mockito>,
    batch::<Httptest>,
];

/// Registers so many stubs.
type Grow = for<'a> fn(&'a Bench, usize) -> Option<Grown<'a>>;

/// As [`CONTENDERS`], without the floor, which has no stubs.
const GROWS: [Grow; 5] =
    [grow::<Mockit>, grow::<Wiremock>, grow::<Httpmock>, grow::<Mockito>, grow::<Httptest>];

struct Options {
    rounds: u32,
    cold_rounds: u32,
    parts: String,
}

impl Options {
    /// Reads the arguments. `Ok(None)` is a request for help.
    fn parse(mut args: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self { rounds: 25, cold_rounds: 2, parts: "requests,growth,cold".to_owned() };
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value"));
            let mut count = || match value()?.parse() {
                Ok(count) if count > 0 => Ok(count),
                _ => Err(format!("{arg} needs a number above 0")),
            };
            match arg.as_str() {
                "--rounds" => options.rounds = count()?,
                "--cold-rounds" => options.cold_rounds = count()?,
                "--parts" => options.parts = value()?,
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("unknown option {arg}\n\n{USAGE}")),
            }
        }
        Ok(Some(options))
    }

    fn wants(&self, part: &str) -> bool {
        self.parts.split(',').any(|wanted| wanted == part)
    }
}

fn main() -> ExitCode {
    let outcome = match Options::parse(std::env::args().skip(1)) {
        Ok(Some(options)) => run(&options),
        Ok(None) => {
            println!("{USAGE}");
            Ok(())
        }
        Err(message) => Err(message),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let release = !cfg!(debug_assertions);
    let profile = if release { "release" } else { "dev" };
    println!("## HTTP, {profile} profile\n\n{}- versions: {}\n", machine::describe(), versions());

    let bench = Bench::new().map_err(|error| error.to_string())?;
    let mut samples = Samples::default();
    if options.wants("requests") {
        measure_requests(&bench, options.rounds, &mut samples);
        println!("{}", report::requests(&samples, profile));
    }
    if options.wants("growth") {
        measure_growth(&bench, options.rounds, &mut samples);
        println!("{}\n", report::growth(&samples, profile));
    }
    let builds = if options.wants("cold") { cold::measure_all(options.cold_rounds)? } else { Vec::new() };
    if !builds.is_empty() {
        println!("{}", report::cold(&builds));
    }
    println!("### Goals\n\n{}\n", report::goals(&samples, &builds, release));
    println!(
        "Noise: the median of {} rounds is at most {:.0} % above the least. Load at end: {}.",
        options.rounds,
        samples.noise() * 100.0,
        machine::load()
    );
    Ok(())
}

/// All cases with all contenders in turn, again in every round.
fn measure_requests(bench: &Bench, rounds: u32, samples: &mut Samples) {
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for case in Case::ALL {
            for (name, batch) in CONTENDERS.into_iter().zip(BATCHES) {
                let row = case.name();
                let calls = samples.calls(&row, name);
                let calls = calls.unwrap_or_else(|| enough(case.unit(), |calls| batch(bench, case, calls)));
                samples.add(&row, name, calls, batch(bench, case, calls));
            }
        }
    }
}

/// Registers all stubs once; then requests with each size and contender in turn, again in every round.
fn measure_growth(bench: &Bench, rounds: u32, samples: &mut Samples) {
    let mut grown = Vec::new();
    for (name, grow) in CONTENDERS.into_iter().skip(1).zip(GROWS) {
        for size in SIZES {
            eprintln!("{size} stubs with {name}");
            if let Some(side) = grow(bench, size) {
                samples.add(&report::registering(size), name, size as u64, side.registered);
                let most = size == SIZES[SIZES.len() - 1];
                let first = most.then_some((report::first(), side.first));
                for (row, batch) in [(report::stubs(size), side.last)].into_iter().chain(first) {
                    let calls = enough(1, &batch);
                    grown.push((row, name, batch, calls));
                }
            }
        }
    }
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}, many stubs");
        for (row, name, batch, calls) in &grown {
            samples.add(row, name, *calls, batch(*calls));
        }
    }
}

/// How many requests take about as long as a batch is to take.
fn enough(unit: u64, batch: impl Fn(u64) -> Duration) -> u64 {
    let mut calls = unit;
    while calls < 100_000 && batch(calls) < BATCH {
        calls *= 2;
    }
    calls
}

/// The versions that this program was built with.
fn versions() -> String {
    let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap_or_default();
    let names = ["mockit", "reqwest", "tokio", "wiremock", "httpmock", "mockito", "httptest"];
    let versions = names.map(|name| {
        let version = machine::locked_version(&lock, name);
        format!("{name} {}", version.as_deref().unwrap_or("unknown"))
    });
    versions.join(", ")
}
