//! The attribute around bodies of every kind.

use std::fmt::Debug;
use std::process::ExitCode;

use mockit::scoped;
use mockit_tests::message;

use super::{Mailer as _, UNMET, leaked, mailer};

/// A name that generated code must not take for another.
#[allow(dead_code)]
struct Result<T>(T);
type StdResult<T, E> = std::result::Result<T, E>;
#[allow(dead_code)]
struct Err;

#[derive(Debug, PartialEq)]
struct NoOutcome(u32);

#[scoped]
fn question_marks(text: &str) -> StdResult<u32, String> {
    leaked(mailer());
    let number: i32 = text.parse().map_err(|_| "no number")?;
    if number < 0 {
        return StdResult::Err("negative".to_string());
    }
    leaked(mailer()).send("u1");
    Ok(number.unsigned_abs())
}

#[scoped]
fn nothing_known(number: u32) -> NoOutcome {
    NoOutcome(number)
}

#[scoped]
fn by_reference<'a>(list: &'a [String], (from, to): (usize, usize), out: &mut Vec<usize>) -> &'a [String] {
    out.push(from);
    out.push(to);
    &list[from..to]
}

#[scoped]
fn elided(text: &str) -> &str {
    &text[1..]
}

#[scoped]
fn never() -> ! {
    panic!("never")
}

#[scoped]
fn opaque(number: u32) -> impl Debug + PartialEq<u32> {
    number + 1
}

#[scoped]
fn opaque_inside(number: u32) -> StdResult<impl Debug + Into<u32>, String> {
    let number = u8::try_from(number).map_err(|error| error.to_string())?;
    Ok(number)
}

#[scoped]
fn generic<T, const N: usize>(value: T) -> [T; N]
where
    T: Clone,
{
    [(); N].map(|()| value.clone())
}

#[scoped(crate = mockit)]
fn inner_attributes() -> u32 {
    #![allow(non_snake_case, reason = "a name of its own")]
    let OUTCOME = 1;
    OUTCOME + 1
}

#[scoped]
fn owned(mut value: String) -> String {
    value.push('!');
    value
}

#[scoped]
fn exit(fails: bool) -> ExitCode {
    leaked(mailer());
    if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

#[scoped]
async fn asynchronous(text: &str) -> StdResult<usize, std::num::ParseIntError> {
    let number: usize = async { text.parse() }.await?;
    leaked(mailer()).send(text);
    Ok(number)
}

#[scoped]
async fn asynchronous_opaque(text: &str) -> impl Debug {
    text.len()
}

#[scoped]
async fn asynchronous_never() -> ! {
    panic!("never")
}

struct Suite {
    started: u32,
}

impl Suite {
    #[scoped]
    fn start(&mut self) -> u32 {
        self.started += 1;
        self.started
    }
}

#[test]
fn every_body_means_what_it_meant() {
    assert_eq!(question_marks("x"), StdResult::Err("no number".to_string()));
    assert_eq!(question_marks("-1"), StdResult::Err("negative".to_string()));
    assert!(message(|| question_marks("1")).starts_with(UNMET));
    assert_eq!(nothing_known(3), NoOutcome(3));
    let mut out = Vec::new();
    let list = ["a".to_string(), "b".to_string()];
    assert_eq!(by_reference(&list, (1, 2), &mut out), ["b"]);
    assert_eq!(out, [1, 2]);
    assert_eq!(elided("abc"), "bc");
    assert_eq!(message(|| never()), "never");
    assert_eq!(opaque(1), 2);
    assert_eq!(opaque_inside(7).map(Into::into), Ok(7u32));
    assert_eq!(generic::<_, 2>('a'), ['a', 'a']);
    assert_eq!(inner_attributes(), 2);
    assert_eq!(owned("a".to_string()), "a!");
    assert!(message(|| exit(false)).starts_with(UNMET));
    assert_eq!(format!("{:?}", exit(true)), format!("{:?}", ExitCode::FAILURE));
    assert_eq!(Suite { started: 1 }.start(), 2);
}

#[tokio::test]
async fn asynchronous_bodies() {
    assert_eq!(asynchronous("7").await, Ok(7));
    assert!(asynchronous("x").await.is_err());
    assert_eq!(format!("{:?}", asynchronous_opaque("abc").await), "3");
    let panic = tokio::spawn(async { asynchronous_never().await }).await.unwrap_err();
    assert_eq!(mockit_tests::text(&*panic.into_panic()), "never");
}
