//! mockall and mockit: the same text, as the one extends the other's interface.

macro_rules! automock_contender {
    ($module:ident, $library:ident) => {
        pub(crate) mod $module {
            use std::hint::black_box;

            use $library::predicate::eq;
            use $library::{Sequence, automock};

            use crate::contender::Contender;

            #[automock]
            pub(crate) trait Store {
                fn get(&self, key: u32) -> u32;
                fn find(&self, text: &str) -> u32;
                fn m2(&self, key: u32) -> u32;
                fn m3(&self, key: u32) -> u32;
                fn m4(&self, key: u32) -> u32;
                fn m5(&self, key: u32) -> u32;
                fn m6(&self, key: u32) -> u32;
                fn m7(&self, key: u32) -> u32;
                fn m8(&self, key: u32) -> u32;
                fn m9(&self, key: u32) -> u32;
            }

            pub(crate) struct Side;

            impl Contender for Side {
                type Double = MockStore;

                fn unused() -> Option<MockStore> {
                    Some(MockStore::new())
                }

                fn plain() -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    mock.expect_get().returning(|key| key + 1);
                    Some(mock)
                }

                fn number() -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    mock.expect_get().with(eq(4)).returning(|key| key + 1);
                    Some(mock)
                }

                fn text() -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    mock.expect_find().with(eq("abc")).returning(|_| 1);
                    Some(mock)
                }

                fn constant() -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    mock.expect_get().return_const(7_u32);
                    Some(mock)
                }

                fn many(count: u32) -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    for expected in 0..count {
                        mock.expect_get().with(eq(expected)).returning(|key| key + 1);
                    }
                    Some(mock)
                }

                fn times(count: usize) -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    mock.expect_get().times(count).returning(|key| key + 1);
                    Some(mock)
                }

                fn sequence(count: u32) -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    let mut sequence = Sequence::new();
                    for _ in 0..count {
                        mock.expect_get().times(1).in_sequence(&mut sequence).returning(|key| key + 1);
                    }
                    Some(mock)
                }

                fn once() -> Option<MockStore> {
                    let mut mock = MockStore::new();
                    mock.expect_get().with(eq(4)).times(1).returning(|key| key + 1);
                    Some(mock)
                }

                fn get(double: &MockStore, key: u32) -> u32 {
                    let store: &dyn Store = double;
                    black_box(store).get(key)
                }

                fn find(double: &MockStore, text: &str) -> u32 {
                    let store: &dyn Store = double;
                    black_box(store).find(text)
                }
            }
        }
    };
}

automock_contender!(with_mockall, mockall);
automock_contender!(with_mockit, mockit);
