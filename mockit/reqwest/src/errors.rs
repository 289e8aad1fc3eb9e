//! Real `reqwest::Error`s without a socket: a private client that can never connect fails on demand.

use std::cell::RefCell;
use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::{HeaderValue, Method, Version};
use mockit::http::Fault;
use reqwest::{Client, ClientBuilder, Error, Request, Url};
use tower_layer::Layer;
use tower_service::Service;

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// The client behind every real `RequestBuilder`, and the source of errors.
pub(crate) fn real() -> &'static Client {
    static REAL: OnceLock<Client> = OnceLock::new();
    REAL.get_or_init(|| never_connecting().build().expect("a client without any configuration"))
}

/// A builder of clients that never connect.
pub(crate) fn never_connecting() -> ClientBuilder {
    // No roots: loading those of the system takes 30 ms and more.
    let builder = Client::builder().no_proxy().tls_certs_only(std::iter::empty());
    builder.dns_resolver(Arc::new(NoNames)).connector_layer(NeverLayer)
}

/// Without a TLS feature `tls_certs_only` does not exist, and no `cfg` of ours can see that; where it
/// does, the inherent method wins over this one.
#[allow(dead_code)]
trait WithoutTls: Sized {
    fn tls_certs_only(self, _: std::iter::Empty<()>) -> Self {
        self
    }
}

impl WithoutTls for ClientBuilder {}

/// What the connector does next.
enum Wanted {
    Fail(BoxError),
    /// Goes on to the resolver, which knows no name.
    Resolve,
}

thread_local! {
    /// Set for the duration of one poll; the connector hangs where nothing is.
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct NeverLayer;

impl<S> Layer<S> for NeverLayer {
    type Service = Never<S>;

    fn layer(&self, inner: S) -> Never<S> {
        Never(inner)
    }
}

#[derive(Clone)]
struct Never<S>(S);

impl<S, R> Service<R> for Never<S>
where
    S: Service<R, Error = BoxError> + Clone + Send + 'static,
    S::Future: Send,
    R: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: R) -> Self::Future {
        let mut inner = self.0.clone();
        match WANTED.take() {
            Some(Wanted::Fail(error)) => Box::pin(async move { Err(error) }),
            Some(Wanted::Resolve) => Box::pin(async move {
                poll_fn(|cx| inner.poll_ready(cx)).await?;
                inner.call(target).await
            }),
            None => Box::pin(std::future::pending()),
        }
    }
}

struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let text = "failed to lookup address information: Name or service not known";
        Box::pin(async move { Err(io::Error::other(text).into()) })
    }
}

/// `http`, for without TLS features `https` is refused before names are looked up.
fn nowhere() -> Request {
    Request::new(Method::GET, Url::parse("http://mockit.invalid/").expect("a URL"))
}

/// The error with which the private client refuses the request. It has it at once: nothing on the
/// way there waits.
fn refusal(wanted: Option<Wanted>, request: Request) -> Error {
    WANTED.set(wanted);
    let mut pending = pin!(real().execute(request));
    let mut cx = Context::from_waker(Waker::noop());
    let refused = (0..100).find_map(|_| match pending.as_mut().poll(&mut cx) {
        Poll::Ready(answer) => answer.err(),
        Poll::Pending => None,
    });
    WANTED.set(None);
    refused.expect("this version of reqwest refuses the request otherwise than the known ones")
}

