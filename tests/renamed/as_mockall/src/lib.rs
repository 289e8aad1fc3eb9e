//! As one who comes from mockall may leave it: the old name, at every kind of target.
//!
//! ```
//! use mockall::automock;
//!
//! #[automock]
//! trait Clock {
//!     fn now(&self) -> u64;
//! }
//!
//! let mut clock = MockClock::new();
//! clock.expect_now().return_const(7u64);
//! assert_eq!(clock.now(), 7);
//! ```
#![deny(warnings)]

use mockall::automock;

#[automock]
pub trait Store {
    fn get(&self, key: &str) -> Option<String>;
    fn open(path: &str) -> Self;
}

pub fn greeting(store: &impl Store) -> String {
    format!("Hello, {}!", store.get("name").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mockall::predicate::*;
    use mockall::*;

    #[mockall::automock]
    trait Inner {
        fn of<T: 'static>(&self, value: T) -> usize;
    }

    #[test]
    fn in_a_unit_test() {
        let mut order = Sequence::new();
        let mut store = MockStore::new();
        store.expect_get().with(eq("name")).once().in_sequence(&mut order).return_const(Some("Ann".to_string()));
        assert_eq!(greeting(&store), "Hello, Ann!");
        let mut inner = MockInner::new();
        inner.expect_of::<u8>().returning(usize::from);
        assert_eq!(inner.of(3u8), 3);
    }
}
