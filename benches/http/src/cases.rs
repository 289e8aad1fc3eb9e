//! What is measured, and how one batch of it is timed.

use std::hint::black_box;
use std::io;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::side::{Front, Kind, Side};

const PATH: &str = "/v1/charges/ch_1";
const TASKS: u64 = 16;

/// A thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// One request after the other, on a runtime of one thread, as tests have.
    Sequential(Kind),
    /// From as many tasks, on a runtime with a thread for each core.
    Parallel(Kind),
    /// Double, client, a stub, a request, and dropping it all.
    StartUp,
}

impl Case {
    /// All of them, in the order of the tables.
    pub(crate) const ALL: [Self; 5] = [
        Self::Sequential(Kind::Get),
        Self::Sequential(Kind::Post),
        Self::Parallel(Kind::Get),
        Self::Parallel(Kind::Post),
        Self::StartUp,
    ];

    pub(crate) fn name(self) -> String {
        match self {
            Self::Sequential(Kind::Get) => "GET, sequential".to_owned(),
            Self::Sequential(Kind::Post) => "POST, 5 fields of JSON, sequential".to_owned(),
            Self::Parallel(Kind::Get) => format!("GET, {TASKS} tasks, wall time per request"),
            Self::Parallel(Kind::Post) => format!("POST, {TASKS} tasks, wall time per request"),
            Self::StartUp => "start-up, first GET and drop".to_owned(),
        }
    }

    /// Numbers of requests in a batch are multiples of this.
    pub(crate) fn unit(self) -> u64 {
        if matches!(self, Self::Parallel(_)) { TASKS } else { 1 }
    }
}

/// The runtimes, each with the one client that all mock servers share there: connections live on the
/// runtime that made them.
pub(crate) struct Bench {
    one: (Runtime, reqwest::Client),
    many: (Runtime, reqwest::Client),
}

impl Bench {
    pub(crate) fn new() -> io::Result<Self> {
        let client = || reqwest::Client::builder().no_proxy().build().map_err(io::Error::other);
        Ok(Self {
            one: (Builder::new_current_thread().enable_all().build()?, client()?),
            many: (Builder::new_multi_thread().enable_all().build()?, client()?),
        })
    }

    /// The runtime of one thread, and its client.
    pub(crate) fn one(&self) -> (&Runtime, &reqwest::Client) {
        (&self.one.0, &self.one.1)
    }
}

/// Times a batch of `calls` requests.
pub(crate) fn batch<S: Side>(bench: &Bench, case: Case, calls: u64) -> Duration {
    match case {
        Case::Sequential(kind) => {
            let (runtime, client) = &bench.one;
            runtime.block_on(async {
                let (_side, front, url) = ready::<S>(kind, client).await;
                sequential(&front, kind, &url, 3).await;
                sequential(&front, kind, &url, calls).await
            })
        }
        Case::Parallel(kind) => {
            let (runtime, client) = &bench.many;
            runtime.block_on(async {
                let (_side, front, url) = ready::<S>(kind, client).await;
                // So that there are as many connections as tasks.
                parallel(&front, kind, &url, 4 * TASKS).await;
                parallel(&front, kind, &url, calls).await
            })
        }
        Case::StartUp => bench.one.0.block_on(start_up::<S>(calls)),
    }
}

/// With its stub, after one request whose reply is the right one.
async fn ready<S: Side>(kind: Kind, client: &reqwest::Client) -> (S, S::Front, String) {
    let mut side = S::start().await;
    side.stub(kind, PATH).await;
    let (front, url) = (side.front(Some(client)), format!("{}{PATH}", side.base()));
    assert_eq!(front.ask(kind, &url).await, kind.reply());
    (side, front, url)
}

pub(crate) async fn sequential(front: &impl Front, kind: Kind, url: &str, calls: u64) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(front.ask(kind, black_box(url)).await);
    }
    start.elapsed()
}

async fn parallel(front: &impl Front, kind: Kind, url: &str, calls: u64) -> Duration {
    let mut tasks = JoinSet::new();
    let start = Instant::now();
    for _ in 0..TASKS {
        let (front, url) = (front.clone(), url.to_owned());
        tasks.spawn(async move {
            sequential(&front, kind, &url, calls / TASKS).await;
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("no request panics");
    }
    start.elapsed()
}

async fn start_up<S: Side>(calls: u64) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        let mut side = S::start().await;
        let front = side.front(None);
        side.stub(Kind::Get, PATH).await;
        black_box(front.ask(Kind::Get, &format!("{}{PATH}", side.base())).await);
    }
    start.elapsed()
}
