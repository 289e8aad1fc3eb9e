//! Questions in odd places: while the test panics, from inside of calls, with values that misbehave.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use mockit::predicate::{eq, function};
use mockit::spy::unseen;
use mockit::{automock, verify_order};
use mockit_tests::message;

use super::contains;

#[automock]
trait Door: Send + Sync {
    fn open(&self, floor: u32) -> u32;
    fn give(&self, sender: mpsc::Sender<u8>);
    fn take(&self) -> Option<mpsc::Sender<u8>>;
    fn lock(&self, lock: Arc<Mutex<u8>>);
}

#[test]
fn a_predicate_that_panics() {
    let door = MockDoor::nice();
    door.open(1);
    let panics = || function(|_: &u32| -> bool { panic!("by the predicate") });
    assert_eq!(message(|| door.verify_open().with(panics()).once()), "by the predicate");
    assert_eq!(message(|| verify_order![door.verify_open().with(panics())]), "by the predicate");
    // Nothing is locked or poisoned.
    door.open(2);
    door.verify_open().times(2);
    door.verify_no_more_calls();
}

#[test]
fn a_predicate_that_calls_the_mock() {
    let door = Arc::new(MockDoor::nice());
    door.open(1);
    let other = Arc::clone(&door);
    door.verify_open()
        .withf(move |_| {
            other.open(9);
            other.verify_open().at_least(1);
            true
        })
        .once();
    assert!(door.open_calls().count() > 1);
}

#[test]
fn while_the_test_panics_a_question_does_not_abort_it() {
    struct Asks(MockDoor);
    impl Drop for Asks {
        fn drop(&mut self) {
            // As a teardown does.
            self.0.verify_open().once();
            self.0.verify_open().with(eq(3)).once();
            self.0.verify_no_more_calls();
            verify_order![self.0.verify_open(), self.0.verify_open()];
            self.0.verify_open().within(std::time::Duration::from_millis(1)).wait();
        }
    }
    let text = message(|| {
        let door = MockDoor::nice();
        door.open(1);
        door.open(2);
        let _asks = Asks(door);
        panic!("the test's own failure");
    });
    assert_eq!(text, "the test's own failure");
}

#[test]
fn calls_while_the_test_panics_are_calls() {
    struct Calls<'a>(&'a MockDoor);
    impl Drop for Calls<'_> {
        fn drop(&mut self) {
            self.0.open(2);
        }
    }
    let door = MockDoor::nice();
    message(|| {
        let _calls = Calls(&door);
        panic!("no");
    });
    assert_eq!(door.open_calls()[0].to_string(), "MockDoor::open(2) -> 0");
}

#[test]
fn a_value_that_is_locked_is_not_looked_at() {
    let door = MockDoor::nice();
    let lock = Arc::new(Mutex::new(1));
    let guard = lock.lock().unwrap();
    door.lock(Arc::clone(&lock));
    contains(&door.lock_calls()[0].to_string(), "<locked>");
    contains(&message(|| door.verify_lock().never()), "<locked>");
    drop(guard);
}

/// A `Debug` that takes a lock which the caller holds.
#[test]
fn a_debug_that_would_block_is_not_asked_at_the_call() {
    static LOCK: Mutex<u8> = Mutex::new(1);
    #[derive(Clone)]
    struct Blocks;
    impl std::fmt::Debug for Blocks {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "Blocks({})", LOCK.lock().unwrap())
        }
    }
    #[automock]
    trait Takes {
        fn take(&self, it: &Blocks);
    }
    let mock = MockTakes::nice();
    let guard = LOCK.lock().unwrap();
    mock.take(&Blocks);
    drop(guard);
    assert_eq!(mock.take_calls()[0].to_string(), "MockTakes::take(Blocks(1)) -> ()");
}

