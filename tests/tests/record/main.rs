//! The record of a test: what its doubles were asked, in all its forms.

mod files;
mod reports;
mod text;

use mockit::automock;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Receipt {
    pub(crate) id: u32,
    pub(crate) lines: Vec<String>,
}

#[automock]
pub(crate) trait Gateway: Send + Sync {
    fn charge(&self, user: &str, cents: u64) -> Result<Receipt, String>;
    async fn refund(&self, id: u32) -> bool;
}

#[automock]
pub(crate) trait Mailer: Send + Sync {
    fn send(&self, to: &str);
}

/// A receipt with so many lines.
pub(crate) fn receipt(id: u32, lines: usize) -> Receipt {
    Receipt { id, lines: (0..lines).map(|line| format!("a line of some length: {line}")).collect() }
}
