//! Patterns of structs and enums, whose fields are looked at by predicates.

use std::fmt;
use std::ops::Deref;

use predicates::Predicate;
use predicates::reflection::PredicateReflection;

use super::explain::{Brief, Describe, Described, Explain, Explained, Step, Why};
use crate::expectation::bounds::{Fits, IsPredicate};

#[doc = include_str!("../../docs/pat.md")]
#[macro_export]
macro_rules! pat {
    // The path, up to the fields.
    (@path [$($path:tt)+] {$($fields:tt)*}) => {
        $crate::pat!(@named [$($path)+] {} [] $($fields)*)
    };
    (@path [$($path:tt)+] ($($fields:tt)*)) => {
        $crate::pat!(@tuple [$($path)+] {} [] [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15] $($fields)*)
    };
    (@path [$($path:tt)+]) => {
        $crate::pat!(@done [$($path)+] [] Unit false [])
    };
    (@path [$($path:tt)*] $next:tt $($rest:tt)*) => {
        $crate::pat!(@path [$($path)* $next] $($rest)*)
    };

    // One field after another. Each step has names of its own for what it binds: such is hygiene.
    (@named $path:tt {$($pattern:tt)*} $fields:tt) => {
        $crate::pat!(@done $path [{$($pattern)*}] Named false $fields)
    };
    (@named $path:tt {$($pattern:tt)*} $fields:tt ..) => {
        $crate::pat!(@done $path [{$($pattern)* ..}] Named true $fields)
    };
    (@named $path:tt {$($pattern:tt)*} $fields:tt $field:tt : _ $(, $($rest:tt)*)?) => {
        $crate::pat!(@named $path {$($pattern)* $field: _,} $fields $($($rest)*)?)
    };
    (@named $path:tt {$($pattern:tt)*} $fields:tt $field:tt : $value:literal $(, $($rest:tt)*)?) => {
        $crate::pat!(@named $path {$($pattern)*} $fields $field: $crate::predicate::eq($value) $(, $($rest)*)?)
    };
    (@named $path:tt {$($pattern:tt)*} [$($fields:tt)*] $field:tt : $predicate:expr $(, $($rest:tt)*)?) => {
        $crate::pat!(
            @named $path {$($pattern)* $field: ref value,}
            [$($fields)* (::std::stringify!($field), predicate, value, $predicate)] $($($rest)*)?
        )
    };

    (@tuple $path:tt {$($pattern:tt)*} $fields:tt $numbers:tt) => {
        $crate::pat!(@done $path [($($pattern)*)] Tuple false $fields)
    };
    (@tuple $path:tt {$($pattern:tt)*} $fields:tt $numbers:tt .. $(,)?) => {
        $crate::pat!(@done $path [($($pattern)* ..)] Tuple true $fields)
    };
    (@tuple $path:tt {$($pattern:tt)*} $fields:tt $numbers:tt .., $($rest:tt)+) => {
        ::std::compile_error!("`..` stands at the end in `pat!`, where it leaves out the fields that follow")
    };
    (@tuple $path:tt {$($pattern:tt)*} $fields:tt [$first:tt $($number:tt)*] _ $(, $($rest:tt)*)?) => {
        $crate::pat!(@tuple $path {$($pattern)* _,} $fields [$($number)*] $($($rest)*)?)
    };
    (@tuple $path:tt {$($pattern:tt)*} $fields:tt $numbers:tt $value:literal $(, $($rest:tt)*)?) => {
        $crate::pat!(@tuple $path {$($pattern)*} $fields $numbers $crate::predicate::eq($value) $(, $($rest)*)?)
    };
    (
        @tuple $path:tt {$($pattern:tt)*} [$($fields:tt)*] [$first:tt $($number:tt)*]
        $predicate:expr $(, $($rest:tt)*)?
    ) => {
        $crate::pat!(
            @tuple $path {$($pattern)* ref value,}
            [$($fields)* (::std::stringify!($first), predicate, value, $predicate)] [$($number)*] $($($rest)*)?
        )
    };

    (
        @done [$($path:tt)+] [$($inside:tt)*] $kind:ident $is_open:ident
        [$(($name:expr, $bound:ident, $value:ident, $predicate:expr))*]
    ) => {
        $crate::private::pattern(
            $crate::private::Shape {
                path: ::std::stringify!($($path)+),
                kind: $crate::private::ShapeKind::$kind,
                is_open: $is_open,
                names: &[$($name),*],
            },
            $crate::pat!(@nest $($predicate)*),
            |$crate::pat!(@nest $($bound)*), whole, why| {
                #[allow(unused_imports)]
                use $crate::private::{AskInside as _, AskNeither as _, AskSame as _, ViaDebug as _, ViaOpaque as _};
                let _ = &why;
                match *whole {
                    $($path)+ $($inside)* => {
                        #[allow(unused_mut)]
                        let mut accepted = true;
                        $(if accepted || why.is_asked() {
                            let part = $crate::private::Part($bound, $value);
                            accepted &= (&&part).mockit_ask(why, $name, &|f| {
                                (&$crate::private::Via($value)).mockit_show(f)
                            });
                        })*
                        $crate::private::Some(accepted)
                    }
                    #[allow(unreachable_patterns)]
                    _ => $crate::private::Option::None,
                }
            },
        )
    };

    (@nest) => { () };
    (@nest $first:tt $($rest:tt)*) => { ($first, $crate::pat!(@nest $($rest)*)) };

    ($($pattern:tt)+) => { $crate::pat!(@path [] $($pattern)+) };
}

