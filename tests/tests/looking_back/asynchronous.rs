//! Methods whose results come later.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use mockit::automock;
use mockit::predicate::eq;
use tokio::time::{sleep, timeout};

#[automock]
trait Native {
    async fn get(&self, key: &str) -> u32;
    async fn local(&self) -> std::rc::Rc<u8>;
    fn boxed(&self, key: u8) -> Pin<Box<dyn Future<Output = u32> + Send>>;
    fn opaque(&self, key: u8) -> impl Future<Output = u32>;
}

#[automock]
#[async_trait::async_trait]
trait Store: Send + Sync {
    async fn get(&self, key: &str) -> u32;
    async fn put(&mut self, key: String, value: Option<u32>) -> Result<(), String>;
}

#[automock]
#[async_trait::async_trait(?Send)]
trait LocalStore {
    async fn get(&self, key: &str) -> std::rc::Rc<u32>;
}

#[trait_variant::make(SendGet: Send)]
#[automock]
trait Get {
    async fn get(&self, key: u8) -> u32;
}

#[tokio::test]
async fn values_at_once_and_later() {
    let mut mock = MockNative::new();
    mock.expect_get().with(eq("now")).return_const(1u32);
    mock.expect_get().returning_async(|_| async {
        tokio::task::yield_now().await;
        2
    });
    assert_eq!((mock.get("now").await, mock.get("later").await), (1, 2));
    let calls = mock.get_calls();
    assert_eq!(calls.iter().map(|call| call.args().0).collect::<Vec<_>>(), ["now", "later"]);
    assert_eq!(calls.iter().map(|call| call.result().copied()).collect::<Vec<_>>(), [Some(1), Some(2)]);
    mock.verify_get().with(eq("later")).once();
}

#[tokio::test]
async fn futures_that_are_returned() {
    let mut mock = MockNative::new();
    mock.expect_boxed().returning(|_| Box::pin(async { 3 }));
    mock.expect_opaque().returning(|_| Box::pin(async { 4 }));
    mock.expect_local().returning_st(|| std::rc::Rc::new(5));
    assert_eq!((mock.boxed(1).await, mock.opaque(2).await, *mock.local().await), (3, 4, 5));
    mock.verify_boxed().with(eq(1)).once();
    mock.verify_opaque().with(eq(2)).once();
    mock.verify_local().once();
    assert_eq!(mock.local_calls()[0].to_string(), "MockNative::local() -> 5");
}

#[tokio::test]
async fn async_trait() {
    let mut mock = MockStore::new();
    mock.expect_get().return_const(1u32);
    mock.expect_put().returning(|_, _| Err("full".to_string()));
    assert_eq!(mock.get("a").await, 1);
    assert!(mock.put("b".to_string(), Some(2)).await.is_err());
    mock.verify_get().with(eq("a")).once();
    let calls = mock.put_calls();
    assert_eq!(calls[0].args(), (&"b".to_string(), &Some(2)));
    assert_eq!(calls[0].result(), Some(&Err("full".to_string())));
    assert_eq!(calls[0].to_string(), r#"MockStore::put("b", Some(2)) -> Err("full")"#);

    let mut mock = MockLocalStore::new();
    mock.expect_get().returning_st(|_| std::rc::Rc::new(1));
    assert_eq!(*mock.get("a").await, 1);
    mock.verify_get().with(eq("a")).once();
}

#[tokio::test]
async fn trait_variant() {
    let mut mock = MockGet::new();
    mock.expect_get().return_const(1u32);
    assert_eq!(Get::get(&mock, 2).await, 1);
    mock.verify_get().with(eq(2)).once();
}

#[tokio::test]
async fn a_future_that_is_dropped_was_a_call_all_the_same() {
    let mut mock = MockNative::new();
    mock.expect_get().return_pending();
    let waited = timeout(Duration::from_millis(1), mock.get("a")).await;
    assert!(waited.is_err());
    let calls = mock.get_calls();
    assert_eq!(calls[0].result(), None);
    assert_eq!(calls[0].to_string(), r#"MockNative::get("a") was not waited for"#);
    mock.verify_get().once();
}

#[tokio::test]
async fn a_future_that_is_never_polled_is_no_call_of_an_async_method() {
    let mut mock = MockNative::new();
    mock.expect_get().return_const(1u32);
    drop(mock.get("a"));
    mock.verify_get().never();
}

#[tokio::test]
async fn a_call_that_is_under_way_has_no_result_yet() {
    let mut mock = MockStore::new();
    mock.expect_get().returning_async(|_| async {
        sleep(Duration::from_secs(60)).await;
        1
    });
    let mock = Arc::new(mock);
    let task = tokio::spawn({
        let mock = Arc::clone(&mock);
        async move { mock.get("a").await }
    });
    mock.verify_get().within(Duration::from_secs(10)).await;
    let call = &mock.get_calls()[0];
    assert_eq!((call.result(), call.took()), (None, None));
    assert_eq!(call.to_string(), r#"MockStore::get("a") has not returned"#);
    task.abort();
    assert!(task.await.is_err());
    // The same call: its outcome is written down where it was.
    assert_eq!(call.to_string(), r#"MockStore::get("a") was not waited for"#);
}

#[tokio::test(start_paused = true)]
async fn time_is_that_of_the_paused_clock() {
    let mut mock = MockStore::new();
    mock.expect_get().returning_async(|_| async {
        sleep(Duration::from_secs(3)).await;
        1
    });
    mock.get("a").await;
    sleep(Duration::from_secs(2)).await;
    mock.get("b").await;
    let calls = mock.get_calls();
    assert_eq!([calls[0].began(), calls[1].began()], [0, 5].map(|s| Some(Duration::from_secs(s))));
    assert_eq!([calls[0].took(), calls[1].took()], [Some(Duration::from_secs(3)); 2]);
}

#[tokio::test]
async fn there_is_no_time_elsewhere() {
    let mock = MockStore::nice();
    mock.get("a").await;
    let calls = mock.get_calls();
    assert_eq!((calls[0].began(), calls[0].took()), (None, None));
}

#[tokio::test]
async fn a_panic_of_a_future() {
    let mut mock = MockStore::new();
    mock.expect_get().returning_async(|_| async { panic!("no") });
    let mock = Arc::new(mock);
    let other = Arc::clone(&mock);
    assert!(tokio::spawn(async move { other.get("a").await }).await.is_err());
    assert_eq!(mock.get_calls()[0].to_string(), r#"MockStore::get("a") panicked"#);
}
