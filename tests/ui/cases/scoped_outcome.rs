//! A result of which `scope` does not know whether it is a failure.

use mockit::scoped;

struct Verdict;

fn main() {
    let _: Verdict = mockit::scope(|| Verdict);
    let _: Verdict = guarded();
}

#[scoped]
fn guarded() -> Verdict {
    Verdict
}
