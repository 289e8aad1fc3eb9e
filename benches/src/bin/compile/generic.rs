//! A generated module of one generic struct, which is used with two type lists.

use crate::doubles::{Place, attribute};
use crate::hand;
use crate::library::Library;
use crate::methods::METHODS;
use crate::source::{Instance, alias, code_under_test, tests};
use crate::subject::{Kind, Part, Subject};

/// What the real implementation needs of the types.
const NUMBER: &str = "\
pub trait Number:
    Copy + Default + std::fmt::Debug + PartialEq + Send + Sync + 'static
    + From<u8> + Into<u64> + std::ops::Add<Output = Self>
{
}

impl Number for u8 {}
impl Number for u16 {}
impl Number for u64 {}

";

/// The source, with `count` methods: the first ten have integers of one of the
/// parameters, the next those of the other.
pub(crate) fn module(library: Library, count: usize, uses: usize) -> String {
    let part = |types: &[&'static str]| Part::new(None, 0..count, &METHODS, types);
    let subject = Subject {
        kind: Kind::Struct,
        name: "Store".to_owned(),
        generics: "<T: Number, K: Number>",
        args: "<T, K>",
        parts: vec![part(&["T", "K"])],
    };

    let of_struct = attribute(library, Place::Struct);
    let of_impl = attribute(library, Place::Impl);
    let real = subject.parts[0].defined(|named| {
        let body = named.method.in_generic.unwrap_or(named.method.real());
        format!("        {body}\n")
    });
    let (name, generics, args) = (&subject.name, subject.generics, subject.args);
    let mut text = format!(
        "{NUMBER}{of_struct}#[derive(Default)]\n\
         pub struct {name}{args} {{\n    first: Option<T>,\n    second: Option<K>,\n}}\n\n\
         {of_impl}impl{generics} {name}{args} {{\n{real}}}\n\n"
    );
    text += &alias(library, &subject);
    text += &code_under_test(&subject);
    if library == Library::Hand {
        text += &hand::double(&subject);
    }
    let (narrow, wide) = ([part(&["u16", "u8"])], [part(&["u64", "u16"])]);
    let narrow = Instance { types: "::<u16, u8>", parts: &narrow };
    let wide = Instance { types: "::<u64, u16>", parts: &wide };
    text + &tests(library, &subject, &[narrow, wide], uses, 0)
}
