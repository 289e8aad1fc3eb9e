//! Results by reference: the mock keeps an owned value and lends from it.

use std::any::Any;
use std::borrow::{Borrow, BorrowMut};
use std::marker::PhantomData;

use super::Expectation;
use super::mode::{Borrowed, BorrowedMut};
#[cfg(feature = "spy")]
use crate::spy::{keep::Look, outcome::Begun};

/// What the engine hands to a method that returns a reference to (a part of) an `O`.
#[derive(Debug)]
pub struct Lend<O: 'static> {
    place: Where<O>,
    /// The call, to be told of the value.
    #[cfg(feature = "spy")]
    call: Option<(Begun, Look<O>)>,
}

#[derive(Debug)]
enum Where<O: 'static> {
    /// A value that the mock has kept since it was set.
    Kept(usize),
    /// A value made for this call.
    Fresh(Box<dyn Any + Send + Sync>),
    /// A value that the mock, which is `Sync`, cannot keep: it stays until the process ends.
    Leaked(&'static mut O),
    /// The same, for all calls.
    Constant(&'static O),
}

impl<O: 'static> Lend<O> {
    pub(crate) fn kept(index: usize) -> Self {
        Lend::at(Where::Kept(index))
    }

    pub(crate) fn leaked(value: O) -> Self {
        Lend::at(Where::Leaked(Box::leak(Box::new(value))))
    }

    fn at(place: Where<O>) -> Self {
        Lend {
            place,
            #[cfg(feature = "spy")]
            call: None,
        }
    }

    /// Tells a call of the value when it is lent.
    #[cfg(feature = "spy")]
    pub(crate) fn noting(self, call: Begun, look: Look<O>) -> Self {
        Lend { call: Some((call, look)), ..self }
    }

    pub(crate) fn constant(value: &'static O) -> Self {
        Lend::at(Where::Constant(value))
    }
}

impl<O: Send + Sync + 'static> Lend<O> {
    pub(crate) fn fresh(value: O) -> Self {
        Lend::at(Where::Fresh(Box::new(value)))
    }
}

/// How a result looks at the owned value behind it.
pub trait View<O> {
    /// The borrowed form.
    type Ref<'s>
    where
        O: 's;
    /// Borrows it.
    fn view(owned: &O) -> Self::Ref<'_>;
}

/// As [`View`], for `&mut`.
pub trait ViewMut<O> {
    /// The borrowed form.
    type Mut<'s>
    where
        O: 's;
    /// Borrows it.
    fn view_mut(owned: &mut O) -> Self::Mut<'_>;
}

/// Stands for `Option<&T>`, lent from an `Option` of the owned value.
#[derive(Debug)]
pub struct Optional<T: ?Sized>(PhantomData<fn(&T)>);

/// Stands for `&T`.
#[derive(Debug)]
pub struct Plain<T: ?Sized>(PhantomData<fn(&T)>);

impl<O: Borrow<T>, T: ?Sized + 'static> View<O> for Plain<T> {
    type Ref<'s>
        = &'s T
    where
        O: 's;
    fn view(owned: &O) -> &T {
        owned.borrow()
    }
}

impl<O: BorrowMut<T>, T: ?Sized + 'static> ViewMut<O> for Plain<T> {
    type Mut<'s>
        = &'s mut T
    where
        O: 's;
    fn view_mut(owned: &mut O) -> &mut T {
        owned.borrow_mut()
    }
}

impl<O: Borrow<T>, T: ?Sized + 'static> View<Option<O>> for Optional<T> {
    type Ref<'s>
        = Option<&'s T>
    where
        Option<O>: 's;
    fn view(owned: &Option<O>) -> Option<&T> {
        owned.as_ref().map(Borrow::borrow)
    }
}

impl<O: BorrowMut<T>, T: ?Sized + 'static> ViewMut<Option<O>> for Optional<T> {
    type Mut<'s>
        = Option<&'s mut T>
    where
        Option<O>: 's;
    fn view_mut(owned: &mut Option<O>) -> Option<&mut T> {
        owned.as_mut().map(BorrowMut::borrow_mut)
    }
}

const KEPT: &str = "a kept value has the type of the method's result";

/// Lends the result of a call for as long as the mock is borrowed.
pub fn lend<S, T: View<O> + ?Sized, O: 'static>(
    expectation: &Expectation<S, Borrowed<T>>,
    result: Lend<O>,
) -> T::Ref<'_> {
    let keep = expectation.core.keep();
    let value: &O = match result.place {
        Where::Kept(index) => keep.get(index).expect(KEPT).downcast_ref().expect(KEPT),
        Where::Fresh(owned) => keep.push(owned).1.downcast_ref().expect(KEPT),
        Where::Leaked(owned) => owned,
        Where::Constant(owned) => owned,
    };
    #[cfg(feature = "spy")]
    if let Some((call, look)) = result.call {
        call.returned(look, value);
    }
    T::view(value)
}

/// As [`lend`], for `&mut`.
pub fn lend_mut<S, T: ViewMut<O> + ?Sized, O: 'static>(
    expectation: &mut Expectation<S, BorrowedMut<T>>,
    result: Lend<O>,
) -> T::Mut<'_> {
    let (kept, lent) = expectation.core.lend_mut();
    let value: &mut O = match result.place {
        Where::Kept(index) => kept.get_mut(index).expect(KEPT).downcast_mut().expect(KEPT),
        Where::Fresh(owned) => lent.insert(owned).downcast_mut().expect(KEPT),
        Where::Leaked(owned) => owned,
        Where::Constant(_) => unreachable!("constants are lent by `&` only"),
    };
    #[cfg(feature = "spy")]
    if let Some((call, look)) = result.call {
        call.returned(look, value);
    }
    T::view_mut(value)
}
