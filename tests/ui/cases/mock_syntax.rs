use mockit::mock;

mock! {
    Foo {
        fn good(&self) -> u8;
        fn bad(&self) -> ;
        fn better(&self) -> u8;
    }
    impl Clone for Bar {
        fn clone(&self) -> Self;
    }
}

mock! {
    struct Baz {}
}

mock! {
    #[derive(Hash)]
    Derived {}
}

fn main() {
    let mut mock = MockFoo::new();
    mock.expect_good().return_const(1);
    mock.expect_better().return_const(1);
}
