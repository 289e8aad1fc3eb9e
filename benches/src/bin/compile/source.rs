//! The source of one generated module: a trait, its real implementation, the
//! code under test, and the tests. Only the parts that make and set up a double
//! differ between the libraries; `doubles` and `hand` write those.

use crate::doubles;
use crate::hand;
use crate::library::Library;
use crate::methods::{Answer, METHODS, Method};
use crate::options::Workload;

/// The types that the integers of a trait have in turn. Code that is generic
/// over a signature is compiled once for equal signatures, so these matter.
const INTEGERS: [&str; 10] = ["u32", "i32", "usize", "u8", "i64", "u16", "isize", "i8", "i16", "u64"];

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
    fn of(trait_: usize, method: usize, turn: usize) -> Self {
        match (trait_ + method + turn) % 4 {
            0 => Self::Equal,
            2 => Self::Holds,
            _ => Self::Nothing,
        }
    }
}

/// One use of a method in a test.
#[derive(Debug)]
pub(crate) struct Use<'a> {
    pub(crate) trait_: &'a str,
    /// The method's name.
    pub(crate) name: &'a str,
    pub(crate) method: &'a Method,
    pub(crate) demand: Demand,
}

/// The source of module number `index`.
pub(crate) fn module(library: Library, workload: Workload, index: usize) -> String {
    let trait_ = format!("Store{index}");
    let methods = &METHODS[..workload.methods];
    let mut text = String::new();
    text += &trait_and_real(library, &trait_, methods);
    text += &code_under_test(&trait_, methods);
    if library == Library::Hand {
        text += &hand::double(&trait_, methods);
    }
    if workload.uses > 0 {
        text += &tests(library, workload, &trait_, index);
    }
    let integer = if workload.same { 0 } else { index % INTEGERS.len() };
    text.replace(INTEGERS[0], INTEGERS[integer])
}

/// The signature of method `name`, without the keyword `fn`.
pub(crate) fn signature(name: &str, method: &Method) -> String {
    let receiver = if method.mutable { "&mut self" } else { "&self" };
    let params = after_comma(method.typed());
    let asyncness = if method.is_async { "async " } else { "" };
    let output = method.output;
    format!("{asyncness}fn {name}({receiver}{params}) -> {output}")
}

/// Makes a list the rest of a longer one.
pub(crate) fn after_comma(list: String) -> String {
    if list.is_empty() { list } else { format!(", {list}") }
}

fn trait_and_real(library: Library, trait_: &str, methods: &[Method]) -> String {
    let attribute = doubles::attribute(library, trait_);
    let mut declared = String::new();
    let mut defined = String::new();
    for (number, method) in methods.iter().enumerate() {
        let signature = signature(&format!("m{number}"), method);
        let body = match method.answer {
            Answer::Computed(body) => body.to_owned(),
            Answer::Borrowed(text) => format!("{text:?}"),
        };
        declared += &format!("    {signature};\n");
        defined += &format!("    {signature} {{\n        {body}\n    }}\n");
    }
    format!(
        "{attribute}pub trait {trait_} {{\n{declared}}}\n\n\
         pub struct Real;\n\nimpl {trait_} for Real {{\n{defined}}}\n\n"
    )
}

fn code_under_test(trait_: &str, methods: &[Method]) -> String {
    // A trait with an async method cannot be used as a trait object.
    let dynamic = !methods.iter().any(|method| method.is_async);
    let mut text = String::new();
    for (number, method) in methods.iter().enumerate() {
        let (generics, object) = if dynamic {
            (String::new(), format!("dyn {trait_}"))
        } else {
            (format!("<S: {trait_}>"), "S".to_owned())
        };
        let mutable = if method.mutable { "mut " } else { "" };
        let (asyncness, wait) = if method.is_async { ("async ", ".await") } else { ("", "") };
        text += &format!(
            "pub {asyncness}fn call_m{number}{generics}(store: &{mutable}{object}{params}) \
             -> {output} {{\n    store.m{number}({names}){wait}\n}}\n\n",
            params = after_comma(method.typed()),
            names = method.names(),
            output = method.output,
        );
    }
    text
}

fn tests(library: Library, workload: Workload, trait_: &str, index: usize) -> String {
    let imports = doubles::imports(library);
    let mut text = format!("#[cfg(test)]\nmod tests {{\n    use super::*;\n{imports}");
    for (number, method) in METHODS[..workload.methods].iter().enumerate() {
        let name = format!("m{number}");
        for turn in 0..workload.uses {
            let one = Use { trait_, name: &name, method, demand: Demand::of(index, number, turn) };
            text += &test(library, &one, turn);
        }
    }
    text + "}\n"
}

fn test(library: Library, one: &Use<'_>, turn: usize) -> String {
    let (before, after) = match library {
        Library::Floor => (vec![format!("let {}double = Real;", mutable(one))], vec![]),
        Library::Hand => (hand::arrange(one), vec![]),
        Library::Mockit | Library::Mockall => (doubles::automock(one), vec![]),
        Library::Unimock => (doubles::unimock(one), vec![]),
        Library::Mry => doubles::mry(one),
    };
    let name = one.name;
    let args = after_comma(one.method.each(|param| param.arg.to_owned()));
    let mut call = format!("call_{name}(&{}double{args})", mutable(one));
    if one.method.is_async {
        call = format!("crate::ready({call})");
    }
    let expected = one.method.expected;
    let mut text = format!("\n    #[test]\n    fn {name}_{turn}() {{\n");
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
pub(crate) fn mutable(one: &Use<'_>) -> &'static str {
    if one.method.mutable { "mut " } else { "" }
}
