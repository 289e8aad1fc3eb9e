//! For code that takes a `reqwest_middleware::ClientWithMiddleware`: a middleware that answers from a
//! double.
//!
//! ```
//! use mockit::http::MockHttp;
//! use mockit_reqwest::middleware::MockMiddleware;
//!
//! # async fn test() -> Result<(), reqwest_middleware::Error> {
//! let http = MockHttp::new();
//! // The real client below is never asked.
//! let client = reqwest_middleware::ClientBuilder::new(::reqwest::Client::new())
//!     .with(MockMiddleware::new(http.endpoint()))
//!     .build();
//! # let _ = client;
//! # Ok(())
//! # }
//! ```

use http::Extensions;
use mockit::http::Endpoint;
use reqwest_middleware::{Middleware, Next};

use crate::{Client, ClientBuilder};

/// A middleware that answers every request from a double: nothing behind it is called.
///
/// What reqwest does below all middlewares, such as following redirects, timeouts and decoding, is
/// done as a client with reqwest's defaults would. The configuration of the client that it is put before
/// cannot be seen from here: give it to [`with_client`](Self::with_client) again.
#[derive(Clone, Debug)]
pub struct MockMiddleware {
    client: Client,
}

impl MockMiddleware {
    /// Answers from the double, as a client with reqwest's defaults.
    pub fn new(endpoint: Endpoint) -> Self {
        MockMiddleware { client: Client::of(ClientBuilder::new().config, endpoint) }
    }

    /// Answers from the double, as a client with that configuration.
    ///
    /// # Errors
    /// Those of [`ClientBuilder::build`].
    pub fn with_client(endpoint: Endpoint, client: ClientBuilder) -> crate::Result<Self> {
        Ok(MockMiddleware { client: Client::of(client.checked()?, endpoint) })
    }
}

#[async_trait::async_trait]
impl Middleware for MockMiddleware {
    async fn handle(
        &self,
        request: crate::Request,
        _: &mut Extensions,
        _: Next<'_>,
    ) -> reqwest_middleware::Result<crate::Response> {
        Ok(self.client.execute(request).await?)
    }
}
