//! What a library may bring besides: doubles of other things than a trait.

/// Calls of doubles that answer with a closure, called as they are and not
/// through a trait object. A function gives `None` where the library has no such
/// doubles, or none that are measured.
pub(crate) trait Shapes {
    /// The last of thirty methods of a type that the library is only told of.
    fn last_of_thirty() -> Option<impl Fn(u32) -> u32> {
        None::<fn(u32) -> u32>
    }
    /// A function of a module, with expectations that all threads share.
    fn function() -> Option<impl Fn(u32) -> u32> {
        None::<fn(u32) -> u32>
    }
    /// A function of a module, with expectations of this test alone.
    fn scoped_function() -> Option<impl Fn(u32) -> u32> {
        None::<fn(u32) -> u32>
    }
    /// A method of a generic struct.
    fn generic_struct() -> Option<impl Fn(u32) -> u32> {
        None::<fn(u32) -> u32>
    }
    /// A generic method.
    fn generic_method() -> Option<impl Fn(u32) -> u32> {
        None::<fn(u32) -> u32>
    }
}
