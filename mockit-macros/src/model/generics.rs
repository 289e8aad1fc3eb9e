//! Generics of the mock, of its impl, and of its methods.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    AngleBracketedGenericArguments, Error, GenericArgument, GenericParam, Generics, Ident, Lifetime, Result,
    Type, TypeParam, TypeParamBound, WhereClause, WherePredicate, parse_quote,
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
fn mentions(predicate: &WherePredicate, names: &[Ident]) -> bool {
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

/// Does the predicate name one of these types or consts?
fn mentions_types(predicate: &WherePredicate, names: &[Ident]) -> bool {
    struct Find<'a>(&'a [Ident], bool);
    impl Walk for Find<'_> {
        fn path(&mut self, path: &mut syn::Path) {
            self.1 |= path.segments.first().is_some_and(|first| self.0.contains(&first.ident));
            walk::inside_path(self, path);
        }
    }
    let mut find = Find(names, false);
    inside_predicate(&mut find, &mut predicate.clone());
    find.1
}

/// How an impl block's generics belong to those of the mock.
pub(super) struct Belongs {
    /// The types by which expectations must be kept apart, since the mock's own type does not.
    pub(super) keyed: Generics,
    /// Those of `expect_…` itself: the mock's type says nothing of them.
    pub(super) of_expect: Generics,
    /// Those of the impl around `expect_…`, where it is not the mock's own.
    pub(super) of_impl: Option<Generics>,
}

impl Belongs {
    /// The block has the mock's generics, and perhaps lifetimes.
    pub(super) fn plainly() -> Belongs {
        Belongs { keyed: Generics::default(), of_expect: Generics::default(), of_impl: None }
    }
}

/// `of_mock` declares the mock's type, `of_block` an impl for `MockFoo<arguments>`, or for the mock with its own
/// parameters.
pub(super) fn belongs(
    of_mock: &Generics,
    of_block: &Generics,
    arguments: Option<&AngleBracketedGenericArguments>,
) -> Belongs {
    let own: Vec<Ident> = of_mock.params.iter().map(name).collect();
    let arguments = arguments.map(|arguments| &arguments.args);
    let bare: Option<Vec<Ident>> = match arguments {
        None => Some(own.clone()),
        Some(arguments) => arguments.iter().map(bare_name).collect(),
    };
    let named: Vec<Ident> = match &bare {
        Some(names) => names.clone(),
        None => of_block.params.iter().map(name).filter(|name| is_in(name, arguments)).collect(),
    };
    let free: Vec<Ident> = of_block.params.iter().map(name).filter(|name| !named.contains(name)).collect();
    let of_impl = only(of_block, &|name| !free.contains(name));
    let of_expect = without_lifetimes(only(of_block, &|name| free.contains(name)));
    let is_own = bare.as_ref() == Some(&own) && same(&of_impl, of_mock);
    match is_own {
        true => Belongs { keyed: of_expect.clone(), of_expect, of_impl: None },
        false => Belongs { keyed: without_lifetimes(of_block.clone()), of_expect, of_impl: Some(of_impl) },
    }
}

fn name(param: &GenericParam) -> Ident {
    match param {
        GenericParam::Lifetime(param) => param.lifetime.ident.clone(),
        GenericParam::Type(param) => param.ident.clone(),
        GenericParam::Const(param) => param.ident.clone(),
    }
}

