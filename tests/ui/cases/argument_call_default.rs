use mockit::automock;

#[automock(call_default(name, show))]
trait Foo {
    fn name(&self) -> &str {
        "foo"
    }
    fn show(&self, it: impl std::fmt::Display) -> String {
        it.to_string()
    }
}

fn main() {
    MockFoo::new().expect_name();
}
