//! The source of the generated modules: what is mocked with its real
//! implementation, the code under test, and the tests. `traits`, `described`,
//! `functions` and `generic` write the first; only what makes and sets up a
//! double differs between the libraries, which `doubles` and `hand` write.

use crate::doubles;
use crate::hand;
use crate::library::Library;
use crate::methods::Method;
use crate::subject::{Kind, Part, Subject, after_comma};
use crate::workload::{Shape, Workload};
use crate::{described, functions, generic, traits};

/// What a test demands of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Equal arguments, once.
    Equal,
    /// Arguments for which a closure holds, once.
    Holds,
    /// Nothing.
    Nothing,
}

impl Demand {
    /// Every second use demands something, in turn this and that.
    fn of(module: usize, method: usize, turn: usize) -> Self {
        match (module + method + turn) % 4 {
            0 => Self::Equal,
            2 => Self::Holds,
            _ => Self::Nothing,
        }
    }
}

/// One use of a method in a test.
#[derive(Debug)]
pub(crate) struct Use<'a> {
    pub(crate) subject: &'a Subject<'a>,
    /// What the subject's parameters are, as `::<...>`. The first of `INTEGERS`
    /// is not among them, as it would be taken for the signature's.
    pub(crate) types: &'a str,
    /// The method's name.
    pub(crate) name: &'a str,
    pub(crate) method: &'a Method,
    pub(crate) demand: Demand,
}

/// The methods as they are with some types for the subject's parameters.
#[derive(Debug)]
pub(crate) struct Instance<'a> {
    pub(crate) types: &'a str,
    pub(crate) parts: &'a [Part<'a>],
}

/// The modules of a workload, each with its name and its source.
pub(crate) fn modules(library: Library, workload: Workload) -> Vec<(String, String)> {
    let uses = workload.uses;
    match workload.shape {
        Shape::Traits { traits, methods, same } => {
            let module = |index| traits::module(library, methods, same, uses, index);
            (0..traits).map(|index| (format!("store{index}"), module(index))).collect()
        }
        Shape::Described(count) => vec![("client".to_owned(), described::module(library, count, uses))],
        Shape::Module(count) => vec![("texts".to_owned(), functions::module(library, count, uses))],
        Shape::Generic => vec![("store".to_owned(), generic::module(library, workload.mocked(), uses))],
    }
}

/// The name that the code under test has for a struct or a module: in tests it
/// is the double's.
pub(crate) fn alias(library: Library, subject: &Subject<'_>) -> String {
    let (real, used) = match subject.kind {
        Kind::Module => (subject.name.to_lowercase(), "used"),
        Kind::Trait | Kind::Struct => (subject.name.clone(), "Used"),
    };
    match subject.double(library) {
        Some(double) => {
            format!("#[cfg(not(test))]\nuse {real} as {used};\n#[cfg(test)]\nuse {double} as {used};\n\n")
        }
        None => format!("use {real} as {used};\n\n"),
    }
}

/// A function for each method that calls it.
pub(crate) fn code_under_test(subject: &Subject<'_>) -> String {
    subject.parts.iter().map(|part| callers(subject, part)).collect()
}

fn callers(subject: &Subject<'_>, part: &Part<'_>) -> String {
    // A trait with an async method cannot be used as a trait object.
    let dynamic = !part.methods.iter().any(|named| named.method.is_async);
    let (generics, object) = match &part.trait_ {
        Some(trait_) if dynamic => (String::new(), format!("dyn {trait_}")),
        Some(trait_) => (format!("<S: {trait_}>"), "S".to_owned()),
        None => (subject.generics.to_owned(), format!("Used{}", subject.args)),
    };
    part.each(|named| {
        let (name, method) = (&named.name, named.method);
        let mutable = mutable(method);
        let (place, params) = if method.receiver.is_empty() {
            ("used::", method.typed())
        } else {
            ("store.", format!("store: &{mutable}{object}{}", after_comma(method.typed())))
        };
        let (asyncness, wait) = if method.is_async { ("async ", ".await") } else { ("", "") };
        format!(
            "pub {asyncness}fn call_{name}{generics}({params}) -> {output} {{\n\
             \x20   {place}{name}({names}){wait}\n}}\n\n",
            names = method.names(),
            output = method.output,
        )
    })
}

/// The module of tests: in turn with each of `instances`. `index` is the number
/// of the generated module.
pub(crate) fn tests(
    library: Library,
    subject: &Subject<'_>,
    instances: &[Instance<'_>],
    uses: usize,
    index: usize,
) -> String {
    if uses == 0 {
        return String::new();
    }
    let imports = doubles::imports(library, subject.kind);
    let mut text = format!("#[cfg(test)]\nmod tests {{\n    use super::*;\n{imports}");
    for (first, instance) in instances.iter().enumerate() {
        for part in instance.parts {
            text += &part.each(|named| {
                let turns = (first..uses).step_by(instances.len());
                let tests = turns.map(|turn| {
                    let demand = Demand::of(index, named.number, turn);
                    let (name, method) = (&*named.name, named.method);
                    let one = Use { subject, types: instance.types, name, method, demand };
                    test(library, &one, turn)
                });
                tests.collect()
            });
        }
    }
    text + "}\n"
}

fn test(library: Library, one: &Use<'_>, turn: usize) -> String {
    let (before, after) = match library {
        Library::Floor => (doubles::none(one), vec![]),
        Library::Hand => (hand::arrange(one), vec![]),
        Library::Mockit | Library::Spies | Library::Mockall => (doubles::automock(library, one), vec![]),
        Library::Unimock => (doubles::unimock(one), vec![]),
        Library::Mry => doubles::mry(one),
        Library::Faux => (doubles::faux(one), vec![]),
    };
    let name = one.name;
    let mut args = one.method.each(|param| param.arg.to_owned());
    if !one.method.receiver.is_empty() {
        args = format!("&{}double{}", mutable(one.method), after_comma(args));
    }
    let mut call = format!("call_{name}({args})");
    if one.method.is_async {
        call = format!("crate::ready({call})");
    }
    let expected = one.method.expected;
    let attribute = doubles::test_attribute(library, one);
    let mut text = format!("\n    #[test]\n{attribute}    fn {name}_{turn}() {{\n");
    for line in before {
        text += &format!("        {line}\n");
    }
    text += &format!("        assert_eq!({call}, {expected});\n");
    for line in after {
        text += &format!("        {line}\n");
    }
    text + "    }\n"
}

/// `mut ` if the method needs its object so.
pub(crate) fn mutable(method: &Method) -> &'static str {
    if method.is_mutable() { "mut " } else { "" }
}
