//! The one table of arities: what must be written for each number of parameters.
//!
//! Everything here is generic over the user's types and compiled in the user's crate, so each
//! line costs every user compile time: what can be said without types is said in `engine`.

// What one arity needs, another has too much or too little of.
#![allow(
    clippy::extra_unused_lifetimes,
    clippy::large_enum_variant,
    clippy::result_unit_err,
    clippy::too_many_arguments,
    clippy::type_complexity,
    unused_variables
)]

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::Expectation;
use super::arities::for_each_arity;
use super::bounds::{Fits, Threaded};
use super::kind::{Kind, Val};
use super::local::Local;
use super::mode::{Awaited, Eager, Lent, Lift, LiftLocal, Mode, Provided};
use super::results::Shape;
use crate::engine::{Action, Call, Entry, Matcher, MatcherKind, Payload, Running};

/// A closure that may be called many times.
struct Many<F, R, M>(F, PhantomData<fn() -> (R, M)>);
/// A closure that may be called by several threads at once.
struct Shared<F, R, M>(Arc<F>, PhantomData<fn() -> (R, M)>);
/// A closure that may be called once.
struct Once<F, R, M>(Option<F>, PhantomData<fn() -> (R, M)>);
/// A closure that does not look at the arguments.
struct Give<F>(F);
/// A closure that gives a future.
struct Begin<F, Fut, R, M>(F, PhantomData<fn() -> (Fut, R, M)>);
/// A closure whose result borrows from its arguments.
struct Borrow<F>(F);
/// A closure whose result is handed out as it is.
struct Direct<F>(F);

fn many<F, R, M>(f: F) -> Many<F, R, M> {
    Many(f, PhantomData)
}

fn once<F, R, M>(f: F) -> Once<F, R, M> {
    Once(Some(f), PhantomData)
}

/// The action of a running call, by its type.
fn action<'a, T: Any>(running: &'a mut Running<'_>) -> &'a mut T {
    running.action().downcast_mut().expect("an action of the method's own signature")
}

const ONCE: &str = "the engine admits one call";

