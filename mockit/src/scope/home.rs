//! The lock around the expectations of a static method.
//!
//! Calls read and setting up writes. `RwLock` alone would not do: a static method that is called
//! from inside a `returning` closure of itself would wait for a writer that waits for it.

use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::{self, ThreadId};

pub(super) struct Home<E> {
    users: Mutex<Users>,
    changed: Condvar,
    value: RwLock<E>,
}

#[derive(Default)]
struct Users {
    readers: Vec<ThreadId>,
    writer: Option<ThreadId>,
}

/// The running thread itself stands in the way.
#[derive(Debug)]
pub(super) struct Busy;

impl<E> Home<E> {
    pub(super) fn new(value: E) -> Self {
        Home { users: Mutex::default(), changed: Condvar::new(), value: RwLock::new(value) }
    }

    fn users(&self) -> MutexGuard<'_, Users> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, users: MutexGuard<'a, Users>) -> MutexGuard<'a, Users> {
        self.changed.wait(users).unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn read(&self) -> Result<Reading<'_, E>, Busy> {
        let me = thread::current().id();
        let mut users = self.users();
        while let Some(writer) = users.writer {
            if writer == me {
                return Err(Busy);
            }
            users = self.wait(users);
        }
        users.readers.push(me);
        drop(users);
        Ok(Reading { value: Some(self.value.read().unwrap_or_else(PoisonError::into_inner)), home: self })
    }

    pub(super) fn write(&self) -> Result<Writing<'_, E>, Busy> {
        let me = thread::current().id();
        let mut users = self.users();
        while users.writer.is_some() || !users.readers.is_empty() {
            if users.writer == Some(me) || users.readers.contains(&me) {
                return Err(Busy);
            }
            users = self.wait(users);
        }
        users.writer = Some(me);
        drop(users);
        Ok(Writing { value: Some(self.value.write().unwrap_or_else(PoisonError::into_inner)), home: self })
    }
}

pub(super) struct Reading<'a, E> {
    /// `None` only while it is being dropped: the lock must be free before the next user is told.
    value: Option<RwLockReadGuard<'a, E>>,
    home: &'a Home<E>,
}

pub(super) struct Writing<'a, E> {
    value: Option<RwLockWriteGuard<'a, E>>,
    home: &'a Home<E>,
}

const HELD: &str = "held until dropped";

impl<E> Deref for Reading<'_, E> {
    type Target = E;
    fn deref(&self) -> &E {
        self.value.as_ref().expect(HELD)
    }
}

impl<E> Deref for Writing<'_, E> {
    type Target = E;
    fn deref(&self) -> &E {
        self.value.as_ref().expect(HELD)
    }
}

impl<E> DerefMut for Writing<'_, E> {
    fn deref_mut(&mut self) -> &mut E {
        self.value.as_mut().expect(HELD)
    }
}

impl<E> Drop for Reading<'_, E> {
    fn drop(&mut self) {
        self.value = None;
        let me = thread::current().id();
        let mut users = self.home.users();
        if let Some(at) = users.readers.iter().rposition(|reader| *reader == me) {
            users.readers.swap_remove(at);
        }
        self.home.changed.notify_all();
    }
}

impl<E> Drop for Writing<'_, E> {
    fn drop(&mut self) {
        self.value = None;
        self.home.users().writer = None;
        self.home.changed.notify_all();
    }
}
