//! Type parameters that become trait objects: those of `#[concretize]`, and those that may hold references, by
//! which no expectations can be kept.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Error, GenericParam, Generics, Ident, Lifetime, Result, Token, Type, TypeParamBound,
    TypeReference, WherePredicate, parse_quote,
};

use super::generics::{first_mentioned, not_static};
use super::params::{DROPPED, boxed, dyn_type, last_is, main_trait, object_bounds};

/// The type parameters of a method that its expectations do not have.
pub(super) struct Concretized {
    params: Vec<Object>,
    /// Did the user ask for it? Then values are handed on as references, as mockall's users expect.
    is_explicit: bool,
}

struct Object {
    name: Ident,
    bounds: Punctuated<TypeParamBound, Token![+]>,
    is_sized: bool,
}

/// Traits that are implemented for references too.
const NOT_STATIC: [&str; 24] = [
    "AsRef",
    "AsMut",
    "Borrow",
    "Into",
    "IntoIterator",
    "Iterator",
    "ExactSizeIterator",
    "DoubleEndedIterator",
    "Fn",
    "FnMut",
    "FnOnce",
    "Read",
    "Write",
    "BufRead",
    "Seek",
    "Display",
    "Debug",
    "ToString",
    "Error",
    "Hasher",
    "Future",
    "Stream",
    "AsyncRead",
    "AsyncWrite",
];

/// A parameter of such a type, as the runtime gets it.
pub(super) struct Passed {
    pub(super) ty: Type,
    pub(super) pass: TokenStream,
    /// The method must own it mutably.
    pub(super) needs_mut: bool,
}

/// Is it `#[concretize]`, perhaps by a path or inside `cfg_attr`?
pub(crate) fn is_concretize(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| last.ident == "concretize")
        || attribute.path().is_ident("cfg_attr")
            && attribute.meta.to_token_stream().to_string().contains("concretize")
}

impl Concretized {
    /// `types` are those of the method's parameters.
    pub(super) fn of(generics: &Generics, attrs: &[Attribute], types: &[&Type]) -> Concretized {
        let is_explicit = attrs.iter().any(is_concretize);
        let not_static = not_static(generics);
        let all = generics.type_params().map(|param| Object::of(param.ident.clone(), generics));
        let params = all
            .filter(|param| {
                let may_borrow = not_static.contains(&param.name) && param.is_borrowed_by_nature();
                is_explicit || may_borrow || param.is_closure(types)
            })
            .collect();
        Concretized { params, is_explicit }
    }

    /// The generics without these parameters, and what is said of them.
    pub(super) fn taken_from(&self, generics: &Generics) -> Generics {
        let mut generics = generics.clone();
        generics.params = std::mem::take(&mut generics.params)
            .into_iter()
            .filter(|param| !matches!(param, GenericParam::Type(param) if self.find(&param.ident).is_some()))
            .collect();
        if let Some(clause) = &mut generics.where_clause {
            clause.predicates = std::mem::take(&mut clause.predicates)
                .into_iter()
                .filter(|predicate| match predicate {
                    WherePredicate::Type(typed) => self.first_in(&typed.bounded_ty).is_none(),
                    _ => true,
                })
                .collect();
        }
        generics
    }

    fn find(&self, name: &Ident) -> Option<&Object> {
        self.params.iter().find(|param| param.name == *name)
    }

    /// The parameter that a type is, if it is nothing else.
    fn bare(&self, ty: &Type) -> Option<&Object> {
        self.find(bare_name(ty)?)
    }

    /// The first such parameter that the type mentions.
    fn first_in(&self, ty: &Type) -> Option<&Object> {
        let names: Vec<Ident> = self.params.iter().map(|param| param.name.clone()).collect();
        self.find(&first_mentioned(ty, &names)?)
    }

    /// The result must not be of such a type.
    pub(super) fn check_output(&self, output: &syn::ReturnType) -> Result<()> {
        match output {
            syn::ReturnType::Type(_, ty) => self.first_in(ty).map_or(Ok(()), |object| Err(object.kept())),
            syn::ReturnType::Default => Ok(()),
        }
    }

    /// Parameters that no argument has tell nothing of a call.
    pub(super) fn check_use(&self, types: &[&Type]) -> Result<()> {
        let is_unused = |param: &&Object| !types.iter().any(|ty| param.is_in(ty));
        match self.params.iter().find(is_unused) {
            Some(unused) if !self.is_explicit => Err(unused.kept()),
            _ => Ok(()),
        }
    }

    /// How a parameter of a type that mentions one of them is passed.
    pub(super) fn pass(&self, runtime: &TokenStream, name: &Ident, ty: &Type) -> Result<Option<Passed>> {
        let Some(mentioned) = self.first_in(ty) else { return Ok(None) };
        if let Some(object) = self.bare(ty) {
            return object.by_value(runtime, name, self.is_explicit).map(Some);
        }
        if let Type::Reference(reference) = ty {
            if let Some(object) = self.bare(&reference.elem) {
                return object.by_reference(name, reference).map(Some);
            }
            if let Type::Slice(slice) = &*reference.elem
                && let (Some(object), None) = (self.bare(&slice.elem), reference.mutability)
            {
                return object.as_slice(runtime, name).map(Some);
            }
        }
        Err(mentioned.kept_in(ty))
    }
}

