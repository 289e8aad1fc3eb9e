//! Why a value was refused, told by the predicates of this module.
//!
//! A stored predicate is only asked for a yes or no. A report asks again while this thread
//! [listens](explaining), and what refuses then also tells why. Within a predicate of ours, others are
//! asked by their `find_case`, which foreign combinators hand on to their parts.

use std::cell::{Cell, RefCell};
use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use predicates::Predicate;
use predicates::reflection::{Case, Child, Parameter, PredicateReflection, Product};

/// What is done beside a yes or no.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Nothing,
    /// Who refuses tells why.
    Explaining,
    /// Captors keep what they see.
    Capturing,
}

/// Is there a captor anywhere? Where not, which is most often, nobody need look for one.
static CAPTORS: AtomicBool = AtomicBool::new(false);

pub(super) fn captor_is_made() {
    CAPTORS.store(true, Relaxed);
}

pub(crate) fn are_there_captors() -> bool {
    CAPTORS.load(Relaxed)
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Nothing) };
    /// Was a captor asked since this was last looked at?
    static CAPTOR_ASKED: Cell<bool> = const { Cell::new(false) };
    static TOLD: RefCell<Vec<Note>> = const { RefCell::new(Vec::new()) };
}

/// Sets the mode back, also when a predicate panics.
struct Until(Mode);

impl Drop for Until {
    fn drop(&mut self) {
        MODE.set(self.0);
    }
}

fn within<R>(mode: Mode, f: impl FnOnce() -> R) -> R {
    let _until = Until(MODE.replace(mode));
    f()
}

/// Runs `f`, which asks predicates; gives what they told besides.
pub(crate) fn explaining<R>(f: impl FnOnce() -> R) -> (R, Vec<Note>) {
    let before = TOLD.take();
    let result = within(Mode::Explaining, f);
    (result, TOLD.replace(before))
}

/// Runs `f`, which asks predicates that accept: their captors keep what they are asked about.
pub(crate) fn capturing<R>(f: impl FnOnce() -> R) -> R {
    within(Mode::Capturing, f)
}

/// Runs `f`, whose predicates tell and keep nothing.
pub(crate) fn silently<R>(f: impl FnOnce() -> R) -> R {
    within(Mode::Nothing, f)
}

/// Is one of these accepted? Captors see that one only, and not those that were tried before.
pub(crate) fn any_accepted<T>(mut items: impl Iterator<Item = T>, accepts: impl Fn(&T) -> bool) -> bool {
    let found = silently(|| items.find(&accepts));
    found.is_some_and(|item| !is_capturing() || accepts(&item))
}

