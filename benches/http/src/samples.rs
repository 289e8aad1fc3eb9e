//! All that was measured in a run.

use std::time::Duration;

/// The batches of one row of a table with one contender.
#[derive(Debug)]
struct Cell {
    row: String,
    contender: &'static str,
    /// Requests in a batch.
    calls: u64,
    /// Microseconds per request, of each batch.
    micros: Vec<f64>,
}

/// Everything measured in a run.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    cells: Vec<Cell>,
}

impl Samples {
    /// Adds a batch.
    pub(crate) fn add(&mut self, row: &str, contender: &'static str, calls: u64, taken: Duration) {
        let micros = taken.as_secs_f64() * 1e6 / calls as f64;
        let mut cells = self.cells.iter_mut();
        match cells.find(|cell| cell.row == row && cell.contender == contender) {
            Some(cell) => cell.micros.push(micros),
            None => self.cells.push(Cell { row: row.to_owned(), contender, calls, micros: vec![micros] }),
        }
    }

    /// How many requests the batches have, if that is known.
    pub(crate) fn calls(&self, row: &str, contender: &str) -> Option<u64> {
        Some(self.find(row, contender)?.calls)
    }

    /// The median of a request's microseconds.
    pub(crate) fn median(&self, row: &str, contender: &str) -> Option<f64> {
        median(&self.find(row, contender)?.micros)
    }

    /// The least of a request's microseconds.
    pub(crate) fn least(&self, row: &str, contender: &str) -> Option<f64> {
        least(&self.find(row, contender)?.micros)
    }

    /// How far the median of the noisiest cell is above its least, as a part of that.
    pub(crate) fn noise(&self) -> f64 {
        let parts = self.cells.iter().filter_map(|cell| Some(median(&cell.micros)? / least(&cell.micros)?));
        parts.fold(1.0, f64::max) - 1.0
    }

    fn find(&self, row: &str, contender: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.row == row && cell.contender == contender)
    }
}

fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

fn least(samples: &[f64]) -> Option<f64> {
    samples.iter().copied().reduce(f64::min)
}
