//! The command line of the `compile` benchmark.

use std::fmt;
use std::path::PathBuf;

use crate::library::Library;
use crate::methods::METHODS;

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Measures what mocks cost the compiler, side by side.

Options:
  --rounds N         rounds of every measurement, the least is taken [5]
  --workloads LIST   TRAITS:METHODS:USES, or full for 20:10:2; with :same added
                     all traits have the same signatures
                     [20:5:2,20:5:0,20:5:6,full,20:5:2:same]
  --libs LIST        of none,hand,mockit,mockall,unimock,mry [all]
  --keep DIR         generate and build in DIR, and keep it
  --cold, --no-cold  also build the dependencies from nothing [--cold]
  --help             print this";

/// How much code is generated: traits, methods of each, uses of each method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Workload {
    pub(crate) traits: usize,
    pub(crate) methods: usize,
    pub(crate) uses: usize,
    /// Whether all traits have the same signatures. Otherwise each has one in
    /// common with only a few others, as is usual.
    pub(crate) same: bool,
}

impl Workload {
    /// How many methods are mocked in all.
    pub(crate) fn mocked(self) -> usize {
        self.traits * self.methods
    }

    fn parse(text: &str) -> Result<Self, String> {
        if let Some(rest) = text.strip_prefix("full") {
            return Self::parse(&format!("20:10:2{rest}"));
        }
        let wrong = || format!("not a workload: {text}");
        let numbers = text.strip_suffix(":same");
        let parts: Vec<usize> = numbers
            .unwrap_or(text)
            .split(':')
            .map(|part| part.parse().map_err(|_| wrong()))
            .collect::<Result<_, _>>()?;
        let [traits, methods, uses] = parts[..] else {
            return Err(wrong());
        };
        if traits == 0 || methods == 0 || methods > METHODS.len() {
            return Err(format!("{text}: needs a trait, and 1 to {} methods", METHODS.len()));
        }
        Ok(Self { traits, methods, uses, same: numbers.is_some() })
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = if self.same { ":same" } else { "" };
        write!(f, "{}:{}:{}{same}", self.traits, self.methods, self.uses)
    }
}

/// The options of one run.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) rounds: usize,
    pub(crate) workloads: Vec<Workload>,
    pub(crate) libs: Vec<Library>,
    pub(crate) keep: Option<PathBuf>,
    pub(crate) cold: bool,
}

impl Options {
    /// Reads the arguments. `Ok(None)` is a request for help.
    pub(crate) fn parse(args: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self {
            rounds: 5,
            workloads: list("20:5:2,20:5:0,20:5:6,full,20:5:2:same", Workload::parse)?,
            libs: Library::ALL.to_vec(),
            keep: None,
            cold: true,
        };
        let mut args = args;
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value"));
            match arg.as_str() {
                "--rounds" => {
                    let rounds = value()?.parse().unwrap_or(0);
                    options.rounds = if rounds > 0 {
                        rounds
                    } else {
                        return Err("--rounds needs a number above 0".to_owned());
                    };
                }
                "--workloads" => options.workloads = list(&value()?, Workload::parse)?,
                "--libs" => options.libs = list(&value()?, Library::parse)?,
                "--keep" => options.keep = Some(PathBuf::from(value()?)),
                "--cold" => options.cold = true,
                "--no-cold" => options.cold = false,
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("unknown option {arg}\n\n{USAGE}")),
            }
        }
        Ok(Some(options))
    }
}

fn list<T>(text: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    text.split(',').map(parse).collect()
}
