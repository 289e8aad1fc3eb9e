//! Doubles of other things than a trait, written by hand.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::sync::{Arc, RwLock};

use crate::by_hand::{Expected, KeyAnswer, KeyMatches, Side, answer_key};
use crate::shapes::Shapes;

/// The double of thirty methods, of which only the last is called.
#[derive(Default)]
struct FakeThirty {
    methods: [Vec<Expected<KeyMatches, KeyAnswer>>; 30],
}

impl FakeThirty {
    fn m29(&self, key: u32) -> u32 {
        answer_key(&self.methods[29], key)
    }
}

type Count = Vec<Expected<KeyMatches, KeyAnswer>>;

/// The double of a module: what is installed for all threads.
mod shared_texts {
    use super::*;

    static COUNT: RwLock<Option<Arc<Count>>> = RwLock::new(None);

    pub(super) fn install(expected: Count) {
        *COUNT.write().unwrap() = Some(Arc::new(expected));
    }

    /// Without a lock, as an answer may call other functions.
    pub(super) fn count(key: u32) -> u32 {
        let expected = COUNT.read().unwrap().clone().expect("nothing is installed");
        answer_key(&expected, key)
    }
}

/// The double of a module: what the thread has installed.
mod own_texts {
    use super::*;

    thread_local! {
        static COUNT: RefCell<Option<Rc<Count>>> = const { RefCell::new(None) };
    }

    pub(super) fn install(expected: Count) {
        COUNT.set(Some(Rc::new(expected)));
    }

    pub(super) fn count(key: u32) -> u32 {
        let expected = COUNT.with_borrow(Clone::clone).expect("nothing is installed");
        answer_key(&expected, key)
    }
}

type Matches<T> = Box<dyn Fn(&T) -> bool + Send + Sync>;
type Answer<T, R> = Box<dyn Fn(T) -> R + Send + Sync>;

/// The double of a generic struct.
struct FakeHolder<T> {
    get: Vec<Expected<Matches<T>, Answer<T, T>>>,
}

impl<T> FakeHolder<T> {
    fn get(&self, key: T) -> T {
        answer(&self.get, key)
    }
}

/// The double of a generic method: for each type what is expected with it.
struct FakeConvert {
    convert: Vec<(TypeId, Box<dyn Any + Send + Sync>)>,
}

impl FakeConvert {
    fn convert<T: 'static>(&self, value: T) -> u32 {
        let found = self.convert.iter().find(|(of, _)| *of == TypeId::of::<T>());
        let expected = found.and_then(|(_, expected)| expected.downcast_ref());
        let expected: &Vec<Expected<Matches<T>, Answer<T, u32>>> = expected.expect("unexpected type");
        answer(expected, value)
    }
}

fn answer<T, R>(expected: &[Expected<Matches<T>, Answer<T, R>>], value: T) -> R {
    for one in expected {
        if one.matches.as_ref().is_none_or(|matches| matches(&value)) {
            one.calls.fetch_add(1, Ordering::Relaxed);
            return (one.answer)(value);
        }
    }
    panic!("unexpected call")
}

/// One expectation that demands nothing.
fn plain<M, T: 'static, R: 'static>(
    answer: impl Fn(T) -> R + Send + Sync + 'static,
) -> Vec<Expected<M, Answer<T, R>>> {
    vec![Expected::new(None, Box::new(answer), None)]
}

impl Shapes for Side {
    fn last_of_thirty() -> Option<impl Fn(u32) -> u32> {
        let mut fake = FakeThirty::default();
        fake.methods[29] = plain(|key| key + 1);
        Some(move |key| black_box(&fake).m29(key))
    }

    fn function() -> Option<impl Fn(u32) -> u32> {
        shared_texts::install(plain(|key| key + 1));
        Some(shared_texts::count)
    }

    fn scoped_function() -> Option<impl Fn(u32) -> u32> {
        own_texts::install(plain(|key| key + 1));
        Some(own_texts::count)
    }

    fn generic_struct() -> Option<impl Fn(u32) -> u32> {
        let fake = FakeHolder::<u32> { get: plain(|key| key + 1) };
        Some(move |key| black_box(&fake).get(key))
    }

    fn generic_method() -> Option<impl Fn(u32) -> u32> {
        let expected: Vec<Expected<Matches<u32>, _>> = plain(|value: u32| value + 1);
        let fake = FakeConvert { convert: vec![(TypeId::of::<u32>(), Box::new(expected))] };
        Some(move |key| black_box(&fake).convert(key))
    }
}
