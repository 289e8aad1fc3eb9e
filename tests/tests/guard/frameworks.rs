//! The attribute among those that make tests. Each of these passes; `failing` has those that must not.

use mockit::scoped;
use rstest::{fixture, rstest};
use test_case::test_case;

use super::{Mailer as _, MockMailer, leaked, mailer};

#[fixture]
fn sender() -> MockMailer {
    mailer()
}

#[test]
#[scoped]
fn below_test() {
    leaked(mailer()).send("u1");
}

#[scoped]
#[test]
fn above_test() {
    leaked(mailer()).send("u1");
}

#[test]
#[scoped]
#[should_panic(expected = "fewer than expected 1")]
fn below_test_failing() {
    leaked(mailer());
}

#[scoped]
#[test]
#[should_panic(expected = "fewer than expected 1")]
fn above_test_failing() {
    leaked(mailer());
}

#[tokio::test]
#[scoped]
async fn below_tokio() -> Result<(), String> {
    leaked(mailer()).send("u1");
    let text = async { Ok::<_, String>("u1") }.await?;
    assert_eq!(text, "u1");
    Ok(())
}

#[scoped]
#[tokio::test(flavor = "multi_thread")]
async fn above_tokio() -> Result<(), String> {
    leaked(mailer()).send("u1");
    async { Ok(()) }.await
}

#[tokio::test]
#[scoped]
#[should_panic(expected = "fewer than expected 1")]
async fn below_tokio_failing() {
    leaked(mailer());
}

#[scoped]
#[tokio::test]
#[should_panic(expected = "fewer than expected 1")]
async fn above_tokio_failing() {
    leaked(mailer());
}

/// Fixtures are made within the guard.
#[rstest]
#[scoped]
fn below_rstest(sender: MockMailer) {
    leaked(sender).send("u1");
}

#[rstest]
#[scoped]
#[should_panic(expected = "fewer than expected 1")]
fn below_rstest_failing(sender: MockMailer) {
    std::mem::forget(sender);
}

#[scoped]
#[rstest]
#[case("u1", 1)]
#[case("u2", 2)]
fn above_rstest(mut sender: MockMailer, #[case] to: &str, #[case] times: usize) {
    sender.expect_send().replacing_earlier().times(times).return_const(true);
    (0..times).for_each(|_| assert!(sender.send(to)));
    leaked(sender);
}

#[rstest]
#[case("u1")]
#[case("u2")]
#[scoped]
#[should_panic(expected = "fewer than expected 1")]
fn cases_failing(sender: MockMailer, #[case] _to: &str) {
    leaked(sender);
}

#[rstest]
#[tokio::test]
#[scoped]
async fn rstest_and_tokio(sender: MockMailer, #[values("u1", "u2")] to: &str) -> Result<(), &'static str> {
    leaked(sender).send(to).then_some(()).ok_or("not sent")
}

#[test_case("u1"; "one")]
#[test_case("u2"; "two")]
#[scoped]
fn below_test_case(to: &str) {
    leaked(mailer()).send(to);
}

#[scoped]
#[test_case("u1")]
fn above_test_case(to: &str) {
    leaked(mailer()).send(to);
}

#[test_case("u1" => 2)]
#[test_case("" => 0)]
#[scoped]
fn with_a_result(to: &str) -> usize {
    leaked(mailer()).send(to);
    to.len()
}

#[test_case("u1" => panics "fewer than expected 1")]
#[scoped]
fn test_case_failing(_to: &str) {
    leaked(mailer());
}

/// That it is an error is right, so the test has not failed by it.
#[test_case("u1", 1 => Err("no"))]
#[test_case("u1", 2 => panics "fewer than expected 2")]
#[scoped]
fn test_case_with_an_error(to: &str, times: usize) -> Result<(), &'static str> {
    let mut mailer = MockMailer::new();
    mailer.expect_send().times(times).return_const(true);
    leaked(mailer).send(to);
    Err("no")
}

#[test_case("u1")]
#[tokio::test]
#[scoped]
async fn test_case_and_tokio(to: &str) {
    leaked(mailer()).send(to);
}
