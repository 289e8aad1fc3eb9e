//! Names of the user's that are also names of the standard library, and of macros and of mockit.
#![expect(dead_code, non_camel_case_types, non_snake_case, unused_macros, reason = "that is the test")]

/// A module.
mod alloc {}
/// A module.
mod core {}
/// A module.
mod mockit {}
/// A module.
mod std {}

/// All that stand for types.
mod types {
    /// Structs.
    macro_rules! types {
        ($($name:ident)*) => { $(pub(crate) struct $name;)* };
    }

    types! {
        Any Arc Box ByType CString Call Cell Clone Context Copy Cow Debug Default Display Drop Eq Expectation Fn
        FnMut FnOnce Formatter Future Hash Hkt Infallible Into Iterator Kind Lt Method Mut Mutex None Opaque
        Option OsString Owned PathBuf PhantomData Pin Poll Rc Ref Result Send Sized Static String Sync ToOwned
        ToString Val Vec ViaDebug ViaOpaque bool char str u32 u8 usize
    }
}

/// All that stand for values.
mod values {
    /// Functions.
    macro_rules! values {
        ($($name:ident)*) => { $(pub(crate) const fn $name() {})* };
    }

    values! { Err Ok Some call checkpoint drop it lend lend_mut n0 n1 n2 result unsupported verify }
}

/// Macros too.
macro_rules! macros {
    ($($name:ident)*) => { $(macro_rules! $name { () => {} })* };
}

macros! { assert concat format format_args matches panic todo unreachable vec write }

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
#[expect(clippy::absolute_paths, reason = "all other names are taken")]
mod tests {
    use ::std::fmt as text;

    #[expect(unused_imports, reason = "they are to be in the way")]
    use super::{alloc, core, mockit, std, types::*, values::*};

    /// Methods that all types have.
    macro_rules! everywhere {
        ($($by_value:ident)*; $($by_reference:ident)*) => {
            trait ByValue: ::std::marker::Sized { $(fn $by_value(self) {})* }
            #[expect(clippy::missing_trait_methods, reason = "that is why they are there")]
            impl<T> ByValue for T {}
            trait ByReference { $(fn $by_reference(&self) {})* }
            #[expect(clippy::missing_trait_methods, reason = "that is why they are there")]
            impl<T: ?::std::marker::Sized> ByReference for T {}
        };
    }

    everywhere! {
        add get get_mut with expect_for scoped call core show mockit_new lend verify write_str map;
        checkpoint as_ref as_mut deref deref_mut
    }

    #[::mockit::automock(type Item = ::std::primitive::u8; const LIMIT: ::std::primitive::usize = 1)]
    trait Mocked: ::std::marker::Sized {
        type Item;
        const LIMIT: ::std::primitive::usize;
        fn value(&self, first: ::std::primitive::u8, it: &::std::primitive::str) -> ::std::primitive::u8;
        fn text(&self) -> &::std::primitive::str;
        fn option(&mut self, first: ::std::option::Option<&Self::Item>) -> ::std::option::Option<&mut u32>;
        fn result(&self) -> ::std::result::Result<::std::vec::Vec<Vec>, ::std::string::String>;
        fn object(&self, first: &dyn text::Debug) -> ::std::boxed::Box<dyn text::Display>;
        fn function(&self, first: impl ::std::ops::Fn(u8) -> u8) -> impl ::std::iter::Iterator<Item = u8>;
        fn into(&self, first: impl ::std::convert::Into<Self::Item>);
        fn many(&self, first: impl ::std::iter::IntoIterator<Item = u8>);
        fn hidden(&self, first: &mut text::Formatter<'_>) -> text::Result;
        fn pinned(self: ::std::pin::Pin<&mut Self>) -> &mut u8;
        fn generic<T, const N: ::std::primitive::usize>(&self, first: T) -> &T
        where
            T: ::std::fmt::Debug + ::std::marker::Send + ::std::marker::Sync + 'static;
        fn own(&self, first: &Option, second: Box, third: Result) -> String;
        fn make(first: ::std::primitive::u8) -> Self;
        fn typed<T: 'static>(first: &T) -> Self;
        async fn later(&self, first: &u8) -> ::std::option::Option<u8>;
    }

    #[::mockit::automock]
    trait Generic<T, Drop: 'static> {
        fn value(&self, first: T, second: &Drop) -> T;
        fn make(first: T) -> T;
        fn typed<U: ::std::convert::Into<T> + 'static>(first: U) -> T;
    }

    ::mockit::mock! {
        Described<Default: ::std::marker::Send + 'static> {
            fn own(&self, first: Option, second: &Result) -> Box;
            fn text<'it>(&self, first: &'it ::std::primitive::str) -> &'it ::std::primitive::str;
            fn default(first: Default) -> Self;
        }

        impl ::std::clone::Clone for Described<::std::primitive::u8> {
            fn clone(&self) -> Self;
        }
    }

    struct Real(u8);

    #[::mockit::automock]
    impl Real {
        const fn own(&self, _first: &Vec) -> &u8 {
            &self.0
        }
    }

    #[::mockit::automock]
    mod functions {
        use super::{Box, Option, Vec};

        pub(super) fn own(_first: &Option) -> Box {
            Box
        }

        pub(super) fn list(_first: &[u8]) -> ::std::vec::Vec<Vec> {
            ::std::vec::Vec::new()
        }

        use super::u8;
    }

    #[test]
    fn they_are_in_nobodys_way() {
        let mut mock = MockMocked::new();
        mock.expect_value().with(::mockit::predicate::eq(1), ::mockit::predicate::eq("a")).return_const(2);
        mock.expect_option().return_var(::std::option::Option::Some(u32));
        mock.expect_own().returning(|_, _, _| String);
        mock.expect_generic::<::std::primitive::u8, 1>().return_const(3);
        ::std::assert_eq!(mock.value(1, "a"), 2, "as the test set it");
        let present = mock.option(::std::option::Option::None).map(|_| 1u8);
        ::std::assert_eq!(present, ::std::option::Option::Some(1u8), "as the test set it");
        ::std::assert_eq!(*mock.generic::<_, 1>(1u8), 3, "as the test set it");
        ::std::assert_eq!(::std::format!("{mock:?}"), "MockMocked", "its name");
        let _: String = mock.own(&Option, Box, Result);
        let making = MockGeneric::<::std::primitive::u8, u8>::make_context().scoped();
        making.expect().returning(|value| value);
        ::std::assert_eq!(MockGeneric::<::std::primitive::u8, u8>::make(4), 4, "as the test set it");
    }
}
