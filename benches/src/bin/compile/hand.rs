//! Doubles as a developer writes them by hand, once for a trait: what a method
//! was told to match, to answer and how often to be called is kept in plain
//! fields, calls are counted, and the counts are verified on drop. They can be
//! shared between threads, as the doubles of all the libraries can.

use crate::methods::{Answer, Method};
use crate::source::{Demand, Use, signature};

/// The double of a trait: its type, its implementation of the trait, its drop.
pub(crate) fn double(trait_: &str, methods: &[Method]) -> String {
    let mut fields = String::new();
    let mut bodies = String::new();
    let mut checks = String::new();
    for (number, method) in methods.iter().enumerate() {
        let name = format!("m{number}");
        fields += &method_fields(&name, method);
        bodies += &method_body(trait_, &name, method);
        checks += &format!(
            "        if let Some(times) = self.{name}_times {{\n\
             \x20           let calls = self.{name}_calls.load(Ordering::Relaxed);\n\
             \x20           assert_eq!(calls, times, \"{trait_}::{name}: number of calls\");\n\
             \x20       }}\n"
        );
    }
    format!(
        "#[cfg(test)]\nuse std::sync::atomic::{{AtomicUsize, Ordering}};\n\n\
         #[cfg(test)]\n#[derive(Default)]\npub struct Fake{trait_} {{\n{fields}}}\n\n\
         #[cfg(test)]\nimpl {trait_} for Fake{trait_} {{\n{bodies}}}\n\n\
         #[cfg(test)]\nimpl Drop for Fake{trait_} {{\n    fn drop(&mut self) {{\n\
         \x20       if std::thread::panicking() {{\n            return;\n        }}\n\
         {checks}    }}\n}}\n\n"
    )
}

fn method_fields(name: &str, method: &Method) -> String {
    let mut text = String::new();
    if !method.params.is_empty() {
        let seen = method.each(|param| param.seen_ty.to_owned());
        text += &format!("    {name}_matches: Option<Box<dyn Fn({seen}) -> bool + Send + Sync>>,\n");
    }
    let taken = method.each(|param| param.ty.to_owned());
    text += &match method.answer {
        Answer::Computed(_) => {
            format!("    {name}_answer: Option<Box<dyn Fn({taken}) -> {} + Send + Sync>>,\n", method.output)
        }
        Answer::Borrowed(_) => format!("    {name}_answer: Option<String>,\n"),
    };
    text + &format!("    {name}_times: Option<usize>,\n    {name}_calls: AtomicUsize,\n")
}

fn method_body(trait_: &str, name: &str, method: &Method) -> String {
    let mut text = format!(
        "    {} {{\n        self.{name}_calls.fetch_add(1, Ordering::Relaxed);\n",
        signature(name, method)
    );
    if !method.params.is_empty() {
        let seen = method.each(|param| param.seen.to_owned());
        let shown = method.each(|param| format!("{{{}:?}}", param.name));
        text += &format!(
            "        if let Some(matches) = &self.{name}_matches {{\n\
             \x20           assert!(matches({seen}), \"{trait_}::{name}({shown}): no match\");\n\
             \x20       }}\n"
        );
    }
    let missing = format!("expect(\"{trait_}::{name}: no answer\")");
    text += &match method.answer {
        Answer::Computed(_) => format!(
            "        let answer = self.{name}_answer.as_ref().{missing};\n        answer({})\n",
            method.names()
        ),
        Answer::Borrowed(_) => format!("        self.{name}_answer.as_deref().{missing}\n"),
    };
    text + "    }\n"
}

/// Lines that set up a double in a test.
pub(crate) fn arrange(one: &Use<'_>) -> Vec<String> {
    let (name, method) = (one.name, one.method);
    let mut lines = vec![format!("let mut double = Fake{}::default();", one.trait_)];
    if !method.params.is_empty() && one.demand != Demand::Nothing {
        let condition = method.all(|param| match one.demand {
            Demand::Equal => format!("{} == {}", param.name, param.pattern),
            _ => param.holds.to_owned(),
        });
        lines.push(format!("double.{name}_matches = Some(Box::new(|{}| {condition}));", method.names()));
    }
    if one.demand != Demand::Nothing {
        lines.push(format!("double.{name}_times = Some(1);"));
    }
    lines.push(match method.answer {
        Answer::Computed(answer) => {
            format!("double.{name}_answer = Some(Box::new(|{}| {answer}));", method.names())
        }
        Answer::Borrowed(text) => format!("double.{name}_answer = Some(String::from({text:?}));"),
    });
    lines
}
