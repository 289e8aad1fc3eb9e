//! Every form of result.

use std::borrow::Cow;
use std::error::Error;
use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::rc::Rc;

use mockit::automock;

/// Owned results.
#[automock]
pub trait Owned {
    /// A value that the caller must not lose.
    #[must_use]
    fn value(&self) -> u32;
    /// A result.
    ///
    /// # Errors
    /// When the test says so.
    fn result(&self) -> Result<u32, String>;
    /// An object.
    fn boxed(&self) -> Box<dyn fmt::Display>;
    /// An iterator.
    fn iter(&self) -> impl Iterator<Item = u32>;
    /// An iterator for threads.
    fn iter_send(&self) -> impl Iterator<Item = u32> + Send;
    /// A closure.
    fn closure(&self) -> impl Fn(u32) -> u32;
    /// Not for threads.
    fn not_send(&self) -> Rc<u32>;
    /// None at all.
    fn never(&self) -> !;
    /// Another one.
    #[must_use]
    fn itself(&self) -> Self
    where
        Self: Sized;
}

/// Results that borrow.
#[automock]
pub trait Borrowed {
    /// A text.
    fn text(&self) -> &str;
    /// A path.
    fn path(&self) -> &Path;
    /// A text of the system.
    fn os(&self) -> &OsStr;
    /// A slice.
    fn slice(&self) -> &[u32];
    /// A value, whatever the key.
    fn plain(&self, key: &str) -> &u64;
    /// An object.
    fn object(&self) -> &dyn fmt::Display;
    /// A value or none.
    fn optional(&self) -> Option<&str>;
    /// An object or none.
    fn source(&self) -> Option<&(dyn Error + 'static)>;
    /// For a change.
    fn unique(&mut self) -> &mut u32;
    /// For a change or not.
    fn unique_option(&mut self) -> Option<&mut u32>;
    /// An object for a change.
    fn unique_object(&mut self) -> Option<&mut dyn fmt::Display>;
    /// From an exclusive borrow.
    fn shared_of_unique(&mut self) -> &u32;
    /// Static.
    fn forever(&self) -> &'static str;
    /// Borrowed or not.
    fn cow(&self) -> Cow<'_, str>;
    /// Several.
    fn items(&self) -> Vec<&u32>;
    /// An iterator that borrows.
    fn lazy(&self) -> Box<dyn Iterator<Item = &u32> + '_>;
    /// From an argument.
    fn pick<'list>(&self, from: &'list [String], key: &str) -> Option<&'list str>;
    /// From inside an argument.
    fn inner<'text>(&self, from: &[&'text str]) -> &'text str;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::{Borrowed as _, MockBorrowed, MockOwned, Owned as _};

    #[test]
    fn owned() {
        let mut mock = MockOwned::new();
        mock.expect_value().return_const(1u32);
        mock.expect_iter().return_once(|| Box::new(0..3));
        mock.expect_not_send().return_const_st(super::Rc::new(4));
        assert_eq!(mock.value(), 1, "as the test set it");
        assert_eq!(mock.iter().sum::<u32>(), 3, "as the test set it");
        assert_eq!(*mock.not_send(), 4, "as the test set it");
    }

    #[test]
    fn borrowed() {
        let mut mock = MockBorrowed::new();
        mock.expect_text().return_const("a".to_owned());
        mock.expect_unique().return_var(1);
        mock.expect_inner().returning(|from| from.first().copied().unwrap_or_default());
        *mock.unique() += 1;
        assert_eq!(*mock.unique(), 2, "as the test set it");
        assert_eq!((mock.text(), mock.inner(&["b"])), ("a", "b"), "as the test set it");
    }
}
