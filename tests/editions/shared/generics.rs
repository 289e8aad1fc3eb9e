//! Generic traits and methods, and what goes with traits.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::path::Path;

use mockit::automock;

/// Generic.
#[automock]
#[expect(clippy::type_repetition_in_bounds, reason = "bounds in both places")]
pub trait Repo<K: Eq + Hash, V, const N: usize = 4>
where
    K: Debug,
{
    /// One value.
    fn get(&self, key: &K) -> Option<V>;
    /// One value, kept.
    fn peek(&self, key: &K) -> &V;
    /// Several values.
    fn put(&mut self, key: K, values: [V; N]);
    /// All values.
    fn all(&self) -> HashMap<K, V>;
}

/// With associated items.
#[automock(
    type Item = u32;
    type Error = String;
    type Slice<'all, T: 'static> = &'all [T];
    const LIMIT: usize = 7;
)]
pub trait Source {
    /// What it gives.
    type Item: Clone;
    /// What it fails with.
    type Error;
    /// What it reads.
    type Slice<'all, T: 'static>
    where
        Self: 'all;
    /// How many.
    const LIMIT: usize;
    /// What it is called.
    const NAME: &'static str = "source";
    /// The next one.
    ///
    /// # Errors
    /// When the test says so.
    fn next(&mut self) -> Result<Self::Item, Self::Error>;
    /// Many at once.
    fn many(&self, items: Vec<Self::Item>) -> usize;
    /// From the caller.
    fn lend(&self, from: Self::Slice<'_, u8>) -> usize;
    /// To the caller.
    fn kept(&self) -> Self::Slice<'_, u8>;
    /// From one type to another.
    fn convert<T: Into<Self::Item> + 'static>(&self, from: T) -> u32
    where
        Self::Item: Clone;
}

/// Generic methods.
#[automock]
pub trait Methods {
    /// One type.
    fn put<T: Debug + 'static>(&self, value: T) -> usize;
    /// Two types.
    fn two<T, U>(&self, first: &T, second: U) -> T
    where
        T: Clone + 'static,
        U: 'static;
    /// Of any size.
    fn of_any_size<T: ?Sized + 'static>(&self, value: &T) -> usize;
    /// In no argument.
    fn nowhere<T: 'static>(&self) -> u32;
    /// A constant.
    fn array<T: 'static, const N: usize>(&self, items: [T; N]) -> usize;
    /// Lent.
    fn lend<T: Send + Sync + 'static>(&self, key: &str) -> &T;
    /// Lent for a change.
    fn lend_mut<T: Send + Sync + 'static>(&mut self) -> &mut T;
}

/// What all have.
pub trait Named {
    /// The name.
    fn name(&self) -> String;
}

/// With supertraits.
#[automock]
pub trait Super: Named + Send + Sync + Debug {
    /// Provided.
    #[inline]
    fn greet(&self) -> String {
        format!("Hello, {}", self.name())
    }
}

impl Named for MockSuper {
    #[inline]
    fn name(&self) -> String {
        "mock".to_owned()
    }
}

/// With a lifetime.
#[automock]
pub trait Borrows<'text, T> {
    /// Takes.
    fn take(&self, text: &'text str, item: T) -> usize;
    /// Gives.
    fn give(&self) -> &'text str;
}

/// With arguments that are concretized.
#[automock]
pub trait Concretized {
    /// Any path.
    #[mockit::concretize]
    fn open<P: AsRef<Path>>(&self, path: P) -> usize;
    /// Any items.
    #[mockit::concretize]
    fn all<T>(&self, items: &T) -> usize
    where
        T: AsRef<[u8]> + ?Sized;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::{
        Borrows as _, Methods as _, MockBorrows, MockMethods, MockRepo, MockSource, MockSuper, Repo as _,
        Source as _, Super as _,
    };

    #[test]
    fn traits() {
        let mut repo = MockRepo::<String, u32, 2>::new();
        repo.expect_get().return_const(Some(1));
        assert_eq!(repo.get(&"a".to_owned()), Some(1), "as the test set it");
        let mut source = MockSource::new();
        source.expect_convert::<u8>().returning(u32::from);
        assert_eq!(source.convert(2u8), 2, "as the test set it");
        let mut with_super = MockSuper::new();
        with_super.expect_greet().return_const("Hi");
        assert_eq!(with_super.greet(), "Hi", "as the test set it");
        let mut borrows = MockBorrows::<u8>::new();
        borrows.expect_take().return_const(3usize);
        assert_eq!(borrows.take("a", 1), 3, "as the test set it");
    }

    #[test]
    fn methods() {
        let mut mock = MockMethods::new();
        mock.expect_lend::<u32>().return_const(4u32);
        mock.expect_array::<u8, 3>().return_const(3usize);
        assert_eq!(*mock.lend::<u32>("a"), 4, "as the test set it");
        assert_eq!(mock.array([1u8, 2, 3]), 3, "as the test set it");
    }
}
