//! What everything compared has to bring: somewhere to send requests to, and a client to send them with.

use std::sync::LazyLock;

use serde_json::{Value, json};

/// A request, and the reply to it: the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Answered with a text.
    Get,
    /// With the [`charge`] as JSON, which is matched as a whole; answered with JSON.
    Post,
}

pub(crate) const TEXT: &str = "hello";
pub(crate) const JSON: &str = r#"{"id":"ch_1","status":"succeeded"}"#;

impl Kind {
    /// The body of the reply.
    pub(crate) fn reply(self) -> &'static str {
        match self {
            Self::Get => TEXT,
            Self::Post => JSON,
        }
    }
}

/// The body of a `POST`.
pub(crate) fn charge() -> &'static Value {
    static CHARGE: LazyLock<Value> = LazyLock::new(|| {
        json!({
            "amount": 4999,
            "currency": "eur",
            "customer": "cus_42",
            "capture": true,
            "description": "order 1234",
        })
    });
    &CHARGE
}

/// The body of the reply to a `POST`.
pub(crate) fn charged() -> Value {
    json!({"id": "ch_1", "status": "succeeded"})
}

/// A double or a mock server.
pub(crate) trait Side: Sized {
    type Front: Front;

    /// Starts it, in its quickest way.
    async fn start() -> Self;

    /// Registers a stub for the exact path.
    async fn stub(&mut self, kind: Kind, path: &str);

    /// Scheme and authority of URLs.
    fn base(&self) -> String;

    /// A client: the shared one if there is one to share.
    fn front(&self, shared: Option<&reqwest::Client>) -> Self::Front;
}

/// A client, as far as the benchmark uses it: sends a request, and reads the whole reply.
pub(crate) trait Front: Clone + Send + Sync + 'static {
    fn ask(&self, kind: Kind, url: &str) -> impl Future<Output = String> + Send;
}

/// The same code for both kinds of clients, as that is what the look-alike is for.
macro_rules! front {
    ($client:ty) => {
        impl Front for $client {
            async fn ask(&self, kind: Kind, url: &str) -> String {
                let request = match kind {
                    Kind::Get => self.get(url),
                    Kind::Post => self.post(url).json(charge()),
                };
                let response = request.send().await.expect("a response");
                response.text().await.expect("a body")
            }
        }
    };
}

front!(reqwest::Client);
front!(mockit_reqwest::Client);
