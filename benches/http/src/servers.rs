//! The mock servers: each listens on loopback, in a thread of its own, and is pooled by its library.

use httptest::matchers::{all_of, eq, json_decoded, request};
use httptest::responders::status_code;
use httptest::{Expectation, ServerHandle, ServerPool};
use wiremock::matchers::{body_json, method, path as at_path};

use crate::side::{JSON, Kind, Side, TEXT, charge, charged};

fn real(shared: Option<&reqwest::Client>) -> reqwest::Client {
    shared.cloned().unwrap_or_default()
}

pub(crate) struct Wiremock(wiremock::MockServer);

impl Side for Wiremock {
    type Front = reqwest::Client;

    async fn start() -> Self {
        Self(wiremock::MockServer::start().await)
    }

    async fn stub(&mut self, kind: Kind, path: &str) {
        use wiremock::{Mock, ResponseTemplate};

        let mock = match kind {
            Kind::Get => Mock::given(method("GET"))
                .and(at_path(path))
                .respond_with(ResponseTemplate::new(200).set_body_string(TEXT)),
            Kind::Post => Mock::given(method("POST"))
                .and(at_path(path))
                .and(body_json(charge()))
                .respond_with(ResponseTemplate::new(201).set_body_json(charged())),
        };
        self.0.register(mock).await;
    }

    fn base(&self) -> String {
        self.0.uri()
    }

    fn front(&self, shared: Option<&reqwest::Client>) -> Self::Front {
        real(shared)
    }
}

pub(crate) struct Httpmock(httpmock::MockServer);

impl Side for Httpmock {
    type Front = reqwest::Client;

    async fn start() -> Self {
        Self(httpmock::MockServer::start_async().await)
    }

    async fn stub(&mut self, kind: Kind, path: &str) {
        use httpmock::Method::{GET, POST};

        let stub = self.0.mock_async(|when, then| match kind {
            Kind::Get => {
                when.method(GET).path(path);
                then.status(200).header("content-type", "text/plain").body(TEXT);
            }
            Kind::Post => {
                when.method(POST).path(path).json_body(charge().clone());
                then.status(201).json_body(charged());
            }
        });
        stub.await;
    }

    fn base(&self) -> String {
        self.0.base_url()
    }

    fn front(&self, shared: Option<&reqwest::Client>) -> Self::Front {
        real(shared)
    }
}

pub(crate) struct Mockito(mockito::ServerGuard);

impl Side for Mockito {
    type Front = reqwest::Client;

    async fn start() -> Self {
        Self(mockito::Server::new_async().await)
    }

    async fn stub(&mut self, kind: Kind, path: &str) {
        let mock = match kind {
            Kind::Get => self.0.mock("GET", path).with_header("content-type", "text/plain").with_body(TEXT),
            Kind::Post => {
                let wanted = mockito::Matcher::Json(charge().clone());
                let mock = self.0.mock("POST", path).match_body(wanted).with_status(201);
                mock.with_header("content-type", "application/json").with_body(JSON)
            }
        };
        mock.create_async().await;
    }

    fn base(&self) -> String {
        self.0.url()
    }

    fn front(&self, shared: Option<&reqwest::Client>) -> Self::Front {
        real(shared)
    }
}

pub(crate) struct Httptest(ServerHandle<'static>);

/// More than are ever in use: nobody waits for a server.
static POOL: ServerPool = ServerPool::new(16);

impl Side for Httptest {
    type Front = reqwest::Client;

    async fn start() -> Self {
        Self(POOL.get_server())
    }

    async fn stub(&mut self, kind: Kind, path: &str) {
        let path = request::path(path.to_owned());
        // Without `times` it wants exactly one request.
        self.0.expect(match kind {
            Kind::Get => Expectation::matching(all_of![request::method("GET"), path])
                .times(..)
                .respond_with(status_code(200).body(TEXT)),
            Kind::Post => {
                let body = request::body(json_decoded(eq(charge().clone())));
                Expectation::matching(all_of![request::method("POST"), path, body]).times(..).respond_with(
                    status_code(201).append_header("content-type", "application/json").body(JSON),
                )
            }
        });
    }

    fn base(&self) -> String {
        self.0.url_str("").trim_end_matches('/').to_owned()
    }

    fn front(&self, shared: Option<&reqwest::Client>) -> Self::Front {
        real(shared)
    }
}
