//! Static methods and constructors: contexts for the process, and for one test.

// Written out on purpose.
#![allow(clippy::needless_lifetimes)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use mockit::automock;
use mockit::predicate::eq;
use mockit::scope::Scope;
use mockit_tests::message;

/// Contexts that are not scoped are shared by all threads, so their tests take turns.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[automock]
trait Maker: Send {
    fn new(size: u32) -> Self;
    fn make(name: &str) -> u32;
    fn forward(x: u32) -> u32;
    fn size(&self) -> u32;
    fn borrow<'a>(from: &'a [u32]) -> &'a u32;
    fn typed<T: 'static>(value: T) -> u32;
}

#[test]
fn constructors() {
    let _alone = alone();
    let context = MockMaker::new_context();
    context.expect().with(eq(3)).times(1).returning(|size| {
        let mut mock = MockMaker::default();
        mock.expect_size().return_const(size);
        mock
    });
    assert_eq!(MockMaker::new(3).size(), 3);
}

#[test]
fn other_threads_see_a_context() {
    let _alone = alone();
    let context = MockMaker::make_context();
    context.expect().times(2).returning(|name| name.len() as u32);
    assert_eq!(thread::spawn(|| MockMaker::make("abc")).join().unwrap(), 3);
    assert_eq!(MockMaker::make("ab"), 2);
    context.checkpoint();
    assert!(
        message(|| MockMaker::make("x")).starts_with("MockMaker::make(\"x\"): No matching expectation found")
    );
    // That failure was swallowed on purpose; the context would raise it again.
    assert!(message(|| context.checkpoint()).contains("No matching expectation found"));
}

#[test]
fn a_context_verifies_and_clears_when_dropped() {
    let _alone = alone();
    let context = MockMaker::make_context();
    context.expect().times(1).return_const(1u32);
    let text = message(|| drop(context));
    assert!(text.starts_with(
        "MockMaker::make: Expectation(<anything>) called 0 time(s) which is fewer than expected 1"
    ));
    let context = MockMaker::make_context();
    context.expect().return_const(2u32);
    assert_eq!(MockMaker::make(""), 2);
}

#[test]
fn a_panic_clears_too() {
    let _alone = alone();
    let result = catch_unwind(|| {
        let context = MockMaker::make_context();
        let mut held = context.expect();
        held.times(5).return_const(1u32);
        panic!("while the expectation is held");
    });
    assert!(result.is_err());
    let context = MockMaker::make_context();
    context.expect().return_const(2u32);
    assert_eq!(MockMaker::make(""), 2);
}

#[test]
fn a_static_method_may_call_itself() {
    let _alone = alone();
    let context = MockMaker::forward_context();
    context.expect().with(eq(0)).return_const(1u32);
    context.expect().returning(|x| x * MockMaker::forward(x - 1));
    assert_eq!(
        message(|| MockMaker::forward(2)).lines().next().unwrap(),
        "MockMaker::forward: Expectation(<anything>) called again from inside its own `returning` closure"
    );
    context.checkpoint_quietly();
    context.expect().with(eq(0)).return_const(1u32);
    context.expect().returning_fn(|x| x * MockMaker::forward(x - 1));
    assert_eq!(MockMaker::forward(5), 120);
}

trait Quietly {
    fn checkpoint_quietly(&self);
}

impl<E: mockit::private::Contextual> Quietly for mockit::private::Context<E> {
    /// Ends a part of a test that fails on purpose.
    fn checkpoint_quietly(&self) {
        drop(catch_unwind(AssertUnwindSafe(|| self.checkpoint())));
    }
}

#[test]
fn setting_up_from_inside_a_call_is_told() {
    let _alone = alone();
    let context = MockMaker::make_context();
    let held = context.expect();
    assert!(message(|| MockMaker::make("")).contains("still holds what `expect()` gave"));
    assert!(message(|| drop(context.expect())).contains("still holds what `expect()` gave"));
    drop(held);
    context.checkpoint_quietly();
}

#[test]
fn borrowed_and_generic() {
    let _alone = alone();
    let context = MockMaker::borrow_context();
    context.expect().returning(|from| &from[1]);
    assert_eq!(*MockMaker::borrow(&[1, 2]), 2);
    let context = MockMaker::typed_context();
    context.expect::<u8>().with(eq(1)).return_const(8u32);
    context.expect::<&'static str>().return_const(16u32);
    assert_eq!((MockMaker::typed(1u8), MockMaker::typed("x")), (8, 16));
}

