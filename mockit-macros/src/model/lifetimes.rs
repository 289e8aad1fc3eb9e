//! Lifetimes: which a type has, and writing it with others.

use proc_macro2::Span;
use syn::{
    BoundLifetimes, GenericParam, Ident, Lifetime, ParenthesizedGenericArguments, TraitBound, Type,
    TypeFnPtr, TypeParamBound, TypeReference, TypeTraitObject, parse_quote,
};

use super::walk::{self, Walk};

/// `'a` of a kind: shared by all parameters of a call. Long, so that it hides none of the user's.
pub(crate) fn shared() -> Lifetime {
    Lifetime::new("'mockit_a", Span::call_site())
}

/// `'b` of a kind: the parameter's own.
pub(crate) fn own() -> Lifetime {
    Lifetime::new("'mockit_b", Span::call_site())
}

pub(crate) fn fixed() -> Lifetime {
    Lifetime::new("'static", Span::call_site())
}

/// A lifetime as written; elided and `'_` are the same.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Written {
    Elided,
    Named(Ident),
}

impl Written {
    /// `'a` of a kind, where the model has written it before.
    pub(crate) fn shared() -> Written {
        Written::Named(shared().ident)
    }

    pub(crate) fn of(lifetime: Option<&Lifetime>) -> Option<Written> {
        match lifetime {
            None => Some(Written::Elided),
            Some(lifetime) if lifetime.ident == "_" => Some(Written::Elided),
            Some(lifetime) if lifetime.ident == "static" => None,
            Some(lifetime) => Some(Written::Named(lifetime.ident.clone())),
        }
    }
}

/// The lifetimes of a type, without `'static` and those bound inside.
pub(crate) fn lifetimes_of(ty: &Type) -> Vec<Written> {
    let mut found = Vec::new();
    relabel(&mut ty.clone(), &mut |written| {
        found.push(written.clone());
        None
    });
    found
}

/// Gives each lifetime of a type the label that `map` says; `None` leaves it. Labels also what is
/// implied: `&dyn Trait` becomes `&'x (dyn Trait + 'x)`. Says whether there was any lifetime.
pub(crate) fn relabel(ty: &mut Type, map: &mut dyn FnMut(&Written) -> Option<Lifetime>) -> bool {
    let mut relabel = Relabel { map, bound: Vec::new(), in_fn: 0, found: false };
    relabel.ty(ty);
    relabel.found
}

struct Relabel<'f> {
    map: &'f mut dyn FnMut(&Written) -> Option<Lifetime>,
    /// Bound by a `for<…>` around.
    bound: Vec<Ident>,
    /// Inside `Fn(…)` or `fn(…)`, where an elided lifetime is bound.
    in_fn: usize,
    found: bool,
}

impl Relabel<'_> {
    fn label(&mut self, lifetime: Option<&Lifetime>) -> Option<Lifetime> {
        let written = Written::of(lifetime)?;
        match &written {
            Written::Elided if self.in_fn > 0 => return None,
            Written::Named(name) if self.bound.contains(name) => return None,
            _ => {}
        }
        self.found = true;
        (self.map)(&written)
    }

    fn within(&mut self, bound: Option<&BoundLifetimes>, visit: impl FnOnce(&mut Self)) {
        let outer = self.bound.len();
        for param in bound.iter().flat_map(|bound| &bound.lifetimes) {
            if let GenericParam::Lifetime(param) = param {
                self.bound.push(param.lifetime.ident.clone());
            }
        }
        visit(self);
        self.bound.truncate(outer);
    }
}

impl Walk for Relabel<'_> {
    fn lifetime(&mut self, lifetime: &mut Lifetime) {
        if let Some(label) = self.label(Some(lifetime)) {
            *lifetime = label;
        }
    }

    fn reference(&mut self, reference: &mut TypeReference) {
        if let Some(label) = self.label(reference.lifetime.as_ref()) {
            reference.lifetime = Some(label);
        }
        if let (Some(lifetime), Some(object)) = (&reference.lifetime, object_behind(&mut reference.elem)) {
            bound_object(object, lifetime);
        }
        self.ty(&mut reference.elem);
        parenthesize(reference);
    }

    fn fn_ptr(&mut self, function: &mut TypeFnPtr) {
        self.in_fn += 1;
        self.within(function.lifetimes.clone().as_ref(), |this| {
            walk::inside_fn_ptr(this, function);
        });
        self.in_fn -= 1;
    }

    fn parenthesized(&mut self, arguments: &mut ParenthesizedGenericArguments) {
        self.in_fn += 1;
        walk::inside_parenthesized(self, arguments);
        self.in_fn -= 1;
    }

    fn trait_bound(&mut self, bound: &mut TraitBound) {
        self.within(bound.lifetimes.clone().as_ref(), |this| this.path(&mut bound.path));
    }
}

/// The trait object right behind a reference.
pub(crate) fn object_behind(ty: &mut Type) -> Option<&mut TypeTraitObject> {
    match ty {
        Type::TraitObject(object) => Some(object),
        Type::Paren(inner) => object_behind(&mut inner.elem),
        Type::Group(inner) => object_behind(&mut inner.elem),
        _ => None,
    }
}

/// Adds a lifetime bound where there is none.
pub(crate) fn bound_object(object: &mut TypeTraitObject, lifetime: &Lifetime) {
    let is_any = |bound: &TypeParamBound| {
        matches!(bound, TypeParamBound::Trait(bound)
            if bound.path.segments.last().is_some_and(|last| last.ident == "Any"))
    };
    if object.bounds.iter().any(is_any) {
        // `Any` is `'static`, so the compiler takes that for its bound. Of other traits the macro
        // cannot know it.
        bound_object_by(object, &fixed());
    } else {
        bound_object_by(object, lifetime);
    }
}

fn bound_object_by(object: &mut TypeTraitObject, lifetime: &Lifetime) {
    if !object.bounds.iter().any(|bound| matches!(bound, TypeParamBound::Lifetime(_))) {
        object.bounds.push(parse_quote!(#lifetime));
    }
}

/// `&dyn A + 'x` is written `&(dyn A + 'x)`.
fn parenthesize(reference: &mut TypeReference) {
    if let Type::TraitObject(object) = &*reference.elem
        && object.bounds.len() > 1
    {
        *reference.elem = parse_quote!((#object));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    fn labelled(ty: Type) -> String {
        let mut ty = ty;
        relabel(&mut ty, &mut |_| Some(Lifetime::new("'x", Span::call_site())));
        ty.into_token_stream().to_string().replace(' ', "")
    }

    #[test]
    fn labels_what_is_written_and_what_is_implied() {
        assert_eq!(labelled(parse_quote!(Option<&u8>)), "Option<&'xu8>");
        assert_eq!(labelled(parse_quote!(Cow<'_, str>)), "Cow<'x,str>");
        assert_eq!(labelled(parse_quote!(&dyn Debug)), "&'x(dynDebug+'x)");
        assert_eq!(labelled(parse_quote!(&'static str)), "&'staticstr");
    }

    #[test]
    fn leaves_what_is_bound_inside() {
        assert_eq!(labelled(parse_quote!(Box<dyn Fn(&u8) -> &u8>)), "Box<dynFn(&u8)->&u8>");
        assert_eq!(labelled(parse_quote!(for<'a> fn(&'a u8, &'b u8))), "for<'a>fn(&'au8,&'xu8)");
        assert_eq!(labelled(parse_quote!(&dyn for<'a> Get<'a>)), "&'x(dynfor<'a>Get<'a>+'x)");
    }
}
