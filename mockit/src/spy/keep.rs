//! What is kept of an argument or a result, and how a test gets at it again.

use std::borrow::{Borrow, ToOwned};
use std::fmt;
use std::marker::PhantomData;

use crate::engine::{Lost, keeping};
use crate::expectation::bounds::{Fits, Threaded};
use crate::expectation::kind::{Kind, Mut, Ref, Show, Val};
use crate::predicate::explain;
use crate::record::{Kept, Value};

/// Makes an owned form of a value, where there is one.
pub type Keep<T> = Option<for<'v> fn(&'v T, Show<T>) -> Kept>;

/// Finds out whether a type can be kept: the inherent constant hides the trait's.
#[derive(Debug)]
pub struct Keeping<T: ?Sized>(PhantomData<T>);

impl<T: ToOwned<Owned: Send + Sync> + ?Sized + 'static> Keeping<T> {
    /// By `ToOwned`, which is `Clone` for most.
    pub const KEEP: Keep<T> = Some(owned::<T>);
}

/// The other case.
pub trait Fleeting<T: ?Sized> {
    /// Not at all.
    const KEEP: Keep<T> = None;
}

impl<T: ?Sized> Fleeting<T> for Keeping<T> {}

/// An owned form, and how it is shown.
struct Owned<T: ToOwned + ?Sized> {
    value: T::Owned,
    show: Show<T>,
}

impl<T: ToOwned<Owned: Send + Sync> + ?Sized + 'static> Value for Owned<T> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        self.show.map(|show| show(self.value.borrow(), f))
    }
}

/// A `Clone` that panics must not fail a call that does without it.
fn owned<T: ToOwned<Owned: Send + Sync> + ?Sized + 'static>(value: &T, show: Show<T>) -> Kept {
    match keeping(|| value.to_owned()) {
        Ok(value) => Kept::Value(Box::new(Owned::<T> { value, show })),
        Err(Lost::IsMock) => keep(None, show, value),
        Err(Lost::Panicked) => Kept::Text(CLONE_PANICKED.to_string()),
    }
}

const CLONE_PANICKED: &str = "<its Clone panicked>";

/// An owned form, or else the text, or else nothing.
pub(crate) fn keep<T: ?Sized>(keep: Keep<T>, show: Show<T>, value: &T) -> Kept {
    match (keep, show) {
        (Some(keep), show) => keep(value, show),
        (None, Some(show)) => Kept::text(|f| show(value, f)),
        (None, None) => Kept::Nothing,
    }
}

/// What the macro knows of a value's type.
#[derive(Debug)]
pub struct Look<T: ?Sized>(pub Show<T>, pub Keep<T>);

impl<T: ?Sized> Clone for Look<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Look<T> {}

impl<T: ?Sized> Look<T> {
    pub(crate) fn keep(self, value: &T) -> Kept {
        keep(self.1, self.0, value)
    }
}

/// What the macro knows of a parameter's type.
pub struct Seen<A: Kind>(pub A::Show, pub A::Keep);

impl<A: Kind> Seen<A> {
    pub(super) fn keep(&self, pred: &A::Pred<'_, '_>) -> Kept {
        A::keep(self.1, self.0, pred)
    }
}

/// A parameter of which each call's value is kept: its type is `Clone` or, behind a reference, `ToOwned`.
#[diagnostic::on_unimplemented(
    message = "the values of this parameter are not kept",
    label = "this needs the values of `{Self}`",
    note = "a value is kept if its type is `Clone` (behind a reference, `ToOwned`), `Send`, `Sync`, and has no \
            lifetimes inside",
    note = "in `verify_….with(…)` such an argument takes `mockit::spy::unseen()`; its text is a part of \
            `call.to_string()`"
)]
pub trait Keepable: Kind {
    /// What is looked at: as predicates of `with` do.
    type Seen: ?Sized;
    #[doc(hidden)]
    fn seen(kept: &Kept) -> Option<&Self::Seen>;
}

/// The value that [`keep`] made of a `T`.
pub(super) fn kept<T: ToOwned<Owned: Send + Sync> + ?Sized + 'static>(kept: &Kept) -> Option<&T> {
    kept.get::<Owned<T>>().map(|owned| owned.value.borrow())
}

