//! One row for each scenario.

use std::future::Future;
use std::pin::Pin;

use crate::observed::Seen;
use crate::script::Play;

#[derive(Default)]
pub struct Table {
    pub scenarios: Vec<Scenario>,
}

pub struct Scenario {
    pub name: &'static str,
    pub plays: Vec<Play>,
    pub client: Code,
}

type Running = Pin<Box<dyn Future<Output = Seen>>>;

/// What the client does.
pub enum Code {
    Async(Box<dyn Fn(Site) -> Running + Send + Sync>),
    Blocking(fn(Site) -> Seen),
}

/// Where the far end is.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    pub port: u16,
}

impl Site {
    pub fn url(self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same server under another name.
    pub fn other(self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }
}

impl Table {
    pub fn add<F>(&mut self, name: &'static str, plays: impl Into<Vec<Play>>, client: fn(Site) -> F)
    where
        F: Future<Output = Seen> + 'static,
    {
        let client = Code::Async(Box::new(move |site| Box::pin(client(site))));
        self.scenarios.push(Scenario { name, plays: plays.into(), client });
    }

    pub fn blocking(&mut self, name: &'static str, plays: impl Into<Vec<Play>>, client: fn(Site) -> Seen) {
        self.scenarios.push(Scenario { name, plays: plays.into(), client: Code::Blocking(client) });
    }
}
