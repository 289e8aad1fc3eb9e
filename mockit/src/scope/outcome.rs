//! What a test gives back.

use std::convert::Infallible;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// What [`scope`](crate::scope()) and [`run`](super::run) can return: tells whether the test failed.
///
/// A `Result` does so by `Err`, and an [`ExitCode`] unless it is `SUCCESS`. Nothing else is a failure: `()`, `!`,
/// numbers, text, `Option`, `Vec`, tuples, boxes. A value of another type is returned in a `Some`.
/// [`#[scoped]`](macro@crate::scoped) takes results of any type.
///
/// ```
/// struct Visits(u32);
///
/// let visits = mockit::scope(|| Some(Visits(1)));
/// # assert_eq!(visits.unwrap().0, 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "a guard cannot tell whether `{Self}` means that the test has failed",
    note = "return `Some` of it, which is no failure; `#[mockit::scoped]` takes any result"
)]
pub trait Outcome: Known {
    /// Has the test failed? What its doubles say is printed then, and the test's own failure stays what it is.
    fn is_failure(&self) -> bool {
        false
    }
}

/// Only those below: who knows one more type could not know that it will not be among them.
pub trait Known {}

impl<T, E> Known for Result<T, E> {}
impl<T, E> Outcome for Result<T, E> {
    fn is_failure(&self) -> bool {
        self.is_err()
    }
}

impl Known for ExitCode {}
impl Outcome for ExitCode {
    fn is_failure(&self) -> bool {
        // There is no other way to ask it.
        format!("{self:?}") != format!("{:?}", ExitCode::SUCCESS)
    }
}

/// Finds the type `!`, which has no other name in stable Rust.
trait Returns {
    type Result;
}

impl<R> Returns for fn() -> R {
    type Result = R;
}

macro_rules! never_a_failure {
    ($(<$($parameter:ident),*> $ty:ty;)*) => {$(
        impl<$($parameter),*> Known for $ty {}
        impl<$($parameter),*> Outcome for $ty {}
    )*};
    ($($ty:ty),*) => {$(
        impl Known for $ty {}
        impl Outcome for $ty {}
    )*};
}

never_a_failure! {
    (), bool, char, &str, String, <fn() -> ! as Returns>::Result, Infallible, Duration, u8, u16, u32, u64, u128,
    usize, i8, i16, i32, i64, i128, isize, f32, f64
}

never_a_failure! {
    <T> Option<T>;
    <T> Vec<T>;
    <T> Box<T>;
    <T> Rc<T>;
    <T> Arc<T>;
    <A, B> (A, B);
    <A, B, C> (A, B, C);
}

/// Asks a result of any type: method resolution takes the impl for `Tell` before the one for `&Tell`.
#[derive(Debug)]
pub struct Tell<'a, R: ?Sized>(pub &'a R);

/// It is an [`Outcome`].
pub trait TellOutcome {
    /// What it says.
    fn mockit_is_failure(&self) -> bool;
}

impl<R: Outcome + ?Sized> TellOutcome for Tell<'_, R> {
    fn mockit_is_failure(&self) -> bool {
        self.0.is_failure()
    }
}

/// It is none.
pub trait TellNothing {
    /// No.
    fn mockit_is_failure(&self) -> bool;
}

impl<R: ?Sized> TellNothing for &Tell<'_, R> {
    fn mockit_is_failure(&self) -> bool {
        false
    }
}
