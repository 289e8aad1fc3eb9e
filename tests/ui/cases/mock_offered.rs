use mockit::{automock, mock};

#[automock(type Item = u8)]
trait Offers<K> {
    type Item;
    fn get(&self, key: K) -> Self::Item;
}

mock! {
    Foo {}
    impl Offers<u8>;
}

mock! {
    Bar {}
    impl Iterator;
}

fn main() {}
