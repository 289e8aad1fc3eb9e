//! What a generated module mocks: a trait, a struct or a module of functions.

use std::ops::Range;

use crate::library::Library;
use crate::methods::Method;

/// The types that the integers of a signature have in turn. Code that is generic
/// over a signature is compiled once for equal signatures, so these matter.
pub(crate) const INTEGERS: [&str; 10] =
    ["u32", "i32", "usize", "u8", "i64", "u16", "isize", "i8", "i16", "u64"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Trait,
    Struct,
    Module,
}

/// What is mocked.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    /// Its parameters with their bounds, and without: empty if it has none.
    pub(crate) generics: &'a str,
    pub(crate) args: &'a str,
    pub(crate) parts: Vec<Part<'a>>,
}

/// Methods that are declared in one place.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    /// The trait that they are of. Without one they are a struct's own, or
    /// functions.
    pub(crate) trait_: Option<String>,
    pub(crate) methods: Vec<Named<'a>>,
}

/// A method with its name.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) method: &'a Method,
    /// What its signature has for the first of `INTEGERS`.
    integer: &'a str,
}

impl Subject<'_> {
    /// The name of the library's double, if it is not the real thing's.
    pub(crate) fn double(&self, library: Library) -> Option<String> {
        let prefix = match library {
            Library::Hand => "Fake",
            Library::Mockit | Library::Spies | Library::Mockall => "Mock",
            Library::Floor | Library::Unimock | Library::Mry | Library::Faux => return None,
        };
        match self.kind {
            Kind::Module => Some(format!("{prefix}_{}", self.name).to_lowercase()),
            Kind::Trait | Kind::Struct => Some(format!("{prefix}{}", self.name)),
        }
    }
}

impl<'a> Part<'a> {
    /// The methods of these numbers: `from` again and again, each time with the
    /// next of `integers`.
    pub(crate) fn new(
        trait_: Option<&str>,
        numbers: Range<usize>,
        from: &'a [Method],
        integers: &[&'a str],
    ) -> Self {
        let named = |number: usize| Named {
            number,
            name: format!("m{number}"),
            method: &from[number % from.len()],
            integer: integers[number / from.len() % integers.len()],
        };
        Self { trait_: trait_.map(str::to_owned), methods: numbers.map(named).collect() }
    }

    /// The text of all methods, with the integers that each has.
    pub(crate) fn each(&self, text: impl Fn(&Named<'_>) -> String) -> String {
        let methods = self.methods.iter();
        methods.map(|named| text(named).replace(INTEGERS[0], named.integer)).collect()
    }

    /// The signatures alone.
    pub(crate) fn declared(&self) -> String {
        self.each(|named| format!("    {}{};\n", self.visibility(), named.signature()))
    }

    /// The methods with their bodies, each of whose lines ends itself.
    pub(crate) fn defined(&self, body: impl Fn(&Named<'_>) -> String) -> String {
        self.each(|named| {
            format!("    {}{} {{\n{}    }}\n", self.visibility(), named.signature(), body(named))
        })
    }

    /// What comes before the name of a type that has these methods.
    pub(crate) fn of_trait(&self) -> String {
        self.trait_.as_ref().map_or_else(String::new, |trait_| format!("{trait_} for "))
    }

    fn visibility(&self) -> &'static str {
        if self.trait_.is_some() { "" } else { "pub " }
    }
}

impl Named<'_> {
    /// From the keyword to the result.
    pub(crate) fn signature(&self) -> String {
        let Method { receiver, output, .. } = self.method;
        let mut params = self.method.typed();
        if !receiver.is_empty() {
            params = format!("{receiver}{}", after_comma(params));
        }
        let asyncness = if self.method.is_async { "async " } else { "" };
        format!("{asyncness}fn {}({params}) -> {output}", self.name)
    }
}

/// Makes a list the rest of a longer one.
pub(crate) fn after_comma(list: String) -> String {
    if list.is_empty() { list } else { format!(", {list}") }
}
