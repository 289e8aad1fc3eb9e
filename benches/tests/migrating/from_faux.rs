//! faux 0.1

use std::sync::{Arc, Mutex};

use crate::{panic_text, ready};

#[faux::create]
#[derive(Clone)]
pub struct Store {
    size: u32,
}

#[faux::methods]
impl Store {
    pub fn open(size: u32) -> Self {
        Store { size }
    }

    pub fn get(&self, _key: &str) -> Option<u32> {
        Some(self.size)
    }

    pub fn put(&self, _key: &str, value: u32) -> Result<(), String> {
        if value < self.size { Ok(()) } else { Err("full".to_string()) }
    }

    pub fn pick<T>(&self, item: T) -> T {
        item
    }

    pub async fn fetch(&self, _key: &str) -> u32 {
        self.size
    }

    pub fn each(&self, f: impl Fn(u32) -> u32) -> u32 {
        f(self.size)
    }
}

pub trait Mailer {
    fn send(&self, to: &str) -> bool;
}

#[faux::methods]
impl Mailer for Store {
    fn send(&self, _to: &str) -> bool {
        self.size > 0
    }
}

#[test]
fn methods_of_a_trait() {
    let mut store = Store::faux();
    faux::when!(store.send).then_return(true);
    assert!(store.send("a"));
}

#[test]
fn results() {
    let mut store = Store::faux();
    faux::when!(store.get).then_return(Some(1));
    assert_eq!((store.get("a"), store.get("b")), (Some(1), Some(1)));

    let mut store = Store::faux();
    faux::when!(store.put).then(|(key, value)| if key == "a" { Ok(()) } else { Err(value.to_string()) });
    assert_eq!((store.put("a", 1), store.put("b", 1)), (Ok(()), Err("1".to_string())));

    let mut store = Store::faux();
    let moved = "full".to_string();
    faux::when!(store.put).once().then(|_| Err(moved));
    assert_eq!(store.put("a", 1), Err("full".to_string()));

    let mut store = Store::faux();
    faux::when!(store.get).then(|_| panic!("no disk"));
    let text = panic_text(|| {
        store.get("a");
    });
    assert_eq!(text, "no disk");

    let mut store = Store::faux();
    faux::when!(store.fetch).then_return(1);
    assert_eq!(ready(store.fetch("a")), 1);

    let mut store = Store::faux();
    faux::when!(store.pick).then(|item: u32| item + 1);
    assert_eq!(store.pick(1_u32), 2);

    let mut store = Store::faux();
    faux::when!(store.each).then(|f| f(2));
    assert_eq!(store.each(|x| x + 1), 3);
}

#[test]
fn arguments() {
    let mut store = Store::faux();
    faux::when!(store.put(_, 1)).then_return(Ok(()));
    faux::when!(store.put(_, _ = faux::pattern!(u32 => 5..=9))).then_return(Ok(()));
    faux::when!(store.put(_, _ = faux::from_fn!(|value: &u32| *value > 15))).then_return(Ok(()));
    assert_eq!([1, 9, 20].map(|value| store.put("a", value)), [Ok(()), Ok(()), Ok(())]);
    assert!(
        !panic_text(|| {
            let _ = store.put("a", 11);
        })
        .is_empty()
    );
}

#[test]
fn the_last_stub_is_asked_first() {
    let mut store = Store::faux();
    faux::when!(store.put).then_return(Ok(()));
    faux::when!(store.put(_, 1)).then_return(Err("full".to_string()));
    assert_eq!((store.put("a", 1), store.put("a", 2)), (Err("full".to_string()), Ok(())));
}

#[test]
fn counts() {
    // As often as that, or less.
    let mut store = Store::faux();
    faux::when!(store.get).times(2).then_return(Some(1));
    drop(store);
    let mut store = Store::faux();
    faux::when!(store.get).times(2).then_return(Some(1));
    assert_eq!((store.get("a"), store.get("a")), (Some(1), Some(1)));
    assert!(
        !panic_text(|| {
            store.get("a");
        })
        .is_empty()
    );
    assert!(
        panic_text(|| {
            Store::faux().get("a");
        })
        .contains("never stubbed")
    );
}

#[test]
fn clones_share_stubs() {
    let mut store = Store::faux();
    faux::when!(store.get).then_return(Some(1));
    assert_eq!(store.clone().get("a"), Some(1));
}

#[test]
fn seen() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mut store = Store::faux();
    let inside = Arc::clone(&seen);
    faux::when!(store.put).then(move |(_, value)| {
        inside.lock().unwrap().push(value);
        Ok(())
    });
    assert_eq!(store.put("a", 7), Ok(()));
    assert_eq!(*seen.lock().unwrap(), [7]);
}

#[test]
fn functions_run_as_they_are() {
    assert_eq!(Store::open(3).get("a"), Some(3));
}
