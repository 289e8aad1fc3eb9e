//! Names that a user has given already. All of this compiles without the feature `spy`, so it does with it.

#![allow(dead_code, clippy::needless_arbitrary_self_type, clippy::non_minimal_cfg)]

use mockit::automock;
use mockit::predicate::eq;

/// The names of all that a mock is asked by.
#[automock]
trait Asked {
    fn foo(&self, n: u8) -> u8;
    fn verify_foo(&self, n: u8) -> u8;
    fn foo_calls(&self) -> u8;
    fn mock_verify_foo(&self) -> u8;
    fn mock_foo_calls(&self) -> u8;
    fn expect_foo(&self, n: u8) -> u8;
    fn a_calls(&self) -> u8;
    fn verify_a(&self) -> u8;
    fn no_more_calls(&self) -> u8;
    fn verify_no_more_calls(&self) -> u8;
    fn clear_history(&self) -> u8;
    fn mockit_asked(&self) -> u8;
    fn spying(&self) -> u8;
    fn call_real(&self) -> u8;
    fn deref(&self) -> u8;
    fn verify(&self) -> u8;
    fn calls(&self) -> u8;
    fn verify_order(&self) -> u8;
}

#[test]
fn methods_that_are_called_as_questions_are() {
    let mock = MockAsked::nice();
    mock.foo(1);
    assert_eq!(
        (mock.verify_foo(2), mock.foo_calls(), mock.clear_history(), mock.mockit_asked()),
        (0, 0, 0, 0)
    );
    assert_eq!((mock.verify_no_more_calls(), mock.spying(), mock.verify(), mock.a_calls()), (0, 0, 0, 0));
    mock.verify_verify_foo().with(eq(2)).once();
    mock.verify_clear_history().once();
    mock.verify_spying().once();
    mock.verify_verify().once();
    mock.verify_call_real().never();
}

#[automock]
trait Clashing {
    fn foo(&self, n: u8) -> u8;
    fn verify_foo(&self) -> u8;
    fn foo_calls(&self) -> u8;
}

#[test]
fn a_question_whose_name_is_taken_has_another() {
    let mock = MockClashing::nice();
    mock.foo(1);
    mock.mock_verify_foo().with(eq(1)).once();
    assert_eq!(mock.mock_foo_calls()[0].args(), (&1,));
    mock.verify_verify_foo().never();
    mock.mock_verify_foo_calls().never();
}

#[automock]
trait Statics {
    fn spying() -> u8;
    fn verify_foo() -> u8;
    fn foo(&self) -> u8;
    fn foo_context(&self) -> u8;
    fn clear_history() -> u8;
    fn verify_no_more_calls() -> u8;
}

#[test]
fn static_methods_too() {
    let mock = MockStatics::nice();
    mock.foo();
    mock.mock_verify_foo().once();
    assert_eq!(mock.foo_calls().count(), 1);
}

/// A spy of the first would be called as the mock of the second is.
mod spies {
    use mockit::automock;

    #[automock]
    pub trait Foo {
        fn get(&self) -> u8;
    }

    #[automock]
    pub trait FooSpy {
        fn get(&self) -> u8;
    }

    #[automock]
    pub trait Bar {
        fn get(&self) -> u8;
    }

    pub struct MockBarSpy;

    struct Real;
    impl Foo for Real {
        fn get(&self) -> u8 {
            1
        }
    }
    impl FooSpy for Real {
        fn get(&self) -> u8 {
            2
        }
    }
    impl Bar for Real {
        fn get(&self) -> u8 {
            3
        }
    }

    #[test]
    fn they_are_spied_on_all_the_same() {
        let (foo, foo_spy, bar) = (MockFoo::spying(Real), MockFooSpy::spying(Real), MockBar::spying(Real));
        assert_eq!((foo.get(), foo_spy.get(), bar.get()), (1, 2, 3));
        let _users_own = MockBarSpy;
        let mut mock = MockFooSpy::new();
        mock.expect_get().return_const(4);
        assert_eq!(mock.get(), 4);
    }
}

