//! What a request costs with many stubs: one for the path that was registered last.

use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::cases::{Bench, sequential};
use crate::side::{Front as _, Kind, Side};

/// How many stubs there are.
pub(crate) const SIZES: [usize; 3] = [10, 1_000, 10_000];

/// Nobody waits longer for stubs to be registered.
const PATIENCE: Duration = Duration::from_secs(60);

type Batch<'a> = Box<dyn Fn(u64) -> Duration + 'a>;

/// A double or a mock server that has its stubs.
pub(crate) struct Grown<'a> {
    /// What registering them took.
    pub(crate) registered: Duration,
    /// Times so many requests for the path that was registered last.
    pub(crate) last: Batch<'a>,
    /// And first: some try the newest stub first.
    pub(crate) first: Batch<'a>,
}

/// Registers `size` stubs; `None` when that takes too long.
pub(crate) fn grow<S: Side + 'static>(bench: &Bench, size: usize) -> Option<Grown<'_>> {
    let (runtime, client) = bench.one();
    let start = Instant::now();
    let side = runtime.block_on(async {
        let mut side = S::start().await;
        for index in 0..size {
            side.stub(Kind::Get, &path(index)).await;
            if start.elapsed() > PATIENCE {
                return None;
            }
        }
        Some(side)
    })?;
    let registered = start.elapsed();
    let side = Rc::new(side);
    let front = side.front(Some(client));
    let of = |index| -> Batch<'_> {
        let (side, front, url) = (Rc::clone(&side), front.clone(), format!("{}{}", side.base(), path(index)));
        let reply = runtime.block_on(front.ask(Kind::Get, &url));
        assert_eq!(reply, Kind::Get.reply());
        Box::new(move |calls| {
            let _alive = &side;
            runtime.block_on(sequential(&front, Kind::Get, &url, calls))
        })
    };
    Some(Grown { registered, last: of(size - 1), first: of(0) })
}

fn path(index: usize) -> String {
    format!("/v1/items/{index}")
}