macro_rules! arity {
    ($(#[$doc:meta])? $m:ident
        $(, $A:ident $a:ident $d:ident $P:ident $b:lifetime $i:literal)*) => {

#[doc(hidden)]
pub mod $m {
    use super::*;

    /// A stored action for a call with these parameters.
    pub trait Act<$($A: Kind,)* K: Kind>: Send {
        /// Takes the arguments, gives the result.
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> K::Val<'a, 'a>;
    }

    /// A matcher that looks at all arguments.
    pub trait Match<$($A: Kind),*>: Send {
        /// Does it accept them?
        fn eval<'a: 'a $(, $b)*>(&self $(, $a: &$A::Pred<'a, $b>)*) -> bool;
    }

    /// The engine's payload.
    pub(crate) struct Stored<$($A: Kind,)* K: Kind>(
        pub(crate) Box<dyn Act<$($A,)* K>>,
    );

    /// The engine's matcher.
    pub(super) enum Accept<$($A: Kind),*> {
        Predicates($(Box<dyn for<'a, 'b> Predicate<$A::Pred<'a, 'b>> + Send>),*),
        Function(Box<dyn Match<$($A),*>>),
    }

    impl<$($A: Kind),*> Matcher for Accept<$($A),*> {
        fn part(&self, index: usize) -> Option<&dyn PredicateReflection> {
            match self {
                Accept::Predicates($($a),*) => match index {
                    $($i => Some(&**$a),)*
                    _ => None,
                },
                Accept::Function(_) => None,
            }
        }
    }

    /// The arguments of a running call.
    pub(crate) struct Args<'a $(, $b)* $(, $A: Kind)*> {
        $(pub(crate) $a: $A::Val<'a, $b>, $d: $A::Show,)*
        _life: PhantomData<&'a ()>,
    }

    #[cfg(feature = "spy")]
    impl<'a $(, $b)* $(, $A: Kind)*> Args<'a $(, $b)* $(, $A)*> {
        pub(crate) fn new($($a: $A::Val<'a, $b>, $d: $A::Show),*) -> Self {
            Args { $($a, $d,)* _life: PhantomData }
        }
    }

    impl<'a $(, $b)* $(, $A: Kind)*> Call for Args<'a $(, $b)* $(, $A)*> {
        fn find(&self, entries: &[Entry], from: usize, mask: u32) -> usize {
            let mut index = from;
            while index < entries.len() {
                let Some(matcher) = entries[index].to_ask() else { break };
                let accepted = match (matcher as &dyn Any).downcast_ref() {
                    Some(Accept::<$($A),*>::Predicates($($d),*)) => {
                        true $(&& (mask & (1 << $i) == 0 || $d.eval($A::pred(&self.$a))))*
                    }
                    Some(Accept::Function(function)) => function.eval($($A::pred(&self.$a)),*),
                    None => false,
                };
                if accepted {
                    break;
                }
                index += 1;
            }
            index
        }

        fn show(&self, index: usize, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
            match index {
                $($i => $A::show(self.$d, $A::pred(&self.$a), f),)*
                _ => None,
            }
        }
    }

    /// Calls a mocked method.
    #[track_caller]
    pub fn call<'a $(, $b)* $(, $A: Kind)*, R: 'static, M: Mode<R>>(
        expectation: &Expectation<fn($($A),*) -> R, M>
        $(, $a: $A::Val<'a, $b>, $d: $A::Show)*
    ) -> M::Raw {
        let args = Args::<'a $(, $b)* $(, $A)*> { $($a, $d,)* _life: PhantomData };
        let mut running = expectation.core.begin(&args);
        action::<Stored<$($A,)* Val<M::Raw>>>(&mut running).0.run($(args.$a),*)
    }

    /// Calls a mocked method, or gives its arguments back when its own body is to run.
    #[track_caller]
    pub fn call_or_default<'a $(, $b)* $(, $A: Kind)*, R: 'static, M: Mode<R>>(
        expectation: &Expectation<fn($($A),*) -> R, Provided<M>>
        $(, $a: $A::Val<'a, $b>, $d: $A::Show)*
    ) -> Result<M::Raw, ($($A::Val<'a, $b>,)*)> {
        let args = Args::<'a $(, $b)* $(, $A)*> { $($a, $d,)* _life: PhantomData };
        let mut running = expectation.core.begin(&args);
        match running.action().downcast_mut::<Stored<$($A,)* Val<M::Raw>>>() {
            Some(stored) => Ok(stored.0.run($(args.$a),*)),
            None => Err(($(args.$a,)*)),
        }
    }

    /// Calls a mocked method whose result borrows from its arguments.
    #[track_caller]
    pub fn call_lent<'a $(, $b)* $(, $A: Kind)*, K: Kind>(
        expectation: &Expectation<fn($($A),*) -> K, Lent>
        $(, $a: $A::Val<'a, $b>, $d: $A::Show)*
    ) -> K::Val<'a, 'a> {
        let args = Args::<'a $(, $b)* $(, $A)*> { $($a, $d,)* _life: PhantomData };
        let mut running = expectation.core.begin(&args);
        action::<Stored<$($A,)* K>>(&mut running).0.run($(args.$a),*)
    }

    /// A closure whose result may borrow from what it receives. A trait of its own, because the
    /// result of a plain `FnMut` bound may not name a lifetime that only a kind mentions.
    pub trait Borrows<'a $(, $b)* $(, $A: Kind)*, K: Kind>:
        FnMut($($A::Val<'a, $b>),*) -> K::Val<'a, 'a>
    {
    }

    impl<'a $(, $b)*, F $(, $A: Kind)*, K: Kind> Borrows<'a $(, $b)* $(, $A)*, K> for F where
        F: FnMut($($A::Val<'a, $b>),*) -> K::Val<'a, 'a>
    {
    }

    impl<F $(, $A: Kind)*, K: Kind> Act<$($A,)* K> for Borrow<F>
    where
        F: for<'a $(, $b)*> Borrows<'a $(, $b)* $(, $A)*, K> + Send,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> K::Val<'a, 'a> {
            (self.0)($($a),*)
        }
    }

    pub(super) fn payload<$($A: Kind,)* K: Kind>(
        act: impl Act<$($A,)* K> + 'static,
    ) -> Payload {
        Box::new(Stored::<$($A,)* K>(Box::new(act)))
    }

    /// The payload of a closure whose result is handed out as it is.
    pub(super) fn direct<F $(, $A: Kind)*, R: 'static>(f: F) -> Payload
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> R + Send + 'static,
    {
        payload::<$($A,)* Val<R>>(Direct(f))
    }

    impl<F $(, $A: Kind)*, R: 'static, M: Lift<R>> Act<$($A,)* Val<M::Raw>> for Many<F, R, M>
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> M::Out + Send,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> M::Raw {
            M::lift((self.0)($($a),*))
        }
    }

    impl<F $(, $A: Kind)*, R: 'static, M: Lift<R>> Act<$($A,)* Val<M::Raw>> for Shared<F, R, M>
    where
        F: for<'a $(, $b)*> Fn($($A::Val<'a, $b>),*) -> M::Out + Send + Sync,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> M::Raw {
            M::lift((self.0)($($a),*))
        }
    }

    impl<F $(, $A: Kind)*, R: 'static, M: Lift<R>> Act<$($A,)* Val<M::Raw>> for Once<F, R, M>
    where
        F: for<'a $(, $b)*> FnOnce($($A::Val<'a, $b>),*) -> M::Out + Send,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> M::Raw {
            M::lift(self.0.take().expect(ONCE)($($a),*))
        }
    }

    impl<F $(, $A: Kind)*, R: 'static> Act<$($A,)* Val<R>> for Direct<F>
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> R + Send,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> R {
            (self.0)($($a),*)
        }
    }

    impl<F $(, $A: Kind)*, R: 'static> Act<$($A,)* Val<R>> for Give<F>
    where
        F: FnMut() -> R + Send,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, _: $A::Val<'a, $b>)*) -> R {
            (self.0)()
        }
    }

    impl<F, Fut $(, $A: Kind)*, R: 'static, M> Act<$($A,)* Val<M::Raw>> for Begin<F, Fut, R, M>
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> Fut + Send,
        M: Awaited<R, Fut>,
    {
        fn run<'a: 'a $(, $b)*>(&mut self $(, $a: $A::Val<'a, $b>)*) -> M::Raw {
            M::begin((self.0)($($a),*))
        }
    }
}

/// Matchers.
$(#[$doc])?
impl<$($A: Kind,)* R, M> Expectation<fn($($A),*) -> R, M> {
    /// One predicate for each argument: the call matches when all of them hold.
    ///
    /// Predicates are those of [`predicate`](crate::predicate) or any other of the crate
    /// `predicates`. An argument passed by reference is looked at by value: `&str` takes
    /// predicates over `str`.
    pub fn with<$($P),*>(&mut self $(, $a: $P)*) -> &mut Self
    where
        $($P: for<'a, 'b> Fits<$A::Pred<'a, 'b>> + Threaded + 'static,)*
    {
        let accept = $m::Accept::<$($A),*>::Predicates($(Box::new($a)),*);
        self.core.set_matcher(MatcherKind::Predicates, Box::new(accept));
        self
    }

    /// One function over all arguments: the call matches when it returns `true`.
    pub fn withf<F>(&mut self, function: F) -> &mut Self
    where
        F: for<'a $(, $b)*> Fn($(&$A::Pred<'a, $b>),*) -> bool + Threaded + 'static,
    {
        struct ByFunction<F>(F);
        impl<F $(, $A: Kind)*> $m::Match<$($A),*> for ByFunction<F>
        where
            F: for<'a $(, $b)*> Fn($(&$A::Pred<'a, $b>),*) -> bool + Send,
        {
            fn eval<'a: 'a $(, $b)*>(&self $(, $a: &$A::Pred<'a, $b>)*) -> bool {
                (self.0)($($a),*)
            }
        }
        let accept = $m::Accept::<$($A),*>::Function(Box::new(ByFunction(function)));
        self.core.set_matcher(MatcherKind::Function, Box::new(accept));
        self
    }

    /// As [`withf`](Self::withf), for a function that is not `Send`.
    ///
    /// # Panics
    /// The call panics in another thread than the one that runs this.
    pub fn withf_st<F>(&mut self, function: F) -> &mut Self
    where
        F: for<'a $(, $b)*> Fn($(&$A::Pred<'a, $b>),*) -> bool + 'static,
    {
        let local = Local::new(function);
        self.withf(move |$($a),*| local.with_ref(|function: &F| function($($a),*)));
        self.core.bind_matcher_to_thread();
        self
    }
}

