//! Wrong predicates in a question.

use mockit::automock;
use mockit::predicate::{eq, gt};

#[automock]
pub trait Gateway {
    fn charge(&self, user: &str, cents: u64) -> bool;
    fn named(&self, name: String);
}

fn main() {
    let gateway = MockGateway::nice();
    gateway.charge("u1", 5);
    // Too few, too many.
    gateway.verify_charge().with(eq("u1")).once();
    gateway.verify_charge().with(eq("u1"), gt(0), gt(0)).once();
    // Of another type.
    gateway.verify_charge().with(eq(1), gt(0)).once();
    gateway.verify_named().with(eq("u1")).once();
    // No predicate.
    gateway.verify_charge().with("u1", 5).once();
    gateway.verify_charge().withf(|user| user == "u1").once();
}