/// An error link of the connector's own, as hyper's are for TCP.
#[derive(Debug)]
struct Link {
    text: &'static str,
    source: io::Error,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl StdError for Link {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

/// The error of a fault that comes in place of a response, at once.
pub(crate) fn fault(fault: Fault, url: &Url) -> Error {
    let wanted = match fault {
        Fault::Dns => Wanted::Resolve,
        Fault::ConnectionRefused => {
            let source = refused();
            Wanted::Fail(Link { text: "tcp connect error", source }.into())
        }
        Fault::ConnectTimeout => {
            let source = io::Error::new(io::ErrorKind::TimedOut, "deadline has elapsed");
            Wanted::Fail(Link { text: "tcp connect error", source }.into())
        }
        Fault::Tls => Wanted::Fail(io::Error::new(io::ErrorKind::InvalidData, fault).into()),
        _ => return reset(url),
    };
    refusal(Some(wanted), nowhere()).with_url(url.clone())
}

/// The error when the system gave up connecting, without any timeout of the client's.
pub(crate) fn unreachable(url: &Url) -> Error {
    let source = of_system(io::ErrorKind::TimedOut, [110, 60, 10060]);
    let wanted = Wanted::Fail(Link { text: "tcp connect error", source }.into());
    refusal(Some(wanted), nowhere()).with_url(url.clone())
}

fn refused() -> io::Error {
    of_system(io::ErrorKind::ConnectionRefused, [111, 61, 10061])
}

pub(crate) fn connection_reset() -> io::Error {
    of_system(io::ErrorKind::ConnectionReset, [104, 54, 10054])
}

/// The system's own error, with its number on Linux, BSD, and Windows, where it is known.
fn of_system(kind: io::ErrorKind, [linux, bsd, windows]: [i32; 3]) -> io::Error {
    let number = match () {
        () if cfg!(any(target_os = "linux", target_os = "android")) => linux,
        () if cfg!(any(target_vendor = "apple", target_os = "freebsd", target_os = "openbsd")) => bsd,
        () if cfg!(windows) => windows,
        () => return kind.into(),
    };
    io::Error::from_raw_os_error(number)
}

/// A request that failed neither in connecting nor in time. reqwest gives it a cause of its own:
/// the true one, "connection closed before message completed", needs a connection.
pub(crate) fn reset(url: &Url) -> Error {
    let mut request = nowhere();
    *request.version_mut() = Version::HTTP_09;
    refusal(None, request).with_url(url.clone())
}

/// "URL scheme is not allowed"
pub(crate) fn bad_scheme(url: &Url) -> Error {
    let request = Request::new(Method::GET, Url::parse("mockit://invalid/").expect("a URL"));
    refusal(None, request).with_url(url.clone())
}

/// "Parsed Url is not a valid Uri"
pub(crate) fn invalid_uri(url: &Url) -> Error {
    refusal(None, Request::new(Method::GET, url.clone()))
}

/// A builder's error; `None` where reqwest takes the text for a URL.
pub(crate) fn invalid_url(text: &str) -> Option<Error> {
    real().get(text).build().err()
}

/// The builder's error that this one is in real reqwest.
pub(crate) fn builder(error: http::Error) -> Error {
    struct Invalid(http::Error);

    impl TryFrom<Invalid> for HeaderValue {
        type Error = http::Error;

        fn try_from(invalid: Invalid) -> Result<Self, http::Error> {
            Err(invalid.0)
        }
    }

    let request = real().request(Method::GET, nowhere().url().clone());
    request.header("invalid", Invalid(error)).build().expect_err("its header is invalid")
}

/// "request or response body error", with that source.
pub(crate) fn body(source: BoxError) -> Error {
    let mut body = reqwest::Body::wrap(Failing(Some(source)));
    let mut cx = Context::from_waker(Waker::noop());
    match http_body::Body::poll_frame(Pin::new(&mut body), &mut cx) {
        Poll::Ready(Some(Err(error))) => error,
        _ => unreachable!("a body that fails at once"),
    }
}

/// What stands for the error of a redirect policy, whose kind cannot be had without a connection: it
/// has the same source and URL, and is no error of connecting, which would invite to try again.
pub(crate) fn redirect(source: BoxError, url: &Url) -> Error {
    body(source).with_url(url.clone())
}

/// The error of a real far end: that of a real client of reqwest's as it is; others become the source of one.
pub(crate) fn real_one(error: BoxError, url: &Url) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(other) => body(other).with_url(url.clone()),
    }
}

/// "operation timed out", of the whole request. It comes at once, but needs a tokio runtime for it.
pub(crate) async fn timed_out(url: &Url) -> Error {
    let mut request = nowhere();
    *request.timeout_mut() = Some(Duration::ZERO);
    let answer = real().execute(request).await;
    answer.expect_err("the connector hangs").with_url(url.clone())
}

/// A body that is nothing but an error.
struct Failing(Option<BoxError>);

impl http_body::Body for Failing {
    type Data = bytes::Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, BoxError>>> {
        Poll::Ready(self.0.take().map(Err))
    }
}
