//! Mocks that answer what nothing was said about, and mocks that want every expectation called.

use std::future::Future;
use std::pin::Pin;
use std::thread;

use mockit::{Sequence, automock};
use mockit_tests::{message, without_calls};

/// Without a `Default`.
#[derive(Debug)]
pub struct Key(#[allow(dead_code)] u32);

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

#[automock]
trait Store {
    fn get(&self, key: u32) -> u32;
    fn unit(&self);
    fn text(&self) -> String;
    fn list(&self, keys: &[&str]) -> Vec<u8>;
    fn find(&self) -> Option<Key>;
    fn try_get(&self) -> Result<u32, Key>;
    fn nested(&self) -> Result<Result<Vec<u8>, Key>, Key>;
    fn name(&self) -> &str;
    fn maybe(&self) -> Option<&str>;
    fn slot(&mut self) -> &mut u32;
    fn later(&self) -> Boxed<Result<u32, Key>>;
    fn local(&self) -> Pin<Box<dyn Future<Output = u32>>>;
    fn future(&self) -> impl Future<Output = u8> + Send;
    async fn load(&self, key: &str) -> Result<Option<u32>, Key>;
    fn key(&self) -> Key;
    fn try_key(&self) -> Result<Key, String>;
    fn part<'a>(&self, of: &'a str) -> &'a str;
    fn put<T: 'static>(&self, value: T) -> usize;
}

#[automock]
trait Of<T: 'static, D: Default + 'static> {
    fn value(&self) -> T;
    fn usual(&self) -> D;
}

#[automock]
trait Other {
    fn nice(&self) -> u32;
    fn strict(&self) -> u32;
}

#[automock]
trait Empty {}

/// Without line numbers.
fn report<T>(f: impl FnOnce() -> T) -> String {
    let text = without_calls(&message(f));
    let lines = text.lines().map(|line| match line.find("nice_and_strict.rs:") {
        Some(at) => {
            let (head, tail) = line.split_at(at + "nice_and_strict.rs:".len());
            format!("{head}_{}", tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'))
        }
        None => line.to_string(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_nice_mock_answers_by_default() {
    let mut mock = MockStore::nice();
    mock.unit();
    assert_eq!((mock.get(1), mock.text(), mock.list(&["a"])), (0, String::new(), vec![]));
    assert!(mock.find().is_none() && mock.maybe().is_none());
    assert_eq!(mock.try_get().unwrap(), 0);
    assert!(mock.nested().unwrap().unwrap().is_empty());
    assert_eq!(mock.name(), "");
    *mock.slot() += 1;
    assert_eq!(*mock.slot(), 0);
    assert_eq!((mock.later().await.unwrap(), mock.local().await, mock.future().await), (0, 0, 0));
    assert_eq!(mock.load("k").await.unwrap(), None);
}

#[test]
fn a_nice_mock_has_no_answer_for_what_has_no_default() {
    let mock = MockStore::nice();
    insta::assert_snapshot!(report(|| mock.key()));
    for text in
        [message(|| mock.try_key().is_ok()), message(|| mock.part("x").len()), message(|| mock.put(1u8))]
    {
        assert!(text.contains("and the nice mock has no answer for it"), "{text}");
    }
    let generic = MockOf::<u32, u32>::nice();
    assert_eq!(generic.usual(), 0);
    // Whether `T` has a default is not known where the mock is made.
    assert!(message(|| generic.value()).contains("and the nice mock has no answer for it"));
    drop(message(|| drop(mock)));
    drop(message(|| drop(generic)));
}

#[test]
fn a_nice_mock_is_not_nice_about_what_is_expected() {
    let mut mock = MockStore::nice();
    mock.expect_get().with(mockit::predicate::eq(1)).times(1).return_const(7u32);
    assert!(message(|| mock.get(2)).starts_with("MockStore::get(2): No matching expectation found"));
    assert_eq!(mock.get(1), 7);
    assert!(message(|| mock.get(1)).contains("called 2 times which is more than the expected 1"));
    message(|| mock.checkpoint());
    // Now nothing is expected again.
    assert_eq!(mock.get(2), 0);
    mock.expect_unit();
    assert!(message(|| mock.unit()).contains("was called, but has no return value"));
    message(|| mock.checkpoint());
}

#[test]
fn a_nice_mock_may_be_shared_and_used_by_threads() {
    let mock = MockStore::nice();
    let mut handle = mock.share();
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| (0..200).for_each(|key| assert_eq!(mock.get(key), 0)));
        }
    });
    handle.expect_get().return_const(5u32);
    assert_eq!((mock.get(1), mock.text()), (5, String::new()));
    mock.share().checkpoint();
    assert_eq!(handle.get(1), 0);
}

#[test]
fn every_expectation_of_a_strict_mock_must_be_called() {
    let mut mock = MockStore::strict();
    mock.expect_get().return_const(1u32);
    mock.expect_text().return_const("");
    mock.expect_unit().times(2).return_const(());
    mock.get(1);
    mock.get(2);
    insta::assert_snapshot!(report(|| drop(mock)));
}

#[test]
fn what_a_strict_mock_lets_pass() {
    let mut mock = MockStore::strict();
    mock.expect_get().optional().return_const(1u32);
    mock.expect_text().times(..3).return_const("");
    mock.expect_unit().never();
    drop(mock);
    // What is not expected is refused as ever.
    let mock = MockStore::strict();
    assert!(message(|| mock.get(1)).contains("Nothing is expected of this method"));
    message(|| drop(mock));
}

#[test]
fn strict_after_a_checkpoint_in_shares_and_for_types() {
    let is_refused = |mock: MockStore| {
        let text = message(|| drop(mock));
        assert!(
            text.contains("which is fewer than expected 1") && text.contains("The mock is strict"),
            "{text}"
        );
    };
    let mut mock = MockStore::strict();
    mock.expect_get().return_const(1u32);
    mock.get(1);
    mock.checkpoint();
    mock.expect_get().return_const(1u32);
    is_refused(mock);

    let mut twin = MockStore::strict().share();
    twin.expect_get().return_const(1u32);
    is_refused(twin);

    let mut generic = MockStore::strict();
    generic.expect_put::<u8>().return_const(1usize);
    is_refused(generic);

    let mut twin = MockStore::strict().share();
    twin.expect_put::<u8>().return_const(1usize);
    is_refused(twin);
}

#[test]
fn a_step_of_a_strict_mock_cannot_be_skipped() {
    let mut order = Sequence::new();
    let mut mock = MockStore::strict();
    mock.expect_text().in_sequence(&mut order).return_const("");
    mock.expect_unit().in_sequence(&mut order).return_const(());
    assert!(message(|| mock.unit()).contains("Method sequence violation"));
    mock.text();
    mock.unit();
    message(|| mock.checkpoint());
}

#[test]
fn traits_may_have_methods_of_these_names() {
    let mut mock = MockOther::new();
    mock.expect_nice().return_const(1u32);
    mock.expect_strict().return_const(2u32);
    assert_eq!((mock.nice(), mock.strict()), (1, 2));
    let (_nice, _twin) = (MockEmpty::nice(), MockEmpty::strict().share());
}
