//! Replacing `Self`, associated types and shorthand by what they stand for.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, GenericParam, Ident, Lifetime, Path, PathArguments,
    Signature, Type, TypePath, parse_quote, parse2,
};

use super::walk::{self, Walk};

use crate::parse::AssocType;

/// What stands for `Self` and `Self::Item` outside the impl.
pub(crate) struct Names<'a> {
    /// `MockFoo<T>`
    pub(crate) mock: TokenStream,
    pub(crate) types: &'a [AssocType],
}

impl Names<'_> {
    /// The type as it can be written where there is no `Self`.
    pub(crate) fn resolve(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        Resolve(self).ty(&mut ty);
        ty
    }

    /// The same for all types of a signature.
    pub(crate) fn resolve_in(&self, signature: &mut Signature) {
        walk::inside_signature(&mut Resolve(self), signature);
    }
}

struct Resolve<'a, 'b>(&'a Names<'b>);

impl Resolve<'_, '_> {
    /// `Self::Item<…>` or `<Self as Trait>::Item<…>`, and how many segments it takes.
    fn given(&self, path: &TypePath) -> Option<(Type, usize)> {
        let segments = &path.path.segments;
        let at = match &path.qself {
            Some(qself) => match &*qself.ty {
                Type::Path(ty) if ty.path.is_ident("Self") => qself.position,
                _ => return None,
            },
            None if segments.first()?.ident == "Self" => 1,
            None => return None,
        };
        let segment = segments.get(at)?;
        let given = self.0.types.iter().find(|given| given.name == segment.ident)?;
        Some((instance(given, &segment.arguments), at + 1))
    }
}

impl Walk for Resolve<'_, '_> {
    fn ty(&mut self, ty: &mut Type) {
        let Type::Path(path) = &mut *ty else { return walk::inside_type(self, ty) };
        // Its arguments first, but `Self` in `<Self as Trait>::Item` must still be recognised. What
        // is put in is not walked through: it may name itself.
        self.path(&mut path.path);
        if let Some((given, used)) = self.given(path) {
            let rest: Vec<_> = path.path.segments.iter().skip(used).collect();
            *ty = if rest.is_empty() { given } else { parse_quote!(<#given>::#(#rest)::*) };
        } else if path.qself.is_none() && path.path.is_ident("Self") {
            let mock = &self.0.mock;
            *ty = parse2(quote!(#mock)).expect("a path with arguments");
        } else if let Some(qself) = &mut path.qself {
            self.ty(&mut qself.ty);
        }
    }

    /// `fmt::Formatter` and `task::Context` have a lifetime even where it is not written.
    fn path(&mut self, path: &mut Path) {
        walk::inside_path(self, path);
        let before = path.segments.iter().rev().nth(1).map(|segment| segment.ident.to_string());
        if let Some(last) = path.segments.last_mut() {
            let hides =
                last.ident == "Formatter" || (last.ident == "Context" && before.as_deref() == Some("task"));
            if hides && last.arguments.is_empty() {
                last.arguments = PathArguments::AngleBracketed(parse_quote!(<'_>));
            }
        }
    }
}

/// A generic associated type with its parameters filled in.
fn instance(given: &AssocType, arguments: &PathArguments) -> Type {
    let mut ty = given.ty.clone();
    if let PathArguments::AngleBracketed(AngleBracketedGenericArguments { args, .. }) = arguments {
        for (param, argument) in given.generics.params.iter().zip(args) {
            match (param, argument) {
                (GenericParam::Lifetime(param), GenericArgument::Lifetime(argument)) => {
                    Fill::Lifetime(&param.lifetime.ident, argument).ty(&mut ty);
                }
                (GenericParam::Type(param), GenericArgument::Type(argument)) => {
                    Fill::Type(&param.ident, argument).ty(&mut ty);
                }
                _ => {}
            }
        }
    }
    ty
}

pub(super) enum Fill<'a> {
    Lifetime(&'a Ident, &'a Lifetime),
    Type(&'a Ident, &'a Type),
}

impl Walk for Fill<'_> {
    fn lifetime(&mut self, lifetime: &mut Lifetime) {
        if let Fill::Lifetime(name, with) = self
            && lifetime.ident == **name
        {
            *lifetime = with.clone();
        }
    }

    fn ty(&mut self, ty: &mut Type) {
        walk::inside_type(self, ty);
        if let (Fill::Type(name, with), Type::Path(path)) = (&*self, &*ty)
            && path.qself.is_none()
            && path.path.is_ident(*name)
        {
            *ty = (*with).clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    fn resolved(ty: Type) -> String {
        let types = [
            syn::parse_str("type Item = u32").unwrap(),
            syn::parse_str("type Ref<'a, T> = &'a [T]").unwrap(),
        ];
        let names = Names { mock: quote!(MockFoo<T>), types: &types };
        names.resolve(&ty).into_token_stream().to_string().replace(' ', "")
    }

    #[test]
    fn fills_in() {
        assert_eq!(resolved(parse_quote!(Vec<Self::Item>)), "Vec<u32>");
        assert_eq!(resolved(parse_quote!(<Self as Foo<T>>::Item)), "u32");
        assert_eq!(resolved(parse_quote!(Self::Ref<'_, u8>)), "&'_[u8]");
        assert_eq!(resolved(parse_quote!(Option<Self>)), "Option<MockFoo<T>>");
        assert_eq!(resolved(parse_quote!(Self::Other)), "Self::Other");
        assert_eq!(resolved(parse_quote!(&mut fmt::Formatter)), "&mutfmt::Formatter<'_>");
    }
}
