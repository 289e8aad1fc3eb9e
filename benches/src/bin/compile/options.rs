//! The command line of the `compile` benchmark.

use std::path::PathBuf;

use crate::library::Library;
use crate::workload::Workload;

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Measures what mocks cost the compiler, side by side.

Options:
  --rounds N         rounds of every measurement, the least is taken [5]
  --workloads LIST   TRAITS:METHODS:USES, or full for 20:10:2; with :same added
                     all traits have the same signatures; mock:METHODS,
                     module:FUNCTIONS and generic, with :USES added if not 2
                     [20:5:2,20:5:0,20:5:6,full,20:5:2:same,
                     mock:30,module:100,generic]
  --libs LIST        of none,hand,mockit,mockall,unimock,mry,faux [all]
  --keep DIR         generate and build in DIR, and keep it
  --cold, --no-cold  also build the dependencies from nothing [--cold]
  --help             print this";

/// Those that are measured if no others are named.
const WORKLOADS: &str = "20:5:2,20:5:0,20:5:6,full,20:5:2:same,mock:30,module:100,generic";

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
            workloads: list(WORKLOADS, Workload::parse)?,
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
