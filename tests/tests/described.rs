//! `mock!`: types and traits that are declared elsewhere.

#![allow(dead_code)]

use std::fmt::{self, Debug};

use mockit::predicate::{always, eq};
use mockit::{Sequence, mock};

trait Plain {
    fn plain(&self) -> u8;
}

trait Convert<T> {
    fn convert(&self, value: T) -> String;
}

trait Limits {
    type Item;
    const MOST: usize;
    fn limit(&self) -> Option<Self::Item>;
    fn of(n: usize) -> Self
    where
        Self: Sized;
}

mod first {
    pub trait Send {
        fn send(&self, to: &str) -> bool;
    }
}

mod second {
    pub trait Send {
        fn send(&self, to: u8) -> u8;
        fn only(&self) -> u8;
    }
}

mock! {
    /// Docs of the mock.
    #[derive(Debug)]
    pub(crate) Everything {
        const OWN: u8 = 3;
        /// Docs of a method.
        #[must_use]
        pub fn send(&self) -> &'static str;
        fn build(parts: &[u8]) -> Result<Self, String>;
        #[cfg(any())]
        fn absent(&self, it: Nowhere);
        async fn later(&self, n: u8) -> u8;
        pub fn new(n: u8) -> Self;
    }
    impl Plain for Everything {
        fn plain(&self) -> u8;
    }
    impl Limits for Everything {
        type Item = u16;
        const MOST: usize = 9;
        fn limit(&self) -> Option<u16>;
        fn of(n: usize) -> Self;
    }
    impl Convert<u8> for Everything {
        fn convert(&self, value: u8) -> String;
    }
    impl Convert<&'static str> for Everything {
        fn convert(&self, value: &'static str) -> String;
    }
    impl first::Send for Everything {
        fn send(&self, to: &str) -> bool;
    }
    impl second::Send for Everything {
        fn send(&self, to: u8) -> u8;
        fn only(&self) -> u8;
    }
    #[cfg(any())]
    impl Nothing for Everything {}
    impl PartialEq for Everything {
        fn eq(&self, other: &Self) -> bool;
    }
}

#[test]
fn methods_of_the_type_itself() {
    let mut mock = MockEverything::default();
    mock.expect_send().return_const("own");
    mock.expect_later().with(eq(1)).returning(|n| n + 1);
    assert_eq!((mock.send(), MockEverything::OWN), ("own", 3));
    assert_eq!(futures::executor::block_on(mock.later(1)), 2);
    assert_eq!(format!("{mock:?}"), "MockEverything");

    let build = MockEverything::build_context().scoped();
    build.expect().with(eq([1, 2])).returning(|_| Ok(MockEverything::new_mock()));
    assert!(MockEverything::build(&[1, 2]).is_ok());
    let new = MockEverything::new_context().scoped();
    new.expect().returning(|_| MockEverything::new_mock());
    let _ = MockEverything::new(4);
}

#[test]
fn traits() {
    let mut order = Sequence::new();
    let mut mock = MockEverything::new_mock();
    mock.expect_plain().times(1).in_sequence(&mut order).return_const(1u8);
    mock.expect_limit().times(1).in_sequence(&mut order).return_const(None);
    mock.expect_limit().return_const(Some(3));
    assert_eq!(mock.plain(), 1);
    assert_eq!(mock.limit(), None);
    assert_eq!((mock.limit(), MockEverything::MOST), (Some(3), 9));
    mock.expect_eq().withf(|other| other.limit().is_none()).return_const(true);
    let mut other = MockEverything::default();
    other.expect_limit().return_const(None);
    assert!(mock == other);
    let of = MockEverything::of_context().scoped();
    of.expect().returning(|_| MockEverything::default());
    let _ = MockEverything::of(2);
}

