//! Mocks in tests only, from a development dependency of another name.
#![deny(warnings)]

#[cfg_attr(test, mocks::automock)]
pub trait Dice {
    fn roll(&mut self) -> u8;
}

pub fn both(dice: &mut impl Dice) -> u8 {
    dice.roll() + dice.roll()
}

#[test]
fn two_rolls() {
    let mut dice = MockDice::new();
    dice.expect_roll().times(2).return_const(3);
    assert_eq!(both(&mut dice), 6);
}
