//! What the compiler says of wrong uses. Besides the line with the error, every file uses the trait
//! and its mock, so that the texts show that nothing else is reported.
//!
//! The texts are those of rustc 1.95. After a change: `TRYBUILD=overwrite cargo test -p mockit-ui-tests
//! --test compile_errors`, and read the difference.

use trybuild::TestCases;

/// Without the feature `spy`, with which the compiler quotes other lines of mockit.
#[cfg(not(feature = "spy"))]
#[test]
fn wrong_uses_are_explained() {
    TestCases::new().compile_fail("cases/*.rs");
}

/// Of mocks that are asked afterwards.
#[cfg(feature = "spy")]
#[test]
fn wrong_questions_are_explained() {
    TestCases::new().compile_fail("cases/spy/*.rs");
}

/// In a test of its own: with one of these, `trybuild` would build the others one by one.
#[test]
fn what_the_errors_advise_compiles() {
    TestCases::new().pass("cases/pass/*.rs");
}
