//! mockit is in no manifest of this crate: the attribute says where it is.
#![deny(warnings)]

#[cfg_attr(test, facade::mockit::automock(crate = facade::mockit))]
pub trait Count {
    fn count(&self) -> usize;
    fn list<T: 'static>(&self, items: Vec<T>) -> usize;
    fn make() -> Self
    where
        Self: Sized;
}

#[test]
fn counts() {
    let making = MockCount::make_context();
    making.expect().once().returning(MockCount::new);
    let mut mock = MockCount::make();
    mock.expect_count().return_const(4usize);
    mock.expect_list::<u8>().with(facade::mockit::predicate::eq(vec![1])).return_const(1usize);
    assert_eq!(mock.count() + mock.list(vec![1u8]), 5);
}

#[cfg(test)]
facade::mockit::mock! {
    Described {
        fn number(&self) -> u8;
    }
}

#[test]
fn described() {
    let mut mock = MockDescribed::new();
    mock.expect_number().return_const(1);
    assert_eq!(mock.number(), 1);
}