#[test]
fn methods_of_one_name() {
    let mut mock = MockEverything::new_mock();
    mock.expect_convert_convert().returning(|n: u8| n.to_string());
    mock.expect_convert_static_str_convert().returning(str::to_owned);
    mock.expect_send_send().with(eq("a")).return_const(true);
    mock.expect_second_send_send().with(eq(1)).return_const(2);
    mock.expect_only().return_const(3);
    assert_eq!((mock.convert(7u8), mock.convert("b")), ("7".into(), "b".into()));
    assert!(first::Send::send(&mock, "a"));
    assert_eq!((second::Send::send(&mock, 1), second::Send::only(&mock)), (2, 3));
}

#[test]
#[should_panic(expected = "<MockEverything as first::Send>::send(\"b\"): No matching expectation found")]
fn a_report_says_which_of_them() {
    let mut mock = MockEverything::new_mock();
    mock.expect_send_send().with(eq("a")).return_const(true);
    first::Send::send(&mock, "b");
}

#[test]
#[should_panic(expected = "set `expect_…_convert()` first")]
fn a_report_names_what_to_set() {
    MockEverything::new_mock().convert(7u8);
}

/// A type that is `Debug` when its argument is.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T: Clone>(T);

trait Pages<T> {
    fn page(&self) -> u8
    where
        T: PartialEq;
}

trait Mapped<'a, T> {
    fn map(&'a self, of: &'a T) -> &'a T;
}

mock! {
    Generic<'x, T: Debug, U = u8, const N: usize = 2> where U: Default {
        fn get(&self, at: &U) -> Option<&T>;
        fn fill(&self, with: [T; N]);
        fn name(&self) -> &'x str;
        fn specific(&self, page: T) -> Page<T> where T: Clone;
        fn make(of: T) -> Self;
        fn other<V: Debug + 'static>(&self, it: V) -> (T, V);
    }
    impl<'x, T: Debug, U, const N: usize> Plain for Generic<'x, T, U, N> where U: Default {
        fn plain(&self) -> u8;
    }
    impl<'x, V: Debug + Clone> Pages<V> for Generic<'x, V, u8, 1> {
        fn page(&self) -> u8;
    }
    impl<'x, 'a> Mapped<'a, String> for Generic<'x, u8, u8, 7> {
        fn map(&'a self, of: &'a String) -> &'a String;
    }
    impl<'x, C: 'static> Convert<C> for Generic<'x, u8> {
        fn convert(&self, value: C) -> String;
    }
}

#[test]
fn generic_mocks() {
    let mut mock = MockGeneric::<'_, String, u16, 3>::new();
    mock.expect_get().with(eq(1)).return_const(Some("one".to_string()));
    mock.expect_fill().withf(|with| with.len() == 3).times(1).return_const(());
    mock.expect_name().return_const("name");
    mock.expect_specific().returning(Page);
    mock.expect_other::<u8>().with(eq(1)).returning(|it| (String::new(), it));
    mock.expect_plain().return_const(5u8);
    assert_eq!(mock.get(&1), Some(&"one".to_string()));
    mock.fill(Default::default());
    assert_eq!((mock.name(), mock.plain()), ("name", 5));
    assert_eq!(mock.specific("p".into()), Page("p".into()));
    assert_eq!(mock.other(1u8).1, 1);

    let make = MockGeneric::<'static, u8, u8, 2>::make_context().scoped();
    make.expect().with(eq(4)).returning(|_| MockGeneric::new());
    let made = MockGeneric::<'static, u8, u8, 2>::make(4);
    drop(made);
}

#[test]
fn traits_of_some_mocks() {
    let mut pages = MockGeneric::<char, u8, 1>::new();
    pages.expect_page().return_const(1u8);
    assert_eq!(Pages::<char>::page(&pages), 1);

    let mut mapped = MockGeneric::<u8, u8, 7>::new();
    mapped.expect_map().return_const("m".to_string());
    assert_eq!(mapped.map(&"of".to_string()), "m");

    let mut converts = MockGeneric::<u8>::new();
    converts.expect_convert::<bool>().returning(|it| it.to_string());
    converts.expect_convert::<char>().times(1).returning(|it| it.into());
    assert_eq!((converts.convert(true), converts.convert('c')), ("true".into(), "c".into()));
}

