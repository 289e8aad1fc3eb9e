#[mockall::automock]
trait Foo {
    fn foo(&self);
}

fn main() {
    let mut mock = MockFoo::new();
    mock.expect_foo().return_const(());
    mock.foo();
}
