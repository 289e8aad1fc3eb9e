//! The real far end: a real client of reqwest's, for doubles that spy.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};
use std::thread;

use mockit::http::{MockHttp, Request};
use reqwest::ResponseBuilderExt as _;
use tokio::runtime::{Builder, Handle};
use tokio::task::JoinHandle;

use crate::errors::BoxError;

/// A double that spies: requests that no stub answers are sent by a real client, and all is recorded. It is
/// [`MockHttp::spying`] with that client as the far end; stubs forward by
/// [`call_real`](mockit::http::Stub::call_real).
///
/// **It opens sockets**: nothing else in this crate does. The client is a real one,
/// [`mockit_reqwest::real::Client`](crate::real); it works in a thread of its own, and does all that it does
/// elsewhere: connects, follows redirects, decodes. The clients of the code under test do so again with what it gives
/// them; to have the double see each hop, the real one is built with `redirect(real::redirect::Policy::none())`. Its
/// errors reach the code under test as they are.
///
/// Real time passes on the wall clock, so it is nothing for tests with `start_paused`: timeouts would not wait.
///
/// ```no_run
/// use mockit_reqwest as reqwest;
/// use mockit_reqwest::real;
///
/// # async fn test() -> reqwest::Result<()> {
/// let http = reqwest::spying(real::Client::new());
/// let _installed = http.install();
/// http.expect_post("https://api.example/charges").returning_status(201);
///
/// // The code under test: this goes to the network,
/// reqwest::get("https://api.example/health").await?;
/// // and this does not.
/// reqwest::Client::new().post("https://api.example/charges").send().await?;
///
/// http.verify_get("https://api.example/health").once();
/// println!("{}", http.exchanges()[0]);
/// # Ok(())
/// # }
/// ```
#[must_use = "the double is verified when it is dropped"]
pub fn spying(client: crate::real::Client) -> MockHttp {
    MockHttp::spying(move |request| {
        let client = client.clone();
        // Begun where I/O is possible, which may not be so where the double is asked.
        let sent = runtime().spawn(async move {
            let response = client.execute(real_request(&request)).await?;
            Ok::<_, reqwest::Error>(with_url(response))
        });
        Sent(sent)
    })
}

/// What was received, with the URL that it came from, which is where redirects have led.
fn with_url(response: reqwest::Response) -> http::Response<reqwest::Body> {
    let of_url = http::Response::builder().url(response.url().clone()).body(());
    let mut response = http::Response::from(response);
    response.extensions_mut().extend(of_url.expect("nothing in it can be wrong").into_parts().0.extensions);
    response
}

/// The request that the double got, headers and all.
fn real_request(request: &Request) -> reqwest::Request {
    let mut real = reqwest::Request::new(request.method().clone(), request.url().clone());
    *real.headers_mut() = request.headers().clone();
    *real.version_mut() = request.version();
    if !request.body().is_empty() {
        *real.body_mut() = Some(request.body().clone().into());
    }
    real
}

/// The runtime of all real clients: their connections outlive the runtime of a test.
fn runtime() -> &'static Handle {
    static RUNTIME: OnceLock<Handle> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let runtime =
            Builder::new_current_thread().enable_all().build().expect("a runtime with input and output");
        let handle = runtime.handle().clone();
        let run = move || runtime.block_on(std::future::pending::<()>());
        thread::Builder::new().name("mockit-spying".into()).spawn(run).expect("a thread for the real client");
        handle
    })
}

/// A request on its way, which is given up when nobody waits for it any more.
struct Sent<T>(JoinHandle<Result<T, reqwest::Error>>);

impl<T> Future for Sent<T> {
    type Output = Result<T, BoxError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(Pin::new(&mut self.0).poll(cx)) {
            Ok(answered) => answered.map_err(Into::into),
            Err(ended) => Err(ended.into()),
        })
    }
}

impl<T> Drop for Sent<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
