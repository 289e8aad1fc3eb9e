//! Finds the stubs that a request may be for, in the order in which they were registered.

use std::collections::HashMap;
use std::sync::Arc;

use super::shared::Cell;
use crate::http::matching::Beginning;

/// All stubs of a double. Those with a literal path are found by it, those with a template by the
/// segments that it begins with; the others are all tried.
#[derive(Clone, Default)]
pub(super) struct Index {
    stubs: Vec<Arc<Cell>>,
    by_path: HashMap<String, Vec<usize>>,
    by_beginning: HashMap<String, Vec<usize>>,
    others: Vec<usize>,
}

fn put(map: &mut HashMap<String, Vec<usize>>, key: &str, index: usize) {
    match map.get_mut(key) {
        Some(same) => same.push(index),
        None => drop(map.insert(key.to_string(), vec![index])),
    }
}

impl Index {
    pub(super) fn add(&mut self, stub: Arc<Cell>) {
        let index = self.stubs.len();
        match stub.url.beginning() {
            Beginning::Whole(path) => put(&mut self.by_path, path, index),
            Beginning::Segments(segments) => put(&mut self.by_beginning, &segments, index),
            Beginning::None => self.others.push(index),
        }
        self.stubs.push(stub);
    }

    pub(super) fn all(&self) -> &[Arc<Cell>] {
        &self.stubs
    }

    /// The stubs that a request for that path may be for.
    pub(super) fn of_path(&self, path: &str) -> OfPath<'_> {
        let literal = self.by_path.get(path).map_or(&[][..], Vec::as_slice);
        OfPath { index: self, literal, others: &self.others, templates: self.templates(path) }
    }

    fn templates(&self, path: &str) -> Vec<&[usize]> {
        if self.by_beginning.is_empty() {
            return Vec::new();
        }
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let found = ends.filter_map(|end| self.by_beginning.get(&path[..end]));
        found.map(Vec::as_slice).collect()
    }
}

/// Sorted lists, merged.
pub(super) struct OfPath<'i> {
    index: &'i Index,
    literal: &'i [usize],
    others: &'i [usize],
    templates: Vec<&'i [usize]>,
}

impl<'i> Iterator for OfPath<'i> {
    type Item = &'i Arc<Cell>;

    fn next(&mut self) -> Option<&'i Arc<Cell>> {
        let mut least = &mut self.literal;
        for list in std::iter::once(&mut self.others).chain(&mut self.templates) {
            if let Some(next) = list.first()
                && least.first().is_none_or(|least| next < least)
            {
                least = list;
            }
        }
        let (&next, rest) = least.split_first()?;
        *least = rest;
        Some(&self.index.stubs[next])
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
                let url = match random.u8(0..10) {
                    0 => format!("/a/{n}").into_url_pattern(),
                    1 => format!("http://h/a/{n}").into_url_pattern(),
                    2 => "/a/{id}".into_url_pattern(),
                    3 => regex(&format!("^/a/[{n}-9]$")).into_url_pattern(),
                    4 => glob("/a/*").into_url_pattern(),
                    5 => format!("/{{x}}/{n}").into_url_pattern(),
                    6 => format!("/a/{n}/{{*rest}}").into_url_pattern(),
                    7 => "/{*rest}".into_url_pattern(),
                    8 => format!("/a/v{{x}}/{n}").into_url_pattern(),
                    _ => any_url(),
                };
                let cell = Cell::new(vec![Method::GET], url, Location::caller(), Arc::default());
                index.add(Arc::new(cell));
            }
            let paths = (0..6).flat_map(|n| [format!("/a/{n}"), format!("/a/{n}/"), format!("/a/v{n}/1")]);
            for path in paths.chain(["/".to_string(), "/a".to_string()]) {
                let url = format!("http://h{path}").parse().unwrap();
                let request = Request::new(Method::GET, url, Default::default(), "");
                let fits = |cell: &&Arc<Cell>| cell.url.captures(&request).is_some();
                let found: Vec<_> = index.of_path(request.path()).filter(fits).map(Arc::as_ptr).collect();
                let scanned: Vec<_> = index.all().iter().filter(fits).map(Arc::as_ptr).collect();
                assert_eq!(found, scanned);
            }
        }
    }
}
