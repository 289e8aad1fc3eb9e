use mockit::automock;

#[automock(extend)]
trait Foo {
    fn get(&self) -> u8;
}

fn main() {
    MockFoo::new().expect_get().return_const(1);
}
