use std::path::Path;

use mockit::{automock, concretize};

#[automock]
trait Foo {
    #[concretize]
    fn open<P: AsRef<Path>>(&self, paths: Vec<P>);
    #[concretize]
    fn first<P: AsRef<Path>>(&self, path: P) -> P;
    fn save<T: std::hash::Hash + AsRef<str>>(&self, it: T);
    fn put(&self, it: impl std::hash::Hash);
}

fn main() {}
