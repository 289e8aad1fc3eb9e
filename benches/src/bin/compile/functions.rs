//! A generated module with a module of functions in it that is mocked.

use crate::doubles::{Place, attribute};
use crate::hand;
use crate::library::Library;
use crate::methods::{METHODS, Method};
use crate::source::{Instance, alias, code_under_test, tests};
use crate::subject::{INTEGERS, Kind, Part, Subject};

/// The source, with `count` functions.
pub(crate) fn module(library: Library, count: usize, uses: usize) -> String {
    let functions = METHODS.map(Method::free);
    let parts = vec![Part::new(None, 0..count, &functions, &INTEGERS)];
    let subject = Subject { kind: Kind::Module, name: "Texts".to_owned(), generics: "", args: "", parts };

    let of_module = attribute(library, Place::Module);
    let of_function = attribute(library, Place::Function).replace("#[", "    #[");
    let real = subject.parts[0].each(|named| {
        format!("{of_function}    pub {} {{\n        {}\n    }}\n", named.signature(), named.method.real())
    });
    let mut text = format!("{of_module}pub mod texts {{\n{real}}}\n\n");
    text += &alias(library, &subject);
    text += &code_under_test(&subject);
    if library == Library::Hand {
        text += &hand::module(&subject);
    }
    let instance = Instance { types: "", parts: &subject.parts };
    text + &tests(library, &subject, &[instance], uses, 0)
}
