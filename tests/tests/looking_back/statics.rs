//! Static methods and functions are asked through their contexts.

use mockit::automock;
use mockit::predicate::eq;
use mockit_tests::message;

use super::contains;

#[automock]
trait Machine {
    fn id(slot: u32) -> u32;
    fn named(name: &str) -> String;
    fn typed<T: Clone + Send + Sync + 'static>(item: T) -> T;
    fn call(&self, n: u8);
}

#[automock]
trait Keyed<T: Clone + Send + Sync + 'static> {
    fn make(item: T) -> T;
}

#[automock]
#[allow(dead_code)]
pub mod functions {
    pub fn double(n: u32) -> u32 {
        n * 2
    }
    pub fn text(text: &str) -> String {
        text.to_string()
    }
    pub fn typed<T: std::fmt::Debug + Clone + Send + Sync + 'static>(item: T) -> usize {
        format!("{item:?}").len()
    }
    pub async fn later(n: u32) -> u32 {
        n
    }
}

#[test]
fn a_static_method() {
    let context = MockMachine::id_context().scoped();
    context.expect().returning(|slot| slot + 1);
    context.verify().never();
    assert_eq!((MockMachine::id(1), MockMachine::id(2)), (2, 3));
    context.verify().times(2);
    context.verify().with(eq(2)).once();
    context.verify().withf(|slot| *slot < 2).once();
    let calls = context.calls();
    assert_eq!((calls[1].args(), calls[1].result()), ((&2,), Some(&3)));
    assert_eq!(calls[1].to_string(), "MockMachine::id(2) -> 3");
    contains(&message(|| context.verify().once()), "MockMachine::id: called 2 times, expected");
    context.calls().clear();
    context.verify().never();
}

#[test]
fn a_checkpoint_and_another_context_begin_anew() {
    let context = MockMachine::named_context().scoped();
    context.expect().returning(str::to_string);
    MockMachine::named("a");
    context.checkpoint();
    context.verify().never();
    context.expect().returning(str::to_string);
    MockMachine::named("b");
    context.verify().with(eq("b")).once();
    drop(context);
    let context = MockMachine::named_context().scoped();
    context.verify().never();
}

#[test]
fn a_generic_one() {
    let context = MockMachine::typed_context().scoped();
    context.expect::<u8>().returning(|item| item);
    context.expect::<String>().returning(|item| item);
    MockMachine::typed(1u8);
    context.verify::<u8>().with(eq(1)).once();
    context.verify::<String>().never();
    assert_eq!(context.calls::<u8>()[0].args(), (&1,));

    let context = MockKeyed::<u8>::make_context().scoped();
    let other = MockKeyed::<u16>::make_context().scoped();
    context.expect().returning(|item| item);
    MockKeyed::<u8>::make(1);
    context.verify().with(eq(1)).once();
    other.verify().never();
    assert_eq!(context.calls()[0].result(), Some(&1));
}

#[tokio::test]
async fn functions_of_a_module() {
    let double = mock_functions::double_context().scoped();
    let text = mock_functions::text_context().scoped();
    let typed = mock_functions::typed_context().scoped();
    let later = mock_functions::later_context().scoped();
    double.expect().return_const(5u32);
    text.expect().return_const("text");
    typed.expect::<u8>().return_const(1usize);
    later.expect().return_const(1u32);
    mock_functions::double(1);
    mock_functions::text("a");
    mock_functions::typed(1u8);
    mock_functions::later(2).await;
    double.verify().with(eq(1)).once();
    text.verify().with(eq("a")).once();
    typed.verify::<u8>().with(eq(1)).once();
    later.verify().with(eq(2)).once();
    assert_eq!(double.calls()[0].to_string(), "mock_functions::double(1) -> 5");
    mockit::verify_order![double.verify(), text.verify().with(eq("a")), later.verify()];
    mockit::verify_order![double.verify(), text.verify(), later.verify(); nothing else];
    contains(
        &message(|| mockit::verify_order![text.verify(), double.verify()]),
        "mock_functions::double: not called in this order",
    );
}

#[test]
fn for_the_whole_process() {
    #[automock]
    trait Global {
        fn get(n: u32) -> u32;
    }
    let context = MockGlobal::get_context();
    context.expect().returning(|n| n);
    std::thread::spawn(|| MockGlobal::get(1)).join().unwrap();
    MockGlobal::get(2);
    context.verify().times(2);
    let waited = context.verify().with(eq(3)).within(std::time::Duration::from_secs(20));
    let other = std::thread::spawn(|| MockGlobal::get(3));
    waited.wait();
    other.join().unwrap();
}

#[test]
fn methods_beside_static_ones() {
    let mock = MockMachine::nice();
    mock.call(1);
    mock.verify_call().with(eq(1)).once();
    mock.verify_no_more_calls();
}

/// A question waits for no call: it may be what the call waits for.
#[test]
fn while_calls_run() {
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    #[automock]
    trait Slow {
        fn get(n: u8) -> u8;
        fn typed<T: Clone + std::fmt::Debug + Send + Sync + 'static>(item: T) -> T;
    }

    fn waiting(wait: Receiver<()>) -> impl Fn() + Send + Sync + 'static {
        let wait = Mutex::new(wait);
        move || wait.lock().unwrap().recv().unwrap()
    }

    let (get, typed) = (MockSlow::get_context().scoped(), MockSlow::typed_context().scoped());
    // Dropped first, when this fails: a context that is dropped waits for the calls that run.
    let ((tell_get, wait_get), (tell_typed, wait_typed)) = (channel(), channel());
    let wait = waiting(wait_get);
    get.expect().returning_fn(move |n| {
        wait();
        n
    });
    let wait = waiting(wait_typed);
    typed.expect::<u8>().returning_fn(move |item| {
        wait();
        item
    });
    let scope = mockit::scope::Scope::current();
    let thread = std::thread::spawn(move || scope.run(|| MockSlow::get(1) + MockSlow::typed(2u8)));
    let long = Duration::from_secs(60);
    get.verify().with(eq(1)).within(long).wait();
    assert_eq!(get.calls()[0].to_string(), "MockSlow::get(1) has not returned");
    tell_get.send(()).unwrap();
    typed.verify::<u8>().with(eq(2)).within(long).wait();
    assert_eq!(typed.calls::<u8>()[0].to_string(), "MockSlow::typed(2) has not returned");
    tell_typed.send(()).unwrap();
    assert_eq!(thread.join().unwrap(), 3);
}
