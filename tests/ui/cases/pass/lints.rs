//! A mock gives no warnings, and needs no names but those of the trait.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused, nonstandard_style)]
#![deny(future_incompatible, let_underscore, rust_2018_idioms, single_use_lifetimes, unused_qualifications)]
#![forbid(unsafe_code)]

/// A store, with a method of each kind.
#[::mockit::automock(type Item = u32; const LIMIT: usize = 1;)]
pub trait Store {
    /// Its item.
    type Item;
    /// Its limit.
    const LIMIT: usize;
    /// By value.
    fn get(&self, key: &str) -> Self::Item;
    /// Lent.
    fn peek(&self, key: &str) -> &Self::Item;
    /// Lent to be changed.
    fn peek_mut(&mut self) -> &mut Self::Item;
    /// From an argument.
    fn pick<'a>(&self, from: &'a str) -> &'a str;
    /// Generic.
    fn put<T: 'static>(&self, item: T) -> usize;
    /// Async.
    fn load(&self) -> impl ::std::future::Future<Output = Self::Item>;
    /// Without receiver.
    fn make(item: Self::Item) -> Self::Item;
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_get().times(1).return_const(1u32);
    ::std::assert_eq!((mock.get("a"), MockStore::LIMIT), (1, 1));
}
