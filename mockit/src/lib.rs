//! In-process test mocking: put [`#[automock]`](macro@automock) on a trait, say in the test what
//! you expect of it, and read in the failure what to fix.
//!
//! ```
//! use mockit::predicate::{eq, gt};
//! use mockit::{Sequence, automock};
//!
//! #[automock]
//! trait Gateway {
//!     fn charge(&self, user: &str, cents: u64) -> Result<u32, String>;
//! }
//!
//! #[automock]
//! trait Mailer {
//!     fn send(&self, to: &str);
//! }
//!
//! fn checkout(gateway: &impl Gateway, mailer: &impl Mailer) -> Result<(), String> {
//!     gateway.charge("u1", 4999)?;
//!     mailer.send("u1");
//!     Ok(())
//! }
//!
//! let mut order = Sequence::new();
//! let mut gateway = MockGateway::new();
//! gateway.expect_charge().with(eq("u1"), gt(0)).times(1).in_sequence(&mut order).return_const(Ok(7));
//! let mut mailer = MockMailer::new();
//! mailer.expect_send().with(eq("u1")).times(1).in_sequence(&mut order).return_const(());
//!
//! assert_eq!(checkout(&gateway, &mailer), Ok(()));
//! ```
//!
//! # Expectations
//! `mock.expect_charge()` adds an expectation and gives [`&mut Expectation`](expectation::Expectation), on
//! which setters are chained:
//!
//! | question | setters |
//! |---|---|
//! | which arguments? | [`with`](expectation::Expectation::with) a predicate each, [`withf`](expectation::Expectation::withf) a function over all |
//! | how often? | [`times`](expectation::Expectation::times) with a number or a range, [`once`](expectation::Expectation::once), [`never`](expectation::Expectation::never), [`optional`](expectation::Expectation::optional) |
//! | when? | [`in_sequence`](expectation::Expectation::in_sequence), [`as_fallback`](expectation::Expectation::as_fallback) after all others |
//! | instead of what? | [`replacing_earlier`](expectation::Expectation::replacing_earlier) forgets those that were set before |
//! | what comes back? | [`returning`](expectation::Expectation::returning) a closure's result, [`returning_fn`](expectation::Expectation::returning_fn) of one that may be re-entered, [`return_once`](expectation::Expectation::return_once), [`return_const`](expectation::Expectation::return_const), [`return_default`](expectation::Expectation::return_default), [`returning_each`](expectation::Expectation::returning_each) one after another, [`return_var`](expectation::Expectation::return_var) behind `&mut` |
//! | what comes back from an async method? | all of these, and [`returning_async`](expectation::Expectation::returning_async), [`return_pending`](expectation::Expectation::return_pending) |
//!
//! The forms that end in `_st` take what is not `Send`.
//!
//! Expectations of one method are tried in the order in which they were set: the first that
//! accepts the arguments and may still be called serves the call. A call that none serves panics
//! in the caller's thread. A mock that is dropped panics when an expectation was not called as
//! often as it must, or when an earlier failure was swallowed (in another thread, or by a
//! `catch_unwind` in the code under test). `checkpoint()` does so in between, and forgets all
//! expectations.
//!
//! # Matchers
//! What `with` takes are predicates: those of the crate `predicates`, and others that explain why they refuse an
//! argument. [`pat!`] looks at the fields of a struct or an enum, [`predicate::each`] and the like at the elements of
//! a collection, and a [`Captor`](predicate::Captor) keeps what came. All are in [`predicate`]; the features `regex`
//! and `json` add some. The same ones serve in expectations, in verifications and in the matchers of HTTP stubs.
//!
//! ```
//! use mockit::predicate::{Captor, each, gt};
//! use mockit::{automock, pat};
//!
//! pub struct Order { customer: String, prices: Vec<u64> }
//!
//! #[automock]
//! trait Shop { fn place(&self, order: &Order, day: u32); }
//!
//! let days = Captor::new();
//! let mut shop = MockShop::new();
//! shop.expect_place()
//!     .with(pat!(Order { customer: "Ada", prices: each(gt(0)) }), days.capture())
//!     .return_const(());
//!
//! shop.place(&Order { customer: "Ada".to_string(), prices: vec![450, 120] }, 7);
//! assert_eq!(days.values(), [7]);
//! ```
//!
//! A price of 0 would be refused with `✗ order.prices[1]: expected > 0, got 0`.
//!
//! # Looking back
//! With the feature `spy`, a mock keeps its calls, and can be asked afterwards instead of told before:
//!
//! ```
//! # #[cfg(feature = "spy")] {
//! use mockit::predicate::{eq, gt};
//! use mockit::{automock, verify_order};
//!
//! #[automock]
//! trait Gateway { fn charge(&self, user: &str, cents: u64) -> bool; }
//!
//! #[automock]
//! trait Mailer { fn send(&self, to: &str); }
//!
//! let mut gateway = MockGateway::new();
//! gateway.expect_charge().return_const(true);
//! let mailer = MockMailer::nice();
//!
//! gateway.charge("u1", 4999);
//! mailer.send("u1");
//!
//! gateway.verify_charge().with(eq("u1"), gt(0)).once();
//! verify_order![gateway.verify_charge(), mailer.verify_send(); nothing else];
//! assert_eq!(gateway.charge_calls()[0].args(), ("u1", &4999));
//! # }
//! ```
//!
//! | question | words |
//! |---|---|
//! | how often, with what? | `mock.verify_charge()`, then as an expectation `with` or `withf`, and at the end `times`, `once`, `never`, `at_least` or `at_most` |
//! | anything else? | `mock.verify_no_more_calls()` |
//! | in which order? | `verify_order![…]` over any doubles, `verify_order![…; nothing else]` |
//! | which calls? | `mock.charge_calls()`: their arguments and results |
//! | will it come? | `mock.verify_charge().within(duration)`, with `.wait()`, or `.await` (feature `tokio`) |
//! | and of static methods? | [`context`](statics::Context)`.verify()`, `context.calls()` |
//!
//! `MockGateway::spying(real)` makes a mock that calls a real object for all that has no expectation;
//! `expect_charge().times(1).call_real()` does so and counts. More is in the modules `mockit::verification` and
//! `mockit::spy`; which form is for what, is told in [`which_form`].
//!
//! # Nice and strict mocks
//! `MockFoo::nice()` gives a mock whose methods return a default as long as nothing is expected of
//! them: that of the result's type, `Ok` of it where that is a `Result`, a future of it where that is
//! a boxed future. A method that has expectations behaves as in any other mock; so do generic
//! methods, and those whose result has no `Default`. `MockFoo::strict()` gives a mock whose
//! expectations must each be called at least once, unless they say otherwise.
//!
//! # Shared mocks
//! A mock that has moved into the code under test can still be set up and verified by a share of it:
//!
//! ```
//! use std::sync::Arc;
//! use mockit::automock;
//!
//! #[automock]
//! trait Gateway: Send + Sync { fn charge(&self, cents: u64) -> bool; }
//!
//! struct Shop { gateway: Arc<dyn Gateway> }
//!
//! let gateway = MockGateway::new();
//! let mut handle = gateway.share();
//! let shop = Shop { gateway: Arc::new(gateway) };
//!
//! handle.expect_charge().times(1).return_const(true);
//! assert!(shop.gateway.charge(5));
//! handle.checkpoint();
//! handle.expect_charge().times(1).return_const(false);
//! assert!(!shop.gateway.charge(5));
//! ```
//!
//! Calls through any of them are counted together, and the last one that is dropped verifies. Calls
//! may run in other threads while an expectation is added; they see it from when it has its result, so
//! the result is best said last. A method that returns `&mut T` cannot be called through a shared mock.
//!
//! # What is set for what is returned
//! A mock outlives its calls, so what it returns is set in an owned form.
//!
//! | the method returns | the test sets |
//! |---|---|
//! | `T`, `&'static T` | the same |
//! | `&str`, `&Path`, `&OsStr`, `&CStr`, `&[T]`, `&T` of `self` | `String`, `PathBuf`, `OsString`, `CString`, `Vec<T>`, `T`, kept by the mock |
//! | `&dyn Trait` of `self` | `Box<dyn Trait + Send + Sync>` |
//! | `Option<&T>` of `self` | `Option` of the owned form |
//! | `&mut T` of `&mut self` | the owned form, by `return_var` or `returning` |
//! | something borrowed from an argument | a closure that borrows it: `returning(\|list, key\| …)` |
//! | other types that borrow from `self`, as `Cow<'_, str>` | the same with `'static` |
//! | `impl Trait` | `Box<dyn Trait>` |
//! | `impl Future` | `Pin<Box<dyn Future>>`, or `returning_async` |
//! | the result of an `async fn` | the awaited value, or `returning_async` |
//!
//! # Arguments
//! Predicates look at values: `&str` takes predicates over `str`. An `impl Fn(…)` argument reaches
//! the closure as `Box<dyn Fn(…)>`, other `impl Trait` likewise; `impl Into<T>` as `T`,
//! `impl IntoIterator<Item = T>` as `Box<dyn Iterator<Item = T>>`. For arguments with lifetimes
//! inside, as `Option<&T>`, use [`predicate::by`] or `withf`: other predicates are made for one lifetime only.
//!
//! The macro sees names, not types. An object of a trait that is itself `'static` is written
//! `&(dyn Trait + 'static)`, but for `Any`, which it knows. A type with a hidden lifetime is written
//! with it: `Guard<'_>`, but for `Formatter`. A result whose lifetime is that of both `self` and an
//! argument counts as borrowed from `self`.
//!
//! # Guarded tests
//! A mock that is leaked, in a static, or held by a thread that still runs is never dropped, and what fails in another
//! thread or task may be seen by nobody. [`#[scoped]`](macro@scoped) above a test, or [`scope(|| …)`](scope()),
//! verifies every double at the test's end.
//!
//! # Static methods
//! A method without receiver has no mock to hold its expectations: `MockFoo::make_context()` gives
//! a [`Context`](statics::Context). It holds for the whole process, unless it is
//! [`scoped`](statics::Context::scoped) to the
//! test. Threads and tasks that the test starts are given its [`Scope`](scope::Scope).
//!
//! # Types, modules, traits of other crates
//! [`#[automock]`](macro@automock) also stands above impl blocks, modules and extern blocks. [`mock!`] describes a
//! mock of what is declared elsewhere, or of several traits. [`#[double]`](macro@double) imports a mock in the
//! place of a type, so that the code under test need not be generic.
//!
//! # HTTP
//! With the feature `http`, the module `mockit::http` has `MockHttp`: a double that answers the calls of
//! HTTP clients in process, in the same words and in the same [`Sequence`]. The crate `mockit-reqwest`
//! brings reqwest's calls to it without a change to production code. The features `jsonpath`,
//! `jsonschema` and `multipart` add matchers. Where a test has `use mockit::*` and uses the crate `http`
//! too, that one is written `::http`.
//!
//! # The record of a test
//! With the feature `spy` or `http`, `mockit::record()` has the calls of all doubles of the test in their order: as a
//! text for snapshots, as a Mermaid diagram, and as a page of HTML. `MOCKIT_RECORD=failed` in the environment leaves
//! them as files for each failed test. See the module `mockit::recording`.
//!
//! # Features
//! None is on by default.
//!
//! | feature | what it adds |
//! |---|---|
//! | `spy` | mocks that keep their calls, to be asked afterwards: `mockit::verification`, `mockit::spy` |
//! | `tokio` | verifications that are awaited, on tokio's clock |
//! | `http` | the HTTP double, `mockit::http`; has `tokio`, `json` and `regex` |
//! | `json` | predicates on JSON |
//! | `regex` | predicates on texts, by regular expression or glob |
//! | `jsonpath`, `jsonschema`, `multipart` | matchers of the HTTP double; have `http` |
//!
//! # In tests only
//! To have mocks in tests only, make mockit a dev-dependency and write
//! `#[cfg_attr(test, mockit::automock)]`.
#![forbid(unsafe_code)]

