//! Async methods, in every way of writing them.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use mockit::automock;
use mockit::predicate::eq;

fn poll_once<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

#[automock]
trait Native {
    async fn fetch(&self, key: &str) -> String;
    async fn update(&mut self, by: u32) -> Result<(), String>;
    async fn name(&self) -> &str;
    async fn pick<'a>(&self, from: &'a [String]) -> &'a str;
    async fn consume(self) -> u32;
    async fn start() -> u32;
    fn explicit(&self, x: u32) -> impl Future<Output = u32>;
    fn explicit_send(&self, x: &str) -> impl Future<Output = usize> + Send;
}

#[tokio::test]
async fn native() {
    let mut mock = MockNative::new();
    mock.expect_fetch().with(eq("a")).times(1).returning(|key| key.to_uppercase());
    mock.expect_fetch().return_const("other");
    mock.expect_update().returning_each([Ok(()), Err("no".to_string())]);
    mock.expect_name().return_const("name".to_string());
    mock.expect_pick().returning(|from| &from[0]);
    mock.expect_explicit().returning(|x| Box::pin(async move { x + 1 }));
    mock.expect_explicit_send().returning_async(|x| {
        let len = x.len();
        async move { len }
    });
    assert_eq!(mock.fetch("a").await, "A");
    assert_eq!(mock.fetch("a").await, "other");
    assert_eq!((mock.update(1).await, mock.update(2).await), (Ok(()), Err("no".to_string())));
    assert_eq!(mock.name().await, "name");
    assert_eq!(mock.pick(&["x".to_string()]).await, "x");
    assert_eq!(mock.explicit(1).await, 2);
    assert_eq!(mock.explicit_send("four").await, 4);
    let mut other = MockNative::new();
    other.expect_consume().return_const(3u32);
    assert_eq!(other.consume().await, 3);
    let context = MockNative::start_context();
    context.expect().return_const(4u32);
    assert_eq!(MockNative::start().await, 4);
}

#[tokio::test(start_paused = true)]
async fn a_result_that_takes_its_time() {
    let mut mock = MockNative::new();
    mock.expect_fetch().returning_async(|key| {
        let key = key.to_string();
        async move {
            tokio::time::sleep(Duration::from_secs(30)).await;
            key
        }
    });
    let timeout = tokio::time::timeout(Duration::from_secs(10), mock.fetch("slow")).await;
    assert!(timeout.is_err());
    assert_eq!(mock.fetch("slow").await, "slow");
}

#[test]
fn a_result_that_never_comes() {
    let mut mock = MockNative::new();
    mock.expect_fetch().times(1).return_pending();
    mock.expect_explicit().return_pending();
    mock.expect_explicit_send().return_pending();
    assert!(poll_once(mock.fetch("a")).is_pending());
    assert!(poll_once(mock.explicit(1)).is_pending());
    assert!(poll_once(mock.explicit_send("a")).is_pending());
}

#[test]
fn a_call_counts_when_it_is_polled() {
    let mut mock = MockNative::new();
    mock.expect_fetch().times(0).return_const("");
    drop(mock.fetch("never polled"));
}

#[automock]
#[async_trait::async_trait]
trait Boxed: Send + Sync {
    async fn fetch(&self, key: &str) -> String;
    async fn lend(&self) -> &str;
    async fn provided(&self) -> u32 {
        1
    }
}

/// Below `async_trait` the macro sees what that has made of the methods.
#[async_trait::async_trait]
#[automock]
trait BoxedBelow: Send + Sync {
    async fn fetch(&self, key: &str) -> String;
}

#[automock]
#[async_trait::async_trait(?Send)]
trait BoxedLocal {
    async fn fetch(&self, key: std::rc::Rc<str>) -> usize;
}

