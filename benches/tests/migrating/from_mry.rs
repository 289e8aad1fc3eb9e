//! mry 0.16

use std::rc::Rc;

use crate::{panic_text, ready};

#[mry::mry]
pub trait Store {
    fn get(&self, key: &str) -> Option<u32>;
    fn put(&self, key: &str, value: u32) -> Result<(), String>;
    async fn fetch(&self, key: &str) -> u32;
    fn greet(&self, name: String) -> bool;
}

#[mry::mry]
#[derive(Default)]
pub struct Cat {
    name: String,
}

#[mry::mry]
impl Cat {
    pub fn meow(&self, count: usize) -> String {
        self.single().repeat(count)
    }

    pub fn pick<T: Clone + Send + PartialEq + 'static>(&self, item: T) -> T {
        item
    }

    pub fn single(&self) -> String {
        format!("{}!", self.name)
    }

    pub fn limit() -> usize {
        9
    }
}

pub trait Mailer {
    fn send(&self, to: &str) -> bool;
}

#[mry::mry]
impl Mailer for Cat {
    fn send(&self, to: &str) -> bool {
        to == self.name
    }
}

#[mry::mry(non_send(Rc))]
trait Local {
    fn rc(&self) -> Rc<u32>;
}

#[mry::mry]
fn hello(count: usize) -> String {
    "hello".repeat(count)
}

#[test]
fn results() {
    let mut store = MockStore::default();
    store.mock_get(mry::Any).returns(Some(1));
    assert_eq!((store.get("a"), store.get("b")), (Some(1), Some(1)));

    let mut store = MockStore::default();
    store.mock_get(mry::Any).returns_with(|key: String| Some(key.len() as u32));
    assert_eq!(store.get("abc"), Some(3));

    let mut store = MockStore::default();
    store.mock_put(mry::Any, mry::Any).returns_once(Err("full".to_string()));
    assert_eq!(store.put("a", 1), Err("full".to_string()));

    let mut store = MockStore::default();
    store.mock_fetch(mry::Any).returns(1);
    assert_eq!(ready(store.fetch("a")), 1);

    let mut store = MockStore::default();
    store.mock_get(mry::Any).returns_with(|_: String| panic!("no disk"));
    let text = panic_text(|| {
        store.get("a");
    });
    assert_eq!(text, "no disk");

    let mut cat = mry::new!(Cat { name: "Tama".into() });
    cat.mock_pick(mry::Any).returns(7u32);
    assert_eq!(cat.pick(1_u32), 7);
    cat.mock_send("a").returns(true);
    assert!(cat.send("a"));
    cat.mock_meow(2).returns("purr".to_string());
    assert_eq!(cat.meow(2), "purr");
}

#[test]
fn arguments() {
    let mut store = MockStore::default();
    store.mock_put("a", 1).returns(Ok(()));
    store.mock_put(mry::Any, 1).returns(Err("full".to_string()));
    store.mock_greet("Ann").returns(true);
    assert!(store.greet("Ann".to_string()));
    store.mock_put("z", mry::Any).assert_called(0);
    // In the order in which they were set.
    assert_eq!((store.put("a", 1), store.put("b", 1)), (Ok(()), Err("full".to_string())));
}

#[test]
fn counts() {
    let mut store = MockStore::default();
    store.mock_get(mry::Any).returns(Some(1));
    assert_eq!((store.get("a"), store.get("a")), (Some(1), Some(1)));
    store.mock_get(mry::Any).assert_called(2);
    store.mock_get("a").assert_called(1..=2);
    store.mock_get("b").assert_called(0);
    // Without a question nothing is counted.
    let mut unused = MockStore::default();
    unused.mock_get(mry::Any).returns(Some(1));
    drop(unused);
    assert!(
        !panic_text(|| {
            MockStore::default().get("a");
        })
        .is_empty()
    );
}

#[test]
fn what_is_not_send() {
    let mut local = MockLocal::default();
    local.mock_rc().returns(Rc::new(7));
    assert_eq!(*local.rc(), 7);
}

#[test]
fn partly_real() {
    let mut cat = mry::new!(Cat { name: "Tama".into() });
    cat.mock_single().returns("hey".to_string());
    cat.mock_meow(mry::Any).calls_real_impl();
    assert_eq!(cat.meow(2), "heyhey");
}

#[test]
#[mry::lock(hello, Cat::limit)]
fn functions() {
    mock_hello(mry::Any).returns("hey".to_string());
    Cat::mock_limit().returns(3);
    assert_eq!((hello(2), Cat::limit()), ("hey".to_string(), 3));
}
