//! Reasons, and where predicates tell them.

use std::fmt;

use predicates::Predicate;
use predicates::reflection::{Case, PredicateReflection, Product};

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
    pub(super) fn into_product(self) -> Product {
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
    /// It is asked.
    pub(super) fn asked() -> Self {
        Why(Some(Vec::new()))
    }

    /// What was told.
    pub(super) fn into_notes(self) -> Vec<Note> {
        self.0.unwrap_or_default()
    }

    /// Nobody asks.
    pub(in crate::predicate) fn unasked() -> Self {
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
    pub(in crate::predicate) fn say(&mut self, at: Step<'_>, sentence: String) {
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
    pub(in crate::predicate) fn aside(
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
