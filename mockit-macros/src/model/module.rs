//! Functions of a module.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Error, Generics, Ident, Path, PathSegment, Type};

use super::method::Surroundings;
use super::walk::{self, Walk, inside_signature};
use super::{Method, runtime};
use crate::parse::{self, Function, Place};

/// The mock of a module, to be written.
pub(crate) struct Module {
    pub(crate) place: Place,
    /// `mock_foo`
    pub(crate) name: Ident,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) functions: Vec<Method>,
    pub(crate) modules: Vec<Module>,
    /// `::mockit::private`
    pub(crate) runtime: TokenStream,
    pub(crate) errors: Vec<Error>,
}

impl Module {
    pub(crate) fn of(source: parse::Module) -> Module {
        let path = runtime(source.runtime.as_ref());
        Module::with(source, &path)
    }

    fn with(source: parse::Module, path: &TokenStream) -> Module {
        let parse::Module { place, name, cfgs, functions, modules, mut errors, .. } = source;
        let runtime = quote!(#path::private);
        let none = Generics::default();
        let around = Surroundings {
            runtime: &runtime,
            ty: None,
            types: &[],
            generics: &none,
            keyed: Generics::default(),
            of_expect: &none,
            is_own: true,
            is_part: false,
        };
        let functions: Vec<Method> = functions
            .into_iter()
            .map(|mut function: Function| {
                inside_signature(&mut Deeper, &mut function.sig);
                let mut method = Method::of(&around, &function);
                method.title = format!("{name}::{}", method.plain_name());
                method
            })
            .collect();
        errors.extend(functions.iter().filter_map(|function| function.plan.as_ref().err().cloned()));
        let modules = modules.into_iter().map(|inner| Module::with(inner, path)).collect();
        Module { place, name, cfgs, functions, modules, runtime, errors }
    }
}

/// Paths as they are written one module further in.
struct Deeper;

impl Walk for Deeper {
    fn ty(&mut self, ty: &mut Type) {
        if let Type::Path(path) = ty
            && let Some(qself) = &mut path.qself
        {
            let before = path.path.segments.len();
            self.ty(&mut qself.ty);
            self.path(&mut path.path);
            qself.position += path.path.segments.len() - before;
            return;
        }
        walk::inside_type(self, ty);
    }

    fn path(&mut self, path: &mut Path) {
        walk::inside_path(self, path);
        let Some(first) = path.segments.first_mut() else { return };
        let span = first.ident.span();
        if first.ident == "self" {
            first.ident = Ident::new("super", span);
        } else if first.ident == "super" {
            path.segments.insert(0, PathSegment::from(Ident::new("super", span)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;
    use syn::parse_quote;

    #[test]
    fn paths_one_module_further_in() {
        let deeper = |mut ty: Type| {
            Deeper.ty(&mut ty);
            ty.into_token_stream().to_string().replace(' ', "")
        };
        assert_eq!(deeper(parse_quote!(Vec<super::T>)), "Vec<super::super::T>");
        assert_eq!(deeper(parse_quote!([self::T; super::N])), "[super::T;super::super::N]");
        assert_eq!(deeper(parse_quote!(crate::T<::std::T>)), "crate::T<::std::T>");
        assert_eq!(
            deeper(parse_quote!(<super::T as super::Tr>::U)),
            "<super::super::Tassuper::super::Tr>::U"
        );
    }
}