/// Runs `f`, in which `predicate` is asked for its opinion on what reads `actual`; gives its reasons.
#[cfg(feature = "http")]
pub(crate) fn reasons(tells_reasons: bool, actual: &str, f: impl FnOnce() -> bool) -> Vec<String> {
    match explaining(f) {
        (false, notes) if tells_reasons => {
            notes.iter().map(|note| crate::report::reason(note, actual)).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn is_capturing() -> bool {
    MODE.get() == Mode::Capturing
}

pub(super) fn captor_is_asked() {
    CAPTOR_ASKED.set(true);
}

/// Was a captor asked by this thread since the last time?
#[cfg(feature = "http")]
pub(crate) fn was_captor_asked() -> bool {
    CAPTOR_ASKED.replace(false)
}

/// One reason why a value was refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Note {
    /// Where in the value: `.lines[2].sku`.
    pub(crate) path: String,
    /// As predicates display themselves: `var > 5`.
    pub(crate) expected: String,
    /// Is that a whole sentence, which needs no other words?
    pub(crate) is_sentence: bool,
    /// By `{:#?}`; `None` where the value has no `Debug`, or others may show it.
    pub(crate) got: Option<String>,
    /// Would it help to see the value as a whole?
    pub(crate) lacks_value: bool,
}

/// Marks the products of a case that are notes.
const NOTE: &str = "@";
/// Stands between the parts of a note on its way through a case, which takes texts only.
const PART: char = '\u{1f}';

impl Note {
    fn into_product(self) -> Product {
        let got = self.got.unwrap_or_default();
        let flags =
            [!got.is_empty(), self.is_sentence, self.lacks_value].map(|is| if is { '1' } else { '0' });
        let flags = String::from_iter(flags);
        Product::new(format!("{NOTE}{}", self.path), [flags, self.expected, got].join(&PART.to_string()))
    }

    fn from_product(product: &Product) -> Option<Note> {
        let path = product.name().strip_prefix(NOTE)?;
        let text = product.value().to_string();
        let mut parts = text.splitn(3, PART);
        let (flags, expected, got) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Note {
            path: path.to_string(),
            expected: expected.to_string(),
            is_sentence: flags.as_bytes().get(1) == Some(&b'1'),
            got: flags.starts_with('1').then(|| got.to_string()),
            lacks_value: flags.ends_with('1'),
        })
    }

    /// The value that it is about, where it does not know that itself.
    fn show(&mut self, value: &dyn Fn(&mut fmt::Formatter<'_>) -> fmt::Result) {
        if !self.lacks_value || !self.path.is_empty() {
            return;
        }
        let value = Shown(value);
        self.lacks_value = false;
        self.got = match self.got.take() {
            got if value.to_string() == NO_DEBUG => got,
            Some(got) => Some(format!("{got}: {value}")),
            None => Some(format!("{value:#}")),
        };
    }
}

/// Stands for a value without `Debug`.
pub(crate) const NO_DEBUG: &str = "?";

struct Shown<'a>(&'a dyn Fn(&mut fmt::Formatter<'_>) -> fmt::Result);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)(f)
    }
}

/// Where in a value another value is.
pub enum Step<'a> {
    /// It is the value itself.
    Whole,
    /// `.id`
    Field(&'static str),
    /// `[2]`
    Index(usize),
    /// `["tea"]`
    Key(&'a dyn fmt::Debug),
    /// A JSON pointer: `/items/0`.
    Pointer(&'a str),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Whole => Ok(()),
            Step::Field(name) => write!(f, ".{}", name.trim_start_matches("r#")),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) => write!(f, "[{key:?}]"),
            Step::Pointer("(root)") => Ok(()),
            Step::Pointer(pointer) => write!(f, " {pointer}"),
        }
    }
}

/// Where a predicate tells why it refuses, if that is asked.
pub struct Why(Option<Vec<Note>>);

impl Why {
    /// Nobody asks.
    pub(super) fn unasked() -> Self {
        Why(None)
    }

    /// Is it asked? If so, all reasons are of use, else the first refusal settles it.
    pub fn is_asked(&self) -> bool {
        self.0.is_some()
    }

    /// Asks a predicate about a part of the value, and tells what it tells.
    pub fn ask<T: ?Sized>(&mut self, at: Step<'_>, predicate: &impl Predicate<T>, value: &T) -> bool {
        if self.0.is_none() {
            return predicate.eval(value);
        }
        let case = predicate.find_case(false, value);
        self.settle(at, predicate, case.as_ref(), None)
    }

