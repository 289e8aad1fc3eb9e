//! Doubles as a developer writes them by hand, once for a trait, a struct or a
//! module: what a method
//! was told to match, to answer and how often to be called is kept in plain
//! fields, calls are counted, and the counts are verified on drop. They can be
//! shared between threads, as the doubles of all the libraries can.

use crate::methods::{Answer, Method};
use crate::source::{Demand, Use};
use crate::subject::{Kind, Named, Part, Subject};

/// The double of a trait or a struct: its type, what it implements, its drop.
pub(crate) fn double(subject: &Subject<'_>) -> String {
    let (name, generics, args) = (&subject.name, subject.generics, subject.args);
    let mut text = state(subject);
    for part in &subject.parts {
        let of_trait = part.of_trait();
        let methods = part.defined(|named| method_body(name, named, "self"));
        text += &format!("#[cfg(test)]\nimpl{generics} {of_trait}Fake{name}{args} {{\n{methods}}}\n\n");
    }
    text + &verification(subject)
}

/// The double of a module: functions which ask what the test's thread has
/// installed.
pub(crate) fn module(subject: &Subject<'_>) -> String {
    let name = &subject.name;
    let fake = format!("fake_{}", name.to_lowercase());
    let body =
        |named: &Named<'_>| format!("        let fake = current();\n{}", method_body(name, named, "fake"));
    let functions: String = subject.parts.iter().map(|part| part.defined(body)).collect();
    let installing = INSTALLING.replace("FakeModule", &format!("Fake{name}"));
    format!(
        "{}{}{installing}#[cfg(test)]\nmod {fake} {{\n    use super::*;\n\n{functions}}}\n\n",
        state(subject),
        verification(subject)
    )
}

/// How the double of a module gets into place, and out of it again.
const INSTALLING: &str = "\
#[cfg(test)]
thread_local! {
    static FAKE: std::cell::RefCell<Option<std::rc::Rc<FakeModule>>> = const { std::cell::RefCell::new(None) };
}

#[cfg(test)]
pub struct Installed;

#[cfg(test)]
pub fn install(fake: FakeModule) -> Installed {
    FAKE.set(Some(std::rc::Rc::new(fake)));
    Installed
}

#[cfg(test)]
impl Drop for Installed {
    fn drop(&mut self) {
        drop(FAKE.take());
    }
}

#[cfg(test)]
fn current() -> std::rc::Rc<FakeModule> {
    FAKE.with_borrow(Clone::clone).expect(\"no fake is installed\")
}

";

/// The type of a double.
fn state(subject: &Subject<'_>) -> String {
    let field = |part: &Part<'_>| part.each(|named| method_fields(&named.name, named.method));
    let fields: String = subject.parts.iter().map(field).collect();
    format!(
        "#[cfg(test)]\nuse std::sync::atomic::{{AtomicUsize, Ordering}};\n\n\
         #[cfg(test)]\n#[derive(Default)]\npub struct Fake{}{} {{\n{fields}}}\n\n",
        subject.name, subject.args
    )
}

/// The drop of a double.
fn verification(subject: &Subject<'_>) -> String {
    let (of, args) = (&subject.name, subject.args);
    let check = |named: &Named<'_>| {
        let name = &named.name;
        format!(
            "        if let Some(times) = self.{name}_times {{\n\
             \x20           let calls = self.{name}_calls.load(Ordering::Relaxed);\n\
             \x20           assert_eq!(calls, times, \"{of}::{name}: number of calls\");\n\
             \x20       }}\n"
        )
    };
    let checks: String = subject.parts.iter().map(|part| part.each(check)).collect();
    format!(
        "#[cfg(test)]\nimpl{args} Drop for Fake{of}{args} {{\n    fn drop(&mut self) {{\n\
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

/// What a method does; `fake` has the fields.
fn method_body(of: &str, named: &Named<'_>, fake: &str) -> String {
    let (name, method) = (&named.name, named.method);
    let mut text = format!("        {fake}.{name}_calls.fetch_add(1, Ordering::Relaxed);\n");
    if !method.params.is_empty() {
        let seen = method.each(|param| param.seen.to_owned());
        let shown = method.each(|param| format!("{{{}:?}}", param.name));
        text += &format!(
            "        if let Some(matches) = &{fake}.{name}_matches {{\n\
             \x20           assert!(matches({seen}), \"{of}::{name}({shown}): no match\");\n\
             \x20       }}\n"
        );
    }
    let missing = format!("expect(\"{of}::{name}: no answer\")");
    text + &match method.answer {
        Answer::Computed(_) => format!(
            "        let answer = {fake}.{name}_answer.as_ref().{missing};\n        answer({})\n",
            method.names()
        ),
        Answer::Borrowed(_) => format!("        {fake}.{name}_answer.as_deref().{missing}\n"),
    }
}

/// Lines that set up a double in a test.
pub(crate) fn arrange(one: &Use<'_>) -> Vec<String> {
    let (name, method) = (one.name, one.method);
    let mut lines = vec![format!("let mut double = Fake{}{}::default();", one.subject.name, one.types)];
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
        Answer::Borrowed(text) => format!("double.{name}_answer = Some(String::from({text}));"),
    });
    if one.subject.kind == Kind::Module {
        lines.push("let _installed = install(double);".to_owned());
    }
    lines
}
