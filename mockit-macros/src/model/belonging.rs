//! How an impl block's generics belong to those of its mock.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, Generics, Ident, Token, Type, WherePredicate,
    parse_quote,
};

use super::generics::{first_mentioned, mentions, mentions_types, name};

/// Which of a block's generics are whose.
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

/// An argument that is nothing but a parameter.
fn bare_name(argument: &GenericArgument) -> Option<Ident> {
    match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime.ident.clone()),
        GenericArgument::Type(Type::Path(path)) if path.qself.is_none() => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn is_in(name: &Ident, arguments: Option<&Punctuated<GenericArgument, Token![,]>>) -> bool {
    let probe = |argument: &GenericArgument| match argument {
        GenericArgument::Lifetime(lifetime) => lifetime.ident == *name,
        GenericArgument::Type(ty) => {
            let names = std::slice::from_ref(name);
            first_mentioned(ty, names).is_some() || mentions(&parse_quote!(#ty: Sized), names)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(generics: &Generics) -> String {
        let (params, _, clause) = generics.split_for_impl();
        format!("{}{}", params.to_token_stream(), clause.to_token_stream()).replace(' ', "")
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
}