/// Results.
$(#[$doc])?
impl<$($A: Kind,)* R: 'static, M: Lift<R> + Eager> Expectation<fn($($A),*) -> R, M> {
    /// Computes the result from the arguments.
    ///
    /// Calls from several threads run one after another. Where the method returns `&T`, the mock
    /// keeps every result until it is dropped; `return_const` keeps one.
    ///
    /// # Panics
    /// The call panics when it comes from inside the closure itself: see
    /// [`returning_fn`](Self::returning_fn).
    pub fn returning<F>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> M::Out + Threaded + 'static,
    {
        self.core.set_action(Action::Exclusive($m::payload::<$($A,)* Val<M::Raw>>(many::<F, R, M>(f))));
        self
    }

    /// As [`returning`](Self::returning), for an `Fn`: calls may run side by side, and the
    /// closure may call the same method of the mock again.
    pub fn returning_fn<F>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> Fn($($A::Val<'a, $b>),*) -> M::Out + Send + Sync + 'static,
    {
        let f = Arc::new(f);
        self.core.set_action(Action::Shared(Box::new(move || {
            let shared = Shared::<F, R, M>(Arc::clone(&f), PhantomData);
            $m::payload::<$($A,)* Val<M::Raw>>(shared)
        })));
        self
    }

    /// Computes the result of a single call.
    ///
    /// # Panics
    /// A second call panics: `called twice, but it returns by move`.
    pub fn return_once<F>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> FnOnce($($A::Val<'a, $b>),*) -> M::Out + Threaded + 'static,
    {
        self.core.set_action_once($m::payload::<$($A,)* Val<M::Raw>>(once::<F, R, M>(f)));
        self
    }

    /// Computes the result in a future, which may wait: for async methods, and those that return
    /// a boxed future. The future may not borrow the arguments.
    pub fn returning_async<F, Fut>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> Fut + Threaded + 'static,
        Fut: 'static,
        M: Awaited<R, Fut>,
    {
        let begin = Begin::<F, Fut, R, M>(f, PhantomData);
        self.core.set_action(Action::Exclusive($m::payload::<$($A,)* Val<M::Raw>>(begin)));
        self
    }
}

/// Results that stay in their thread.
$(#[$doc])?
impl<$($A: Kind,)* R: 'static, M: LiftLocal<R> + Eager> Expectation<fn($($A),*) -> R, M> {
    /// As [`returning`](Self::returning), for a closure, or a result, that is not `Send`.
    ///
    /// Where the method returns `&T`, each result stays in memory until the process ends.
    ///
    /// # Panics
    /// The call panics in another thread than the one that runs this.
    pub fn returning_st<F>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> FnMut($($A::Val<'a, $b>),*) -> M::Out + 'static,
    {
        let local = Local::new(f);
        self.core.set_action(Action::Exclusive($m::direct::<_, $($A,)* M::Raw>(move |$($a),*| {
            M::lift_local(local.with(|f: &mut F| f($($a),*)))
        })));
        self.core.bind_action_to_thread();
        self
    }

    /// As [`return_once`](Self::return_once), for a closure, or a result, that is not `Send`.
    ///
    /// # Panics
    /// The call panics in another thread than the one that runs this.
    pub fn return_once_st<F>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> FnOnce($($A::Val<'a, $b>),*) -> M::Out + 'static,
    {
        let local = Local::new(f);
        self.core.set_action_once($m::direct::<_, $($A,)* M::Raw>(move |$($a),*| {
            M::lift_local(local.take()($($a),*))
        }));
        self.core.bind_action_to_thread();
        self
    }
}

impl<$($A: Kind,)* R: 'static> Shape for fn($($A),*) -> R {
    type Ret = R;

    fn give<Raw: 'static>(give: impl FnMut() -> Raw + Send + 'static) -> Payload {
        $m::payload::<$($A,)* Val<Raw>>(Give(give))
    }
}

/// Results that borrow from the arguments.
$(#[$doc])?
impl<$($A: Kind,)* K: Kind> Expectation<fn($($A),*) -> K, Lent> {
    /// Computes the result from the arguments, from which it may borrow.
    ///
    /// # Panics
    /// The call panics when it comes from inside the closure itself.
    pub fn returning<F>(&mut self, f: F) -> &mut Self
    where
        F: for<'a $(, $b)*> $m::Borrows<'a $(, $b)* $(, $A)*, K> + Send + 'static,
    {
        self.core.set_action(Action::Exclusive($m::payload::<$($A,)* K>(Borrow(f))));
        self
    }
}
    };
}

for_each_arity! { arity }
