//! Every form of receiver and argument.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use mockit::automock;

/// A type without `Debug`.
#[expect(missing_debug_implementations, reason = "mocks ask for nothing")]
#[non_exhaustive]
pub struct Opaque;

/// All receivers.
#[automock]
pub trait Receivers {
    /// By reference.
    fn shared(&self) -> u32;
    /// By exclusive reference.
    fn unique(&mut self) -> u32;
    /// By value.
    #[must_use]
    fn value(self) -> u32;
    /// In a box.
    fn boxed(self: Box<Self>) -> u32;
    /// Counted.
    fn rc(self: Rc<Self>) -> u32;
    /// Counted for threads.
    fn arc(self: Arc<Self>) -> u32;
    /// Pinned.
    fn pinned(self: Pin<&mut Self>) -> u32;
    /// Mutable in the mock.
    #[inline]
    fn provided(mut self)
    where
        Self: Sized,
    {
        let _: u32 = self.unique();
    }
}

/// All arguments.
#[automock]
pub trait Arguments {
    /// None.
    fn none(&self);
    /// By value.
    fn values(&self, first: u32, second: String, third: Opaque) -> u32;
    /// By reference.
    fn references(&self, first: &str, second: &[u8], third: &Opaque, fourth: &Path) -> usize;
    /// By exclusive reference.
    fn mutable(&self, first: &mut u32, second: &mut Vec<u8>, third: &mut [u8]);
    /// Objects.
    fn objects(&self, first: &dyn fmt::Display, second: &mut dyn fmt::Write) -> String;
    /// Functions in boxes.
    fn boxed_fn(&self, first: Box<dyn Fn(u32) -> u32>, second: Box<dyn FnOnce() + Send>) -> u32;
    /// Functions behind references.
    fn ref_fn(&self, first: &dyn Fn(&str) -> u32) -> u32;
    /// Functions.
    fn impl_fn(&self, first: impl Fn(u32) -> u32, second: impl FnMut(&str)) -> u32;
    /// Conversions.
    fn impl_into(&self, first: impl Into<String>, second: impl IntoIterator<Item = u32>) -> usize;
    /// Other traits.
    fn impl_other(&self, first: impl fmt::Display, second: &impl fmt::Debug) -> String;
    /// References inside of others.
    fn inside(&self, first: Option<&u32>, second: Cow<'_, str>, third: &[&str]) -> usize;
    /// The same in a map.
    fn map(&self, first: HashMap<&str, &str>, second: &mut Vec<&str>);
    /// Named lifetimes.
    fn several<'long, 'short>(&self, first: &'long str, second: &'short str) -> bool
    where
        'long: 'short;
    /// Formatters.
    ///
    /// # Errors
    /// When the formatter has one.
    fn formatter(&self, first: &mut fmt::Formatter<'_>) -> fmt::Result;
    /// Static.
    fn forever(&self, first: &'static str);
    /// Without a name, or use.
    fn patterns(&self, _: u32, _unused: u32) -> u32;
    /// Tuples and arrays.
    fn tuples(&self, first: &[u8; 4], second: (u8, &str)) -> u8;
    /// References to references.
    fn twice(&self, first: &&u32) -> u32;
    /// Raw identifiers.
    fn r#match(&self, r#type: u32, r#fn: &str) -> u32;
    /// Plain functions.
    fn bare(&self, first: fn(&str) -> usize) -> usize;
    /// Two of the mock itself.
    fn itself(&self, other: &Self) -> bool;
    /// Deprecated.
    #[deprecated = "for a test"]
    fn old(&self, first: u32) -> u32;
    /// Not there.
    #[cfg(any())]
    fn absent(&self, first: Absent) -> u32;
    /// Many.
    #[expect(clippy::too_many_arguments, reason = "that is the test")]
    fn many(&self, a1: u8, a2: &u8, a3: u8, a4: &str, a5: u8, a6: u8, a7: u8, a8: u8, a9: u8, a10: u8) -> u8;
}

/// A trait with attributes, for all to see.
#[automock]
#[deprecated = "for a test"]
pub trait Old {
    /// An old method.
    fn old(&self) -> u32;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::{Arguments as _, MockArguments, MockReceivers, Receivers as _};
    use mockit::predicate::{always, eq, gt};

    #[test]
    fn receivers() {
        let mut mock = MockReceivers::new();
        mock.expect_unique().once().returning(|| 1);
        assert_eq!(mock.unique(), 1, "as the test set it");
        mock.expect_value().return_const(2u32);
        assert_eq!(mock.value(), 2, "as the test set it");
    }

    #[test]
    fn arguments() {
        let mut mock = MockArguments::default();
        mock.expect_values().with(gt(1), eq("a".to_owned()), always()).return_const(3u32);
        mock.expect_match().withf(|kind, name| *kind == 1 && name == "fn").return_const(4u32);
        assert_eq!(mock.values(2, "a".to_owned(), super::Opaque), 3, "as the test set it");
        assert_eq!(mock.r#match(1, "fn"), 4, "as the test set it");
        mock.checkpoint();
    }
}
