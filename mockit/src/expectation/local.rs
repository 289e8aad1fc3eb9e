//! Values that may not leave their thread, held by a mock that may.
//!
//! The value stays in a table of its thread; the mock holds a ticket. A ticket that is dropped in
//! another thread leaves the value to the end of its own: nothing panics while a test unwinds.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::thread::{self, ThreadId};

type Slot = Option<Rc<dyn Any>>;

thread_local!(static TABLE: RefCell<Vec<Slot>> = const { RefCell::new(Vec::new()) });

/// A ticket for a `T` in this thread's table.
pub(crate) struct Local<T> {
    thread: ThreadId,
    index: usize,
    _value: PhantomData<fn() -> T>,
}

impl<T: 'static> Local<T> {
    pub(crate) fn new(value: T) -> Self {
        let value: Rc<dyn Any> = Rc::new(RefCell::new(Some(value)));
        let index = TABLE.with_borrow_mut(|table| {
            let index = table.iter().position(Option::is_none).unwrap_or(table.len());
            table.resize(table.len().max(index + 1), None);
            table[index] = Some(value);
            index
        });
        Local { thread: thread::current().id(), index, _value: PhantomData }
    }

    fn cell(&self) -> Rc<RefCell<Option<T>>> {
        assert!(
            self.thread == thread::current().id(),
            "a value set with a `_st` form is used from another thread than its own"
        );
        let cell = TABLE.with_borrow(|table| table[self.index].clone());
        cell.and_then(|cell| cell.downcast().ok()).expect("kept until its ticket is dropped")
    }

    pub(crate) fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        use_it(self.cell().borrow_mut().as_mut().expect("taken by `take` only"))
    }

    /// As `with`, for what may be used by several at once.
    pub(crate) fn with_ref<R>(&self, use_it: impl FnOnce(&T) -> R) -> R {
        use_it(self.cell().borrow().as_ref().expect("taken by `take` only"))
    }

    pub(crate) fn take(&self) -> T {
        self.cell().borrow_mut().take().expect("taken once")
    }
}

impl<T> Drop for Local<T> {
    fn drop(&mut self) {
        if self.thread == thread::current().id() {
            // The value's own drop may use the table, so it must not be borrowed then; and at the
            // thread's end there is no table any more.
            let slot = TABLE.try_with(|table| table.borrow_mut()[self.index].take());
            drop(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_used_again() {
        let first = Local::new(Rc::new(1));
        let index = first.index;
        drop(first);
        assert_eq!(Local::new(2).index, index);
    }

    #[test]
    fn dropping_elsewhere_is_quiet() {
        let value = Rc::new(1);
        let ticket = Local::new(Rc::clone(&value));
        thread::spawn(move || drop(ticket)).join().unwrap();
        assert_eq!(Rc::strong_count(&value), 2);
    }
}
