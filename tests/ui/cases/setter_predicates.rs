//! Predicates of mockit that cannot look at the argument.

use mockit::automock;
use mockit::predicate::{Captor, all_of, contains, each, elements, entry, eq, gt, len, some};

pub struct Token;

#[automock]
pub trait Shop {
    fn pay(&self, cents: u32, tags: Vec<String>);
    fn enter(&self, token: Token);
}

fn main() {
    let mut shop = MockShop::new();
    // No collection, no text.
    shop.expect_pay().with(len(2), len(2)).return_const(());
    shop.expect_pay().with(each(gt(1)), each(gt("a".to_string()))).return_const(());
    // No option.
    shop.expect_pay().with(some(gt(1)), len(2)).return_const(());
    // No map.
    shop.expect_pay().with(gt(1), entry("a", eq(1))).return_const(());
    // Elements of another type.
    shop.expect_pay().with(gt(1), contains(eq("a"))).return_const(());
    shop.expect_pay().with(gt(1), elements(("a", "b"))).return_const(());
    // No length.
    shop.expect_pay().with(gt(1), len("2")).return_const(());
    // No list of predicates.
    shop.expect_pay().with(all_of(gt(1)), len(2)).return_const(());
    // It cannot be kept.
    shop.expect_enter().with(Captor::new().capture()).return_const(());
    shop.pay(1, Vec::new());
}
