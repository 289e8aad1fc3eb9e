//! A result of which no value is kept.

use mockit::automock;

/// Not `Clone`.
#[derive(Debug)]
pub struct Ticket;

#[automock]
pub trait Office {
    fn issue(&self) -> Ticket;
    fn count(&self) -> u32;
}

fn main() {
    let office = MockOffice::new();
    // Its text is there.
    let _shown = office.issue_calls()[0].to_string();
    let _count = office.count_calls()[0].result().copied();
    let _ticket = office.issue_calls()[0].result();
}
