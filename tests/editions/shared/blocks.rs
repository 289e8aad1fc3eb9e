//! Mocks of types, modules and foreign functions.

use std::fmt::Debug;

use mockit::automock;

/// A type.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Clock {
    /// What it shows.
    pub hour: u32,
}

impl Clock {
    /// Noon.
    pub const NOON: u32 = 12;
}

#[automock]
#[expect(clippy::multiple_inherent_impl, reason = "what is mocked and what is not")]
impl Clock {
    /// A constructor; see [`Self::NOON`], which the mock does not have.
    #[must_use]
    #[inline]
    pub const fn new(hour: u32) -> Self {
        Self { hour }
    }

    /// A method.
    #[must_use]
    #[inline]
    pub const fn hour(&self) -> u32 {
        self.hour
    }

    /// For a change.
    #[inline]
    pub const fn set(&mut self, hour: u32) {
        self.hour = hour;
    }

    /// A generic one.
    #[inline]
    pub fn show<T: Debug + 'static>(&self, first: &T) -> String {
        format!("{first:?} at {}", self.hour)
    }
}

/// A generic type.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Bag<T> {
    /// What is inside.
    pub items: Vec<T>,
}

#[automock]
impl<T: Clone + 'static> Bag<T> {
    /// The first one.
    #[must_use]
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.items.first()
    }
}

/// A trait of which a type has an impl.
pub trait Show<T> {
    /// What it shows.
    type Shown;
    /// Shows it.
    fn shown(&self, first: T) -> Self::Shown;
}

/// A type with a mock of an impl.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Screen;

#[automock]
impl Show<u8> for Screen {
    type Shown = u16;

    #[inline]
    fn shown(&self, first: u8) -> Self::Shown {
        u16::from(first)
    }
}

/// A module.
#[automock]
pub mod tools {
    use core::fmt::Debug;
    use core::future::ready;

    /// A function.
    #[must_use]
    #[inline]
    pub const fn number(first: u32) -> u32 {
        first
    }

    /// One that lends.
    #[must_use]
    #[inline]
    pub const fn text(first: &str) -> &str {
        first
    }

    /// A generic one.
    #[inline]
    pub fn show<T: Debug + 'static>(first: &T) -> String {
        format!("{first:?}")
    }

    /// An asynchronous one.
    #[inline]
    pub async fn later(first: u32) -> u32 {
        ready(first).await
    }
}

#[automock(mod mock_foreign)]
#[expect(unsafe_code, reason = "they are foreign")]
unsafe extern "C" {
    /// One of them.
    pub safe fn mockit_edition_foreign(first: u32) -> u32;
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::{mock_tools, tools, Bag, Clock, MockBag, MockClock};

    #[test]
    fn types() {
        let mut clock = MockClock::default();
        clock.expect_hour().return_const(3u32);
        let mut bag = MockBag::<u8>::new();
        bag.expect_first().return_const(Some(1));
        assert_eq!((clock.hour(), bag.first()), (3, Some(&1)), "as the test set it");
        let real = Clock::new(4);
        assert_eq!((real.hour(), Bag { items: vec![2u8] }.first()), (4, Some(&2u8)), "the real ones");
    }

    #[test]
    fn modules() {
        let context = mock_tools::number_context();
        context.expect().return_const(5u32);
        assert_eq!((mock_tools::number(1), tools::number(1)), (5, 1), "as the test set it");
    }
}