#[test]
fn inside_a_function() {
    struct MockBarSpy;
    #[automock]
    trait Bar {
        fn get(&self, local: &Local) -> Local;
        fn generic<T: Into<Local> + 'static>(&self, item: T);
    }
    #[derive(Clone, Debug, PartialEq)]
    struct Local(u8);
    #[automock]
    trait Foo<T: Limit> {
        fn get(&self, local: T) -> u8;
    }
    trait Limit: 'static {}
    impl Limit for Local {}
    struct Real;
    impl Bar for Real {
        fn get(&self, local: &Local) -> Local {
            local.clone()
        }
        fn generic<T: Into<Local> + 'static>(&self, _: T) {}
    }
    impl<T: Limit> Foo<T> for Real {
        fn get(&self, _: T) -> u8 {
            1
        }
    }
    let _ = MockBarSpy;
    let bar = MockBar::spying(Real);
    assert_eq!(bar.get(&Local(1)), Local(1));
    bar.verify_get().with(eq(Local(1))).once();
    assert_eq!(MockFoo::<Local>::spying(Real).get(Local(1)), 1);
    #[automock]
    mod functions {
        pub fn get(n: u8) -> u8 {
            n
        }
    }
    let context = mock_functions::get_context().scoped();
    context.expect().return_const(2);
    assert_eq!(mock_functions::get(1), 2);
    context.verify().with(eq(1)).once();
}

/// Names of the standard library.
mod std_names {
    use mockit::automock;

    pub struct Clone;
    pub struct ToOwned;
    pub struct Option;
    pub struct Result;
    pub struct Box;
    pub struct Deref;
    pub struct Debug;
    pub struct Verify;
    pub struct Calls;
    pub struct Spy;
    pub struct Seen;
    pub struct Look;
    pub struct Keeping;
    pub struct Fleeting;
    pub struct Begun;
    pub struct Real;
    #[allow(non_snake_case)]
    pub fn Ok() {}
    #[allow(non_snake_case)]
    pub fn Err() {}
    #[allow(non_snake_case)]
    pub fn Some() {}

    #[automock]
    pub trait Foo {
        fn take(&self, a: &Clone, b: ToOwned, c: Option, d: Result) -> Box;
        fn other(&mut self, a: Deref, b: &mut Debug) -> &Verify;
        fn more<'a>(&self, a: &'a Calls, b: Spy) -> &'a Calls;
        fn generic<T: 'static>(&self, a: Seen, b: T) -> T;
        fn real(&self, a: Real, mockit_0: u8, mockit_begun: u8) -> Real;
        async fn later(&self, a: Look) -> Keeping;
        fn make(a: Fleeting) -> Begun;
    }

    #[automock]
    pub trait Generic<Real: 'static, M: 'static, R: 'static> {
        fn take(&self, a: Real, b: M) -> R;
    }

    struct It;

    impl Foo for It {
        fn take(&self, _: &Clone, _: ToOwned, _: Option, _: Result) -> Box {
            Box
        }
        fn other(&mut self, _: Deref, _: &mut Debug) -> &Verify {
            &Verify
        }
        fn more<'a>(&self, a: &'a Calls, _: Spy) -> &'a Calls {
            a
        }
        fn generic<T: 'static>(&self, _: Seen, b: T) -> T {
            b
        }
        fn real(&self, _: Real, _: u8, _: u8) -> Real {
            Real
        }
        async fn later(&self, _: Look) -> Keeping {
            Keeping
        }
        fn make(_: Fleeting) -> Begun {
            Begun
        }
    }

    #[test]
    fn they_are_in_nobodys_way() {
        let mut spy = MockFoo::spying(It);
        spy.take(&Clone, ToOwned, Option, Result);
        spy.other(Deref, &mut Debug);
        spy.more(&Calls, Spy);
        spy.generic(Seen, 1u8);
        spy.real(Real, 1, 2);
        spy.verify_take().once();
        spy.verify_other().once();
        spy.verify_more().once();
        spy.verify_generic::<u8>().once();
        spy.verify_real()
            .with(mockit::spy::unseen(), mockit::predicate::eq(1), mockit::predicate::eq(2))
            .once();
        spy.verify_no_more_calls();
    }
}

