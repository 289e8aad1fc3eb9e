//! The look-alike of `reqwest::Client`.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};

use http::header::{ACCEPT_ENCODING, HOST, HeaderMap};
use mockit::http::Endpoint;
use reqwest::{Error, Method, Request, Response, Url};

use crate::client_builder::{ClientBuilder, Config};
use crate::client_requests::client_requests;
use crate::execute;
use crate::pending::Pending;
use crate::request_builder::RequestBuilder;

/// A client whose requests are answered by the double of the running test.
///
/// It is the double that was installed when the client was made. A client that was made before,
/// or in another test (in a `static`, say), looks for it whenever it sends.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub config: Config,
    /// Those of every request that has none of the name.
    pub headers: HeaderMap,
    /// What was sent last, where it depends on the host alone.
    to_last: Option<Mutex<Option<ToHost>>>,
    home: Home,
}

/// The client's headers and `host`: many requests have no others, and go where the last one went.
struct ToHost {
    host: String,
    port: Option<u16>,
    headers: Arc<HeaderMap>,
}

/// Where the double is found.
enum Home {
    /// Wherever the client is used.
    #[cfg(feature = "middleware")]
    Fixed(Endpoint),
    /// It was installed for the thread that made the client.
    MadeUnder(Endpoint, ThreadId),
    Unknown,
}

impl Shared {
    /// All that is sent to a host when a request brings no headers and no body; `None` where that is
    /// not always the same.
    pub(crate) fn headers_to(&self, url: &Url) -> Option<Arc<HeaderMap>> {
        let (host, port) = (url.host_str()?, url.port());
        let mut last = self.to_last.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(to) = &*last
            && to.host == host
            && to.port == port
        {
            return Some(Arc::clone(&to.headers));
        }
        let mut headers = self.headers.clone();
        headers.insert(HOST, execute::host(url));
        let to = last.insert(ToHost { host: host.to_owned(), port, headers: Arc::new(headers) });
        Some(Arc::clone(&to.headers))
    }

    /// The double to ask.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub(crate) fn endpoint(&self, method: &Method, url: &Url) -> Endpoint {
        match &self.home {
            #[cfg(feature = "middleware")]
            Home::Fixed(endpoint) => endpoint.clone(),
            Home::MadeUnder(endpoint, thread) if *thread == thread::current().id() && endpoint.is_live() => {
                endpoint.clone()
            }
            // A thread that has a double of its own is another test's.
            Home::MadeUnder(endpoint, _) if endpoint.is_live() => {
                Endpoint::of_scope().unwrap_or_else(|| endpoint.clone())
            }
            // The test that made the client, if any, is over.
            Home::MadeUnder(..) | Home::Unknown => match Endpoint::current() {
                Some(endpoint) => endpoint,
                None => not_installed(method, url),
            },
        }
    }
}

#[cold]
#[track_caller]
fn not_installed(method: &Method, url: &Url) -> ! {
    Endpoint::stray(&format!("{method} {url}: No double is installed where it was sent"));
    panic!(
        "no double is installed for `{method} {url}`: install one with\n    \
         let http = MockHttp::new();\n    \
         let _installed = http.install();\n\
         before the client is made. It stays for as long as the guard lives: `let _ = http.install()` \
         drops it at once. A thread or task of the test is handed its `Scope`, or the double is \
         installed with `install_everywhere()`. Nothing goes to the network here."
    )
}

impl Client {
    /// A client with reqwest's defaults.
    pub fn new() -> Client {
        ClientBuilder::new().build().expect("the defaults are valid")
    }

    pub(crate) fn with(config: Config) -> Client {
        let home = match Endpoint::current() {
            Some(endpoint) => Home::MadeUnder(endpoint, thread::current().id()),
            None => Home::Unknown,
        };
        Client::at(config, home)
    }

    fn at(config: Config, home: Home) -> Client {
        let mut headers = config.headers.clone();
        if let Some(accepted) = config.accepts.header() {
            headers.entry(ACCEPT_ENCODING).or_insert(accepted);
        }
        #[cfg(feature = "cookies")]
        let same = config.cookies.is_none();
        #[cfg(not(feature = "cookies"))]
        let same = true;
        let to_last = (same && !execute::has_framing(&headers)).then(Mutex::default);
        Client { shared: Arc::new(Shared { config, headers, to_last, home }) }
    }

