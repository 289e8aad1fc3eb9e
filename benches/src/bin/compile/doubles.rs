//! How a test makes and sets up a double with each of the libraries, in the
//! style that the library's own documentation shows.

use crate::library::Library;
use crate::methods::Answer;
use crate::source::{Demand, Use, after_comma, mutable};

/// The attribute that mocks a trait.
pub(crate) fn attribute(library: Library, trait_: &str) -> String {
    match library {
        Library::Floor | Library::Hand => String::new(),
        Library::Mockit => "#[cfg_attr(test, mockit::automock)]\n".to_owned(),
        Library::Mockall => "#[cfg_attr(test, mockall::automock)]\n".to_owned(),
        Library::Unimock => format!("#[cfg_attr(test, unimock::unimock(api = {trait_}Mock))]\n"),
        Library::Mry => "#[cfg_attr(test, mry::mry)]\n".to_owned(),
    }
}

/// What the test module imports.
pub(crate) fn imports(library: Library) -> &'static str {
    match library {
        Library::Floor | Library::Hand | Library::Mry => "",
        Library::Mockit => "    use mockit::predicate::eq;\n",
        Library::Mockall => "    use mockall::predicate::eq;\n",
        Library::Unimock => "    use unimock::{MockFn, Unimock, matching};\n",
    }
}

/// Lines that set up a double of mockit or mockall.
pub(crate) fn automock(one: &Use<'_>) -> Vec<String> {
    let (name, method) = (one.name, one.method);
    let mut chain = format!("double.expect_{name}()");
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
        Answer::Borrowed(text) => format!(".return_const(String::from({text:?}))"),
    };
    vec![format!("let mut double = Mock{}::new();", one.trait_), format!("{chain};")]
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
        Answer::Borrowed(text) => format!("returns(String::from({text:?}))"),
    };
    let times = if one.demand == Demand::Nothing { "" } else { ".n_times(1)" };
    vec![
        format!("let {}double = Unimock::new(", mutable(one)),
        format!("    {}Mock::{name}", one.trait_),
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
        Answer::Borrowed(text) => format!("returns({text:?})"),
    };
    let chain = format!("double.mock_{name}({matchers}).{answer};");
    let make = format!("let mut double = Mock{}::default();", one.trait_);
    if one.demand == Demand::Nothing {
        (vec![make, format!("let _ = {chain}")], vec![])
    } else {
        (vec![make, format!("let mock = {chain}")], vec!["mock.assert_called(1);".to_owned()])
    }
}
