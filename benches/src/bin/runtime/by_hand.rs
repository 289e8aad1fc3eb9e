//! A double written by hand, with several expectations of a method. The first
//! that matches answers. It can be shared between threads.

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::contender::Contender;

pub(crate) trait Store {
    fn get(&self, key: u32) -> u32;
    fn find(&self, text: &str) -> u32;
    fn m2(&self, key: u32) -> u32;
    fn m3(&self, key: u32) -> u32;
    fn m4(&self, key: u32) -> u32;
    fn m5(&self, key: u32) -> u32;
    fn m6(&self, key: u32) -> u32;
    fn m7(&self, key: u32) -> u32;
    fn m8(&self, key: u32) -> u32;
    fn m9(&self, key: u32) -> u32;
}

pub(crate) type KeyMatches = Box<dyn Fn(u32) -> bool + Send + Sync>;
pub(crate) type KeyAnswer = Box<dyn Fn(u32) -> u32 + Send + Sync>;
type TextMatches = Box<dyn Fn(&str) -> bool + Send + Sync>;
type TextAnswer = Box<dyn Fn(&str) -> u32 + Send + Sync>;

/// One expectation: what to match, what to answer, how often to be called.
pub(crate) struct Expected<M, A> {
    pub(crate) matches: Option<M>,
    pub(crate) answer: A,
    times: Option<usize>,
    pub(crate) calls: AtomicUsize,
}

impl<M, A> Expected<M, A> {
    pub(crate) fn new(matches: Option<M>, answer: A, times: Option<usize>) -> Self {
        Self { matches, answer, times, calls: AtomicUsize::new(0) }
    }

    fn verify(&self) {
        if let Some(times) = self.times {
            assert_eq!(self.calls.load(Ordering::Relaxed), times, "calls");
        }
    }
}

/// The double.
#[derive(Default)]
pub(crate) struct FakeStore {
    get: Vec<Expected<KeyMatches, KeyAnswer>>,
    find: Vec<Expected<TextMatches, TextAnswer>>,
    rest: [Vec<Expected<KeyMatches, KeyAnswer>>; 8],
    /// Answers of `get` in turn, if there are any.
    script: Vec<KeyAnswer>,
    at: AtomicUsize,
}

pub(crate) fn answer_key(expected: &[Expected<KeyMatches, KeyAnswer>], key: u32) -> u32 {
    for one in expected {
        if one.matches.as_ref().is_none_or(|matches| matches(key)) {
            one.calls.fetch_add(1, Ordering::Relaxed);
            return (one.answer)(key);
        }
    }
    panic!("unexpected call with {key}")
}

impl Store for FakeStore {
    fn get(&self, key: u32) -> u32 {
        if self.script.is_empty() {
            return answer_key(&self.get, key);
        }
        let at = self.at.fetch_add(1, Ordering::Relaxed);
        self.script[at](key)
    }

    fn find(&self, text: &str) -> u32 {
        for one in &self.find {
            if one.matches.as_ref().is_none_or(|matches| matches(text)) {
                one.calls.fetch_add(1, Ordering::Relaxed);
                return (one.answer)(text);
            }
        }
        panic!("unexpected call with {text}")
    }

    fn m2(&self, key: u32) -> u32 {
        answer_key(&self.rest[0], key)
    }

    fn m3(&self, key: u32) -> u32 {
        answer_key(&self.rest[1], key)
    }

    fn m4(&self, key: u32) -> u32 {
        answer_key(&self.rest[2], key)
    }

    fn m5(&self, key: u32) -> u32 {
        answer_key(&self.rest[3], key)
    }

    fn m6(&self, key: u32) -> u32 {
        answer_key(&self.rest[4], key)
    }

    fn m7(&self, key: u32) -> u32 {
        answer_key(&self.rest[5], key)
    }

    fn m8(&self, key: u32) -> u32 {
        answer_key(&self.rest[6], key)
    }

    fn m9(&self, key: u32) -> u32 {
        answer_key(&self.rest[7], key)
    }
}

impl Drop for FakeStore {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.get.iter().for_each(Expected::verify);
        self.find.iter().for_each(Expected::verify);
        self.rest.iter().flatten().for_each(Expected::verify);
        assert_eq!(*self.at.get_mut(), self.script.len(), "calls in sequence");
    }
}

fn with_get(matches: Option<KeyMatches>, times: Option<usize>) -> FakeStore {
    let mut fake = FakeStore::default();
    let answer = Box::new(|key| key + 1);
    fake.get.push(Expected::new(matches, answer, times));
    fake
}

pub(crate) struct Side;

impl Contender for Side {
    type Double = FakeStore;

    fn unused() -> Option<FakeStore> {
        Some(FakeStore::default())
    }

    fn plain() -> Option<FakeStore> {
        Some(with_get(None, None))
    }

    fn number() -> Option<FakeStore> {
        Some(with_get(Some(Box::new(|key| key == 4)), None))
    }

    fn text() -> Option<FakeStore> {
        let mut fake = FakeStore::default();
        let matches: TextMatches = Box::new(|text| text == "abc");
        let answer = Box::new(|_: &str| 1);
        fake.find.push(Expected::new(Some(matches), answer, None));
        Some(fake)
    }

    fn constant() -> Option<FakeStore> {
        let mut fake = FakeStore::default();
        fake.get.push(Expected::new(None, Box::new(|_| 7), None));
        Some(fake)
    }

    fn many(count: u32) -> Option<FakeStore> {
        let mut fake = FakeStore::default();
        for expected in 0..count {
            let matches: KeyMatches = Box::new(move |key| key == expected);
            let answer = Box::new(|key| key + 1);
            fake.get.push(Expected::new(Some(matches), answer, None));
        }
        Some(fake)
    }

    fn times(count: usize) -> Option<FakeStore> {
        Some(with_get(None, Some(count)))
    }

    fn sequence(count: u32) -> Option<FakeStore> {
        let mut fake = FakeStore::default();
        for _ in 0..count {
            fake.script.push(Box::new(|key| key + 1));
        }
        Some(fake)
    }

    fn once() -> Option<FakeStore> {
        Some(with_get(Some(Box::new(|key| key == 4)), Some(1)))
    }

    fn get(double: &FakeStore, key: u32) -> u32 {
        let store: &dyn Store = double;
        black_box(store).get(key)
    }

    fn find(double: &FakeStore, text: &str) -> u32 {
        let store: &dyn Store = double;
        black_box(store).find(text)
    }
}
