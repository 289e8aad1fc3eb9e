//! What the user allows for a trait or for a method is allowed in its mock, which has the same names and
//! types.
#![expect(missing_docs, clippy::missing_errors_doc, reason = "for brevity")]

use std::collections::LinkedList;
use std::fmt::{Debug, Formatter, Result};
use std::rc::Rc;

use mockit::{automock, mock};

#[automock]
#[expect(non_camel_case_types, reason = "a name of the user's")]
pub trait lower_case {
    #[expect(non_snake_case, reason = "a name of the user's")]
    fn Upper(&self, Argument: u32);
}

#[automock]
#[expect(elided_lifetimes_in_paths, reason = "as before the edition 2018")]
pub trait Hidden {
    fn hidden(&self, first: &mut Formatter) -> Result;
}

#[automock]
pub trait HiddenInOne {
    #[expect(elided_lifetimes_in_paths, reason = "as before the edition 2018")]
    fn hidden(&self, first: &mut Formatter) -> Result;
}

#[automock]
#[expect(single_use_lifetimes, clippy::needless_lifetimes, reason = "written out")]
pub trait OneUse {
    fn once<'once>(&self, first: &'once str);
}

#[automock]
#[expect(unused_lifetimes, clippy::extra_unused_lifetimes, reason = "as in the trait")]
pub trait NoUse {
    fn never<'never>(&self);
}

#[automock]
#[expect(unused_qualifications, clippy::absolute_paths, reason = "written out")]
pub trait Qualified {
    fn qualified(&self, first: std::string::String) -> std::vec::Vec<std::string::String>;
}

/// Old.
#[deprecated = "for a test"]
#[derive(Debug)]
#[non_exhaustive]
pub struct Old;

#[automock]
#[expect(deprecated, reason = "as long as it is there")]
pub trait OfOld {
    fn old(&self, first: Old) -> Old;
}

#[automock]
pub trait OneOfOld {
    #[expect(deprecated, reason = "as long as it is there")]
    fn old(&self, first: Old) -> Old;
    #[expect(deprecated, reason = "as long as it is there")]
    fn make(first: Old) -> Old;
    #[expect(deprecated, reason = "as long as it is there")]
    fn typed<T: Into<Old> + 'static>(first: T) -> Old;
}

#[automock]
#[expect(unused_parens, reason = "written out")]
pub trait Parenthesised {
    fn parens(&self, first: &(dyn Send)) -> (u32);
}

#[automock]
#[expect(clippy::type_complexity, clippy::too_many_arguments, reason = "that is how it is")]
pub trait Complex {
    fn many(&self, a1: &Option<u8>, a2: Box<Vec<u8>>, a3: u8, a4: u8, a5: u8, a6: u8, a7: u8);
    fn complex(&self) -> Vec<Box<dyn Fn(Vec<u8>) -> Option<Vec<Vec<Option<Vec<Box<dyn Fn()>>>>>>>>;
}

#[automock]
#[expect(clippy::wrong_self_convention, clippy::iter_not_returning_iterator, reason = "names")]
#[expect(clippy::new_ret_no_self, clippy::len_without_is_empty, reason = "names")]
pub trait Names {
    fn into_text(&self) -> String;
    fn add(&self, other: u8) -> u8;
    fn len(&self) -> usize;
    fn iter(&self) -> u8;
    fn new() -> u8;
    fn default() -> u8;
    fn from_str(text: &str) -> u8;
}

#[automock]
#[expect(clippy::ptr_arg, clippy::mut_mut, clippy::borrowed_box, reason = "types")]
pub trait Types {
    fn types(&self, a1: Rc<Vec<u8>>, a2: &Vec<u8>, a3: &Box<u8>, a4: Vec<Box<u8>>, a5: Rc<Box<u8>>);
    fn more(&self, a1: LinkedList<u8>, a2: &mut &mut u8, a3: &String);
}

#[automock]
#[expect(clippy::multiple_bound_locations, clippy::type_repetition_in_bounds, reason = "bounds")]
pub trait Bounds<T: Clone>
where
    T: Debug,
    T: Send,
{
    fn bounds<U: Clone + 'static>(&self, first: U, second: T)
    where
        U: Send;
}

/// Of no use, for a mock is quiet anyway.
pub trait WithItems {
    type Item;
    const LIMIT: usize;
}

mock! {
    #[expect(non_camel_case_types, reason = "of no use")]
    pub lower {
        pub fn Upper(&self, Argument: u32);
        pub fn hidden(&self, first: &mut Formatter) -> Result;
        pub fn once<'once>(&self, first: &'once str) -> std::string::String;
        pub fn never<'never>(&self);
        pub fn old(&self, first: Old) -> Old;
        pub fn make(first: Old) -> Old;
        pub fn typed<T: Into<Old> + 'static>(first: T) -> Old;
        pub fn parens(&self, first: &(dyn Send)) -> (u32);
        pub fn many(&self, a1: &Option<u8>, a2: Box<Vec<u8>>, a3: u8, a4: u8, a5: u8, a6: u8, a7: u8);
        pub fn into_text(&self, first: &Box<u8>) -> String;
        pub fn len(&self) -> usize;
        pub fn next(&mut self) -> u8;
        pub fn is_it(self, first: bool, second: bool, third: bool, fourth: bool) -> bool;
        pub fn bounds<U: Clone + 'static>(&self, first: U)
        where
            U: Send;
    }

    #[expect(deprecated, reason = "of no use")]
    impl WithItems for lower {
        #[expect(deprecated, reason = "of no use")]
        type Item = Old;
        #[expect(clippy::arithmetic_side_effects, reason = "of no use")]
        const LIMIT: usize = 1 + 1;
    }

    #[expect(deprecated, reason = "of no use")]
    impl OneOfOld for lower {
        fn old(&self, first: Old) -> Old;
        fn make(first: Old) -> Old;
        fn typed<T: Into<Old> + 'static>(first: T) -> Old;
    }
}

#[automock]
#[expect(deprecated, elided_lifetimes_in_paths, unused_parens, non_snake_case, reason = "as in traits")]
#[expect(clippy::too_many_arguments, clippy::must_use_candidate, reason = "as in traits")]
pub mod functions {
    use super::{Formatter, Old, Result};

    #[inline]
    pub const fn Upper(Argument: u32) -> u32 {
        Argument
    }

    #[inline]
    pub const fn hidden(_first: &mut Formatter) -> Result {
        Ok(())
    }

    #[inline]
    pub const fn old(first: Old) -> Old {
        first
    }

    #[inline]
    pub fn typed<T: Into<Old> + 'static>(first: T) -> Old {
        first.into()
    }

    #[deprecated = "for a test"]
    #[inline]
    pub const fn many(a1: u8, _a2: u8, _a3: u8, _a4: u8, _a5: u8, _a6: u8, _a7: u8, _a8: u8) -> (u8) {
        a1
    }
}
