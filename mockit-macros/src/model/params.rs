//! Parameters: their kinds, and how a call passes them on.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Error, GenericArgument, Ident, Lifetime, PathArguments, Result, Token, TraitBound, Type, TypeImplTrait,
    TypeParamBound, TypeReference, parse_quote,
};

use super::lifetimes::{self, Written, bound_object, object_behind, relabel};
use super::walk::Walk;

/// A parameter, as the runtime sees it.
#[derive(Clone)]
pub(crate) struct Param {
    pub(crate) name: Ident,
    /// `Ref<str>`
    pub(crate) kind: TokenStream,
    /// What is handed to the runtime: the parameter, or a box around it.
    pub(crate) pass: TokenStream,
    /// How it is shown: `Probe::<str>::SHOW`
    pub(crate) show: TokenStream,
    /// How it is kept: `Keeping::<str>::KEEP`
    pub(crate) keep: TokenStream,
}

/// From which parameters the result borrows: those with one of these lifetimes.
pub(crate) type Tied = Vec<Written>;

/// What a parameter is handed on as, and the type of that: `impl Trait` becomes an object.
pub(crate) fn handed_on(runtime: &TokenStream, name: &Ident, ty: &Type) -> Result<(TokenStream, Type)> {
    let (pass, ty) = match ty {
        Type::ImplTrait(bounds) => boxed(runtime, name, &bounds.bounds)?,
        Type::Paren(inner) => return handed_on(runtime, name, &inner.elem),
        Type::Reference(reference) => {
            let mut reference = reference.clone();
            if let Type::ImplTrait(bounds) = &*reference.elem {
                let object = dyn_type(bounds.bounds.clone());
                *reference.elem = parse_quote!((#object));
            }
            (name.to_token_stream(), Type::Reference(reference))
        }
        other => (name.to_token_stream(), other.clone()),
    };
    refuse_nested_impl(&ty)?;
    Ok((pass, ty))
}

pub(crate) fn param(runtime: &TokenStream, name: Ident, pass: TokenStream, ty: Type, tied: &Tied) -> Param {
    let (kind, looked_at) = match ty {
        Type::Reference(reference) => reference_kind(runtime, reference, tied),
        other => value_kind(runtime, other, tied),
    };
    let (show, keep) = match looked_at {
        Some(ty) => (show_by_const(runtime, &ty), kept(runtime, ty.to_token_stream())),
        None => (show_by_method(runtime), quote!(())),
    };
    Param { name, kind, pass, show, keep }
}

fn label(tied: &Tied, written: &Written) -> Lifetime {
    if tied.contains(written) { lifetimes::shared() } else { lifetimes::own() }
}

/// The kind, and the type of what predicates look at, if it has no lifetimes.
fn value_kind(runtime: &TokenStream, mut ty: Type, tied: &Tied) -> (TokenStream, Option<Type>) {
    if relabel(&mut ty, &mut |written| Some(label(tied, written))) {
        (family(runtime, &quote!(Hkt), &ty), None)
    } else {
        (quote!(#runtime::Val<#ty>), Some(ty))
    }
}

fn reference_kind(
    runtime: &TokenStream,
    mut reference: TypeReference,
    tied: &Tied,
) -> (TokenStream, Option<Type>) {
    let outer = match Written::of(reference.lifetime.as_ref()) {
        None => lifetimes::fixed(),
        // Only a result that borrows from arguments tells one lifetime from another.
        Some(_) if tied.is_empty() => lifetimes::shared(),
        Some(written) => label(tied, &written),
    };
    let object = object_behind(&mut reference.elem);
    let is_object = object.is_some();
    if let Some(object) = object {
        bound_object(object, &outer);
        let object = object.clone();
        *reference.elem = parse_quote!((#object));
    }
    let is_shared = outer == lifetimes::shared();
    reference.lifetime = Some(outer.clone());
    let has_inner = relabel(&mut reference.elem, &mut |written| match written {
        Written::Named(name) if *name == outer.ident => None,
        written => Some(label(tied, written)),
    });
    let TypeReference { elem, mutability, .. } = &reference;
    if has_inner || is_object || !is_shared {
        return (family(runtime, &quote!(HktRef), &Type::Reference(reference)), None);
    }
    let kind = if mutability.is_some() { quote!(Mut) } else { quote!(Ref) };
    (quote!(#runtime::#kind<#elem>), Some((**elem).clone()))
}

/// A kind made of a family of types over two lifetimes.
pub(crate) fn family(runtime: &TokenStream, kind: &TokenStream, ty: &Type) -> TokenStream {
    let (shared, own) = (lifetimes::shared(), lifetimes::own());
    quote!(#runtime::#kind<dyn for<#shared, #own> #runtime::Lt<#shared, #own, T = #ty>>)
}

fn show_by_const(runtime: &TokenStream, ty: &Type) -> TokenStream {
    quote!(<#runtime::Probe<#ty>>::SHOW)
}

/// How a value is kept.
pub(crate) fn kept(runtime: &TokenStream, ty: TokenStream) -> TokenStream {
    match keeps_alive(ty.clone()) {
        true => quote!(#runtime::Option::None),
        false => quote!(<#runtime::Keeping<#ty>>::KEEP),
    }
}

/// Is there the sender of a channel in it, or a trait object? A clone would keep the channel open, and whoever waits for
/// its end waiting; the object may be the mock itself, which would never be dropped and verified.
fn keeps_alive(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let has_arguments = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '<');
        let found = match token {
            TokenTree::Ident(name) if name == "dyn" => true,
            TokenTree::Ident(name) => has_arguments && SENDERS.iter().any(|sender| name == sender),
            TokenTree::Group(group) => keeps_alive(group.stream()),
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

/// Those of the standard library, of tokio, of futures, of crossbeam and others.
const SENDERS: [&str; 3] = ["Sender", "SyncSender", "UnboundedSender"];

pub(crate) fn show_by_method(runtime: &TokenStream) -> TokenStream {
    quote!(|it, f| (&#runtime::Via(it)).mockit_show(f))
}

/// `impl Trait` has no name, so it is boxed: the expression, and its type.
pub(super) fn boxed(
    runtime: &TokenStream,
    name: &Ident,
    bounds: &Punctuated<TypeParamBound, Token![+]>,
) -> Result<(TokenStream, Type)> {
    let object = object_bounds(bounds)?;
    let own = Lifetime::new("'_", name.span());
    let Some(main) = object.iter().find_map(main_trait) else {
        return Err(Error::new_spanned(
            bounds,
            "a mock hands `impl Trait` on as an object, and these traits have no methods that it could offer: use \
             a type parameter with a `'static` bound",
        ));
    };
    let last = main.path.segments.last().expect("a path has a segment");
    match (last.ident.to_string().as_str(), single_type(&last.arguments)) {
        // Neither can be an object; what they give can.
        ("Into", Some(target)) => {
            return Ok((quote!(#runtime::Into::into(#name)), target.clone()));
        }
        ("IntoIterator", Some(item)) => {
            let (pass, mut item) = (quote!(#runtime::boxed_iter(#name)), item.clone());
            share_lifetimes(&mut item);
            return Ok((pass, parse_quote!(#runtime::Box<dyn #runtime::Iterator<Item = #item> + #own>)));
        }
        _ => {}
    }
    let mut object = dyn_type(object.clone());
    if let Some(object) = object_behind(&mut object) {
        bound_object(object, &own);
    }
    if is_pinned(main) {
        return Ok((quote!(#runtime::Box::pin(#name)), parse_quote!(#runtime::Pin<#runtime::Box<#object>>)));
    }
    Ok((quote!(#runtime::Box::new(#name)), parse_quote!(#runtime::Box<#object>)))
}

/// `dyn …`, where the user wrote the bounds: there the compiler says so when they cannot be an object. The
/// lifetimes of their arguments do not shrink, other than that of the object as a whole.
pub(super) fn dyn_type(bounds: Punctuated<TypeParamBound, Token![+]>) -> Type {
    let span = bounds.span();
    let mut object = Type::TraitObject(syn::TypeTraitObject {
        attrs: Vec::new(),
        dyn_token: Some(Token![dyn](span)),
        bounds,
    });
    share_lifetimes(&mut object);
    object
}

fn share_lifetimes(ty: &mut Type) {
    relabel(ty, &mut |_| Some(lifetimes::shared()));
}

/// Is it passed as an object whose arguments have lifetimes? Then these are the ones that parameters share.
pub(super) fn has_fixed_lifetimes(ty: &Type) -> bool {
    lifetimes::lifetimes_of(ty).contains(&Written::shared())
}

/// `Into<T>` and `IntoIterator<Item = T>` both have one type argument.
fn single_type(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        GenericArgument::AssocType(assoc) if assoc.ident == "Item" => Some(&assoc.ty),
        _ => None,
    }
}

const MARKERS: [&str; 5] = ["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"];
/// Traits of which there are no objects; the compiler would say so without a remedy.
const NO_OBJECTS: [&str; 12] = [
    "Serialize",
    "Deserialize",
    "DeserializeOwned",
    "Hash",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Default",
    "FromStr",
    "From",
    "TryFrom",
];
/// Bounds that an object cannot have, and that a caller who was given it does not miss.
pub(super) const DROPPED: [&str; 3] = ["Sized", "Clone", "Copy"];

pub(super) fn last_is(bound: &TraitBound, names: &[&str]) -> bool {
    bound.path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

/// Is a box around it useful only when it is pinned?
pub(crate) fn is_pinned(bound: &TraitBound) -> bool {
    last_is(bound, &["Future", "Stream"])
}

pub(super) fn main_trait(bound: &TypeParamBound) -> Option<&TraitBound> {
    match bound {
        TypeParamBound::Trait(bound) if !last_is(bound, &MARKERS) => Some(bound),
        _ => None,
    }
}

/// The bounds of the object that stands for `impl …`.
pub(crate) fn object_bounds(
    bounds: &Punctuated<TypeParamBound, Token![+]>,
) -> Result<Punctuated<TypeParamBound, Token![+]>> {
    let kept: Punctuated<TypeParamBound, Token![+]> = bounds
        .iter()
        .filter(|bound| !matches!(bound, TypeParamBound::Trait(bound) if last_is(bound, &DROPPED)))
        .filter(|bound| !matches!(bound, TypeParamBound::PreciseCapture(_)))
        .cloned()
        .collect();
    if let Some(never) = kept.iter().filter_map(main_trait).find(|bound| last_is(bound, &NO_OBJECTS)) {
        let name = &never.path;
        return Err(Error::new_spanned(
            name,
            format!(
                "`{}` cannot be a trait object, as which a mock would hand this on: use a type parameter that is \
                 `'static`, as in `T: {} + 'static`",
                super::shown(&name.to_token_stream()),
                super::shown(&name.to_token_stream())
            ),
        ));
    }
    if let Some(second) = kept.iter().filter_map(main_trait).nth(1) {
        return Err(Error::new_spanned(
            second,
            "a mock keeps `impl A + B` as an object, which can have only one trait besides `Send` and `Sync`: \
             declare a trait that has both as supertraits and use it here",
        ));
    }
    Ok(kept)
}

fn refuse_nested_impl(ty: &Type) -> Result<()> {
    struct Find(Option<TypeImplTrait>);
    impl Walk for Find {
        fn impl_trait(&mut self, ty: &mut TypeImplTrait) {
            self.0.get_or_insert(ty.clone());
        }
    }
    let mut find = Find(None);
    find.ty(&mut ty.clone());
    match find.0 {
        None => Ok(()),
        Some(nested) => Err(Error::new_spanned(
            nested,
            "`impl Trait` inside another type cannot be mocked: use a type parameter with a `'static` bound, or \
             `dyn Trait`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::Lifetime;

    /// The kind of a parameter, where the result borrows nothing.
    fn kind(ty: Type) -> String {
        tied_kind(ty, &Tied::new())
    }

    fn tied_kind(ty: Type, tied: &Tied) -> String {
        let (pass, ty) = handed_on(&quote!(rt), &parse_quote!(it), &ty).unwrap();
        let param = param(&quote!(rt), parse_quote!(it), pass, ty, tied);
        param.kind.to_string().replace(' ', "").replace("rt::", "").replace("mockit_", "")
    }

    #[test]
    fn kinds() {
        assert_eq!(kind(parse_quote!(u32)), "Val<u32>");
        assert_eq!(kind(parse_quote!(&str)), "Ref<str>");
        assert_eq!(kind(parse_quote!(&mut [u8])), "Mut<[u8]>");
        assert_eq!(kind(parse_quote!(Option<&u8>)), "Hkt<dynfor<'a,'b>Lt<'a,'b,T=Option<&'bu8>>>");
        assert_eq!(kind(parse_quote!(&[&str])), "HktRef<dynfor<'a,'b>Lt<'a,'b,T=&'a[&'bstr]>>");
        assert_eq!(kind(parse_quote!(&dyn Show)), "HktRef<dynfor<'a,'b>Lt<'a,'b,T=&'a(dynShow+'a)>>");
        assert_eq!(kind(parse_quote!(&'static str)), "HktRef<dynfor<'a,'b>Lt<'a,'b,T=&'staticstr>>");
    }

    #[test]
    fn senders_and_objects_are_not_kept() {
        let keeps_alive = |text: &str| keeps_alive(text.parse().unwrap());
        assert!(
            keeps_alive("mpsc::Sender<u8>")
                && keeps_alive("(u8, Option<tokio::sync::mpsc::UnboundedSender<T>>)")
        );
        assert!(keeps_alive("Arc<dyn Observer>") && keeps_alive("Vec<Rc<dyn Fn()>>"));
        assert!(!keeps_alive("Sender") && !keeps_alive("EmailSender<u8>") && !keeps_alive("Vec<u8>"));
    }

    #[test]
    fn what_the_result_borrows_from_has_the_shared_lifetime() {
        let tied = vec![Written::of(Some(&Lifetime::new("'x", proc_macro2::Span::call_site()))).unwrap()];
        assert_eq!(tied_kind(parse_quote!(&'x str), &tied), "Ref<str>");
        assert_eq!(tied_kind(parse_quote!(&str), &tied), "HktRef<dynfor<'a,'b>Lt<'a,'b,T=&'bstr>>");
    }

    #[test]
    fn impl_trait_is_passed_as_an_object() {
        let passed = |ty: Type| {
            let (pass, _) = handed_on(&quote!(rt), &parse_quote!(it), &ty).unwrap();
            (pass.to_string().replace(' ', ""), kind(ty))
        };
        let (pass, kind) = passed(parse_quote!(impl Fn(u8) -> u8 + Clone + Send));
        assert_eq!(pass, "rt::Box::new(it)");
        assert_eq!(kind, "Hkt<dynfor<'a,'b>Lt<'a,'b,T=Box<dynFn(u8)->u8+Send+'b>>>");
        assert_eq!(
            passed(parse_quote!(impl Into<String>)),
            ("rt::Into::into(it)".into(), "Val<String>".into())
        );
        assert_eq!(passed(parse_quote!(impl IntoIterator<Item = u8>)).0, "rt::boxed_iter(it)");
        assert_eq!(passed(parse_quote!(impl Future<Output = u8>)).0, "rt::Box::pin(it)");
    }

    #[test]
    fn refusals() {
        for (ty, text) in [
            (parse_quote!(impl Debug + Display), "only one trait"),
            (parse_quote!(impl Send + Sync), "no methods"),
            (parse_quote!(impl serde::Serialize), "`serde::Serialize` cannot be a trait object"),
            (parse_quote!(Vec<impl Debug>), "inside another type"),
            (parse_quote!(impl Iterator<Item = impl Debug>), "inside another type"),
        ] {
            let error = handed_on(&quote!(rt), &parse_quote!(it), &ty).err().unwrap().to_string();
            assert!(error.contains(text), "{error}");
        }
    }
}
