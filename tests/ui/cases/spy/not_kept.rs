//! Arguments of which no value is kept are not looked at: neither here nor there.

use std::rc::Rc;

use mockit::automock;
use mockit::predicate::{always, eq};
use mockit::spy::unseen;

/// Not `Clone`.
#[derive(Debug, PartialEq)]
pub struct Token;

#[automock]
pub trait Door {
    fn open(&self, token: Token, floor: u32);
    fn peep(&self, at: Option<&u8>, floor: u32);
    fn lock(&self, key: Rc<u8>);
}

fn main() {
    let door = MockDoor::nice();
    door.open(Token, 1);
    // These can be asked.
    door.verify_open().with(unseen(), eq(1)).once();
    door.verify_peep().with(unseen(), eq(1)).never();
    door.verify_lock().never();
    // These cannot.
    let (_token, _floor) = door.open_calls()[0].args();
    door.verify_open().with(eq(Token), eq(1)).once();
    door.verify_peep().with(always(), eq(1)).once();
    door.verify_lock().with(eq(Rc::new(1))).once();
}

/// One error of a kind is reported for a function.
pub fn by_function(door: &MockDoor) {
    door.verify_open().withf(|_, floor| *floor == 1).once();
}