    /// As [`ask`](Self::ask), of a part that can be shown.
    pub fn ask_about<T: ?Sized>(
        &mut self,
        at: Step<'_>,
        predicate: &impl Predicate<T>,
        value: &T,
        show: &dyn Fn(&mut fmt::Formatter<'_>) -> fmt::Result,
    ) -> bool {
        if self.0.is_none() {
            return predicate.eval(value);
        }
        let case = predicate.find_case(false, value);
        self.settle(at, predicate, case.as_ref(), Some(show))
    }

    /// A case, if there is one, says why the predicate refuses.
    fn settle(
        &mut self,
        at: Step<'_>,
        predicate: &dyn PredicateReflection,
        case: Option<&Case<'_>>,
        show: Option<&dyn Fn(&mut fmt::Formatter<'_>) -> fmt::Result>,
    ) -> bool {
        let (Some(notes), Some(case)) = (&mut self.0, case) else { return case.is_none() };
        let at = at.to_string();
        for mut note in notes_of(case, predicate) {
            if let Some(show) = show {
                note.show(show);
            }
            note.path.insert_str(0, &at);
            notes.push(note);
        }
        false
    }

    /// Tells that something else was expected; gives `false`, for the predicate to return.
    pub fn refuse(
        &mut self,
        at: Step<'_>,
        expected: impl fmt::Display,
        got: Option<&dyn fmt::Display>,
    ) -> bool {
        if let Some(notes) = &mut self.0 {
            let got = got.map(ToString::to_string);
            notes.push(Note { path: at.to_string(), expected: expected.to_string(), got, ..Note::default() });
        }
        false
    }

    /// Tells it in a sentence.
    #[cfg(feature = "json")]
    pub(super) fn say(&mut self, at: Step<'_>, sentence: String) {
        self.refuse(at, sentence, None);
        if let Some(note) = self.0.as_mut().and_then(|notes| notes.last_mut()) {
            note.is_sentence = true;
        }
    }

    /// As [`refuse`](Self::refuse), where it helps to see the whole value.
    pub fn refuse_all(&mut self, expected: impl fmt::Display, got: Option<&dyn fmt::Display>) -> bool {
        self.refuse(Step::Whole, expected, got);
        if let Some(note) = self.0.as_mut().and_then(|notes| notes.last_mut()) {
            note.lacks_value = true;
        }
        false
    }

    /// Runs `f` with a place of its own; keeps what it tells if that is wanted.
    pub(super) fn aside(
        &mut self,
        f: impl FnOnce(&mut Why) -> bool,
        wanted: impl FnOnce(&[Note]) -> bool,
    ) -> bool {
        let mut aside = Why(self.0.as_ref().map(|_| Vec::new()));
        let accepted = f(&mut aside);
        if let (Some(notes), Some(told)) = (&mut self.0, aside.0)
            && wanted(&told)
        {
            notes.extend(told);
        }
        accepted
    }
}

/// What a case says against the value. `predicate` is the one that it is a case of.
fn notes_of(case: &Case<'_>, predicate: &dyn PredicateReflection) -> Vec<Note> {
    let told: Vec<_> = case.products().filter_map(Note::from_product).collect();
    if !told.is_empty() {
        return told;
    }
    // Of an `and`, one side is to blame. What else is made of predicates speaks for itself: of an
    // `or` no side is to blame alone, and who gave a name wants to read it.
    let mut children = case.children();
    if let (Some(child), None) = (children.next(), children.next())
        && predicate.children().count() == 2
        && let Some(part) = child.predicate()
    {
        return notes_of(child, part);
    }
    let (expected, mut got) = (predicate.to_string(), value_in(case));
    if expected.starts_with("var.") {
        // Predicates on texts show them without quotes.
        got = got.map(|text| format!("{text:?}"));
    }
    let lacks_value = got.is_none();
    vec![Note { expected, got, lacks_value, ..Note::default() }]
}

/// Predicates of the crate `predicates` show the value that they refuse.
fn value_in(case: &Case<'_>) -> Option<String> {
    let own = case.products().find(|product| product.name() == "var");
    own.map(|product| product.value().to_string()).or_else(|| case.children().find_map(value_in))
}

/// Reasons of a predicate over values of one type, or why not.
pub trait Explain<T: ?Sized>: Describe {
    /// Does it accept the value? If not, tells why.
    fn check(&self, value: &T, why: &mut Why) -> bool;
}

/// What a predicate is, for a reader.
pub trait Describe {
    /// Writes it as its user wrote it: `len(2)`.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The predicates that it is made of.
    fn parts(&self) -> Vec<&dyn PredicateReflection> {
        Vec::new()
    }
}

/// A predicate that tells why it refuses a value. Made by the functions of [`predicate`](super).
#[derive(Clone, Copy)]
pub struct Explained<M>(pub(crate) M);

impl<T: ?Sized, M: Explain<T>> Predicate<T> for Explained<M> {
    fn eval(&self, value: &T) -> bool {
        if MODE.get() != Mode::Explaining {
            return self.0.check(value, &mut Why::unasked());
        }
        let mut why = Why(Some(Vec::new()));
        // What it asks in turn tells it, and not the report.
        let accepted = silently(|| self.0.check(value, &mut why));
        tell(accepted, why);
        accepted
    }

    fn find_case<'a>(&'a self, expected: bool, value: &T) -> Option<Case<'a>> {
        let mut why = Why((!expected).then(Vec::new));
        let accepted = silently(|| self.0.check(value, &mut why));
        (accepted == expected).then(|| as_case(self, accepted, why))
    }
}

