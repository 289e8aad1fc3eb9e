//! Generic methods: one expectation for each list of types.

use std::any::{Any, TypeId};
use std::marker::PhantomData;

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

/// An expectation with the types that it was made for.
struct Keyed<Key, S, M>(Expectation<S, M>, PhantomData<fn() -> Key>);

impl<Key: 'static, S: 'static, M: 'static> Child for Keyed<Key, S, M> {
    fn core(&self) -> &Core {
        &self.0.core
    }

    fn core_mut(&mut self) -> &mut Core {
        &mut self.0.core
    }
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
