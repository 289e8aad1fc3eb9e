//! Its tests use the mocks of a library; mockit itself they do not know.
#![deny(warnings)]

use exporting::Bank;

pub fn is_rich(bank: &impl Bank) -> bool {
    bank.balance("mine") > 1_000_000
}

#[test]
fn rich() {
    let mut bank = exporting::MockBank::new();
    bank.expect_balance().withf(|account| account == "mine").return_const(2_000_000);
    assert!(is_rich(&bank));
}
