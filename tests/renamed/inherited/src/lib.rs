//! The name stands in the workspace's manifest.
#![deny(warnings)]

#[doubles::automock]
pub trait Count {
    fn count(&self) -> usize;
}

#[test]
fn counts() {
    let mut mock = MockCount::new();
    mock.expect_count().return_const(4usize);
    assert_eq!(mock.count(), 4);
}