mock! {
    #[derive(Clone, Debug, Default)]
    Shared {
        fn get(&self) -> u8;
    }
    impl fmt::Display for Shared {
        fn fmt<'a>(&self, f: &mut fmt::Formatter<'a>) -> fmt::Result;
    }
}

#[test]
fn clones_share_their_expectations() {
    let mut mock = MockShared::new();
    mock.expect_get().times(3).return_const(1u8);
    mock.expect_fmt().returning(|f| write!(f, "shown"));
    let clone = mock.clone();
    assert_eq!((mock.get(), clone.get(), clone.clone().get()), (1, 1, 1));
    drop(mock);
    assert_eq!(clone.to_string(), "shown");
}

#[test]
#[should_panic(
    expected = "MockShared::get: Expectation(<anything>) called 1 time(s) which is fewer than expected 2"
)]
fn the_last_clone_verifies() {
    let mut mock = MockShared::new();
    mock.expect_get().times(2).return_const(1u8);
    let clone = mock.clone();
    mock.get();
    drop(mock);
    drop(clone);
}

#[test]
fn inside_a_function() {
    mock! {
        Local {
            fn get<T: Debug>(&self, it: &T) -> String;
        }
        impl Plain for Local {
            fn plain(&self) -> u8;
        }
    }
    let mut mock = MockLocal::new();
    mock.expect_get().with(always()).returning(|it| format!("{it:?}"));
    mock.expect_plain().return_const(1u8);
    let local = 5;
    assert_eq!((mock.get(&&local), mock.plain()), ("5".into(), 1));
}

trait Absent {}

mock! {
    Dropped {
        fn get(&self) -> u8;
    }
    impl Drop for Dropped {
        fn drop(&mut self);
    }
    #[cfg(any())]
    impl Absent for Dropped {
        fn absent(&self, it: Nowhere) -> Nowhere;
        fn of(it: Nowhere);
    }
}

#[test]
fn the_drop_of_a_mock_can_be_mocked() {
    let dropped = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let seen = dropped.clone();
    let mut mock = MockDropped::new();
    mock.expect_drop().times(1).return_once(move || seen.store(true, std::sync::atomic::Ordering::Relaxed));
    drop(mock);
    assert!(dropped.load(std::sync::atomic::Ordering::Relaxed));
}

#[test]
#[should_panic(
    expected = "MockDropped::get: Expectation(<anything>) called 0 time(s) which is fewer than expected 1"
)]
fn and_the_mock_is_verified() {
    let mut mock = MockDropped::new();
    mock.expect_drop().return_const(());
    mock.expect_get().times(1).return_const(1);
}

trait Get {
    fn get(&self) -> u8;
}

mock! {
    Special<T> {
        fn get(&self) -> T;
    }
    impl Get for Special<u8> {
        fn get(&self) -> u8;
    }
}

#[test]
fn a_name_for_every_mock_and_for_some() {
    let mut mock = MockSpecial::<u8>::new();
    mock.expect_get().return_const(1);
    mock.expect_get_get().return_const(2);
    assert_eq!((mock.get(), Get::get(&mock)), (1, 2));
}

macro_rules! by_macro {
    ($name:ident, $bytes:ty, $text:ty, $object:ty) => {
        mock! {
            $name {
                fn bytes(&self, n: &$text) -> $bytes;
                fn text(&self) -> &$text;
                fn object(&self, it: &$object) -> Option<&$text>;
            }
        }
    };
}

by_macro!(ByMacro, &[u8], str, dyn Fn(u8) -> u8 + Send);

#[test]
fn types_that_a_macro_was_given() {
    let mut mock = MockByMacro::new();
    mock.expect_bytes().with(eq("a")).return_const(vec![1]);
    mock.expect_text().return_const("t".to_string());
    mock.expect_object().returning(|it| Some(it(1).to_string()));
    assert_eq!((mock.bytes("a"), mock.text(), mock.object(&|n| n + 1)), (&[1][..], "t", Some("2")));
}