/// What [`pat!`](crate::pat) knows of its pattern.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// As the user wrote it.
    pub path: &'static str,
    /// How its fields are written.
    pub kind: ShapeKind,
    /// Does it end with `..`?
    pub is_open: bool,
    /// Of the fields that are looked at.
    pub names: &'static [&'static str],
}

/// How fields are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShapeKind {
    /// `{ id: … }`
    Named,
    /// `(…)`
    Tuple,
    /// There are none.
    Unit,
}

/// The predicates of a pattern: `(first, (second, ()))`.
pub trait Parts {
    /// Adds them to a list.
    fn list<'a>(&'a self, parts: &mut Vec<&'a dyn PredicateReflection>);
}

impl Parts for () {
    fn list<'a>(&'a self, _: &mut Vec<&'a dyn PredicateReflection>) {}
}

impl<P: IsPredicate, R: Parts> Parts for (P, R) {
    fn list<'a>(&'a self, parts: &mut Vec<&'a dyn PredicateReflection>) {
        parts.push(&self.0);
        self.1.list(parts);
    }
}

/// What [`pat!`](crate::pat) asks of a `T`.
pub struct Pat<P, T: ?Sized> {
    shape: Shape,
    parts: P,
    check: Check<P, T>,
}

/// Asks the predicates; gives `None` where the value is another variant. A closure captures nothing
/// there, and a pointer keeps its type out of the compiler's messages.
type Check<P, T> = fn(&P, &T, &mut Why) -> Option<bool>;

/// Makes a predicate of a pattern.
pub fn pattern<P: Parts, T: ?Sized>(shape: Shape, parts: P, check: Check<P, T>) -> Explained<Pat<P, T>> {
    Explained(Pat { shape, parts, check })
}

impl<P: Parts, T: ?Sized> Describe for Pat<P, T> {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shape { path, kind, is_open, names } = self.shape;
        let parts = self.parts();
        let mut fields: Vec<String> = match kind {
            ShapeKind::Named => {
                let named = names.iter().zip(&parts);
                named.map(|(name, part)| format!("{name}: {}", Brief(*part))).collect()
            }
            ShapeKind::Tuple => parts.iter().map(|part| Brief(*part).to_string()).collect(),
            ShapeKind::Unit => Vec::new(),
        };
        if is_open {
            fields.push("..".to_string());
        }
        let (path, fields) = (path.replace(' ', ""), fields.join(", "));
        match kind {
            ShapeKind::Named => write!(f, "{path} {{ {fields} }}"),
            ShapeKind::Tuple => write!(f, "{path}({fields})"),
            ShapeKind::Unit => f.write_str(&path),
        }
    }

    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        let mut parts = Vec::new();
        self.parts.list(&mut parts);
        parts
    }
}

impl<P: Parts, T: ?Sized> Explain<T> for Pat<P, T> {
    fn check(&self, value: &T, why: &mut Why) -> bool {
        match (self.check)(&self.parts, value, why) {
            Some(accepted) => accepted,
            None => why.refuse_all(Described(self), None),
        }
    }
}

/// A predicate and the field that it is to look at. Method resolution finds out how: called on
/// `&&Part`, it comes to the impl for `&Part` first, then to those for `Part`, by reference and by value.
#[derive(Debug)]
pub struct Part<'a, P, T: ?Sized>(pub &'a P, pub &'a T);

impl<P, T: ?Sized> Clone for Part<'_, P, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P, T: ?Sized> Copy for Part<'_, P, T> {}

type Show<'a> = &'a dyn Fn(&mut fmt::Formatter<'_>) -> fmt::Result;

/// It looks at the field itself.
pub trait AskSame {
    /// Does it accept?
    fn mockit_ask(&self, why: &mut Why, name: &'static str, show: Show<'_>) -> bool;
}

impl<P: Predicate<T>, T: ?Sized> AskSame for &Part<'_, P, T> {
    fn mockit_ask(&self, why: &mut Why, name: &'static str, show: Show<'_>) -> bool {
        why.ask_about(Step::Field(name), self.0, self.1, show)
    }
}

/// It looks at what the field points to: a `String` as `str`, a `Vec<T>` as `[T]`, a `Box<T>` as `T`.
pub trait AskInside {
    /// Does it accept?
    fn mockit_ask(&self, why: &mut Why, name: &'static str, show: Show<'_>) -> bool;
}

impl<P: Predicate<T::Target>, T: Deref> AskInside for Part<'_, P, T> {
    fn mockit_ask(&self, why: &mut Why, name: &'static str, show: Show<'_>) -> bool {
        why.ask_about(Step::Field(name), self.0, &**self.1, show)
    }
}

/// It does neither: this is here for the compiler's message.
pub trait AskNeither<P, T: ?Sized> {
    /// Cannot be called.
    fn mockit_ask(self, why: &mut Why, name: &'static str, show: Show<'_>) -> bool
    where
        P: Fits<T>;
}

impl<P, T: ?Sized> AskNeither<P, T> for Part<'_, P, T> {
    fn mockit_ask(self, why: &mut Why, name: &'static str, show: Show<'_>) -> bool
    where
        P: Fits<T>,
    {
        why.ask_about(Step::Field(name), self.0, self.1, show)
    }
}
