//! Generic methods: one expectation for each list of types.

use std::any::{self, Any, TypeId};
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::Expectation;
use crate::engine::{Child, Core, Method};

/// The expectations of a generic method, by its type arguments.
///
/// `Key` names the type arguments; the signature alone would not do, since a type may appear
/// nowhere in it.
pub struct ByType {
    #[doc(hidden)]
    pub core: Core,
    /// In a shared mock: this handle's own view of the expectations that it sets up.
    own: Option<Box<dyn Child>>,
}

impl UnwindSafe for ByType {}
impl RefUnwindSafe for ByType {}

/// An expectation with the types that it was made for.
struct Keyed<Key, S, M>(Expectation<S, M>, PhantomData<fn() -> Key>);

impl<Key: 'static, S: 'static, M: 'static> Child for Keyed<Key, S, M> {
    fn core(&self) -> &Core {
        &self.0.core
    }

    fn core_mut(&mut self) -> &mut Core {
        &mut self.0.core
    }

    fn types(&self) -> String {
        plain_types(any::type_name::<Key>())
    }
}

/// `u8, &str` of `(core::marker::PhantomData<u8>, core::marker::PhantomData<&str>)`, without the paths of types.
fn plain_types(key: &str) -> String {
    const MARK: &str = "core::marker::PhantomData<";
    let mut types = Vec::new();
    for part in key.split(MARK).skip(1) {
        let mut depth = 1;
        let end = part.char_indices().find(|(_, c)| {
            depth += match c {
                '<' => 1,
                '>' => -1,
                _ => 0,
            };
            depth == 0
        });
        types.push(without_paths(&part[..end.map_or(part.len(), |(at, _)| at)]));
    }
    types.join(", ")
}

/// `Vec<String>` of `alloc::vec::Vec<alloc::string::String>`.
fn without_paths(ty: &str) -> String {
    let mut plain = String::new();
    for word in ty.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
        let from = word.rfind("::").map_or(0, |at| at + 2);
        plain.push_str(&word[from..]);
    }
    plain
}

impl ByType {
    /// A method of which nothing is expected.
    pub const fn new(method: &'static Method) -> Self {
        ByType { core: Core::new(method), own: None }
    }

    /// The place of the expectations for `Key`, made when it is first asked for.
    fn index<Key: 'static, S: 'static, M: 'static>(&self, method: &'static Method) -> usize {
        self.core.child(TypeId::of::<Keyed<Key, S, M>>(), || {
            Box::new(Keyed::<Key, S, M>(Expectation::new(method), PhantomData))
        })
    }

    /// The expectations for `Key`.
    pub fn get<Key: 'static, S: 'static, M: 'static>(&self) -> &Expectation<S, M> {
        self.part::<Key, S, M>(self.core.method())
    }

    /// The expectations for `Key`, to be changed.
    pub fn get_mut<Key: 'static, S: 'static, M: 'static>(&mut self) -> &mut Expectation<S, M> {
        self.part_mut::<Key, S, M>(self.core.method())
    }

    /// The expectations for `Key`, which are those of another method: the mock of a type keeps in one
    /// place what is declared in more than its first impl block.
    pub fn part<Key: 'static, S: 'static, M: 'static>(&self, method: &'static Method) -> &Expectation<S, M> {
        let child: &dyn Child = &**self.core.children().get(self.index::<Key, S, M>(method)).expect(FOUND);
        let keyed: Option<&Keyed<Key, S, M>> = (child as &dyn Any).downcast_ref();
        &keyed.expect(FOUND).0
    }

    /// As [`part`](ByType::part), to be changed.
    pub fn part_mut<Key: 'static, S: 'static, M: 'static>(
        &mut self,
        method: &'static Method,
    ) -> &mut Expectation<S, M> {
        let child: &mut dyn Child = if self.core.is_shared() {
            let mut own = Keyed::<Key, S, M>(Expectation::new(method), PhantomData);
            self.part::<Key, S, M>(method).core.share_with(&mut own.0.core);
            &mut **self.own.insert(Box::new(own))
        } else {
            let index = self.index::<Key, S, M>(method);
            &mut **self.core.children_mut().get_mut(index).expect(FOUND)
        };
        let keyed: Option<&mut Keyed<Key, S, M>> = (child as &mut dyn Any).downcast_mut();
        &mut keyed.expect(FOUND).0
    }
}

const FOUND: &str = "`index` finds or makes it";

/// Types that stand for a const argument in a `Key`; named as the argument's own type.
#[allow(non_camel_case_types, missing_docs)]
pub mod consts {
    macro_rules! consts {
        ($($ty:ident)*) => {$(
            #[derive(Debug)]
            pub struct $ty<const N: ::core::primitive::$ty>;
        )*};
    }
    consts!(usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 bool char);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_as_a_report_names_them() {
        let name = any::type_name::<(PhantomData<Vec<Option<String>>>, PhantomData<&str>)>();
        assert_eq!(plain_types(name), "Vec<Option<String>>, &str");
        assert_eq!(plain_types("()"), "");
    }
}