#[tokio::test]
async fn async_trait() {
    let mut mock = MockBoxed::new();
    mock.expect_fetch().times(2).returning_async(|key| std::future::ready(key.to_string()));
    mock.expect_lend().return_const("lent".to_string());
    mock.expect_provided().return_const(2u32);
    let object: std::sync::Arc<dyn Boxed> = std::sync::Arc::new(mock);
    let other = std::sync::Arc::clone(&object);
    assert_eq!(tokio::spawn(async move { other.fetch("task").await }).await.unwrap(), "task");
    assert_eq!(object.fetch("here").await, "here");
    assert_eq!((object.lend().await, object.provided().await), ("lent", 2));

    let mut below = MockBoxedBelow::new();
    below.expect_fetch().with(eq("a")).returning(|_| Box::pin(async { "b".to_string() }));
    assert_eq!(below.fetch("a").await, "b");
    let mut below = MockBoxedBelow::new();
    below.expect_fetch().return_pending();
    assert!(poll_once(below.fetch("a")).is_pending());

    let mut local = MockBoxedLocal::new();
    local.expect_fetch().returning(|key| key.len());
    assert_eq!(local.fetch("abc".into()).await, 3);
}

#[automock]
#[trait_variant::make(Send)]
trait Variant {
    async fn fetch(&self, key: u32) -> u32;
}

#[automock]
#[trait_variant::make(SharedVariant: Send)]
trait LocalVariant {
    async fn fetch(&self, key: u32) -> u32;
}

#[tokio::test]
async fn trait_variant() {
    let mut mock = MockVariant::new();
    mock.expect_fetch().returning(|x| x + 1);
    assert_eq!(tokio::spawn(async move { mock.fetch(1).await }).await.unwrap(), 2);
    let mut mock = MockLocalVariant::new();
    mock.expect_fetch().returning(|x| x + 1);
    assert_eq!(mock.fetch(1).await, 2);
}

#[automock]
trait Polled {
    fn poll_it(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32>;
}

#[test]
fn poll_methods() {
    let mut mock = MockPolled::new();
    mock.expect_poll_it().returning_each([Poll::Pending, Poll::Ready(1)]);
    let mut mock = pin!(mock);
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(mock.as_mut().poll_it(&mut cx), Poll::Pending);
    assert_eq!(mock.as_mut().poll_it(&mut cx), Poll::Ready(1));
}

/// A result that is not `Send` comes from a method whose future is.
#[automock]
#[async_trait::async_trait]
trait NotSend: Send + Sync {
    async fn get(&self, n: &str) -> Result<u8, Box<dyn std::error::Error>>;
    async fn later(&self) -> std::rc::Rc<u8>;
}

#[tokio::test]
async fn results_that_are_not_send() {
    let mut mock = MockNotSend::new();
    mock.expect_get().returning(|n| n.parse().map_err(Into::into));
    mock.expect_later().returning_async(|| async {
        tokio::task::yield_now().await;
        std::rc::Rc::new(1)
    });
    fn sendable<T: Send>(it: T) -> T {
        it
    }
    assert_eq!(sendable(mock.get("7")).await.unwrap(), 7);
    assert!(sendable(mock.get("x")).await.is_err());
    assert_eq!(*sendable(mock.later()).await, 1);
}

#[allow(dead_code)]
#[automock(target = Factory)]
#[trait_variant::make(Factory: Send)]
trait LocalFactory {
    async fn make(&self) -> u8;
    fn stream(&self) -> impl Iterator<Item = u8>;
    fn call(&self) -> u32;
}

#[tokio::test]
async fn a_variant_of_a_trait() {
    let mut factory = MockFactory::new();
    factory.expect_make().return_const(1);
    factory.expect_stream().returning(|| Box::new([1, 2].into_iter()));
    factory.expect_call().return_const(3u32);
    async fn run(factory: impl Factory + Sync) -> (u8, usize, u32) {
        (factory.make().await, factory.stream().count(), factory.call())
    }
    assert_eq!(tokio::spawn(async { run(factory).await }).await.unwrap(), (1, 2, 3));
}