    #[cfg(feature = "middleware")]
    pub(crate) fn of(config: Config, endpoint: Endpoint) -> Client {
        Client::at(config, Home::Fixed(endpoint))
    }

    /// Configures a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Has the request answered. Its stub is chosen at once; what takes time passes as the future is
    /// awaited.
    ///
    /// # Errors
    /// Those of reqwest: what is wrong with the request, faults, timeouts, redirects.
    ///
    /// # Panics
    /// When no double is installed; with a report, when no stub answers the request.
    #[track_caller]
    pub fn execute(&self, request: Request) -> Pending {
        execute::execute(&self.shared, request)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

impl Client {
    client_requests!();
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("Client");
        self.shared.config.fmt_fields(&mut builder);
        builder.finish()
    }
}

impl tower_service::Service<Request> for Client {
    type Response = Response;
    type Error = Error;
    type Future = Pending;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Pending {
        self.execute(request)
    }
}

impl tower_service::Service<Request> for &'_ Client {
    type Response = Response;
    type Error = Error;
    type Future = Pending;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Pending {
        self.execute(request)
    }
}

#[cfg(test)]
mod tests {
    use http::header::HOST;
    use mockit::http::{MockHttp, Reply};

    use super::*;

    fn run(test: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test);
    }

    /// What every request sent, with its headers in their order.
    fn sent(http: &MockHttp) -> Vec<Vec<String>> {
        let header = |(name, value): (_, &http::HeaderValue)| format!("{name}: {}", value.to_str().unwrap());
        http.requests().iter().map(|request| request.headers().iter().map(header).collect()).collect()
    }

    #[test]
    fn every_request_has_the_host_that_it_is_for() {
        run(async {
            let http = MockHttp::new();
            let _installed = http.install();
            http.expect_any(mockit::http::matching::any_url()).returning_status(200);
            let client = ClientBuilder::new().no_gzip().no_brotli().no_zstd().no_deflate().build().unwrap();
            let urls = [
                "http://a/1",
                "http://a/2",
                "http://b/",
                "http://a/#f",
                "http://a:81/",
                "https://a/",
                "http://[::1]/",
            ];
            for url in urls {
                client.get(url).send().await.unwrap();
            }
            client.get("http://a/").header(HOST, "own").send().await.unwrap();
            client.post("http://a/").body("text").send().await.unwrap();
            let hosts = ["a", "a", "b", "a", "a:81", "a", "[::1]"];
            let mut expected: Vec<Vec<_>> =
                hosts.iter().map(|host| vec!["accept: */*".to_string(), format!("host: {host}")]).collect();
            expected.push(vec!["host: own".into(), "accept: */*".into()]);
            expected.push(vec!["accept: */*".into(), "host: a".into(), "content-length: 4".into()]);
            assert_eq!(sent(&http), expected);
        });
    }

    #[test]
    fn a_redirect_takes_the_requests_own_headers_along() {
        run(async {
            let http = MockHttp::new();
            let _installed = http.install();
            http.expect_any("http://a/").returning(|_: &_| Reply::redirect(307, "http://b/"));
            http.expect_any("http://b/").returning(|_: &_| Reply::redirect(303, "http://b/last"));
            http.expect_get("http://b/last").returning_status(200);
            let client = ClientBuilder::new().referer(false).no_gzip().no_brotli().no_zstd().no_deflate();
            let client = client.build().unwrap();
            client.get("http://a/").send().await.unwrap();
            client.post("http://a/").header("x", "1").body("text").send().await.unwrap();
            let expected = [
                vec!["accept: */*", "host: a"],
                vec!["accept: */*", "host: b"],
                vec!["accept: */*", "host: b"],
                vec!["x: 1", "accept: */*", "host: a", "content-length: 4"],
                vec!["x: 1", "accept: */*", "host: b", "content-length: 4"],
                vec!["x: 1", "accept: */*", "host: b"],
            ];
            assert_eq!(sent(&http), expected);
        });
    }

    #[test]
    fn a_clients_own_host_wins() {
        run(async {
            let http = MockHttp::new();
            let _installed = http.install();
            http.expect_any(mockit::http::matching::any_url()).returning_status(200);
            let own = HeaderMap::from_iter([(HOST, "own".parse().unwrap())]);
            let client = ClientBuilder::new().default_headers(own).build().unwrap();
            client.get("http://a/").send().await.unwrap();
            assert_eq!(http.requests()[0].header("host"), Some("own"));
        });
    }
}
