//! The lock around the expectations of a static method.
//!
//! Calls read and setting up writes. `RwLock` alone would not do: a static method that is called
//! from inside a `returning` closure of itself would wait for a writer that waits for it.

use std::ops::{Deref, DerefMut};
use std::ptr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::untyped::Contextual;

pub(super) struct Home {
    door: Door,
    value: RwLock<Box<dyn Contextual>>,
}

/// Who may use a home.
#[derive(Default)]
struct Door {
    users: Mutex<Users>,
    changed: Condvar,
}

#[derive(Default)]
struct Users {
    readers: Vec<usize>,
    writer: Option<usize>,
    /// How many threads wait: without one, nobody need be told.
    waiting: usize,
}

/// The running thread itself stands in the way.
#[derive(Debug)]
pub(super) struct Busy;

/// The running thread, as long as it runs.
fn me() -> usize {
    thread_local! {
        static ME: u8 = const { 0 };
    }
    // A call from the destructor of another thread-local still has an owner.
    ME.try_with(|me| ptr::from_ref(me).addr()).unwrap_or(0)
}

impl Door {
    fn users(&self) -> MutexGuard<'_, Users> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, mut users: MutexGuard<'a, Users>) -> MutexGuard<'a, Users> {
        users.waiting += 1;
        let mut users = self.changed.wait(users).unwrap_or_else(PoisonError::into_inner);
        users.waiting -= 1;
        users
    }

    fn enter_to_read(&self) -> Result<Read<'_>, Busy> {
        let me = me();
        let mut users = self.users();
        while let Some(writer) = users.writer {
            if writer == me {
                return Err(Busy);
            }
            users = self.wait(users);
        }
        users.readers.push(me);
        Ok(Read(self))
    }

    fn enter_to_write(&self) -> Result<Write<'_>, Busy> {
        let me = me();
        let mut users = self.users();
        while users.writer.is_some() || !users.readers.is_empty() {
            if users.writer == Some(me) || users.readers.contains(&me) {
                return Err(Busy);
            }
            users = self.wait(users);
        }
        users.writer = Some(me);
        Ok(Write(self))
    }

    fn tell(&self, users: MutexGuard<'_, Users>) {
        if users.waiting > 0 {
            self.changed.notify_all();
        }
    }
}

/// A reader, until it is dropped.
struct Read<'a>(&'a Door);

impl Drop for Read<'_> {
    fn drop(&mut self) {
        let me = me();
        let mut users = self.0.users();
        if let Some(at) = users.readers.iter().rposition(|reader| *reader == me) {
            users.readers.swap_remove(at);
        }
        self.0.tell(users);
    }
}

/// The writer, until it is dropped.
struct Write<'a>(&'a Door);

impl Drop for Write<'_> {
    fn drop(&mut self) {
        let mut users = self.0.users();
        users.writer = None;
        self.0.tell(users);
    }
}

impl Home {
    pub(super) fn new(value: Box<dyn Contextual>) -> Self {
        Home { door: Door::default(), value: RwLock::new(value) }
    }

    pub(super) fn read(&self) -> Result<Reading<'_>, Busy> {
        let read = self.door.enter_to_read()?;
        Ok(Reading { value: self.value.read().unwrap_or_else(PoisonError::into_inner), _read: read })
    }

    pub(super) fn write(&self) -> Result<Writing<'_>, Busy> {
        let write = self.door.enter_to_write()?;
        Ok(Writing { value: self.value.write().unwrap_or_else(PoisonError::into_inner), _write: write })
    }
}

/// The lock is free before the next user is told: fields are dropped in their order.
pub(super) struct Reading<'a> {
    value: RwLockReadGuard<'a, Box<dyn Contextual>>,
    _read: Read<'a>,
}

pub(super) struct Writing<'a> {
    value: RwLockWriteGuard<'a, Box<dyn Contextual>>,
    _write: Write<'a>,
}

impl Deref for Reading<'_> {
    type Target = dyn Contextual;
    fn deref(&self) -> &Self::Target {
        &**self.value
    }
}

impl Deref for Writing<'_> {
    type Target = dyn Contextual;
    fn deref(&self) -> &Self::Target {
        &**self.value
    }
}

impl DerefMut for Writing<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut **self.value
    }
}