/// The value of an argument that can be kept.
///
/// # Panics
/// When the macro could not know that.
#[track_caller]
pub(super) fn seen<A: Keepable>(kept: &Kept) -> &A::Seen {
    match (A::seen(kept), kept) {
        (Some(seen), _) => seen,
        (None, Kept::Text(text)) if text == CLONE_PANICKED => {
            panic!("the value of this argument was not kept: its Clone panicked")
        }
        (None, _) => panic!(
            "the value of this argument was not kept: its type is a type parameter of the mock, and nothing says \
             that it is `Clone`, `Send` and `Sync`; or it is the sender of a channel, of which a clone would keep \
             the channel open; or it is a mock; or the real object of a spy was called by a method that takes `impl Trait`\n\n  \
             Write these bounds in the trait or the method, or `unseen()` in its place in `with(…)`."
        ),
    }
}

#[diagnostic::do_not_recommend]
impl<T: ToOwned<Owned: Send + Sync> + 'static> Keepable for Val<T> {
    type Seen = T;
    fn seen(it: &Kept) -> Option<&T> {
        kept(it)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ToOwned<Owned: Send + Sync> + ?Sized + 'static> Keepable for Ref<T> {
    type Seen = T;
    fn seen(it: &Kept) -> Option<&T> {
        kept(it)
    }
}

/// As it was when the call began.
#[diagnostic::do_not_recommend]
impl<T: ToOwned<Owned: Send + Sync> + ?Sized + 'static> Keepable for Mut<T> {
    type Seen = T;
    fn seen(it: &Kept) -> Option<&T> {
        kept(it)
    }
}

/// A predicate over one argument of the calls that were kept.
#[diagnostic::on_unimplemented(
    message = "this is no predicate over this argument, or the argument's values are not kept",
    label = "`{Self}` cannot look at a `{A}`",
    note = "a value is compared by `eq(value)`; it must be of the argument's type, without the argument's `&`: for a \
            `String`, `eq(\"x\".to_string())`",
    note = "an argument whose values are not kept takes `mockit::spy::unseen()`"
)]
pub trait Checks<A: Kind, W> {
    #[doc(hidden)]
    fn check(self) -> Box<dyn Check>;
}

/// A predicate over what was kept of an argument.
pub trait Check: fmt::Display + Send {
    /// Does it accept it?
    fn accepts(&self, kept: &Kept) -> bool;
    /// Can it say why not?
    fn tells_reasons(&self) -> bool {
        false
    }
}

/// The predicate looks at the value.
#[derive(Debug)]
pub struct AtValue;

/// Nobody looks.
#[derive(Debug)]
pub struct AtNothing;

struct Checked<A, P>(P, PhantomData<fn() -> A>);

impl<A: Keepable, P: Fits<A::Seen> + Threaded + 'static> Checks<A, AtValue> for P {
    fn check(self) -> Box<dyn Check> {
        Box::new(Checked::<A, P>(self, PhantomData))
    }
}

impl<A: Keepable, P: Fits<A::Seen> + Send> Check for Checked<A, P> {
    fn accepts(&self, kept: &Kept) -> bool {
        self.0.eval(seen::<A>(kept))
    }

    fn tells_reasons(&self) -> bool {
        explain::tells_reasons(&self.0)
    }
}

impl<A, P: fmt::Display> fmt::Display for Checked<A, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// See [`unseen`].
#[derive(Clone, Copy, Debug)]
pub struct Unseen;

/// In the place of an argument that is not kept, so that a verification asks for the others only.
///
/// ```
/// use mockit::automock;
/// use mockit::predicate::eq;
/// use mockit::spy::unseen;
///
/// // Neither `Clone` nor `Debug`.
/// struct Token;
///
/// #[automock]
/// trait Door { fn open(&self, token: Token, floor: u32); }
///
/// let mut door = MockDoor::new();
/// door.expect_open().return_const(());
/// door.open(Token, 3);
/// door.verify_open().with(unseen(), eq(3)).once();
/// ```
pub fn unseen() -> Unseen {
    Unseen
}

impl<A: Kind> Checks<A, AtNothing> for Unseen {
    fn check(self) -> Box<dyn Check> {
        Box::new(self)
    }
}

impl Check for Unseen {
    fn accepts(&self, _: &Kept) -> bool {
        true
    }
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<unseen>")
    }
}
