//! mry: has neither sequences nor mocks in a release build, and counts calls
//! only when asked to.

use std::hint::black_box;

use crate::contender::Contender;
use crate::shapes::Shapes;

#[mry::mry]
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

impl Shapes for Side {}

impl Contender for Side {
    type Double = MockStore;

    fn unused() -> Option<MockStore> {
        Some(MockStore::default())
    }

    fn plain() -> Option<MockStore> {
        let mut mock = MockStore::default();
        let _ = mock.mock_get(mry::Any).returns_with(|key: u32| key + 1);
        Some(mock)
    }

    fn number() -> Option<MockStore> {
        let mut mock = MockStore::default();
        let _ = mock.mock_get(4).returns_with(|key: u32| key + 1);
        Some(mock)
    }

    fn text() -> Option<MockStore> {
        let mut mock = MockStore::default();
        let _ = mock.mock_find("abc").returns_with(|_: String| 1);
        Some(mock)
    }

    fn constant() -> Option<MockStore> {
        let mut mock = MockStore::default();
        let _ = mock.mock_get(mry::Any).returns(7);
        Some(mock)
    }

    fn many(count: u32) -> Option<MockStore> {
        let mut mock = MockStore::default();
        for expected in 0..count {
            let _ = mock.mock_get(expected).returns_with(|key: u32| key + 1);
        }
        Some(mock)
    }

    fn times(_: usize) -> Option<MockStore> {
        None
    }

    fn sequence(_: u32) -> Option<MockStore> {
        None
    }

    fn once() -> Option<MockStore> {
        None
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
