//! unimock: all clauses are given when the mock is made.

use std::hint::black_box;

use unimock::{Clause, MockFn, Unimock, matching, unimock};

use crate::contender::Contender;
use crate::shapes::Shapes;

#[unimock(api = StoreMock)]
pub(crate) trait Store {
    fn get(&self, key: u32) -> u32;
    fn find(&self, text: &str) -> u32;
    fn m2(&self, key: u32) -> u32;
    fn m3(&self, key: u32) -> u32;
    fn m4(&self, key: u32) -> u32;
    fn m5(&self, key: u32) -> u32;
    fn m6(&self, key: u32) -> u32;
    fn m7(&self, key: u32) -> u32;
    fn m8(&self, key: u32) -> u32;
    fn m9(&self, key: u32) -> u32;
}

pub(crate) struct Side;

/// Ten clauses in a row.
fn ten<C: Clause>(clause: impl Fn() -> C) -> impl Clause {
    ((clause(), clause(), clause(), clause(), clause()), (clause(), clause(), clause(), clause(), clause()))
}

fn step() -> impl Clause {
    StoreMock::get.next_call(matching!(_)).answers(&|_, key| key + 1)
}

impl Shapes for Side {}

impl Contender for Side {
    type Double = Unimock;

    fn unused() -> Option<Unimock> {
        Some(Unimock::new(()))
    }

    fn plain() -> Option<Unimock> {
        Some(Unimock::new(StoreMock::get.each_call(matching!(_)).answers(&|_, key| key + 1)))
    }

    fn number() -> Option<Unimock> {
        Some(Unimock::new(StoreMock::get.each_call(matching!(4)).answers(&|_, key| key + 1)))
    }

    fn text() -> Option<Unimock> {
        Some(Unimock::new(StoreMock::find.each_call(matching!("abc")).answers(&|_, _| 1)))
    }

    fn constant() -> Option<Unimock> {
        Some(Unimock::new(StoreMock::get.each_call(matching!(_)).returns(7_u32)))
    }

    fn many(count: u32) -> Option<Unimock> {
        Some(Unimock::new(StoreMock::get.stub(|each| {
            for expected in 0..count {
                // `matching!` cannot capture a value.
                each.call(&|matching| matching.func(move |key, _| *key == expected))
                    .answers(&|_, key| key + 1);
            }
        })))
    }

    fn times(count: usize) -> Option<Unimock> {
        Some(Unimock::new(StoreMock::get.each_call(matching!(_)).answers(&|_, key| key + 1).n_times(count)))
    }

    fn sequence(count: u32) -> Option<Unimock> {
        match count {
            10 => Some(Unimock::new(ten(step))),
            1000 => Some(Unimock::new(ten(|| ten(|| ten(step))))),
            _ => None,
        }
    }

    fn once() -> Option<Unimock> {
        Some(Unimock::new(StoreMock::get.each_call(matching!(4)).answers(&|_, key| key + 1).n_times(1)))
    }

    fn get(double: &Unimock, key: u32) -> u32 {
        let store: &dyn Store = double;
        black_box(store).get(key)
    }

    fn find(double: &Unimock, text: &str) -> u32 {
        let store: &dyn Store = double;
        black_box(store).find(text)
    }
}
