//! The results, their tables, and the targets they are held against.

use std::time::Duration;

use mockit_benches::table::{Table, number, ratio};
use mockit_benches::targets::verdict;

use crate::cases::Case;

/// One case with one contender.
#[derive(Debug)]
struct Cell {
    case: Case,
    contender: &'static str,
    /// Calls in a batch and the least nanoseconds of a call.
    best: Option<(u64, f64)>,
}

/// Everything measured in a run.
#[derive(Debug, Default)]
pub(crate) struct Results {
    cells: Vec<Cell>,
}

impl Results {
    /// Adds a batch: its calls and the time it took, or `None` if there is none.
    pub(crate) fn add(&mut self, case: Case, contender: &'static str, batch: Option<(u64, Duration)>) {
        let new = batch.map(|(calls, time)| (calls, time.as_secs_f64() * 1e9 / calls as f64));
        match self.find_mut(case, contender) {
            Some(cell) => {
                if let (Some(best), Some(new)) = (&mut cell.best, new) {
                    best.1 = best.1.min(new.1);
                }
            }
            None => self.cells.push(Cell { case, contender, best: new }),
        }
    }

    /// How many calls the batches of this case and contender have, if known.
    pub(crate) fn calls(&self, case: Case, contender: &str) -> Option<u64> {
        Some(self.find(case, contender)?.best?.0)
    }

    fn nanoseconds(&self, case: Case, contender: &str) -> Option<f64> {
        Some(self.find(case, contender)?.best?.1)
    }

    fn find(&self, case: Case, contender: &str) -> Option<&Cell> {
        let mut cells = self.cells.iter();
        cells.find(|cell| cell.case == case && cell.contender == contender)
    }

    fn find_mut(&mut self, case: Case, contender: &str) -> Option<&mut Cell> {
        let mut cells = self.cells.iter_mut();
        cells.find(|cell| cell.case == case && cell.contender == contender)
    }
}

const CONTENDERS: [&str; 5] = ["hand", "mockit", "mockall", "unimock", "mry"];

/// The tables of nanoseconds and of ratios, and the verdicts.
pub(crate) fn print(results: &Results) -> String {
    let mut times = Table::new(["ns per call"].into_iter().chain(CONTENDERS));
    let mut heading = vec!["ratio".to_owned()];
    let pairs = CONTENDERS[1..].iter().map(|name| (*name, "hand"));
    let others = ["mockit", "unimock", "mry"].map(|name| (name, "mockall"));
    let pairs: Vec<(&str, &str)> = pairs.chain(others).collect();
    heading.extend(pairs.iter().map(|(part, whole)| format!("{part} / {whole}")));
    let mut ratios = Table::new(heading);
    for case in Case::ALL {
        let time = |contender: &str| results.nanoseconds(case, contender);
        let cells = CONTENDERS.map(|contender| number(time(contender), 1));
        times.row([case.name()].into_iter().chain(cells));
        let cells = pairs.iter().map(|(part, whole)| ratio(time(part), time(whole)));
        ratios.row([case.name()].into_iter().chain(cells));
    }
    format!("{times}\n{ratios}\n### Targets\n\n{}\n", verdicts(results))
}

fn verdicts(results: &Results) -> String {
    let against = |case: Case, limit: f64| {
        let own = results.nanoseconds(case, "mockit");
        let measured = own.zip(results.nanoseconds(case, "mockall"));
        let measured = measured.map(|(own, peer)| own / peer);
        verdict(&format!("{} vs mockall", case.name()), measured, limit, "")
    };
    let step = |count| results.nanoseconds(Case::Step(count), "mockit");
    let growth = ratio(step(1000), step(10));
    [
        against(Case::Plain, 0.75),
        against(Case::Number, 1.0),
        against(Case::Text, 1.0),
        against(Case::Last(1000), 0.5),
        against(Case::Unused, 1.0),
        against(Case::Threads, 1.0),
        against(Case::LastOfThirty, 0.75),
        against(Case::Function, 0.75),
        against(Case::GenericStruct, 0.75),
        against(Case::GenericMethod, 0.75),
        format!("- mockit, a step in a sequence of 1000 vs of 10, about 1: measured {growth}"),
    ]
    .join("\n")
}
