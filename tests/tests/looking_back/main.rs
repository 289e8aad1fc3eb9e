//! Mocks that are asked afterwards: everything that the feature `spy` promises, through the public API.

mod arguments;
mod asynchronous;
mod blocks;
mod generics;
mod life;
mod names;
mod order;
mod reports;
mod results;
mod robust;
mod spies;
mod statics;
mod threads;
mod waiting;

/// Is this part of the text?
#[track_caller]
fn contains(text: &str, part: &str) {
    assert!(text.contains(part), "no `{part}` in:\n{text}");
}
