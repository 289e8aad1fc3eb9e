//! Mocks of several traits, without spelling them again.

#![allow(dead_code)]

use std::fmt;
use std::io::{BufRead, Read};

use mockit::{automock, mock};

mod stores {
    use mockit::automock;

    #[derive(Debug, Clone, PartialEq)]
    pub struct Item(pub u8);

    #[automock]
    pub trait Source<K: 'static> {
        fn get(&self, key: &K) -> Option<Item>;
        /// Provided.
        fn has(&self, key: &K) -> bool {
            self.get(key).is_some()
        }
    }

    #[automock(type Error = String)]
    pub(crate) trait Fails {
        type Error;
        const LIMIT: usize = 3;
        fn last_error(&self) -> Option<Self::Error>;
    }
}

use stores::{Item, Source};

#[automock(impl Source<u32>; impl stores::Fails<Error = u8>; impl fmt::Display)]
trait Store: Source<u32> + stores::Fails<Error = u8> + fmt::Display {
    fn put(&mut self, key: u32, item: Item);
}

#[test]
fn supertraits_by_their_own_signatures() {
    let mut store = MockStore::new();
    store.expect_get().returning(|key| Some(Item(*key as u8)));
    store.expect_has().return_const(true);
    store.expect_last_error().return_const(Some(7));
    store.expect_put().times(1).return_const(());
    store.expect_fmt().returning(|f| f.write_str("a store"));
    fn run(store: &mut impl Store) -> String {
        assert_eq!(store.get(&3), Some(Item(3)));
        assert!(store.has(&9));
        assert_eq!(store.last_error(), Some(7));
        store.put(1, Item(1));
        store.to_string()
    }
    assert_eq!(run(&mut store), "a store");
    assert_eq!(format!("{store:?}"), "MockStore");
}

#[automock(impl Store)]
trait Special: Store {
    fn special(&self);
}

#[test]
fn supertraits_of_supertraits() {
    let mut special = MockSpecial::new();
    special.expect_special().return_const(());
    special.expect_get().return_const(None);
    special.special();
    assert_eq!(special.get(&1), None);
}

mock! {
    Both<T> {
        fn own(&self) -> T;
    }
    impl stores::Source<T>;
    impl stores::Fails<Error = Vec<T>>;
}

#[test]
fn generic_mocks() {
    let mut both = MockBoth::<u8>::new();
    both.expect_own().return_const(1);
    both.expect_get().returning(|key| Some(Item(*key)));
    use stores::Fails;
    both.expect_last_error().returning(|| Some(vec![2]));
    assert_eq!((both.own(), both.get(&4), both.last_error()), (1, Some(Item(4)), Some(vec![2])));
}

mock! {
    pub File {}
    impl Read;
    impl BufRead;
    impl std::io::Write;
    impl std::io::Seek;
    impl Iterator<Item = u8>;
    impl Clone;
    impl PartialEq;
    impl PartialEq<u8>;
    impl std::hash::Hash;
}

#[test]
fn common_traits() {
    let mut file = MockFile::new();
    file.expect_read().returning(|buffer| {
        buffer[0] = 7;
        Ok(1)
    });
    file.expect_next().returning_each([Some(1), None]);
    let mut bytes = [0; 3];
    assert_eq!((file.read(&mut bytes).unwrap(), bytes[0]), (1, 7));
    assert_eq!(file.collect::<Vec<_>>(), [1]);
}

mock! {
    Absolute {}
    impl crate::stores::Source<u8>;
    impl self::stores::Fails<Error = ()>;
}

#[test]
fn inside_a_function() {
    #[automock]
    pub trait Base {
        fn base(&self) -> u8;
    }
    #[automock(impl Base)]
    trait Derived: Base {
        fn derived(&self) -> u8;
    }
    let mut mock = MockDerived::new();
    mock.expect_base().return_const(1);
    mock.expect_derived().return_const(2);
    assert_eq!((mock.base(), mock.derived()), (1, 2));
    let absolute = MockAbsolute::new();
    drop(absolute);
}

/// A derive of a trait's name may stand beside the trait.
mod with_derive {
    use super::automock;

    #[automock]
    trait Hash {
        fn get(&self) -> u8;
    }

    #[derive(Hash, PartialEq, Eq)]
    struct Key(u8);
}

mod common {
    use std::error::Error;
    use std::fmt::{self, Debug, Display};
    use std::hash::{Hash, Hasher};
    use std::ops::{Deref, DerefMut, Index, IndexMut};
    use std::pin::pin;
    use std::str::FromStr;
    use std::task::{Context, Poll, Waker};

