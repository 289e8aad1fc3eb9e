//! Walking through a type and changing it on the way.
//!
//! syn has a visitor for all of its nodes (feature `visit-mut`), which costs whoever depends on
//! mockit more than a second of compile time. The macros look into types only.

use syn::{
    AngleBracketedGenericArguments, Expr, FnArg, GenericArgument, GenericParam, Generics, Lifetime,
    ParenthesizedGenericArguments, Path, PathArguments, ReturnType, Signature, TraitBound, Type, TypeFnPtr,
    TypeImplTrait, TypeParamBound, TypeReference, WherePredicate,
};

/// What is done at each node: by default, what is inside is walked through.
pub(crate) trait Walk {
    fn ty(&mut self, ty: &mut Type)
    where
        Self: Sized,
    {
        inside_type(self, ty);
    }

    fn lifetime(&mut self, _: &mut Lifetime) {}

    fn path(&mut self, path: &mut Path)
    where
        Self: Sized,
    {
        inside_path(self, path);
    }

    fn reference(&mut self, reference: &mut TypeReference)
    where
        Self: Sized,
    {
        reference.lifetime.iter_mut().for_each(|lifetime| self.lifetime(lifetime));
        self.ty(&mut reference.elem);
    }

    fn fn_ptr(&mut self, function: &mut TypeFnPtr)
    where
        Self: Sized,
    {
        inside_fn_ptr(self, function);
    }

    /// `Fn(…) -> …`
    fn parenthesized(&mut self, arguments: &mut ParenthesizedGenericArguments)
    where
        Self: Sized,
    {
        inside_parenthesized(self, arguments);
    }

    fn impl_trait(&mut self, ty: &mut TypeImplTrait)
    where
        Self: Sized,
    {
        inside_impl_trait(self, ty);
    }

    fn trait_bound(&mut self, bound: &mut TraitBound)
    where
        Self: Sized,
    {
        self.path(&mut bound.path);
    }
}

pub(crate) fn inside_type(walk: &mut impl Walk, ty: &mut Type) {
    match ty {
        Type::Array(ty) => {
            walk.ty(&mut ty.elem);
            if let Expr::Path(len) = &mut ty.len {
                walk.path(&mut len.path);
            }
        }
        Type::FnPtr(ty) => walk.fn_ptr(ty),
        Type::Group(ty) => walk.ty(&mut ty.elem),
        Type::ImplTrait(ty) => walk.impl_trait(ty),
        Type::Paren(ty) => walk.ty(&mut ty.elem),
        Type::Path(ty) => {
            ty.qself.iter_mut().for_each(|qself| walk.ty(&mut qself.ty));
            walk.path(&mut ty.path);
        }
        Type::Ptr(ty) => walk.ty(&mut ty.elem),
        Type::Reference(ty) => walk.reference(ty),
        Type::Slice(ty) => walk.ty(&mut ty.elem),
        Type::TraitObject(ty) => ty.bounds.iter_mut().for_each(|bound| inside_bound(walk, bound)),
        Type::Tuple(ty) => ty.elems.iter_mut().for_each(|elem| walk.ty(elem)),
        _ => {}
    }
}

pub(super) fn inside_impl_trait(walk: &mut impl Walk, ty: &mut TypeImplTrait) {
    ty.bounds.iter_mut().for_each(|bound| inside_bound(walk, bound));
}

pub(super) fn inside_path(walk: &mut impl Walk, path: &mut Path) {
    for segment in &mut path.segments {
        match &mut segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => inside_arguments(walk, arguments),
            PathArguments::Parenthesized(arguments) => walk.parenthesized(arguments),
        }
    }
}

fn inside_arguments(walk: &mut impl Walk, arguments: &mut AngleBracketedGenericArguments) {
    for argument in &mut arguments.args {
        match argument {
            GenericArgument::Lifetime(lifetime) => walk.lifetime(lifetime),
            GenericArgument::Type(ty) => walk.ty(ty),
            GenericArgument::AssocType(assoc) => {
                assoc.generics.iter_mut().for_each(|arguments| inside_arguments(walk, arguments));
                walk.ty(&mut assoc.ty);
            }
            GenericArgument::Constraint(constraint) => {
                constraint.bounds.iter_mut().for_each(|bound| inside_bound(walk, bound));
            }
            _ => {}
        }
    }
}

pub(super) fn inside_fn_ptr(walk: &mut impl Walk, function: &mut TypeFnPtr) {
    function.inputs.iter_mut().for_each(|input| walk.ty(&mut input.ty));
    inside_output(walk, &mut function.output);
}

pub(super) fn inside_parenthesized(walk: &mut impl Walk, arguments: &mut ParenthesizedGenericArguments) {
    arguments.inputs.iter_mut().for_each(|input| walk.ty(&mut input.ty));
    inside_output(walk, &mut arguments.output);
}

fn inside_output(walk: &mut impl Walk, output: &mut ReturnType) {
    if let ReturnType::Type(_, ty) = output {
        walk.ty(ty);
    }
}

fn inside_bound(walk: &mut impl Walk, bound: &mut TypeParamBound) {
    match bound {
        TypeParamBound::Trait(bound) => walk.trait_bound(bound),
        TypeParamBound::Lifetime(lifetime) => walk.lifetime(lifetime),
        _ => {}
    }
}

pub(super) fn inside_predicate(walk: &mut impl Walk, predicate: &mut WherePredicate) {
    match predicate {
        WherePredicate::Type(predicate) => {
            walk.ty(&mut predicate.bounded_ty);
            predicate.bounds.iter_mut().for_each(|bound| inside_bound(walk, bound));
        }
        WherePredicate::Lifetime(predicate) => {
            walk.lifetime(&mut predicate.lifetime);
            predicate.bounds.iter_mut().for_each(|lifetime| walk.lifetime(lifetime));
        }
        _ => {}
    }
}

pub(super) fn inside_generics(walk: &mut impl Walk, generics: &mut Generics) {
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.iter_mut().for_each(|bound| inside_bound(walk, bound));
        }
    }
    let clause = generics.where_clause.iter_mut();
    clause.flat_map(|clause| &mut clause.predicates).for_each(|predicate| inside_predicate(walk, predicate));
}

pub(super) fn inside_signature(walk: &mut impl Walk, signature: &mut Signature) {
    inside_generics(walk, &mut signature.generics);
    for input in &mut signature.inputs {
        if let FnArg::Typed(typed) = input {
            walk.ty(&mut typed.ty);
        }
    }
    inside_output(walk, &mut signature.output);
}
