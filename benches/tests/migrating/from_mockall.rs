//! mockall 0.15: what the guide says is different there.

use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use mockall::predicate::eq;
use mockall::{Sequence, automock};

use crate::panic_text;

#[automock]
trait Store {
    fn get(&self, key: &str) -> u32;
    fn size(&self, key: &str) -> u64;
    fn load(&self, key: u32) -> Pin<Box<dyn Future<Output = u32> + Send>>;
    #[mockall::concretize]
    fn each<F: Fn(u32) -> u32>(&self, f: F) -> u32;
}

#[automock]
pub mod ffi {
    #[allow(dead_code)]
    pub fn plus(a: u32, b: u32) -> u32 {
        a + b
    }
}

// mockall cannot do without the lifetime's name.
#[allow(clippy::needless_lifetimes)]
#[automock]
trait Shelf {
    fn label(&self) -> &dyn Display;
    fn first<'a>(&'a self) -> Option<&'a u32>;
}

#[test]
fn caught_panics_are_forgotten() {
    let mut store = MockStore::new();
    store.expect_get().with(eq("a")).return_const(1u32);
    let text = panic_text(|| {
        store.get("b");
    });
    assert!(text.contains("No matching expectation found"), "{text}");
    store.checkpoint();
}

#[test]
fn results_that_borrow() {
    let mut shelf = MockShelf::new();
    shelf.expect_label().return_const(Box::new(7) as Box<dyn Display>);
    shelf.expect_first().return_const(Some(&7));
    assert_eq!((shelf.label().to_string().as_str(), shelf.first()), ("7", Some(&7)));
}

#[test]
fn two_sequences() {
    let (mut one, mut two) = (Sequence::new(), Sequence::new());
    let mut store = MockStore::new();
    store.expect_get().times(1).in_sequence(&mut one).in_sequence(&mut two).return_const(1u32);
    assert_eq!(store.get("a"), 1);
}

#[test]
fn ranges_in_sequences() {
    let mut order = Sequence::new();
    let mut store = MockStore::new();
    store.expect_get().times(1..3).in_sequence(&mut order).return_const(1u32);
    store.expect_size().times(1).in_sequence(&mut order).return_const(2u64);
    assert_eq!((store.get("a"), store.get("a"), store.size("a")), (1, 1, 2));
}

#[test]
fn no_result() {
    let text = panic_text(|| {
        let mut store = MockStore::new();
        let _ = store.expect_get();
        store.get("a");
    });
    assert!(text.contains("Returning default values requires the \"nightly\" feature"), "{text}");
}

#[test]
fn closures_are_poisoned() {
    let mut store = MockStore::new();
    let mut calls = 0;
    store.expect_get().returning(move |_| {
        calls += 1;
        assert_ne!(calls, 1, "the first call");
        calls
    });
    let call = || panic_text(|| drop(store.get("a").to_string()));
    assert!(call().contains("the first call"));
    assert!(call().contains("PoisonError"));
}

#[test]
fn closures_wait_for_themselves() {
    let again: Arc<OnceLock<MockStore>> = Arc::default();
    let inside = Arc::downgrade(&again);
    let mut store = MockStore::new();
    store.expect_get().returning(move |_| inside.upgrade().unwrap().get().unwrap().get("again"));
    assert!(again.set(store).is_ok());
    let (answer, answered) = mpsc::channel();
    // Left waiting when the tests end.
    thread::spawn(move || answer.send(again.get().unwrap().get("a")));
    assert_eq!(answered.recv_timeout(Duration::from_millis(200)), Err(mpsc::RecvTimeoutError::Timeout));
}

#[test]
fn texts_of_functions() {
    let text = panic_text(|| {
        let context = mock_ffi::plus_context();
        context.expect().times(1).return_const(3u32);
        mock_ffi::plus(1, 2);
        mock_ffi::plus(1, 2);
    });
    assert_eq!(text, "plus: Expectation(<anything>) called 2 time(s) which is more than expected 1");
}

#[test]
fn longer_forms() {
    let mut store = MockStore::new();
    store.expect_get().times(1).return_const(1u32);
    store.expect_get().times(1).return_const(2u32);
    assert_eq!((store.get("a"), store.get("a")), (1, 2));
    store.expect_size().returning(|_| Default::default());
    assert_eq!(store.size("a"), 0);
    store.expect_load().returning(|_| Box::pin(async { 1 }));
    assert_eq!(crate::ready(store.load(1)), 1);
    store.expect_each().returning(|f| f(1));
    assert_eq!(store.each(|x| x + 1), 2);
}
