//! A crate of procedural macros, which can export no others: its public traits are mocked all the same.

use proc_macro::TokenStream;

#[proc_macro]
pub fn empty(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

#[cfg(test)]
mod tests {
    mod inner {
        #[doubles::automock]
        pub trait Helper {
            fn help(&self) -> u8;
        }
    }

    use inner::Helper;

    #[doubles::automock(impl Helper)]
    trait More: Helper {
        fn more(&self) -> u8;
    }

    #[test]
    fn mocks() {
        let mut mock = MockMore::new();
        mock.expect_help().return_const(1);
        mock.expect_more().return_const(2);
        assert_eq!((mock.help(), mock.more()), (1, 2));
    }
}