/// An argument that is nothing but a parameter.
fn bare_name(argument: &GenericArgument) -> Option<Ident> {
    match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime.ident.clone()),
        GenericArgument::Type(Type::Path(path)) if path.qself.is_none() => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn is_in(
    name: &Ident,
    arguments: Option<&syn::punctuated::Punctuated<GenericArgument, syn::Token![,]>>,
) -> bool {
    let probe = |argument: &GenericArgument| match argument {
        GenericArgument::Lifetime(lifetime) => lifetime.ident == *name,
        GenericArgument::Type(ty) => {
            let predicate = parse_quote!(#ty: Sized);
            mentions_types(&predicate, std::slice::from_ref(name))
                || mentions(&predicate, std::slice::from_ref(name))
        }
        GenericArgument::Const(value) => *name == value.to_token_stream().to_string(),
        _ => false,
    };
    arguments.is_some_and(|arguments| arguments.iter().any(probe))
}

/// The parameters that are wanted, and what is said of them alone.
fn only(generics: &Generics, wanted: &dyn Fn(&Ident) -> bool) -> Generics {
    let (kept, others): (Vec<_>, Vec<_>) =
        generics.params.iter().cloned().partition(|param| wanted(&name(param)));
    let others: Vec<Ident> = others.iter().map(name).collect();
    let is_alone =
        |predicate: &WherePredicate| !mentions(predicate, &others) && !mentions_types(predicate, &others);
    let mut generics = Generics { params: kept.into_iter().collect(), ..generics.clone() };
    if let Some(clause) = &mut generics.where_clause {
        clause.predicates = std::mem::take(&mut clause.predicates).into_iter().filter(is_alone).collect();
    }
    for param in generics.type_params_mut() {
        param.default = None;
        param.bounds = std::mem::take(&mut param.bounds)
            .into_iter()
            .filter(|bound| is_alone(&parse_quote!(T: #bound)))
            .collect();
    }
    generics
}

fn without_lifetimes(generics: Generics) -> Generics {
    let names: Vec<Ident> = generics.lifetimes().map(|param| param.lifetime.ident.clone()).collect();
    only(&generics, &|name| !names.contains(name))
}

/// Are they declared alike?
fn same(one: &Generics, other: &Generics) -> bool {
    let text = |generics: &Generics| {
        let generics = only(generics, &|_| true);
        let params =
            generics.params.iter().map(|param| param.to_token_stream().to_string()).collect::<Vec<_>>();
        let clause = generics.where_clause.map(|clause| clause.predicates.to_token_stream().to_string());
        (params, clause.filter(|clause| !clause.is_empty()))
    };
    text(one) == text(other)
}

/// The generics of an impl for the mock with its own parameters, which it need not repeat.
pub(super) fn with_missing(of_block: Generics, of_mock: &Generics) -> Generics {
    let said: Vec<Ident> = of_block.params.iter().map(name).collect();
    if of_mock.params.iter().any(|param| said.contains(&name(param))) {
        return of_block;
    }
    let mut all = of_mock.clone();
    all.params.extend(of_block.params);
    if let Some(clause) = of_block.where_clause {
        all.make_where_clause().predicates.extend(clause.predicates);
    }
    all
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
    fn blocks_belong_to_mocks() {
        let found = |of_mock: syn::ItemStruct, block: syn::ItemImpl| {
            let Type::Path(path) = &*block.self_ty else { unreachable!() };
            let arguments = match &path.path.segments[0].arguments {
                syn::PathArguments::AngleBracketed(arguments) => Some(arguments),
                _ => None,
            };
            let Belongs { keyed, of_expect, of_impl } =
                belongs(&of_mock.generics, &block.generics, arguments);
            [shown(&keyed), shown(&of_expect), of_impl.map_or("own".into(), |generics| shown(&generics))]
        };
        assert_eq!(
            found(
                parse_quote!(
                    struct F<T>;
                ),
                parse_quote!(
                    impl<T> A for F<T> {}
                )
            ),
            ["", "", "own"]
        );
        assert_eq!(
            found(
                parse_quote!(
                    struct F<T>;
                ),
                parse_quote!(
                    impl<U> A for F<U> {}
                )
            ),
            ["<U>", "", "<U>"]
        );
        assert_eq!(
            found(
                parse_quote!(
                    struct F<T>;
                ),
                parse_quote!(impl A for F<u8> {})
            ),
            ["", "", ""]
        );
        assert_eq!(
            found(
                parse_quote!(
                    struct F;
                ),
                parse_quote!(
                    impl<T> A<T> for F {}
                )
            ),
            ["<T>", "<T>", "own"]
        );
        assert_eq!(
            found(
                parse_quote!(
                    struct F<T>;
                ),
                parse_quote!(
                    impl<'a, T: B, U> A<'a, U> for F<Vec<T>> {}
                )
            ),
            ["<T:B,U>", "<U>", "<T:B>"]
        );
        assert_eq!(
            found(
                parse_quote!(
                    struct F<'a, T>;
                ),
                parse_quote!(
                    impl<'a, T: Copy> A for F<'a, T> {}
                )
            ),
            ["<T:Copy>", "", "<'a,T:Copy>"]
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
