//! Traits that a real object cannot be spied on by, and real objects that are none.

use std::rc::Rc;

use mockit::automock;

#[automock]
pub trait Tree {
    fn parent(&self) -> Option<Box<Self>>
    where
        Self: Sized;
    fn size(&self) -> u32;
}

#[automock]
pub trait Counted {
    fn count(self: Rc<Self>) -> usize;
}

#[automock]
pub trait Plain {
    fn get(&self) -> u8;
}

pub struct Real;

fn main() {
    let _tree = MockTree::spying(Real);
    let _counted = MockCounted::spying(Real);
    // It does not implement the trait.
    let _plain = MockPlain::spying(Real);
}
