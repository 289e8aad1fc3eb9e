//! In a table for targets, by a name that is written otherwise in code.
#![deny(warnings)]

#[cfg_attr(test, dash_ed::automock)]
pub trait Count {
    fn count(&self) -> usize;
}

#[test]
fn counts() {
    let mut mock = MockCount::new();
    mock.expect_count().return_const(4usize);
    assert_eq!(mock.count(), 4);
}
