//! Finds the stubs that a request may be for, in the order in which they were registered.

use std::collections::HashMap;
use std::sync::Arc;

use super::shared::Cell;

/// All stubs of a double. Those with a literal path are found by it; the others are all tried.
#[derive(Clone, Default)]
pub(super) struct Index {
    stubs: Vec<Arc<Cell>>,
    by_path: HashMap<String, Vec<usize>>,
    others: Vec<usize>,
}

impl Index {
    pub(super) fn add(&mut self, stub: Arc<Cell>) {
        let index = self.stubs.len();
        match stub.url.literal_path() {
            Some(path) => match self.by_path.get_mut(path) {
                Some(same) => same.push(index),
                None => drop(self.by_path.insert(path.to_string(), vec![index])),
            },
            None => self.others.push(index),
        }
        self.stubs.push(stub);
    }

    pub(super) fn all(&self) -> &[Arc<Cell>] {
        &self.stubs
    }

    /// The stubs that a request for that path may be for: two sorted lists, merged.
    pub(super) fn of_path(&self, path: &str) -> impl Iterator<Item = &Arc<Cell>> {
        let mut literal = self.by_path.get(path).map_or(&[][..], Vec::as_slice);
        let mut others = self.others.as_slice();
        std::iter::from_fn(move || {
            let next = match (literal.split_first(), others.split_first()) {
                (Some((a, rest)), Some((b, _))) if a < b => {
                    literal = rest;
                    a
                }
                (_, Some((b, rest))) => {
                    others = rest;
                    b
                }
                (Some((a, rest)), None) => {
                    literal = rest;
                    a
                }
                (None, None) => return None,
            };
            Some(&self.stubs[*next])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::matching::{IntoUrlPattern, any_url, glob, regex};
    use crate::http::{Method, Request};
    use std::panic::Location;

    /// Whatever is registered, the index gives what a scan of all stubs would, in the same order.
    #[test]
    fn the_index_finds_what_a_scan_finds() {
        let mut random = fastrand::Rng::with_seed(17);
        for _ in 0..200 {
            let mut index = Index::default();
            for _ in 0..random.usize(0..40) {
                let n = random.u8(0..4);
                let url = match random.u8(0..6) {
                    0 => format!("/a/{n}").into_url_pattern(),
                    1 => format!("http://h/a/{n}").into_url_pattern(),
                    2 => "/a/{id}".into_url_pattern(),
                    3 => regex(&format!("^/a/[{n}-9]$")).into_url_pattern(),
                    4 => glob("/a/*").into_url_pattern(),
                    _ => any_url(),
                };
                let cell = Cell::new(vec![Method::GET], url, Location::caller(), Arc::default());
                index.add(Arc::new(cell));
            }
            for n in 0..6 {
                let url = format!("http://h/a/{n}").parse().unwrap();
                let request = Request::new(Method::GET, url, Default::default(), "");
                let fits = |cell: &&Arc<Cell>| cell.url.captures(&request).is_some();
                let found: Vec<_> = index.of_path(request.path()).filter(fits).map(Arc::as_ptr).collect();
                let scanned: Vec<_> = index.all().iter().filter(fits).map(Arc::as_ptr).collect();
                assert_eq!(found, scanned);
            }
        }
    }
}