#[automock]
trait Factory<T> {
    fn make(value: T) -> T;
    fn convert<U: Into<T> + 'static>(value: U) -> T;
}

#[test]
fn of_generic_traits() {
    let small = MockFactory::<u8>::make_context().scoped();
    let large = MockFactory::<u64>::make_context().scoped();
    small.expect().returning(|x| x + 1);
    large.expect().times(1).returning(|x| x + 2);
    assert_eq!((MockFactory::make(1u8), MockFactory::make(1u64)), (2, 3));
    drop(small);
    large.checkpoint();
    let context = MockFactory::<u64>::convert_context().scoped();
    context.expect::<u8>().returning(u64::from);
    assert_eq!(MockFactory::<u64>::convert(3u8), 3);
}

#[test]
fn scoped_contexts_do_not_see_each_other() {
    let (ready, wait) = mpsc::channel();
    thread::scope(|s| {
        for n in 0..4u32 {
            let ready = ready.clone();
            s.spawn(move || {
                let context = MockMaker::make_context().scoped();
                context.expect().times(100).return_const(n);
                ready.send(()).unwrap();
                for _ in 0..100 {
                    assert_eq!(MockMaker::make("same"), n);
                    thread::yield_now();
                }
            });
        }
        (0..4).for_each(|_| wait.recv().unwrap());
    });
}

#[test]
fn a_scope_is_handed_to_threads_and_tasks() {
    let context = MockMaker::make_context().scoped();
    context.expect().times(4).return_const(7u32);
    let scope = Scope::current();

    let inner = scope.clone();
    assert_eq!(thread::spawn(move || inner.run(|| MockMaker::make("run"))).join().unwrap(), 7);
    let inner = scope.clone();
    let entered = thread::spawn(move || {
        let _entered = inner.enter();
        MockMaker::make("enter")
    });
    assert_eq!(entered.join().unwrap(), 7);

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let task = runtime.spawn(scope.bind(async {
        tokio::task::yield_now().await;
        MockMaker::make("bind")
    }));
    assert_eq!(runtime.block_on(task).unwrap(), 7);
    assert_eq!(MockMaker::make("here"), 7);
}

#[test]
fn a_scope_ends_with_its_last_context_whatever_still_runs_in_it() {
    let _alone = alone();
    let (first, second) = (MockMaker::make_context().scoped().scoped(), MockMaker::make_context().scoped());
    let (inside, is_inside) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    drop(first);
    second.expect().times(1).returning(move |_| {
        inside.send(()).unwrap();
        released.recv().unwrap();
        1
    });
    let scope = Scope::current();
    thread::scope(|s| {
        s.spawn(|| scope.run(|| assert_eq!(MockMaker::make("running"), 1)));
        is_inside.recv().unwrap();
        s.spawn(move || {
            (0..1000).for_each(|_| thread::yield_now());
            release.send(()).unwrap();
        });
        // Waits for the running call, which holds the scope's expectations all the while.
        drop(second);
    });
    let everywhere = MockMaker::make_context();
    everywhere.expect().return_const(2u32);
    assert_eq!(MockMaker::make("after"), 2);
}

/// What failed without a context is the affair of the test that called, not of the next that has one.
#[test]
fn a_failure_without_a_context_is_not_the_next_ones() {
    #[automock]
    trait Alone {
        fn make(n: u8) -> u8;
        fn typed<T: 'static>(it: T) -> u8;
    }
    assert!(std::panic::catch_unwind(|| MockAlone::make(1)).is_err());
    assert!(std::panic::catch_unwind(|| MockAlone::typed(1u16)).is_err());
    let make = MockAlone::make_context();
    make.expect().times(1).return_const(2);
    assert_eq!(MockAlone::make(1), 2);
    drop(make);
    let typed = MockAlone::typed_context();
    typed.expect::<u8>().return_const(3);
    assert_eq!(MockAlone::typed(1u8), 3);
    // With a context, it is that one's.
    assert!(std::panic::catch_unwind(|| MockAlone::typed("x")).is_err());
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(typed)));
    assert!(dropped.is_err());
}
