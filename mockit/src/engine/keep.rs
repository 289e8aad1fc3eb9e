//! A list that only grows, through a shared reference, so that what it lends stays put.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Bucket `n` holds `2^n` items: 40 buckets are more than memory.
const BUCKETS: usize = 40;

pub(crate) struct Keep<T> {
    /// Claimed places; the item of a place may be on its way.
    len: AtomicUsize,
    buckets: OnceLock<Box<[OnceLock<Bucket<T>>; BUCKETS]>>,
}

type Bucket<T> = Box<[OnceLock<T>]>;

impl<T> Default for Keep<T> {
    fn default() -> Self {
        Keep { len: AtomicUsize::new(0), buckets: OnceLock::new() }
    }
}

/// The bucket of an item, and its place in there.
fn locate(index: usize) -> (usize, usize) {
    let bucket = (index + 1).ilog2();
    (bucket as usize, index + 1 - (1 << bucket))
}

impl<T> Keep<T> {
    /// Adds an item; gives its index and where it stays.
    pub(crate) fn push(&self, item: T) -> (usize, &T) {
        let index = self.len.fetch_add(1, Relaxed);
        let (bucket, place) = locate(index);
        let buckets = self.buckets.get_or_init(|| Box::new([const { OnceLock::new() }; BUCKETS]));
        let cells = buckets[bucket].get_or_init(|| (0..1 << bucket).map(|_| OnceLock::new()).collect());
        (index, cells[place].get_or_init(|| item))
    }

    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        let (bucket, place) = locate(index);
        self.buckets.get()?[bucket].get()?[place].get()
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let (bucket, place) = locate(index);
        self.buckets.get_mut()?[bucket].get_mut()?[place].get_mut()
    }

    pub(crate) fn len(&self) -> usize {
        self.len.load(Relaxed)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stay_where_they_are() {
        let keep = Keep::default();
        let first: &String = keep.push("first".to_string()).1;
        for n in 1..1000 {
            assert_eq!(keep.push(n.to_string()).0, n);
        }
        assert_eq!(first, "first");
        assert_eq!(keep.get(999).unwrap(), "999");
        assert_eq!(keep.get(1000), None);
        assert_eq!(keep.iter().count(), 1000);
    }

    #[test]
    fn threads_add_side_by_side() {
        let keep = Keep::default();
        std::thread::scope(|s| {
            for t in 0..4 {
                let keep = &keep;
                s.spawn(move || (0..100).for_each(|n| assert_eq!(*keep.push(t * 100 + n).1, t * 100 + n)));
            }
        });
        let mut all: Vec<_> = keep.iter().copied().collect();
        all.sort_unstable();
        assert_eq!(all, (0..400).collect::<Vec<_>>());
    }
}
