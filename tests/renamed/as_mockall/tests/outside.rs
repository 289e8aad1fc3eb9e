use renamed_as_mockall::{MockStore, Store, greeting};

#[mockall::automock]
trait Here {
    fn number(&self) -> u8;
}

#[test]
fn in_an_integration_test() {
    let opening = MockStore::open_context();
    opening.expect().return_once(|_| {
        let mut store = MockStore::new();
        store.expect_get().return_const(None);
        store
    });
    assert_eq!(greeting(&MockStore::open("a")), "Hello, !");
    let mut here = MockHere::new();
    here.expect_number().return_const(1);
    assert_eq!(here.number(), 1);
}
