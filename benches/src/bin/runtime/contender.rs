//! What every library has to bring to be measured, and what a reader sees of it.
//!
//! All contenders mock the same trait, which each declares for itself:
//!
//! ```text
//! trait Store {
//!     fn get(&self, key: u32) -> u32;
//!     fn find(&self, text: &str) -> u32;
//!     fn m2(&self, key: u32) -> u32;   // and so on, ten methods in all
//! }
//! ```

/// A way to get doubles of the trait. A function gives `None` where the library
/// cannot express what is asked for.
pub(crate) trait Contender {
    /// The double.
    type Double: Sync;

    /// Nothing is expected.
    fn unused() -> Option<Self::Double>;
    /// `get` answers with a closure.
    fn plain() -> Option<Self::Double>;
    /// `get` answers with a closure if its argument is 4.
    fn number() -> Option<Self::Double>;
    /// `find` answers with a closure if its argument is "abc".
    fn text() -> Option<Self::Double>;
    /// `get` answers with a constant.
    fn constant() -> Option<Self::Double>;
    /// As many expectations of `get`: of 0, of 1 and so on.
    fn many(count: u32) -> Option<Self::Double>;
    /// `get` answers with a closure, and is to be called that many times.
    fn times(count: usize) -> Option<Self::Double>;
    /// A sequence of that many calls of `get`, each with its own expectation.
    fn sequence(count: u32) -> Option<Self::Double>;
    /// `get` answers with a closure if its argument is 4, once.
    fn once() -> Option<Self::Double>;

    /// Calls `get` through a trait object.
    fn get(double: &Self::Double, key: u32) -> u32;
    /// Calls `find` through a trait object.
    fn find(double: &Self::Double, text: &str) -> u32;
}
