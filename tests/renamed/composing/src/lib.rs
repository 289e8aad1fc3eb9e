//! A trait of a library that calls mockit otherwise is taken into mocks of this crate's.
#![cfg(test)]
#![deny(warnings)]

use exporting::Bank;

#[mocks::automock(impl Bank)]
trait Teller: Bank {
    fn name(&self) -> String;
}

mocks::mock! {
    Machine {
        fn number(&self) -> u8;
    }
    impl exporting::Bank;
}

#[facade::mockit::automock(crate = facade::mockit; impl exporting::Bank)]
trait Behind: Bank {
    fn number(&self) -> u8;
}

facade::mockit::mock! {
    Robot {}
    impl exporting::Bank;
}

#[test]
fn all_have_its_methods() {
    let mut teller = MockTeller::new();
    teller.expect_name().return_const("Ann".to_string());
    teller.expect_balance().return_const(1);
    let mut machine = MockMachine::new();
    machine.expect_number().return_const(1);
    machine.expect_balance().return_const(2);
    let mut behind = MockBehind::new();
    behind.expect_number().return_const(1);
    behind.expect_balance().return_const(3);
    let mut robot = MockRobot::new();
    robot.expect_balance().return_const(4);
    assert_eq!((teller.name().as_str(), machine.number(), behind.number()), ("Ann", 1, 1));
    let banks: [&dyn Bank; 4] = [&teller, &machine, &behind, &robot];
    assert_eq!(banks.map(|bank| bank.balance("mine")), [1, 2, 3, 4]);
}
