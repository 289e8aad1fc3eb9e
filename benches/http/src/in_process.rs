//! What opens no socket: mockit's double, and the floor.

use mockit::http::{Installed, MockHttp};
use reqwest::ResponseBuilderExt as _;

use crate::side::{Front, JSON, Kind, Side, TEXT, charge, charged};

const BASE: &str = "https://api.payments.example";

/// mockit's double, with the look-alike of reqwest.
pub(crate) struct Mockit {
    http: MockHttp,
    _installed: Installed,
}

impl Side for Mockit {
    type Front = mockit_reqwest::Client;

    async fn start() -> Self {
        let http = MockHttp::new();
        let _installed = http.install();
        Self { http, _installed }
    }

    async fn stub(&mut self, kind: Kind, path: &str) {
        let url = format!("{BASE}{path}");
        // Of many stubs only one is requested.
        match kind {
            Kind::Get => self.http.expect_get(url).optional().returning_text(200, TEXT),
            Kind::Post => {
                self.http.expect_post(url).with_json(charge()).optional().returning_json(201, charged())
            }
        };
    }

    fn base(&self) -> String {
        BASE.to_owned()
    }

    fn front(&self, _: Option<&reqwest::Client>) -> Self::Front {
        mockit_reqwest::Client::new()
    }
}

/// No double at all: a real request is built and dropped, a real response made and read. What is above
/// it is what finding, matching, recording and client semantics cost.
#[derive(Clone)]
pub(crate) struct Floor(reqwest::Client);

impl Side for Floor {
    type Front = Floor;

    async fn start() -> Self {
        Self(reqwest::Client::new())
    }

    async fn stub(&mut self, _: Kind, _: &str) {}

    fn base(&self) -> String {
        BASE.to_owned()
    }

    fn front(&self, _: Option<&reqwest::Client>) -> Self {
        self.clone()
    }
}

impl Front for Floor {
    async fn ask(&self, kind: Kind, url: &str) -> String {
        let request = match kind {
            Kind::Get => self.0.get(url).build(),
            Kind::Post => self.0.post(url).json(charge()).build(),
        };
        let request = request.expect("a request");
        let (status, of_type, body) = match kind {
            Kind::Get => (200, "text/plain; charset=utf-8", TEXT),
            Kind::Post => (201, "application/json", JSON),
        };
        // Every response has its URL; without it reqwest parses one that says so.
        let response = http::Response::builder()
            .status(status)
            .header("content-type", of_type)
            .header("content-length", body.len())
            .url(request.url().clone())
            .body(body)
            .expect("a response");
        reqwest::Response::from(response).text().await.expect("a body")
    }
}
