//! A generated module of one struct with methods of its own and of traits,
//! which is described to `mock!`. faux and mry, which cannot describe, mock the
//! struct where it is written.

use crate::doubles::{Place, attribute};
use crate::hand;
use crate::library::Library;
use crate::methods::METHODS;
use crate::source::{Instance, alias, code_under_test, tests};
use crate::subject::{INTEGERS, Kind, Part, Subject};
use crate::traits::{declaration, implementation};

/// The source, with `count` methods: ten of the struct's own, the rest of traits
/// of ten.
pub(crate) fn module(library: Library, count: usize, uses: usize) -> String {
    let name = "Client".to_owned();
    let step = METHODS.len();
    let part = |first: usize| {
        let trait_ = format!("Store{}", first / step);
        let trait_ = Some(&*trait_).filter(|_| first > 0);
        Part::new(trait_, first..count.min(first + step), &METHODS, &INTEGERS)
    };
    let parts = (0..count).step_by(step).map(part).collect();
    let subject = Subject { kind: Kind::Struct, name, generics: "", args: "", parts };

    let of_struct = attribute(library, Place::Struct);
    let of_impl = if has_description(library) { String::new() } else { attribute(library, Place::Impl) };
    let mut text = format!("{of_struct}#[derive(Default)]\npub struct {} {{}}\n\n", subject.name);
    for part in &subject.parts {
        // The struct is mocked, not the traits.
        text += &declaration(Library::Floor, part);
        text += &implementation(&of_impl, &subject.name, part);
    }
    if has_description(library) {
        text += &description(library, &subject);
    }
    text += &alias(library, &subject);
    text += &code_under_test(&subject);
    if library == Library::Hand {
        text += &hand::double(&subject);
    }
    let instance = Instance { types: "", parts: &subject.parts };
    text + &tests(library, &subject, &[instance], uses, 0)
}

fn has_description(library: Library) -> bool {
    matches!(library, Library::Mockit | Library::Mockall)
}

fn description(library: Library, subject: &Subject<'_>) -> String {
    let name = &subject.name;
    let mut text = format!("#[cfg(test)]\n{library}::mock! {{\n");
    for part in &subject.parts {
        let head = match &part.trait_ {
            Some(trait_) => format!("impl {trait_} for {name}"),
            None => format!("pub {name}"),
        };
        text += &format!("{head} {{\n{}}}\n", part.declared());
    }
    text + "}\n\n"
}
