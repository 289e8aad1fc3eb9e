//! Markdown tables, padded so that they also read well in a terminal.

use std::fmt;

/// A table: a heading and rows of as many cells.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Starts a table with its heading.
    pub fn new<I, S>(heading: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        Self { rows: vec![heading.into_iter().map(Into::into).collect()] }
    }

    /// Adds a row.
    pub fn row<I, S>(&mut self, cells: I)
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        for (index, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                // The first column names the row, the others hold numbers.
                if column == 0 {
                    write!(f, "| {cell:<0$} ", width(column))?;
                } else {
                    write!(f, "| {cell:>0$} ", width(column))?;
                }
            }
            writeln!(f, "|")?;
            if index == 0 {
                for column in 0..row.len() {
                    let dashes = "-".repeat(width(column).max(2));
                    let end = if column == 0 { '-' } else { ':' };
                    write!(f, "|-{dashes}{end}")?;
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}

/// A number with `decimals` places, or a dash if there is none.
#[must_use]
pub fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.decimals$}"))
}

/// `part / whole` with two places, or a dash if either is missing.
#[must_use]
pub fn ratio(part: Option<f64>, whole: Option<f64>) -> String {
    number(part.zip(whole).map(|(part, whole)| part / whole), 2)
}
