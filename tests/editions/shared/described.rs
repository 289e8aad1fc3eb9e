//! Mocks by `mock!`.

use std::borrow::Cow;
use std::fmt::{Debug, Display};

use mockit::mock;

/// A trait to be implemented.
pub trait Shape {
    /// What it is made of.
    type Part: Clone;
    /// How many there are at most.
    const MOST: usize;
    /// How large it is.
    fn area(&self) -> f64;
    /// One of its parts.
    fn part(&self, at: usize) -> Option<&Self::Part>;
    /// Without receiver.
    fn unit() -> Self
    where
        Self: Sized;
}

/// A generic one.
pub trait Convert<T> {
    /// Converts.
    fn convert(&self, from: T) -> T;
}

mock! {
    /// A mock with docs.
    #[derive(Debug)]
    pub Square {
        /// A constructor.
        pub fn sized(side: f64) -> Self;
        /// A method.
        #[must_use]
        pub fn side(&self) -> f64;
        /// One that lends.
        pub fn name(&self) -> &str;
        /// One that is not public.
        fn hidden<'text>(&self, first: &'text str, second: &str) -> Cow<'text, str>;
        /// One with all kinds of arguments.
        pub fn draw(&mut self, onto: &mut Vec<u8>, with: impl Fn(u8) -> u8, by: &dyn Display);
        /// A generic one.
        pub fn scale<T: Into<f64> + 'static>(&self, by: T) -> f64;
        /// An asynchronous one.
        pub async fn later(&self, by: &u8) -> u8;
    }

    impl Shape for Square {
        type Part = u8;
        const MOST: usize = 4;

        fn area(&self) -> f64;
        fn part(&self, at: usize) -> Option<&u8>;
        fn unit() -> Self;
    }

    impl Clone for Square {
        fn clone(&self) -> Self;
    }
}

mock! {
    pub Pair<T: Clone + 'static, U: Debug + 'static>
    where
        U: Clone,
    {
        pub fn first(&self) -> T;
        pub fn both(&self, second: &U) -> (T, U);
        pub fn make(first: T) -> Self;
    }

    impl<T: Clone + 'static, U: Debug + Clone + 'static> Convert<T> for Pair<T, U> {
        fn convert(&self, from: T) -> T;
    }
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::{Convert as _, MockPair, MockSquare, Shape as _};

    mock! {
        Private {
            fn number(&self) -> u32;
            fn text(&self, first: Option<&str>) -> &str;
        }
    }

    use mockit::mock;

    #[test]
    fn described() {
        let mut square = MockSquare::new();
        square.expect_part().returning(|at| (at < MockSquare::MOST).then_some(1));
        square.expect_name().return_const("a".to_owned());
        square.expect_clone().returning(MockSquare::new);
        drop(square.clone());
        assert_eq!(
            (square.part(3), square.part(4), square.name()),
            (Some(&1), None, "a"),
            "as the test set it"
        );
        let mut pair = MockPair::<u8, u8>::new();
        pair.expect_convert().returning(|from| from);
        assert_eq!(pair.convert(3), 3, "as the test set it");
        let mut private = MockPrivate::new();
        private.expect_number().return_const(4u32);
        assert_eq!(private.number(), 4, "as the test set it");
    }
}