/// Methods that all types have.
mod everywhere {
    use mockit::automock;
    use mockit::predicate::eq;

    #[allow(clippy::wrong_self_convention)]
    pub trait ForAll: Sized {
        fn verify(self) {}
        fn calls(self) {}
        fn keep(&self) {}
        fn returned(self) {}
        fn is_blank(&self) {}
        fn begin_unseen(&self) {}
        fn now(self) {}
        fn deref(&self) {}
        fn deref_mut(&mut self) {}
    }
    impl<T> ForAll for T {}

    #[automock]
    pub trait Foo {
        fn get(&self, n: u8) -> u8;
        fn of(&mut self, text: &str) -> &str;
        fn opaque(&self, f: impl Fn(u8) -> u8) -> u8;
        async fn later(&self) -> u8;
        fn generic<T: 'static>(&self, item: T);
        fn make() -> u8;
    }

    struct It;

    impl Foo for It {
        fn get(&self, n: u8) -> u8 {
            n
        }
        fn of(&mut self, _: &str) -> &str {
            "it"
        }
        fn opaque(&self, f: impl Fn(u8) -> u8) -> u8 {
            f(1)
        }
        async fn later(&self) -> u8 {
            1
        }
        fn generic<T: 'static>(&self, _: T) {}
        fn make() -> u8 {
            1
        }
    }

    #[test]
    fn they_are_in_nobodys_way() {
        let mut spy = MockFoo::spying(It);
        assert_eq!((spy.get(1), spy.opaque(|n| n)), (1, 1));
        assert_eq!(spy.of("a"), "it");
        spy.generic(1u8);
        spy.verify_get().with(eq(1)).once();
    }
}

#[automock]
trait Raw {
    fn r#match(&self, r#type: u8) -> u8;
    fn r#try(&self) -> u8;
    #[cfg(any())]
    fn absent(&self, n: NoSuchType) -> NoSuchType;
    #[cfg(all())]
    fn present(&self, n: u8) -> u8;
    #[cfg_attr(all(), cfg(any()))]
    fn absent_too(&self, n: NoSuchType);
}

#[test]
fn raw_identifiers_and_cfgs() {
    let mock = MockRaw::nice();
    mock.r#match(1);
    mock.r#try();
    mock.present(2);
    mock.verify_match().with(eq(1)).once();
    assert_eq!(mock.match_calls()[0].args(), (&1,));
    mock.verify_try().once();
    mock.verify_present().with(eq(2)).once();
    mock.verify_no_more_calls();
    let text = mockit_tests::message(|| mock.verify_match().with(eq(2)).once());
    super::contains(&text, "type: expected 2, got 1");
}

/// A test of the user's own.
mod globs {
    #[allow(unused_imports)]
    use mockit::predicate::*;
    use mockit::*;

    #[automock]
    trait Foo {
        fn get(&self, n: u8) -> u8;
    }

    #[test]
    fn everything_of_mockit_in_scope() {
        let mock = MockFoo::nice();
        mock.get(1);
        mock.verify_get().with(eq(1)).once();
        verify_order![mock.verify_get()];
    }
}

/// A spy of a trait with everything that a trait can have.
mod shapes {
    use std::fmt::{Debug, Display};

    use mockit::automock;

    pub trait Super {
        fn above(&self) -> u8;
    }

    #[automock(type Item<'a> = &'a u8; type Plain = u8; const N: usize = 3)]
    pub trait Gats {
        type Item<'a>
        where
            Self: 'a;
        type Plain: Clone;
        const N: usize;
        fn plain(&self) -> Self::Plain;
    }

