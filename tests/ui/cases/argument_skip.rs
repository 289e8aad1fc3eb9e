use mockit::automock;

#[automock(skip(get))]
trait Foo {
    fn get(&self) -> u8;
    fn twice(&self) -> u8 {
        self.get() * 2
    }
}

fn main() {}