impl Object {
    fn of(name: Ident, generics: &Generics) -> Object {
        let mut bounds = Punctuated::new();
        for param in generics.type_params().filter(|param| param.ident == name) {
            bounds.extend(param.bounds.iter().cloned());
        }
        for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
            if let WherePredicate::Type(typed) = predicate
                && name == typed.bounded_ty.to_token_stream().to_string()
            {
                let mut more = typed.bounds.clone();
                if let Some(lifetimes) = &typed.lifetimes {
                    more.iter_mut().for_each(|bound| bind(bound, lifetimes));
                }
                bounds.extend(more);
            }
        }
        let is_sized = !bounds.iter().any(|bound| {
            matches!(bound, TypeParamBound::Trait(_)) && bound.to_token_stream().to_string().starts_with('?')
        });
        Object { name, bounds, is_sized }
    }

    /// Has it a bound that types with references have as well? Of a trait of the user's the macro cannot know that:
    /// it may be `'static` by itself. Nor has a parameter without bounds anything else to be told by.
    fn is_borrowed_by_nature(&self) -> bool {
        let mut traits = self.bounds.iter().filter_map(main_trait).filter(|bound| !last_is(bound, &DROPPED));
        let first = traits.next();
        first.is_none() || first.is_some_and(|bound| last_is(bound, &NOT_STATIC))
    }

    /// Is it nothing but the type of a closure? Nobody can write that type behind `expect_…`.
    fn is_closure(&self, types: &[&Type]) -> bool {
        let is_closure = |bound: &TypeParamBound| {
            main_trait(bound).is_some_and(|bound| last_is(bound, &["Fn", "FnMut", "FnOnce"]))
        };
        let mut mentions = types.iter().filter(|ty| self.is_in(ty));
        self.bounds.iter().any(is_closure) && mentions.all(|ty| bare_name(ty) == Some(&self.name))
    }

    fn is_in(&self, ty: &Type) -> bool {
        first_mentioned(ty, std::slice::from_ref(&self.name)).is_some()
    }

    fn object(&self) -> Result<Type> {
        let bounds = self.object_bounds()?;
        Ok(dyn_type(bounds))
    }

    fn object_bounds(&self) -> Result<Punctuated<TypeParamBound, Token![+]>> {
        let bounds = object_bounds(&self.bounds)?;
        match bounds.iter().any(|bound| main_trait(bound).is_some()) {
            true => Ok(bounds),
            false => Err(self.kept()),
        }
    }

    fn by_value(&self, runtime: &TokenStream, name: &Ident, is_explicit: bool) -> Result<Passed> {
        let bounds = self.object_bounds()?;
        let main = bounds.iter().find_map(main_trait);
        let is = |names: &[&str]| main.is_some_and(|main| last_is(main, names));
        if !is_explicit || is(&["Into", "IntoIterator", "FnOnce", "Future", "Stream"]) {
            let (pass, ty) = boxed(runtime, name, &self.bounds)?;
            return Ok(Passed { ty, pass, needs_mut: false });
        }
        let (object, own) = (dyn_type(bounds.clone()), own());
        if is(&["FnMut"]) {
            return Ok(Passed {
                ty: parse_quote!(&#own mut (#object)),
                pass: quote!(&mut #name),
                needs_mut: true,
            });
        }
        Ok(Passed { ty: parse_quote!(&#own (#object)), pass: quote!(&#name), needs_mut: false })
    }

    fn by_reference(&self, name: &Ident, reference: &TypeReference) -> Result<Passed> {
        let (object, mutability) = (self.object()?, &reference.mutability);
        if self.is_sized {
            let lifetime = &reference.lifetime;
            let ty = parse_quote!(&#lifetime #mutability (#object));
            return Ok(Passed { ty, pass: name.to_token_stream(), needs_mut: false });
        }
        // Of what has no size no object can be made; of a reference to it, one can.
        let own = own();
        let ty = parse_quote!(&#own #mutability (#object));
        Ok(Passed { ty, pass: quote!(&#mutability #name), needs_mut: mutability.is_some() })
    }

    fn as_slice(&self, runtime: &TokenStream, name: &Ident) -> Result<Passed> {
        let (object, bounds, own) = (self.object()?, self.object_bounds()?, own());
        let pass = quote! {
            &#runtime::Iterator::collect::<#runtime::Vec<&(dyn #bounds)>>(
                #runtime::Iterator::map(#name.iter(), |it| it as &(dyn #bounds))
            )[..]
        };
        Ok(Passed { ty: parse_quote!(&#own [&#own (#object)]), pass, needs_mut: false })
    }

    fn kept(&self) -> Error {
        let name = &self.name;
        Error::new(
            name.span(),
            format!(
                "a mock keeps expectations by the type of `{name}`, which must be `'static`: write \
                 `{name}: 'static`, or take `impl Trait` or `&dyn Trait` as the argument"
            ),
        )
    }

    fn kept_in(&self, ty: &Type) -> Error {
        let name = &self.name;
        Error::new_spanned(
            ty,
            format!(
                "a mock sees `{name}` as a trait object, which it can where the argument is `{name}`, `&{name}`, \
                 `&mut {name}` or `&[{name}]`: write `{name}: 'static` (without `#[concretize]`) for this one"
            ),
        )
    }
}

/// The name that a type is, if it is nothing else.
fn bare_name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Type::Paren(inner) => bare_name(&inner.elem),
        _ => None,
    }
}

/// `for<'a> T: Fn(&'a u8)` as the bound `for<'a> Fn(&'a u8)`.
fn bind(bound: &mut TypeParamBound, lifetimes: &syn::BoundLifetimes) {
    if let TypeParamBound::Trait(bound) = bound {
        bound.lifetimes.get_or_insert_with(|| lifetimes.clone());
    }
}

/// The lifetime of a borrow that the mock itself makes: of no use to the method's result.
fn own() -> Lifetime {
    Lifetime::new("'mockit_lent", Span::call_site())
}