fn tell(accepted: bool, why: Why) {
    if let (false, Some(notes)) = (accepted, why.0) {
        TOLD.with_borrow_mut(|told| told.extend(notes));
    }
}

fn as_case(predicate: &dyn PredicateReflection, accepted: bool, why: Why) -> Case<'_> {
    let notes = why.0.into_iter().flatten().map(Note::into_product);
    notes.fold(Case::new(Some(predicate), accepted), Case::add_product)
}

/// By these parameters predicates of ours are known, also in a box.
const OURS: &str = "mockit";
pub(super) const CAPTURES: &str = "mockit captures";

impl<M: Describe> PredicateReflection for Explained<M> {
    fn parameters<'a>(&'a self) -> Box<dyn Iterator<Item = Parameter<'a>> + 'a> {
        Box::new(std::iter::once(Parameter::new(OURS, self)))
    }

    fn children<'a>(&'a self) -> Box<dyn Iterator<Item = Child<'a>> + 'a> {
        let parts = self.0.parts().into_iter();
        Box::new(parts.map(|part| Child::new("part", part)))
    }
}

impl<M: Describe> fmt::Display for Explained<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

impl<M: Describe> fmt::Debug for Explained<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

/// Is all that was told while a predicate refused a reason of its own? What stands under an `or` or
/// a `not` of another crate speaks too, but does not settle anything; what is told while a function
/// runs comes from mocks that it calls.
pub(crate) fn tells_reasons(predicate: &dyn PredicateReflection) -> bool {
    if predicate.parameters().any(|parameter| parameter.name() == OURS) {
        return true;
    }
    let parts: Vec<_> = predicate.children().collect();
    let [left, right] = &parts[..] else { return false };
    let is_and = predicate.to_string() == format!("({} && {})", left.value(), right.value());
    let may_tell = |part: &Child<'_>| part.value().children().next().is_none() || tells_reasons(part.value());
    is_and && may_tell(left) && may_tell(right)
}

/// Has it a captor in it?
pub(crate) fn captures(predicate: &dyn PredicateReflection) -> bool {
    predicate.parameters().any(|parameter| parameter.name() == CAPTURES)
        || predicate.children().any(|child| captures(child.value()))
}

/// A predicate within the description of another: `> 5` for `var > 5`, `5` for `var == 5`.
pub(super) struct Brief<'a>(pub(super) &'a dyn PredicateReflection);

impl fmt::Display for Brief<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::report::one_line(crate::report::wanted(&self.0.to_string())))
    }
}

/// What a predicate expects, in its own words.
pub(super) struct Described<'a>(pub(super) &'a dyn Describe);

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

/// `name(a, b)`
pub(super) fn describe_call(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    parts: &[&dyn PredicateReflection],
) -> fmt::Result {
    f.write_str(name)?;
    f.write_char('(')?;
    for (index, part) in parts.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(f, "{comma}{}", Brief(*part))?;
    }
    f.write_char(')')
}
