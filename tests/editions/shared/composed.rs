//! Mocks of several traits.

use std::fmt;
use std::io::{BufRead, Read};

use mockit::{automock, mock};

/// What others take.
pub mod sources {
    use mockit::automock;

    /// A generic one.
    #[automock]
    pub trait Source<K: 'static> {
        /// Gets.
        fn get(&self, key: &K) -> Option<u8>;
        /// Provided.
        #[inline]
        fn has(&self, key: &K) -> bool {
            self.get(key).is_some()
        }
    }

    /// One with a type.
    #[automock(type Error = String)]
    pub trait Fails {
        /// The error.
        type Error;
        /// The last one.
        fn last_error(&self) -> Option<Self::Error>;
    }
}

use self::sources::{Fails, Source};

/// All of them.
#[automock(impl Source<u32>; impl sources::Fails<Error = u8>; impl fmt::Display)]
pub trait Store: Source<u32> + Fails<Error = u8> + fmt::Display {
    /// Puts.
    fn put(&mut self, key: u32, item: u8);
}

/// One more.
#[automock(impl Store)]
pub trait Special: Store {
    /// Something special.
    fn special(&self);
}

mock! {
    pub Both<T> {
        pub fn own(&self) -> T;
    }
    impl Source<T>;
    impl self::sources::Fails<Error = Vec<T>>;
}

mock! {
    pub File {}
    impl Read;
    impl BufRead;
    impl std::io::Write;
    impl Iterator<Item = u8>;
    impl Clone;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::sources::Source as _;
    use super::{MockBoth, MockFile, MockSpecial};

    #[test]
    fn they_have_all_methods() {
        let mut special = MockSpecial::new();
        special.expect_get().returning(|_| Some(1));
        assert_eq!(special.get(&2), Some(1), "as the test set it");
        let mut both = MockBoth::<u16>::new();
        both.expect_own().return_const(3u16);
        assert_eq!(both.own(), 3, "as the test set it");
        let mut file = MockFile::new();
        file.expect_next().returning_each([Some(4), None]);
        assert_eq!(file.map(u32::from).sum::<u32>(), 4, "as the test set it");
    }
}
