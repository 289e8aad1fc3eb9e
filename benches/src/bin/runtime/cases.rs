//! What is measured, and how one batch of calls of it is timed.

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use crate::contender::Contender;
use crate::shapes::Shapes;

const THREADS: u64 = 8;

/// A thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Plain,
    Number,
    Text,
    Constant,
    /// A call that only the last of so many expectations matches.
    Last(u32),
    Times,
    /// A call that is a step of a sequence of so many.
    Step(u32),
    Threads,
    Unused,
    Once,
    LastOfThirty,
    Function,
    ScopedFunction,
    GenericStruct,
    GenericMethod,
}

impl Case {
    /// All of them, in the order of the tables.
    pub(crate) const ALL: [Self; 18] = [
        Self::Plain,
        Self::Number,
        Self::Text,
        Self::Constant,
        Self::Last(10),
        Self::Last(100),
        Self::Last(1000),
        Self::Times,
        Self::Step(10),
        Self::Step(1000),
        Self::Threads,
        Self::Unused,
        Self::Once,
        Self::LastOfThirty,
        Self::Function,
        Self::ScopedFunction,
        Self::GenericStruct,
        Self::GenericMethod,
    ];

    pub(crate) fn name(self) -> String {
        match self {
            Self::Plain => "returning".to_owned(),
            Self::Number => "with(eq(4)), returning".to_owned(),
            Self::Text => "with(eq(\"abc\")), returning".to_owned(),
            Self::Constant => "return_const".to_owned(),
            Self::Last(count) => format!("last of {count} expectations"),
            Self::Times => "times(n), returning".to_owned(),
            Self::Step(count) => format!("step in a sequence of {count}"),
            Self::Threads => format!("{THREADS} threads, wall time per call"),
            Self::Unused => "new and drop, 10 methods".to_owned(),
            Self::Once => "new, expect, call and drop".to_owned(),
            Self::LastOfThirty => "mock!: call of the last of 30 methods".to_owned(),
            Self::Function => "module function: call".to_owned(),
            Self::ScopedFunction => "module function, scoped: call".to_owned(),
            Self::GenericStruct => "generic struct: call".to_owned(),
            Self::GenericMethod => "generic method: call".to_owned(),
        }
    }

    /// Numbers of calls in a batch are multiples of this.
    pub(crate) fn unit(self) -> u64 {
        match self {
            Self::Step(count) => u64::from(count),
            Self::Threads => THREADS,
            _ => 1,
        }
    }
}

/// Times a batch of `calls` calls. Making and dropping the double is only in it
/// where that is what the case is about.
pub(crate) fn batch<C: Contender + Shapes>(case: Case, calls: u64) -> Option<Duration> {
    match case {
        Case::Plain => gets::<C>(C::plain(), 4, calls),
        Case::Number => gets::<C>(C::number(), 4, calls),
        Case::Constant => gets::<C>(C::constant(), 4, calls),
        Case::Last(count) => gets::<C>(C::many(count), count - 1, calls),
        Case::Times => gets::<C>(C::times(usize::try_from(calls).ok()?), 4, calls),
        Case::Text => {
            let double = C::text()?;
            Some(repeat(calls, || {
                black_box(C::find(&double, black_box("abc")));
            }))
        }
        Case::Step(count) => steps::<C>(count, calls),
        Case::Threads => threads::<C>(calls),
        Case::Unused => {
            C::unused()?;
            Some(repeat(calls, || {
                black_box(C::unused());
            }))
        }
        Case::Once => {
            C::get(&C::once()?, 4);
            Some(repeat(calls, || {
                if let Some(double) = C::once() {
                    black_box(C::get(&double, black_box(4)));
                }
            }))
        }
        Case::LastOfThirty => through(C::last_of_thirty(), calls),
        Case::Function => through(C::function(), calls),
        Case::ScopedFunction => through(C::scoped_function(), calls),
        Case::GenericStruct => through(C::generic_struct(), calls),
        Case::GenericMethod => through(C::generic_method(), calls),
    }
}

fn repeat(calls: u64, mut call: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed()
}

fn through(call: Option<impl Fn(u32) -> u32>, calls: u64) -> Option<Duration> {
    let call = call?;
    Some(repeat(calls, || {
        black_box(call(black_box(4)));
    }))
}

fn gets<C: Contender>(double: Option<C::Double>, key: u32, calls: u64) -> Option<Duration> {
    let double = double?;
    Some(repeat(calls, || {
        black_box(C::get(&double, black_box(key)));
    }))
}

/// As many doubles as it takes, each with a sequence that is called to its end.
fn steps<C: Contender>(count: u32, calls: u64) -> Option<Duration> {
    let doubles = (0..calls / u64::from(count)).map(|_| C::sequence(count));
    let doubles: Vec<C::Double> = doubles.collect::<Option<_>>()?;
    let start = Instant::now();
    for double in &doubles {
        for _ in 0..count {
            black_box(C::get(double, black_box(4)));
        }
    }
    Some(start.elapsed())
}

/// From the first thread's first call to the last thread's last.
fn threads<C: Contender>(calls: u64) -> Option<Duration> {
    let double = C::plain()?;
    let barrier = Barrier::new(usize::try_from(THREADS).ok()?);
    let work = || {
        barrier.wait();
        let start = Instant::now();
        for _ in 0..calls / THREADS {
            black_box(C::get(&double, black_box(4)));
        }
        (start, Instant::now())
    };
    let spans: Vec<(Instant, Instant)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        let joined = threads.into_iter().map(|thread| thread.join().ok());
        joined.collect::<Option<_>>()
    })?;
    let first = spans.iter().map(|span| span.0).min()?;
    let last = spans.iter().map(|span| span.1).max()?;
    Some(last - first)
}