#[test]
fn a_channel_is_not_kept_open() {
    let (sender, receiver) = mpsc::channel();
    let mut door = MockDoor::nice();
    door.give(sender);
    assert_eq!(receiver.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    door.verify_give().with(unseen()).once();
    contains(&door.give_calls()[0].to_string(), "MockDoor::give(Sender { .. })");
    contains(&message(|| drop(door.give_calls()[0].args().0.clone())), "the sender of a channel");

    let (sender, receiver) = mpsc::channel::<u8>();
    door.expect_take().return_once(|| Some(sender));
    drop(door.take());
    assert_eq!(receiver.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    assert!(door.take_calls()[0].result().is_none());
}

#[test]
fn huge_arguments() {
    #[automock]
    trait Disk {
        fn write(&self, block: &[u8]) -> usize;
    }
    let mut disk = MockDisk::new();
    disk.expect_write().returning(|block| block.len());
    let block = vec![7; 10_000_000];
    disk.write(&block);
    disk.verify_write().withf(|block| block.len() == 10_000_000).once();
    let text = message(|| disk.verify_write().never());
    assert!(text.len() < 10_000, "{}", text.len());
}

#[test]
fn a_question_that_is_not_answered_does_nothing() {
    let door = MockDoor::nice();
    let _ = door.verify_open();
    let _ = door.verify_open().with(eq(1)).within(std::time::Duration::from_secs(60));
    assert_eq!(format!("{:?}", door.verify_open().with(eq(1))), "verification of MockDoor::open(var == 1)");
}

#[test]
fn a_mock_that_fails_when_dropped_was_asked_before() {
    let mut door = MockDoor::new();
    door.expect_open().times(2).return_const(1u32);
    door.open(1);
    door.verify_open().once();
    contains(&message(|| drop(door)), "called 1 time(s) which is fewer than expected 2");
}

#[test]
fn they_are_unwind_safe_and_sendable() {
    fn is<T: Send>() {}
    is::<mockit::spy::Call<fn(mockit::private::Val<std::rc::Rc<u8>>) -> std::rc::Rc<u8>>>();
    let door = MockDoor::nice();
    door.open(1);
    drop(catch_unwind(AssertUnwindSafe(|| door.verify_open().never())));
    let calls = door.open_calls();
    std::thread::spawn(move || assert_eq!(calls[0].args(), (&1,))).join().unwrap();
}

/// To clone a mock is a call of it, or a share, which no test has asked for.
#[test]
fn mocks_are_not_kept() {
    mockit::mock! {
        Part {}
        impl Clone for Part {
            fn clone(&self) -> Self;
        }
    }
    #[automock(derive(Clone))]
    trait Tool: Send + Sync {
        fn turn(&self, n: u8);
    }
    #[automock]
    trait Shop {
        fn part(&self, of: &MockPart) -> MockPart;
        fn tools(&self, tools: Vec<MockTool>, n: u8) -> MockTool;
    }
    let mut shop = MockShop::new();
    shop.expect_part().returning(|_| MockPart::new());
    shop.expect_tools().returning(|mut tools, _| tools.remove(0));
    let mut part = MockPart::new();
    part.expect_clone().times(1).returning(MockPart::new);
    shop.part(&part);
    // The only call.
    drop(part.clone());
    drop(part);
    let mut tool = MockTool::new();
    tool.expect_turn().times(1).return_const(());
    let tool = shop.tools(vec![tool], 1);
    // Nobody else has it, so it is verified here.
    contains(&message(|| drop(tool)), "MockTool::turn: Expectation(<anything>) called 0 time(s)");
    shop.verify_tools().with(unseen(), eq(1)).once();
    let shown = [shop.part_calls()[0].to_string(), shop.tools_calls()[0].to_string()];
    assert_eq!(shown, ["MockShop::part(?) -> ?", "MockShop::tools([MockTool], 1) -> MockTool"]);
}

/// Else it would hold itself, and never be dropped and verified.
#[test]
fn a_mock_that_is_given_itself_is_verified() {
    mod own {
        #[mockit::automock]
        pub trait Observer: Send + Sync {
            fn register(&self, me: std::sync::Arc<dyn Observer>);
            fn ping(&self);
        }
    }
    let mut observer = own::MockObserver::new();
    observer.expect_register().return_const(());
    observer.expect_ping().times(1).return_const(());
    let observer: std::sync::Arc<dyn own::Observer> = std::sync::Arc::new(observer);
    observer.register(observer.clone());
    let text = mockit_tests::message(|| drop(observer));
    assert!(text.starts_with("MockObserver::ping: Expectation(<anything>) called 0 time(s)"), "{text}");
}
