//! mockall and mockit: doubles of other things than a trait, in the same text.

// What is mocked is only there to be.
#![allow(clippy::unused_self)]

macro_rules! automock_shapes {
    ($module:ident, $library:ident, { $($own:item)* }) => {
        mod $module {
            use std::hint::black_box;

            use $library::{automock, mock};

            use crate::automock::$module::Side;
            use crate::shapes::Shapes;

            mock! {
                Thirty {
                    fn m0(&self, key: u32) -> u32;
                    fn m1(&self, key: u32) -> u32;
                    fn m2(&self, key: u32) -> u32;
                    fn m3(&self, key: u32) -> u32;
                    fn m4(&self, key: u32) -> u32;
                    fn m5(&self, key: u32) -> u32;
                    fn m6(&self, key: u32) -> u32;
                    fn m7(&self, key: u32) -> u32;
                    fn m8(&self, key: u32) -> u32;
                    fn m9(&self, key: u32) -> u32;
                    fn m10(&self, key: u32) -> u32;
                    fn m11(&self, key: u32) -> u32;
                    fn m12(&self, key: u32) -> u32;
                    fn m13(&self, key: u32) -> u32;
                    fn m14(&self, key: u32) -> u32;
                    fn m15(&self, key: u32) -> u32;
                    fn m16(&self, key: u32) -> u32;
                    fn m17(&self, key: u32) -> u32;
                    fn m18(&self, key: u32) -> u32;
                    fn m19(&self, key: u32) -> u32;
                    fn m20(&self, key: u32) -> u32;
                    fn m21(&self, key: u32) -> u32;
                    fn m22(&self, key: u32) -> u32;
                    fn m23(&self, key: u32) -> u32;
                    fn m24(&self, key: u32) -> u32;
                    fn m25(&self, key: u32) -> u32;
                    fn m26(&self, key: u32) -> u32;
                    fn m27(&self, key: u32) -> u32;
                    fn m28(&self, key: u32) -> u32;
                    fn m29(&self, key: u32) -> u32;
                }
            }

            #[automock]
            mod texts {
                pub(super) fn count(key: u32) -> u32 {
                    key
                }
            }

            struct Holder<T>(T);

            #[automock]
            impl<T: Copy + std::fmt::Debug + Send + 'static> Holder<T> {
                fn get(&self, key: T) -> T {
                    key
                }
            }

            #[automock]
            trait Convert {
                fn convert<T: Copy + std::fmt::Debug + Send + 'static>(&self, value: T) -> u32;
            }

            impl Shapes for Side {
                fn last_of_thirty() -> Option<impl Fn(u32) -> u32> {
                    let mut mock = MockThirty::new();
                    mock.expect_m29().returning(|key| key + 1);
                    Some(move |key| black_box(&mock).m29(key))
                }

                fn function() -> Option<impl Fn(u32) -> u32> {
                    let context = mock_texts::count_context();
                    context.expect().returning(|key| key + 1);
                    Some(move |key| {
                        black_box(&context);
                        mock_texts::count(key)
                    })
                }

                fn generic_struct() -> Option<impl Fn(u32) -> u32> {
                    let mut mock = MockHolder::<u32>::new();
                    mock.expect_get().returning(|key| key + 1);
                    Some(move |key| black_box(&mock).get(key))
                }

                fn generic_method() -> Option<impl Fn(u32) -> u32> {
                    let mut mock = MockConvert::new();
                    mock.expect_convert::<u32>().returning(|value| value + 1);
                    Some(move |key| black_box(&mock).convert(key))
                }

                $($own)*
            }
        }
    };
}

automock_shapes!(with_mockall, mockall, {});
automock_shapes!(with_mockit, mockit, {
    fn scoped_function() -> Option<impl Fn(u32) -> u32> {
        let context = mock_texts::count_context().scoped();
        context.expect().returning(|key| key + 1);
        Some(move |key| {
            black_box(&context);
            mock_texts::count(key)
        })
    }
});
