//! Runs a scenario in both worlds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use crate::observed::Seen;
use crate::server::Server;
use crate::table::{Code, Scenario, Site};
use crate::{double, mock, real};

pub struct Outcome {
    pub name: &'static str,
    pub real: Seen,
    pub mock: Seen,
}

/// Most of the time passes in waiting: several at once.
const THREADS: usize = 8;

pub fn all(wanted: Option<&str>) -> Vec<Outcome> {
    let wanted = |name: &str| wanted.is_none_or(|wanted| name.contains(wanted));
    scenarios(THREADS, &wanted)
}

/// A scenario alone, for it may have come too late in the crowd.
pub fn again(outcome: Outcome) -> Outcome {
    scenarios(1, &|name| name == outcome.name).pop().unwrap_or(outcome)
}

fn scenarios(threads: usize, wanted: &dyn Fn(&str) -> bool) -> Vec<Outcome> {
    let rows = real::scenarios::table().into_iter().zip(mock::scenarios::table());
    let rows: Vec<_> = rows.filter(|(row, _)| wanted(row.name)).collect();
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((real, mock)) = rows.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let (port, real) = on_loopback(real);
                    let outcome = Outcome { name: mock.name, real, mock: in_process(mock, port) };
                    outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|outcome| outcome.name);
    outcomes
}

fn on_loopback(row: &Scenario) -> (u16, Seen) {
    let server = Server::start(&row.plays);
    let mut seen = played(row, server.port, &|| Builder::new_current_thread().enable_all().build());
    seen.requests(&server.received());
    (server.port, seen.without_port(server.port))
}

/// With a port that nobody asks.
fn in_process(row: &Scenario, port: u16) -> Seen {
    let http = double::stubbed(&row.plays, port);
    let installed = http.install();
    let mut seen =
        played(row, port, &|| Builder::new_current_thread().enable_all().start_paused(true).build());
    drop(installed);
    seen.requests(&double::received(&http));
    seen.without_port(port)
}

fn played(row: &Scenario, port: u16, runtime: &dyn Fn() -> std::io::Result<Runtime>) -> Seen {
    let played = catch_unwind(AssertUnwindSafe(|| match &row.client {
        Code::Blocking(client) => client(Site { port }),
        Code::Async(client) => runtime().expect("a runtime").block_on(async {
            let limit = Duration::from_secs(20);
            let hung = || Seen::new().note("hung", "for ever").clone();
            tokio::time::timeout(limit, client(Site { port })).await.unwrap_or_else(|_| hung())
        }),
    }));
    played.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().cloned();
        let text = text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Seen::new().note("panicked", text.unwrap_or_default()).clone()
    })
}

impl Outcome {
    pub fn print(&self) {
        for (world, seen) in [("real", &self.real), ("mock", &self.mock)] {
            println!("== {} ({world})", self.name);
            for (key, value) in &seen.values {
                println!("   {key}: {value}");
            }
            for (key, took) in &seen.took {
                println!("   {key}: {took:?}");
            }
        }
    }
}
