//! What is written for each number of parameters: keeping arguments, and asking for them.

// What one arity needs, another has too much or too little of.
#![allow(
    clippy::extra_unused_lifetimes,
    clippy::needless_lifetimes,
    clippy::too_many_arguments,
    clippy::type_complexity,
    clippy::unused_unit,
    non_camel_case_types,
    unused_variables
)]

use std::marker::PhantomData;
use std::sync::Arc;

use super::calls::Call;
use super::keep::{Check, Checks, Keepable, Look, Seen};
use super::outcome::{Begun, Outcomes};
use super::verify::{Matcher, Verify};
use crate::engine::{Payload, Spying};
use crate::expectation::Expectation;
use crate::expectation::arities::for_each_arity;
use crate::expectation::bounds::Threaded;
use crate::expectation::kind::{Kind, Val};
use crate::expectation::mode::{Lent, Mode, Provided};
use crate::record::{Argument, Entry, History, Kept, What};

/// The value of an argument, where it is known that there is one.
#[track_caller]
fn seen<A: Keepable>(arguments: &[Argument], index: usize) -> &A::Seen {
    super::keep::seen::<A>(&arguments[index].value)
}

/// Writes down that a call begins.
fn begin(history: &History, values: impl IntoIterator<Item = Kept>) -> Begun {
    let arguments = history.names.iter().zip(values).map(|(name, value)| Argument { name, value });
    Begun::new(history.begin(What::Call(arguments.collect())))
}

