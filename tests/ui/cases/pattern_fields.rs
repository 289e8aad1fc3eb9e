//! Fields in `pat!` that do not fit the struct.

use mockit::predicate::{eq, gt, len};
use mockit::{automock, pat};

pub struct Order {
    pub id: u32,
    pub customer: String,
    pub lines: Vec<u8>,
}

pub enum Size {
    Small,
    Measured { cm: u32 },
}

#[automock]
pub trait Shop {
    fn place(&self, order: &Order);
    fn size(&self, size: Size);
}

fn main() {
    let mut shop = MockShop::new();
    let wanted = 5u32;
    // A value in the place of a predicate.
    shop.expect_place().with(pat!(Order { id: wanted, .. })).return_const(());
    // A predicate over another type.
    shop.expect_place().with(pat!(Order { id: eq("5"), .. })).return_const(());
    shop.expect_place().with(pat!(Order { id: len(2), .. })).return_const(());
    // `..` is forgotten.
    shop.expect_place().with(pat!(Order { id: gt(5) })).return_const(());
    // There is no such field.
    shop.expect_place().with(pat!(Order { number: gt(5), .. })).return_const(());
    // A pattern of another type.
    shop.expect_size().with(pat!(Order { id: gt(5), .. })).return_const(());
    shop.expect_size().with(pat!(Size::Measured { cm: gt(5) })).return_const(());
    shop.expect_size().with(pat!(Size::Small)).return_const(());
    shop.place(&Order { id: 1, customer: String::new(), lines: Vec::new() });
}
