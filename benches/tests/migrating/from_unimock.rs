//! unimock 0.6

use std::sync::{Arc, Mutex};

use unimock::{MockFn, Unimock, matching, unimock};

use crate::{panic_text, ready};

#[unimock(api = StoreMock)]
trait Store {
    fn get(&self, key: &str) -> Option<u32>;
    fn put(&self, key: &str, value: u32) -> Result<(), String>;
    fn name(&self) -> &str;
    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

#[unimock(api = MailerMock)]
trait Mailer {
    fn send(&self, to: &str);
    fn greet(&self, name: String) -> bool;
}

#[unimock(api = LoaderMock)]
trait Loader {
    fn load<T: 'static>(&self, key: &str) -> T;
    async fn fetch(&self, key: &str) -> u32;
}

#[unimock(api = SourceMock, type Item = u32;)]
pub trait Source {
    type Item;
    fn next(&self) -> Option<Self::Item>;
}

#[unimock(api = SumMock, unmock_with = [sum])]
trait Sum {
    fn sum(&self, a: u32, b: u32) -> u32;
}

fn sum(_: &impl Sized, a: u32, b: u32) -> u32 {
    a + b
}

#[test]
fn results() {
    let store = Unimock::new(StoreMock::get.each_call(matching!(_)).returns(Some(1)));
    assert_eq!((store.get("a"), store.get("b")), (Some(1), Some(1)));

    let store =
        Unimock::new(StoreMock::get.each_call(matching!(_)).answers(&|_, key| Some(key.len() as u32)));
    assert_eq!(store.get("abc"), Some(3));

    let store = Unimock::new(StoreMock::put.some_call(matching!(_, _)).returns(Err("full".to_string())));
    assert_eq!(store.put("a", 1), Err("full".to_string()));

    let store = Unimock::new(StoreMock::get.stub(|each| {
        each.call(matching!(_)).returns(None).n_times(2).then().returns(Some(1));
    }));
    assert_eq!([(); 4].map(|()| store.get("a")), [None, None, Some(1), Some(1)]);

    let store = Unimock::new(StoreMock::get.each_call(matching!(_)).returns_default());
    assert_eq!(store.get("a"), None);

    let store = Unimock::new(StoreMock::name.each_call(matching!()).returns("main"));
    assert_eq!(store.name(), "main");

    let text = panic_text(|| {
        let store = Unimock::new(StoreMock::get.each_call(matching!(_)).panics("no disk"));
        store.get("a");
    });
    assert!(text.contains("no disk"), "{text}");
}

#[test]
fn arguments() {
    let store = Unimock::new(StoreMock::put.each_call(matching!("a", 1..=9)).returns(Ok(())));
    assert_eq!(store.put("a", 9), Ok(()));

    let store = Unimock::new(
        StoreMock::put.each_call(matching!((key, value) if key.len() as u32 == *value)).returns(Ok(())),
    );
    assert_eq!(store.put("abc", 3), Ok(()));

    let mailer = Unimock::new(MailerMock::greet.each_call(matching!("Ann")).returns(true));
    assert!(mailer.greet("Ann".to_string()));

    let limit = 7;
    let store = Unimock::new(StoreMock::put.each_call(matching!(_, eq!(&7))).returns(Ok(())));
    assert_eq!(store.put("a", limit), Ok(()));
}

#[test]
fn counts() {
    let one = || StoreMock::get.each_call(matching!(_)).returns(Some(1));
    let text = panic_text(|| {
        let store = Unimock::new(one().n_times(2));
        store.get("a");
    });
    assert!(text.contains("exactly 2 calls"), "{text}");

    let store = Unimock::new(StoreMock::get.some_call(matching!(_)).returns(Some(1)).once());
    store.get("a");
    let store = Unimock::new(one().at_least_times(2));
    (0..3).for_each(|_| {
        store.get("a");
    });
    store.verify();

    // What is set must be called.
    let text = panic_text(|| drop(Unimock::new(one())));
    assert!(text.contains("never called"), "{text}");
    // What is not set must not.
    let text = panic_text(|| {
        Unimock::new(()).get("a");
    });
    assert!(text.contains("No mock implementation found"), "{text}");
}

#[test]
fn order() {
    let both = Unimock::new((
        StoreMock::put.next_call(matching!("a", _)).returns(Ok(())),
        MailerMock::send.next_call(matching!("a")).returns(()),
    ));
    assert!(!panic_text(|| both.send("a")).is_empty());
    // Its failure is raised again when it is dropped.
    assert!(!panic_text(|| drop(both)).is_empty());
}

#[test]
fn seen() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let inside = Arc::clone(&seen);
    let store = Unimock::new(StoreMock::put.each_call(matching!(_, _)).answers_arc(Arc::new(
        move |_: &Unimock, _: &str, value: u32| {
            inside.lock().unwrap().push(value);
            Ok(())
        },
    )));
    assert_eq!(store.put("a", 7), Ok(()));
    assert_eq!(*seen.lock().unwrap(), [7]);
}

#[test]
fn own_bodies() {
    let store = Unimock::new(StoreMock::get.each_call(matching!(_)).returns(Some(1)));
    assert!(store.has("a"));
    let store = Unimock::new((
        StoreMock::get.each_call(matching!(_)).returns(None),
        StoreMock::has.each_call(matching!(_)).applies_default_impl(),
    ));
    assert!(!store.has("a"));
    let sum = Unimock::new(SumMock::sum.each_call(matching!(_, _)).applies_unmocked());
    assert_eq!(sum.sum(1, 2), 3);
    // Named in `unmock_with`, it also answers where no clause does.
    assert_eq!(Unimock::new_partial(()).sum(1, 2), 3);
    let sum = Unimock::new(SumMock::sum.some_call(matching!(_, _)).applies_unmocked().once());
    assert_eq!(sum.sum(1, 2), 3);
}

#[test]
fn generic_and_async() {
    let loader = Unimock::new(LoaderMock::load.with_types::<u32>().each_call(matching!(_)).returns(1_u32));
    assert_eq!(loader.load::<u32>("a"), 1);
    let loader = Unimock::new(LoaderMock::fetch.each_call(matching!(_)).returns(1_u32));
    assert_eq!(ready(loader.fetch("a")), 1);
    let source = Unimock::new(SourceMock::next.each_call(matching!()).returns(Some(1)));
    assert_eq!(source.next(), Some(1));
}
