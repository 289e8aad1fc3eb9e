//! How a test makes and sets up a double with each of the libraries, in the
//! style that the library's own documentation shows.

use crate::library::Library;
use crate::methods::Answer;
use crate::source::{Demand, Use, mutable};
use crate::subject::{Kind, after_comma};

/// Where an attribute can be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    /// On a trait of that name.
    Trait(&'a str),
    Struct,
    /// On an implementation for a struct.
    Impl,
    Module,
    /// On a function in a module.
    Function,
}

/// The line with the attribute that a library wants there, if it wants any.
pub(crate) fn attribute(library: Library, place: Place<'_>) -> String {
    let attribute = match (library, place) {
        (Library::Mockit | Library::Mockall, Place::Trait(_) | Place::Impl | Place::Module) => {
            format!("{library}::automock")
        }
        (Library::Unimock, Place::Trait(trait_)) => format!("unimock::unimock(api = {trait_}Mock)"),
        (Library::Mry, Place::Trait(_) | Place::Struct | Place::Impl | Place::Function) => {
            "mry::mry".to_owned()
        }
        (Library::Faux, Place::Struct) => "faux::create".to_owned(),
        (Library::Faux, Place::Impl) => "faux::methods".to_owned(),
        _ => return String::new(),
    };
    format!("#[cfg_attr(test, {attribute})]\n")
}

/// The line with what a library wants on a test.
pub(crate) fn test_attribute(library: Library, one: &Use<'_>) -> String {
    match (library, one.subject.kind) {
        (Library::Mry, Kind::Module) => format!("    #[mry::lock(texts::{})]\n", one.name),
        _ => String::new(),
    }
}

/// What the test module has before the tests.
pub(crate) fn imports(library: Library, kind: Kind) -> String {
    let text = match library {
        Library::Floor | Library::Hand | Library::Mry | Library::Faux => "",
        Library::Mockit | Library::Spies => "    use mockit::predicate::eq;\n",
        Library::Mockall => "    use mockall::predicate::eq;\n",
        Library::Unimock => "    use unimock::{MockFn, Unimock, matching};\n",
    };
    // A context of mockall is the whole process's, so that tests have to take turns.
    let turn = match (library, kind) {
        (Library::Mockall, Kind::Module) => {
            "\n    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());\n"
        }
        _ => "",
    };
    format!("{text}{turn}")
}

/// Lines that make the real object.
pub(crate) fn none(one: &Use<'_>) -> Vec<String> {
    let real = match one.subject.kind {
        Kind::Trait => "Real".to_owned(),
        Kind::Struct => format!("{}{}::default()", one.subject.name, one.types),
        Kind::Module => return vec![],
    };
    vec![format!("let {}double = {real};", mutable(one.method))]
}

/// Lines that set up a double of mockit or mockall.
pub(crate) fn automock(library: Library, one: &Use<'_>) -> Vec<String> {
    let (name, method) = (one.name, one.method);
    let (mut lines, mut chain) = if one.subject.kind == Kind::Module {
        (context(library, one), "double.expect()".to_owned())
    } else {
        let make = format!("let mut double = Mock{}{}::new();", one.subject.name, one.types);
        (vec![make], format!("double.expect_{name}()"))
    };
    if !method.params.is_empty() {
        match one.demand {
            Demand::Equal => {
                chain += &format!(".with({})", method.each(|p| format!("eq({})", p.eq)));
            }
            Demand::Holds => {
                let condition = method.all(|p| p.holds.to_owned());
                chain += &format!(".withf(|{}| {condition})", method.names());
            }
            Demand::Nothing => {}
        }
    }
    if one.demand != Demand::Nothing {
        chain += ".times(1)";
    }
    chain += &match method.answer {
        Answer::Computed(answer) => format!(".returning(|{}| {answer})", method.names()),
        Answer::Borrowed(text) => format!(".return_const(String::from({text}))"),
    };
    lines.push(format!("{chain};"));
    lines
}

