//! What was measured, and the numbers derived from it.

use std::collections::BTreeMap;

use crate::library::Library;
use crate::measure::Cold;
use crate::workload::Workload;

/// One of the two costs that are measured in every round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// `cargo check --tests`.
    Check,
    /// `cargo test --no-run`.
    TestBuild,
}

impl Cost {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::TestBuild => "test build",
        }
    }
}

/// What was measured of one library under one workload.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    check: Vec<f64>,
    test_build: Vec<f64>,
    pub(crate) ir_lines: Option<u64>,
    pub(crate) size: Option<u64>,
}

impl Measured {
    pub(crate) fn rounds(&mut self, cost: Cost) -> &mut Vec<f64> {
        match cost {
            Cost::Check => &mut self.check,
            Cost::TestBuild => &mut self.test_build,
        }
    }

    fn of(&self, cost: Cost) -> &[f64] {
        match cost {
            Cost::Check => &self.check,
            Cost::TestBuild => &self.test_build,
        }
    }
}

/// Everything measured in a run.
#[derive(Debug, Default)]
pub(crate) struct Results {
    /// In the order of the options.
    pub(crate) cells: Vec<(Workload, Library, Measured)>,
    pub(crate) cold: BTreeMap<Library, Cold>,
}

impl Results {
    pub(crate) fn cell(&self, workload: Workload, library: Library) -> Option<&Measured> {
        let mut cells = self.cells.iter();
        let found = cells.find(|(w, l, _)| (*w, *l) == (workload, library));
        found.map(|(_, _, measured)| measured)
    }

    /// The least CPU seconds over all rounds.
    pub(crate) fn seconds(&self, workload: Workload, library: Library, cost: Cost) -> Option<f64> {
        let rounds = self.cell(workload, library)?.of(cost);
        rounds.iter().copied().reduce(f64::min)
    }

    /// The least CPU seconds above those of the floor.
    pub(crate) fn net(&self, workload: Workload, library: Library, cost: Cost) -> Option<f64> {
        let floor = self.seconds(workload, Library::Floor, cost)?;
        Some(self.seconds(workload, library, cost)? - floor)
    }

    /// How far the median round is above the least, at worst: the noise.
    pub(crate) fn noise(&self) -> f64 {
        let mut worst: f64 = 0.0;
        for (_, _, measured) in &self.cells {
            for rounds in [&measured.check, &measured.test_build] {
                let mut rounds = rounds.clone();
                rounds.sort_by(f64::total_cmp);
                if let (Some(least), Some(median)) = (rounds.first(), rounds.get(rounds.len() / 2)) {
                    worst = worst.max(median / least - 1.0);
                }
            }
        }
        worst
    }
}