mod engine;
pub mod expectation;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "json")]
mod json;
#[cfg(any(doc, doctest))]
pub mod migrating;
pub mod predicate;
#[doc(hidden)]
pub mod private;
#[cfg(feature = "record")]
// Each of the two writes only its own kind of entries.
#[cfg_attr(not(all(feature = "spy", feature = "http")), allow(dead_code, unused_imports))]
mod record;
#[cfg(feature = "record")]
pub mod recording;
mod report;
pub mod scope;
#[cfg(feature = "spy")]
pub mod spy;
pub mod statics;
#[cfg(feature = "record")]
pub mod verification;
#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/which_form.md")]
pub mod which_form {}
mod written;

// Tests write `use mockit::*`, so each name here may clash with one of theirs: few, and none that
// is common elsewhere.
pub use self::engine::Sequence;
pub use self::expectation::repeat_last;
#[cfg(feature = "record")]
pub use self::recording::record;
#[doc(inline)]
pub use self::scope::scope;

#[doc = include_str!("../docs/automock.md")]
pub use mockit_macros::automock;

/// Marks a generic method of which the mock is to see the type parameters as trait objects.
///
/// Inside `#[automock]` and [`mock!`](crate::mock), also by a path or in `cfg_attr`. Of an argument of type `T`,
/// `&T`, `&mut T` or `&[T]`, where `T: Trait`, matchers and closures get `&dyn Trait` (`&mut dyn FnMut(…)` for such
/// a closure), `&dyn Trait`, `&mut dyn Trait` or `&[&dyn Trait]`; and `expect_…` is not generic.
///
/// Without it, type parameters that may hold references are handed on as `Box<dyn Trait>`, and `'static` ones are
/// told apart: `expect_open::<PathBuf>()`.
///
/// ```
/// use std::path::Path;
///
/// use mockit::predicate::by;
/// use mockit::{automock, concretize};
///
/// #[automock]
/// trait Files {
///     #[concretize]
///     fn open<P: AsRef<Path>>(&self, path: P) -> bool;
/// }
///
/// let mut files = MockFiles::new();
/// files
///     .expect_open()
///     .with(by(|path: &(dyn AsRef<Path> + '_)| path.as_ref().ends_with("a.txt")))
///     .return_const(true);
/// assert!(files.open("dir/a.txt"));
/// assert!(files.open(Path::new("a.txt")));
/// ```
///
/// # Errors
/// At the argument, where `T` stands inside another type, as in `Vec<T>`; and where the traits cannot be objects.
pub use mockit_macros::concretize;