/// Lines that make the context of a function, in the way that lets tests run in
/// parallel if there is one.
fn context(library: Library, one: &Use<'_>) -> Vec<String> {
    let make = format!("let double = mock_texts::{}_context()", one.name);
    if library == Library::Mockit {
        vec![format!("{make}.scoped();")]
    } else {
        vec!["let _alone = TURN.lock();".to_owned(), format!("{make};")]
    }
}

/// Lines that set up a double of unimock.
pub(crate) fn unimock(one: &Use<'_>) -> Vec<String> {
    let (name, method) = (one.name, one.method);
    let pattern = match one.demand {
        Demand::Equal => method.each(|param| param.pattern.to_owned()),
        Demand::Holds if !method.params.is_empty() => {
            let condition = method.all(|param| param.holds.to_owned());
            format!("({}) if {condition}", method.names())
        }
        _ => method.each(|_| "_".to_owned()),
    };
    let names = after_comma(method.names());
    let answer = match method.answer {
        Answer::Computed(answer) => format!("answers(&|_{names}| {answer})"),
        Answer::Borrowed(text) => format!("returns(String::from({text}))"),
    };
    let times = if one.demand == Demand::Nothing { "" } else { ".n_times(1)" };
    vec![
        format!("let {}double = Unimock::new(", mutable(method)),
        format!("    {}Mock::{name}", one.subject.name),
        format!("        .each_call(matching!({pattern}))"),
        format!("        .{answer}{times},"),
        ");".to_owned(),
    ]
}

/// Lines that set up a double of mry, and lines after the call.
pub(crate) fn mry(one: &Use<'_>) -> (Vec<String>, Vec<String>) {
    let (name, method) = (one.name, one.method);
    let matchers = method.each(|param| match one.demand {
        Demand::Equal => param.owned.to_owned(),
        Demand::Holds => {
            format!("mry::ArgMatcher::Fn(Box::new(|{}: &{}| {}))", param.name, param.owned_ty, param.holds)
        }
        Demand::Nothing => "mry::Any".to_owned(),
    });
    // The types are needed: they are not inferred from the method.
    let typed = method.each(|param| format!("{}: {}", param.name, param.owned_ty));
    let answer = match method.answer {
        Answer::Computed(answer) => format!("returns_with(|{typed}| {answer})"),
        Answer::Borrowed(text) => format!("returns({text})"),
    };
    let (mut before, double) = match one.subject.kind {
        Kind::Trait => (vec![format!("let mut double = Mock{}::default();", one.subject.name)], "double."),
        Kind::Struct => {
            (vec![format!("let mut double = mry::new!({}{});", one.subject.name, one.types)], "double.")
        }
        Kind::Module => (vec![], "texts::"),
    };
    let chain = format!("{double}mock_{name}({matchers}).{answer};");
    if one.demand == Demand::Nothing {
        before.push(format!("let _ = {chain}"));
        (before, vec![])
    } else {
        before.push(format!("let mock = {chain}"));
        (before, vec!["mock.assert_called(1);".to_owned()])
    }
}

/// Lines that set up a double of faux.
pub(crate) fn faux(one: &Use<'_>) -> Vec<String> {
    let (name, method) = (one.name, one.method);
    let matchers = method.each(|param| match one.demand {
        Demand::Equal => param.eq.to_owned(),
        Demand::Holds => format!("_ = faux::from_fn!(|{}: &{}| {})", param.name, param.ty, param.holds),
        Demand::Nothing => "_".to_owned(),
    });
    let once = if one.demand == Demand::Nothing { "" } else { ".once()" };
    let when = format!("faux::when!(double.{name}({matchers})){once}");
    let set_up = match method.answer {
        Answer::Computed(answer) => format!("{when}.then(|({})| {answer});", method.names()),
        // The only way to results that are borrowed.
        Answer::Borrowed(text) => format!("unsafe {{ {when}.then_unchecked(|_| {text}) }};"),
    };
    vec![format!("let mut double = {}{}::faux();", one.subject.name, one.types), set_up]
}
