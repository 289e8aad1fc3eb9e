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

    mock! {
        Described {
            fn number(&self) -> u8;
        }
        impl Clone for Described {
            fn clone(&self) -> Self;
        }
    }

    struct Real;

    #[automock]
    impl Real {
        fn number(&self) -> u8 {
            0
        }
    }

    #[automock]
    mod functions {
        pub fn number() -> u8 {
            0
        }
    }

    #[test]
    fn all_macros() {
        let mut described = MockDescribed::new();
        described.expect_number().return_const(1);
        let mut double = MockReal::new();
        double.expect_number().return_const(2);
        let context = mock_functions::number_context();
        context.expect().return_const(3);
        assert_eq!((described.number(), double.number(), mock_functions::number()), (1, 2, 3));
        assert_eq!((Real.number(), functions::number()), (0, 0));
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