macro_rules! arity {
    ($(#[$doc:meta])? $m:ident
        $(, $A:ident $a:ident $d:ident $P:ident $b:lifetime $i:literal)*) => {

#[doc(hidden)]
pub mod $m {
    use super::*;
    use crate::expectation::arity::$m::{Act, Args, Stored};

    /// What the macro knows of the method's types.
    pub struct Spy<$($A: Kind,)* R: 'static, M>(
        $(pub Seen<$A>,)*
        pub Look<R>,
        pub PhantomData<fn() -> M>,
    );

    impl<$($A: Kind,)* R: 'static, M> Spy<$($A,)* R, M> {
        /// Writes down that a call begins.
        pub(crate) fn begin<'a: 'a $(, $b)*>(&self, history: &History $(, $a: &$A::Val<'a, $b>)*) -> Begun {
            let Spy($($d,)* _, _) = self;
            begin(history, [$($d.keep($A::pred($a))),*])
        }
    }

    impl<$($A: Kind,)* R: 'static, M: Outcomes<R>> Spying for Spy<$($A,)* R, M> {
        fn wrap(&'static self, payload: Payload, history: &Arc<History>) -> Payload {
            match payload.downcast::<Stored<$($A,)* Val<M::Raw>>>() {
                Ok(stored) => {
                    let recorded = Recorded { inner: stored.0, spy: self, history: Arc::clone(history) };
                    Box::new(Stored::<$($A,)* Val<M::Raw>>(Box::new(recorded)))
                }
                // What is to be run stands elsewhere, and is written down there.
                Err(other) => other,
            }
        }
    }

    /// As [`Spy`], of a method whose result borrows from its arguments.
    pub struct LentSpy<$($A: Kind,)* K: Kind>($(pub Seen<$A>,)* pub Seen<K>);

    impl<$($A: Kind,)* K: Kind> Spying for LentSpy<$($A,)* K> {
        fn wrap(&'static self, payload: Payload, history: &Arc<History>) -> Payload {
            match payload.downcast::<Stored<$($A,)* K>>() {
                Ok(stored) => {
                    let recorded = RecordedLent { inner: stored.0, spy: self, history: Arc::clone(history) };
                    Box::new(Stored::<$($A,)* K>(Box::new(recorded)))
                }
                Err(other) => other,
            }
        }
    }

    /// An action, and writing down what it is called with and what it returns.
    struct Recorded<$($A: Kind,)* R: 'static, M: Mode<R>> {
        inner: Box<dyn Act<$($A,)* Val<M::Raw>>>,
        spy: &'static Spy<$($A,)* R, M>,
        history: Arc<History>,
    }

    impl<$($A: Kind,)* R: 'static, M: Outcomes<R>> Act<$($A,)* Val<M::Raw>> for Recorded<$($A,)* R, M> {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> M::Raw {
            let begun = self.spy.begin(&self.history $(, &$a)*);
            let raw = self.inner.run($($a),*);
            let Spy($($d,)* look, _) = self.spy;
            M::note(raw, *look, begun)
        }
    }

    /// Calls the method of a spy, or gives its arguments back when the real object is to be called.
    #[track_caller]
    pub fn call_or_real<'a $(, $b)* $(, $A: Kind)*, R: 'static, M: Outcomes<R>>(
        expectation: &Expectation<fn($($A),*) -> R, M>
        $(, $a: $A::Val<'a, $b>, $d: $A::Show)*
    ) -> Result<M::Raw, (Begun, ($($A::Val<'a, $b>,)*))> {
        let args = Args::<'a $(, $b)* $(, $A)*>::new($($a, $d),*);
        if let Some(mut running) = expectation.core.begin_or_real(&args)
            && let Some(stored) = running.action().downcast_mut::<Stored<$($A,)* Val<M::Raw>>>()
        {
            return Ok(stored.0.run($(args.$a),*));
        }
        let spy: &Spy<$($A,)* R, M> = expectation.core.spy();
        let begun = spy.begin(expectation.core.history() $(, &args.$a)*);
        Err((begun, ($(args.$a,)*)))
    }

    /// Calls a mocked method, or gives its arguments back, with the call, when its own body is to run.
    #[track_caller]
    pub fn call_or_default<'a $(, $b)* $(, $A: Kind)*, R: 'static, M: Outcomes<R>>(
        expectation: &Expectation<fn($($A),*) -> R, Provided<M>>
        $(, $a: $A::Val<'a, $b>, $d: $A::Show)*
    ) -> Result<M::Raw, (Begun, ($($A::Val<'a, $b>,)*))> {
        let args = Args::<'a $(, $b)* $(, $A)*>::new($($a, $d),*);
        let mut running = expectation.core.begin(&args);
        if let Some(stored) = running.action().downcast_mut::<Stored<$($A,)* Val<M::Raw>>>() {
            return Ok(stored.0.run($(args.$a),*));
        }
        let spy: &Spy<$($A,)* R, Provided<M>> = expectation.core.spy();
        let begun = spy.begin(expectation.core.history() $(, &args.$a)*);
        Err((begun, ($(args.$a,)*)))
    }

    /// As [`call_or_real`], where the result borrows from the arguments.
    #[track_caller]
    pub fn call_lent_or_real<'a $(, $b)* $(, $A: Kind)*, K: Kind>(
        expectation: &Expectation<fn($($A),*) -> K, Lent>
        $(, $a: $A::Val<'a, $b>, $d: $A::Show)*
    ) -> Result<K::Val<'a, 'a>, (Begun, ($($A::Val<'a, $b>,)*))> {
        let args = Args::<'a $(, $b)* $(, $A)*>::new($($a, $d),*);
        if let Some(mut running) = expectation.core.begin_or_real(&args)
            && let Some(stored) = running.action().downcast_mut::<Stored<$($A,)* K>>()
        {
            return Ok(stored.0.run($(args.$a),*));
        }
        let LentSpy::<$($A,)* K>($($d,)* _) = expectation.core.spy();
        let begun = begin(expectation.core.history(), [$($d.keep($A::pred(&args.$a))),*]);
        Err((begun, ($(args.$a,)*)))
    }

    struct RecordedLent<$($A: Kind,)* K: Kind> {
        inner: Box<dyn Act<$($A,)* K>>,
        spy: &'static LentSpy<$($A,)* K>,
        history: Arc<History>,
    }

    impl<$($A: Kind,)* K: Kind> Act<$($A,)* K> for RecordedLent<$($A,)* K> {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> K::Val<'a, 'a> {
            let LentSpy($($d,)* result) = self.spy;
            let begun = begin(&self.history, [$($d.keep($A::pred(&$a))),*]);
            let raw = self.inner.run($($a),*);
            begun.returned_kept(result.keep(K::pred(&raw)));
            raw
        }
    }
}

$(#[$doc])?
impl<$($A: Kind,)* R> Call<fn($($A),*) -> R> {
    /// The arguments, in the form in which predicates see them: a `&str` as `&str`, a `u64` as `&u64`.
    ///
    /// # Panics
    /// When the type of one is a type parameter of the mock, of which the trait does not say that it is `Clone`.
    #[track_caller]
    pub fn args(&self) -> ($(&$A::Seen,)*)
    where
        $($A: Keepable,)*
    {
        let arguments = self.arguments();
        ($(seen::<$A>(arguments, $i),)*)
    }
}

$(#[$doc])?
impl<$($A: Kind,)* R> Verify<fn($($A),*) -> R> {
    /// Only calls whose arguments the predicates accept, one for each; for an argument that is not kept,
    /// [`unseen()`](super::unseen).
    #[must_use = "a verification checks nothing before it is told how often"]
    pub fn with<$($P, $d),*>(self $(, $a: $P)*) -> Self
    where
        $($P: Checks<$A, $d>,)*
    {
        let checks: Vec<Box<dyn Check>> = vec![$($a.check()),*];
        self.matching(Matcher::Predicates(checks))
    }

    /// Only calls whose arguments the function accepts.
    #[must_use = "a verification checks nothing before it is told how often"]
    pub fn withf<F>(self, function: F) -> Self
    where
        $($A: Keepable,)*
        F: Fn($(&$A::Seen),*) -> bool + Threaded + 'static,
    {
        self.matching(Matcher::Function(Box::new(move |entry: &Entry| {
            let What::Call(arguments) = &entry.what else { return false };
            function($(seen::<$A>(arguments, $i)),*)
        })))
    }
}
    };
}

for_each_arity! { arity }