    #[automock]
    pub trait Supers: Super + Debug + Send + Sync + 'static {
        fn get(&self) -> u8;
        fn sized(self) -> u8
        where
            Self: Sized;
    }

    impl Super for MockSupers {
        fn above(&self) -> u8 {
            1
        }
    }

    #[automock]
    pub trait Lifetimes<'a, T: 'static + Display> {
        fn get(&self, text: &'a str, item: T) -> &'a str;
    }

    #[automock]
    pub trait Consts<const N: usize> {
        fn get(&self, items: [u8; N]) -> [u8; N];
        fn make() -> [u8; N];
    }

    #[automock]
    pub trait Selves {
        fn make() -> Self
        where
            Self: Sized;
        fn merge(&self, other: &Self) -> bool;
        fn rc(self: std::rc::Rc<Self>) -> u8;
        fn arc(self: std::sync::Arc<Self>) -> u8;
        fn pinned(self: std::pin::Pin<Box<Self>>) -> u8;
    }

    #[automock]
    pub trait Typed {
        fn typed(self: &Self, n: u8) -> u8;
        fn r#mut(self: &mut Self, n: u8) -> u8;
    }

    #[automock]
    pub trait Where
    where
        Self: Debug,
    {
        fn get(&self) -> u8;
    }

    #[automock]
    pub trait Empty {}

    #[automock]
    pub trait StaticsOnly {
        fn get() -> u8;
    }

    #[automock]
    pub trait Never {
        fn never(&self) -> !;
        fn function(&self, f: fn(&str) -> u8, g: for<'a> fn(&'a u8) -> &'a u8);
        fn array(&self, a: [Vec<u8>; 2], b: &[[u8; 2]], c: (u8, &str), d: &mut dyn FnMut(u8));
        fn boxed(&self) -> Box<dyn Fn(&str) -> &str + Send>;
        fn result(&self) -> Result<Box<dyn Debug>, Box<dyn std::error::Error>>;
        fn cow(&self) -> std::borrow::Cow<'_, str>;
        fn opaque(&self) -> impl Display + '_;
    }

    macro_rules! made {
        ($name:ident, $ty:ty) => {
            #[automock]
            pub trait $name {
                fn get(&self, item: $ty) -> $ty;
                fn of(&self, item: &$ty) -> &$ty;
            }
        };
    }
    made!(Made, Option<u8>);

    #[test]
    fn they_have_questions() {
        let mock = MockMade::nice();
        mock.get(Some(1));
        mock.verify_get().with(mockit::predicate::eq(Some(1))).once();
        let mock = MockTyped::nice();
        mock.typed(1);
        mock.verify_typed().once();
        let mut mock = MockLifetimes::<u8>::new();
        mock.expect_get().returning(|text, _| text);
        mock.get("a", 1);
        mock.verify_get().once();
        let mut mock = MockConsts::<2>::new();
        mock.expect_get().returning(|items| items);
        mock.get([1, 2]);
        mock.verify_get().with(mockit::predicate::eq([1, 2])).once();
        MockEmpty::new().verify_no_more_calls();
    }

    #[test]
    fn and_spies() {
        struct Real;
        impl Typed for Real {
            fn typed(&self, n: u8) -> u8 {
                n
            }
            fn r#mut(&mut self, n: u8) -> u8 {
                n
            }
        }
        impl<const N: usize> Consts<N> for Real {
            fn get(&self, items: [u8; N]) -> [u8; N] {
                items
            }
            fn make() -> [u8; N] {
                [0; N]
            }
        }
        impl<'a, T: 'static + Display> Lifetimes<'a, T> for Real {
            fn get(&self, text: &'a str, _: T) -> &'a str {
                text
            }
        }
        let mut typed = MockTyped::spying(Real);
        assert_eq!((typed.typed(1), typed.r#mut(2)), (1, 2));
        assert_eq!(MockConsts::<2>::spying(Real).get([1, 2]), [1, 2]);
        assert_eq!(Lifetimes::get(&MockLifetimes::<u8>::spying(Real), "a", 1), "a");
        let _ = MockStaticsOnly::new();
    }
}
