//! Generics of the mock, of its impl, and of its methods.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Error, GenericParam, Generics, Ident, Lifetime, Result, Type, TypeParam, TypeParamBound, WhereClause,
    WherePredicate, parse_quote,
};

use super::walk::{self, Walk, inside_predicate};

/// The trait's generics with `'static` types: what a mock stores must live as long as it may.
pub(crate) fn impl_generics(of_trait: &Generics) -> Generics {
    let mut generics = of_trait.clone();
    for param in generics.type_params_mut() {
        let is_static =
            |bound: &TypeParamBound| matches!(bound, TypeParamBound::Lifetime(it) if it.ident == "static");
        if !param.bounds.iter().any(is_static) {
            param.bounds.push(parse_quote!('static));
        }
    }
    generics
}

/// The same for the mock's type, which has no lifetimes, and none of the bounds that need one.
pub(crate) fn struct_generics(of_trait: &Generics) -> Generics {
    let mut generics = impl_generics(of_trait);
    let names: Vec<Ident> = generics.lifetimes().map(|param| param.lifetime.ident.clone()).collect();
    generics.params = std::mem::take(&mut generics.params)
        .into_iter()
        .filter(|param| !matches!(param, GenericParam::Lifetime(_)))
        .collect();
    for param in generics.type_params_mut() {
        param.bounds = std::mem::take(&mut param.bounds)
            .into_iter()
            .filter(|bound| !mentions(&parse_quote!(T: #bound), &names))
            .collect();
    }
    if let Some(clause) = &mut generics.where_clause {
        clause.predicates = std::mem::take(&mut clause.predicates)
            .into_iter()
            .filter(|predicate| !mentions(predicate, &names) && !mentions_self(predicate))
            .collect();
    }
    generics
}

/// Does the predicate name one of these lifetimes?
pub(super) fn mentions(predicate: &WherePredicate, names: &[Ident]) -> bool {
    struct Find<'a>(&'a [Ident], bool);
    impl Walk for Find<'_> {
        fn lifetime(&mut self, lifetime: &mut Lifetime) {
            self.1 |= self.0.contains(&lifetime.ident);
        }
    }
    let mut find = Find(names, false);
    inside_predicate(&mut find, &mut predicate.clone());
    find.1
}

fn mentions_self(predicate: &WherePredicate) -> bool {
    struct Find(bool);
    impl Walk for Find {
        fn path(&mut self, path: &mut syn::Path) {
            self.0 |= path.segments.first().is_some_and(|first| first.ident == "Self");
            walk::inside_path(self, path);
        }
    }
    let mut find = Find(false);
    inside_predicate(&mut find, &mut predicate.clone());
    find.0
}

/// Looks for the first of these types or consts.
struct Named<'a> {
    names: &'a [Ident],
    found: Option<Ident>,
}

impl Walk for Named<'_> {
    fn path(&mut self, path: &mut syn::Path) {
        let first = path.segments.first().filter(|first| self.names.contains(&first.ident));
        if let (Some(first), None) = (first, &self.found) {
            self.found = Some(first.ident.clone());
        }
        walk::inside_path(self, path);
    }
}

/// Does the predicate name one of these types or consts?
pub(super) fn mentions_types(predicate: &WherePredicate, names: &[Ident]) -> bool {
    let mut named = Named { names, found: None };
    inside_predicate(&mut named, &mut predicate.clone());
    named.found.is_some()
}

/// The first of these types or consts that the type names.
pub(super) fn first_mentioned(ty: &Type, names: &[Ident]) -> Option<Ident> {
    let mut named = Named { names, found: None };
    named.ty(&mut ty.clone());
    named.found
}

pub(super) fn name(param: &GenericParam) -> Ident {
    match param {
        GenericParam::Lifetime(param) => param.lifetime.ident.clone(),
        GenericParam::Type(param) => param.ident.clone(),
        GenericParam::Const(param) => param.ident.clone(),
    }
}

/// Both, one after the other.
pub(super) fn joined(first: &Generics, second: &Generics) -> Generics {
    let mut all = first.clone();
    let (types, consts): (Vec<_>, Vec<_>) = all
        .params
        .into_iter()
        .chain(second.params.iter().cloned())
        .partition(|param| matches!(param, GenericParam::Type(_)));
    all.params = types.into_iter().chain(consts).collect();
    if let Some(clause) = &second.where_clause {
        all.make_where_clause().predicates.extend(clause.predicates.iter().cloned());
    }
    all
}

/// Has the method a bound on the types around it? Then the mock's own type may not name its signature.
pub(super) fn restricts(of_method: &Generics, around: &Generics) -> bool {
    let names: Vec<Ident> = around.params.iter().map(name).collect();
    let clause = of_method.where_clause.as_ref();
    clause.is_some_and(|clause| {
        clause.predicates.iter().any(|predicate| match predicate {
            WherePredicate::Type(typed) => {
                let ty = &typed.bounded_ty;
                mentions_types(&parse_quote!(#ty: Sized), &names)
            }
            _ => false,
        })
    })
}

/// The types of const parameters.
const PRIMITIVES: [&str; 14] =
    ["usize", "u8", "u16", "u32", "u64", "u128", "isize", "i8", "i16", "i32", "i64", "i128", "bool", "char"];

/// The types that tell one instance of a generic item from another, as the items of a tuple.
pub(crate) fn keys(runtime: &TokenStream, generics: &Generics) -> Result<Vec<TokenStream>> {
    let mut keys = Vec::new();
    for param in &generics.params {
        match param {
            GenericParam::Lifetime(_) => {}
            GenericParam::Type(TypeParam { ident, .. }) => keys.push(quote!(#runtime::PhantomData<#ident>)),
            GenericParam::Const(param) => {
                let (name, ty) = (&param.ident, &param.ty);
                let primitive = match ty {
                    Type::Path(path) => path.path.segments.last().map(|last| &last.ident),
                    _ => None,
                };
                let Some(primitive) = primitive.filter(|name| PRIMITIVES.iter().any(|it| name == it)) else {
                    return Err(Error::new_spanned(
                        ty,
                        "a const parameter must be of a primitive type, written by its own name: `usize`, `bool`, …",
                    ));
                };
                keys.push(quote!(#runtime::consts::#primitive<#name>));
            }
        }
    }
    Ok(keys)
}

/// The type parameters of a method that may hold references, by which expectations cannot be kept.
pub(crate) fn not_static(generics: &Generics) -> Vec<Ident> {
    let clause = generics.where_clause.as_ref();
    generics
        .type_params()
        .filter(|param| !is_static(param, clause))
        .map(|param| param.ident.clone())
        .collect()
}

fn is_static(param: &TypeParam, clause: Option<&WhereClause>) -> bool {
    let name = &param.ident;
    let in_where =
        clause.into_iter().flat_map(|clause| &clause.predicates).filter_map(|predicate| match predicate {
            WherePredicate::Type(predicate) => {
                let subject = predicate.bounded_ty.to_token_stream().to_string();
                (*name == subject).then_some(&predicate.bounds)
            }
            _ => None,
        });
    param.bounds.iter().chain(in_where.flatten()).any(|bound| match bound {
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Any"),
        _ => false,
    })
}

/// A method's generics without its lifetimes: those of its `expect_` method.
pub(crate) fn expect_generics(of_method: &Generics) -> Generics {
    let mut generics = of_method.clone();
    generics.params = std::mem::take(&mut generics.params)
        .into_iter()
        .filter(|param| !matches!(param, GenericParam::Lifetime(_)))
        .collect();
    // What it names is of no use to `expect_…`, which needs the types only to be `'static`.
    let names: Vec<Ident> = of_method.lifetimes().map(|param| param.lifetime.ident.clone()).collect();
    for param in generics.type_params_mut() {
        param.bounds = std::mem::take(&mut param.bounds)
            .into_iter()
            .filter(|bound| {
                let predicate = parse_quote!(T: #bound);
                !mentions(&predicate, &names) && !mentions_self(&predicate)
            })
            .collect();
    }
    if let Some(clause) = &mut generics.where_clause {
        clause.predicates = std::mem::take(&mut clause.predicates)
            .into_iter()
            .filter(|predicate| !mentions(predicate, &names) && !mentions_self(predicate))
            .collect();
    }
    generics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generics_of(method: syn::TraitItemFn) -> Generics {
        method.sig.generics
    }

    fn shown(generics: &Generics) -> String {
        let (params, _, clause) = generics.split_for_impl();
        format!("{}{}", params.to_token_stream(), clause.to_token_stream()).replace(' ', "")
    }

    #[test]
    fn a_mock_has_no_lifetimes() {
        let of_trait = generics_of(parse_quote! {
            fn f<'a, T: 'a + Clone, const N: usize>() where T: Get<'a>, T: Send, Self: Sized;
        });
        assert_eq!(shown(&struct_generics(&of_trait)), "<T:Clone+'static,constN:usize>whereT:Send");
        assert_eq!(
            shown(&impl_generics(&of_trait)),
            "<'a,T:'a+Clone+'static,constN:usize>whereT:Get<'a>,T:Send,Self:Sized"
        );
    }

    #[test]
    fn an_expectation_has_the_types_of_its_method() {
        let of_method = generics_of(parse_quote! {
            fn f<'a, T: 'static, U>() where U: Any + From<&'a T>, T: Send, Self: Sized;
        });
        assert_eq!(shown(&expect_generics(&of_method)), "<T:'static,U>whereT:Send");
    }

    #[test]
    fn type_parameters_that_are_static() {
        let found = |method| {
            let names: Vec<String> =
                not_static(&generics_of(method)).iter().map(ToString::to_string).collect();
            names.join(" ")
        };
        assert_eq!(
            found(parse_quote!(
                fn f<'a, const N: usize>();
            )),
            ""
        );
        assert_eq!(
            found(parse_quote!(
                fn f<T: Send + 'static, U: std::any::Any>();
            )),
            ""
        );
        assert_eq!(
            found(parse_quote!(
                fn f<T>()
                where
                    T: 'static;
            )),
            ""
        );
        assert_eq!(
            found(parse_quote!(
                fn f<'a, T, U: 'a>();
            )),
            "T U"
        );
        assert_eq!(
            found(parse_quote!(
                fn f<U: 'static, T>()
                where
                    U: 'static,
                    Vec<T>: 'static;
            )),
            "T"
        );
    }

    #[test]
    fn instances_differ_by_types_and_consts() {
        let keys_of = |method| keys(&quote!(rt), &generics_of(method));
        let found = keys_of(parse_quote!(
            fn f<'a, T, const N: core::primitive::usize, const B: bool>();
        ))
        .unwrap();
        let found: Vec<String> = found.iter().map(|key| key.to_string().replace(' ', "")).collect();
        assert_eq!(found, ["rt::PhantomData<T>", "rt::consts::usize<N>", "rt::consts::bool<B>"]);
        assert!(
            keys_of(parse_quote!(
                fn f<const N: Size>();
            ))
            .is_err()
        );
        assert!(
            keys_of(parse_quote!(
                fn f<const N: [u8; 2]>();
            ))
            .is_err()
        );
    }
}
