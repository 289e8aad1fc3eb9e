//! A generated module of one trait.

use crate::doubles::{Place, attribute};
use crate::hand;
use crate::library::Library;
use crate::methods::METHODS;
use crate::source::{Instance, code_under_test, tests};
use crate::subject::{INTEGERS, Kind, Part, Subject};

/// The source of module number `index`.
pub(crate) fn module(library: Library, methods: usize, same: bool, uses: usize, index: usize) -> String {
    let name = format!("Store{index}");
    let integer = if same { 0 } else { index % INTEGERS.len() };
    let parts = vec![Part::new(Some(&name), 0..methods, &METHODS, &INTEGERS[integer..=integer])];
    let subject = Subject { kind: Kind::Trait, name, generics: "", args: "", parts };
    let mut text = declaration(library, &subject.parts[0]) + "pub struct Real;\n\n";
    text += &implementation("", "Real", &subject.parts[0]);
    text += &code_under_test(&subject);
    if library == Library::Hand {
        text += &hand::double(&subject);
    }
    let instance = Instance { types: "", parts: &subject.parts };
    text + &tests(library, &subject, &[instance], uses, index)
}

/// The declaration of the part's trait; nothing for a struct's own methods.
pub(crate) fn declaration(library: Library, part: &Part<'_>) -> String {
    let Some(trait_) = &part.trait_ else {
        return String::new();
    };
    let attribute = attribute(library, Place::Trait(trait_));
    format!("{attribute}pub trait {trait_} {{\n{}}}\n\n", part.declared())
}

/// The real implementation for a type.
pub(crate) fn implementation(attribute: &str, type_: &str, part: &Part<'_>) -> String {
    let of_trait = part.of_trait();
    let methods = part.defined(|named| format!("        {}\n", named.method.real()));
    format!("{attribute}impl {of_trait}{type_} {{\n{methods}}}\n\n")
}
