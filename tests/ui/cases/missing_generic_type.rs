//! The same for a generic associated type.

use mockit::automock;

#[automock]
trait Store {
    type Slice<'a, T: Clone + 'static>: AsRef<[T]>
    where
        Self: 'a;
    fn bytes(&self) -> Self::Slice<'_, u8>;
    fn len(&self) -> usize;
}

struct Real;

impl Store for Real {
    type Slice<'a, T: Clone + 'static> = Vec<T>;

    fn bytes(&self) -> Vec<u8> {
        vec![]
    }

    fn len(&self) -> usize {
        0
    }
}

fn double(store: &impl Store) -> usize {
    2 * store.len()
}

fn main() {
    let mut mock = MockStore::new();
    mock.expect_len().times(1).return_const(1usize);
    mock.expect_bytes().returning(|| vec![1]);
    assert_eq!(mock.bytes().as_ref().len() + Real.bytes().len(), 1);
    assert_eq!(double(&mock) + double(&Real), 2);
}
