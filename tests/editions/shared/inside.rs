//! Mocks that are not public, and mocks inside of functions.

/// Not public; the compiler knows that it is used in tests only.
#[cfg_attr(test, mockit::automock)]
pub(crate) trait InCrate {
    /// A method.
    fn number(&self) -> u32;
}

/// Uses it.
pub(crate) fn twice(it: &impl InCrate) -> u32 {
    it.number().saturating_mul(2)
}

const _: fn(&Seven) -> u32 = twice;

/// The real one.
pub(crate) struct Seven;

impl InCrate for Seven {
    fn number(&self) -> u32 {
        7
    }
}

#[cfg(test)]
#[expect(unused_results, reason = "that of a setter is for the next one")]
mod tests {
    use super::{twice, InCrate as _, MockInCrate, Seven};

    #[mockit::automock]
    trait Private {
        fn typed<T: 'static>(&self, value: T) -> u32;
    }

    #[test]
    fn not_public() {
        let mut mock = MockInCrate::new();
        mock.expect_number().return_const(2u32);
        assert_eq!(twice(&mock), 4, "as the test set it");
        assert_eq!(Seven.number(), 7, "the real one");
        let mut private = MockPrivate::new();
        private.expect_typed::<u8>().returning(u32::from);
        assert_eq!(private.typed(3u8), 3, "as the test set it");
    }

    #[test]
    fn inside_a_function() {
        #[mockit::automock]
        trait Local {
            fn number(&self) -> u32;
        }
        let mut mock = MockLocal::new();
        mock.expect_number().return_const(5u32);
        assert_eq!(mock.number(), 5, "as the test set it");
    }
}
