//! Methods without receiver.

use mockit::automock;

/// Constructors and others.
#[automock]
pub trait Maker: Send + Sized {
    /// A constructor.
    fn new(size: u32) -> Self;
    /// One that may fail.
    ///
    /// # Errors
    /// When the test says so.
    fn open(name: &str) -> Result<Self, String>;
    /// A function.
    fn forward(number: u32) -> u32;
    /// A method.
    fn size(&self) -> u32;
    /// One that lends.
    fn borrow(from: &[u32]) -> &u32;
    /// A generic one.
    fn typed<T: 'static>(value: T) -> u32;
}

/// The same in a generic trait.
#[automock]
pub trait Factory<T> {
    /// A function.
    fn make(value: T) -> T;
    /// A generic one.
    fn convert<U: Into<T> + 'static>(value: U) -> T;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use mockit::predicate::eq;

    use super::{Factory as _, Maker as _, MockFactory, MockMaker};

    #[test]
    fn contexts() {
        let context = MockMaker::forward_context().scoped();
        context.expect().with(eq(1)).return_const(2u32);
        assert_eq!(MockMaker::forward(1), 2, "as the test set it");
        let typed = MockFactory::<u64>::convert_context().scoped();
        typed.expect::<u8>().returning(u64::from);
        assert_eq!(MockFactory::<u64>::convert(3u8), 3, "as the test set it");
    }
}