#[doc = include_str!("../docs/mock.md")]
#[macro_export]
macro_rules! mock {
    ($($description:tt)*) => {
        $crate::private::mock! { crate = $crate; $($description)* }
    };
}

/// Imports a mock instead of what it stands for, in tests.
///
/// Above a `use`, it has every name that the declaration brings in stand for its mock under `cfg(test)`,
/// and leaves it as it is elsewhere: `use clocks::SystemClock;` imports `MockSystemClock as SystemClock`
/// in tests. So code that is not generic over a trait can be given a mock too.
///
/// ```
/// use mockit::double;
///
/// mod clocks {
///     pub struct SystemClock;
///
///     #[cfg_attr(test, mockit::automock)]
///     impl SystemClock {
///         pub fn hour(&self) -> u32 {
///             7
///         }
///     }
/// }
///
/// #[double]
/// use clocks::SystemClock;
///
/// fn is_night(clock: &SystemClock) -> bool {
///     !(6..22).contains(&clock.hour())
/// }
///
/// // In a unit test, `SystemClock` would be `MockSystemClock`, with `new` and `expect_hour`.
/// assert!(!is_night(&SystemClock));
/// ```
///
/// | declaration | in tests |
/// |---|---|
/// | `use a::Foo;` | `use a::MockFoo as Foo;` |
/// | `use a::foo;`, a module or a function | `use a::mock_foo as foo;` |
/// | `use a::Foo as Bar;` | `use a::MockFoo as Bar;` |
/// | `use a::{Foo, b::{self, Bar}};` | `use a::{MockFoo as Foo, mock_b as b, b::MockBar as Bar};` |
/// | `use a::Foo as _;`, a trait | the same: a mock has the methods of the trait itself |
/// | `type Foo = a::Bar<u8>;` | `type Foo = a::MockBar<u8>;` |
///
/// Where mockit is a dependency of tests only, write `#[cfg_attr(test, mockit::double)]`.
pub use mockit_macros::double;

#[doc = include_str!("../docs/scoped.md")]
pub use mockit_macros::scoped;

pub use predicates::prelude::{
    Predicate, PredicateBooleanExt, PredicateBoxExt, PredicateFileContentExt, PredicateStrExt,
};