    use mockit::mock;

    mock! {
        Std {}
        impl Display;
        impl Debug;
        impl fmt::Write;
        impl Error;
        impl Clone;
        impl Default;
        impl Hash;
        impl Hasher;
        impl PartialEq;
        impl PartialEq<u8>;
        impl Eq;
        impl PartialOrd;
        impl PartialOrd<u8>;
        impl Ord;
        impl Future<Output = u8>;
        impl AsRef<str>;
        impl AsMut<[u8]>;
        impl From<u8>;
        impl TryFrom<u16, Error = String>;
        impl FromStr<Err = ()>;
        impl Deref<Target = str>;
        impl DerefMut;
        impl Index<u8, Output = String>;
        impl IndexMut<u8>;
        impl std::ops::Add<Output = u8>;
        impl std::ops::Sub<u8, Output = u8>;
        impl std::ops::Mul<Output = Self>;
        impl std::ops::Div<Output = u8>;
        impl std::ops::Rem<Output = u8>;
        impl std::ops::AddAssign<u8>;
        impl std::ops::SubAssign<u8>;
        impl std::ops::MulAssign<u8>;
        impl std::ops::DivAssign<u8>;
        impl std::ops::Not<Output = bool>;
        impl std::ops::Neg<Output = u8>;
        impl std::ops::Drop;
        impl Iterator<Item = u8>;
        impl DoubleEndedIterator;
        impl ExactSizeIterator;
        impl std::borrow::Borrow<u16>;
    }

    mock! {
        Io {}
        impl std::io::Read;
        impl std::io::Write;
        impl std::io::BufRead;
        impl std::io::Seek;
    }

    mock! {
        #[derive(Debug)]
        Tokio {}
        impl tokio::io::AsyncRead;
        impl tokio::io::AsyncWrite;
        impl tokio::io::AsyncBufRead;
        impl tokio::io::AsyncSeek;
    }

    mock! {
        Futures {}
        impl futures::Stream<Item = u8>;
        impl futures::Sink<u8, Error = String>;
        impl futures::AsyncRead;
        impl futures::AsyncWrite;
    }

    mock! {
        Tower {}
        impl tower::Service<u8, Response = u16, Error = String, Future = std::future::Ready<Result<u16, String>>>;
        impl tower::Layer<u8, Service = u16>;
    }

    #[test]
    fn of_std() {
        let mut mock = MockStd::new();
        mock.expect_display_fmt().returning(|f| f.write_str("shown"));
        mock.expect_hash().returning(|state| state.write_u8(1));
        mock.expect_poll().return_const(Poll::Ready(3));
        mock.expect_deref().return_const("text".to_string());
        mock.expect_next_back().return_const(Some(4));
        mock.expect_drop().return_const(());
        assert_eq!((mock.to_string(), mock.next_back(), mock.trim()), ("shown".into(), Some(4), "text"));
        let mut hasher = std::hash::DefaultHasher::new();
        mock.hash(&mut hasher);
        assert_eq!(pin!(mock).as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(3));
    }

    #[tokio::test]
    async fn of_tokio_futures_and_tower() {
        use futures::{SinkExt, StreamExt};
        use tower::Service;

        let mut tokio = MockTokio::new();
        tokio.expect_poll_read().times(1).returning(|_, buffer| {
            buffer.put_slice(b"abc");
            Poll::Ready(Ok(()))
        });
        let (mut bytes, mut tokio) = ([0; 8], pin!(tokio));
        let mut buffer = tokio::io::ReadBuf::new(&mut bytes);
        let read =
            std::future::poll_fn(|cx| tokio::io::AsyncRead::poll_read(tokio.as_mut(), cx, &mut buffer));
        read.await.unwrap();
        assert_eq!(buffer.filled(), b"abc");

        let mut futures = MockFutures::new();
        futures.expect_poll_next().returning_each([Poll::Ready(Some(1)), Poll::Ready(None)]);
        futures.expect_poll_ready().returning(|_| Poll::Ready(Ok(())));
        futures.expect_start_send().times(1).returning(|_| Ok(()));
        futures.expect_sink_poll_flush().returning(|_| Poll::Ready(Ok(())));
        futures.send(7).await.unwrap();
        assert_eq!(futures.collect::<Vec<_>>().await, [1]);

        let mut tower = MockTower::new();
        tower.expect_call().times(1).returning(|n| std::future::ready(Ok(n.into())));
        assert_eq!(tower.call(5).await, Ok(5));
    }
}
