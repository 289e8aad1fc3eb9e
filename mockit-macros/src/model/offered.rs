//! Traits that are not written out: their declaration is known, or comes from where they are declared.

use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{
    Error, GenericArgument, GenericParam, Generics, Ident, ItemTrait, Lifetime, Path, PathArguments, Result,
    Signature, Token, TraitItem, Type, Visibility, parse_quote,
};

use super::assoc::Fill;
use super::shown;
use super::walk::{Walk, inside_signature};
use crate::parse::{AssocConst, AssocType, Block, Function};

/// The impl of the trait at `path`, which is declared so, for a mock with these generics.
pub(crate) fn block(path: &Path, declared: &ItemTrait, of_mock: &Generics) -> Result<Block> {
    let (plain, given) = split(path);
    let mut block = Block::new(Some(plain), of_mock.clone());
    block.attrs = declared.attrs.clone();
    block.unsafety = declared.unsafety;
    add_lifetimes(&given.positional, &mut block.generics);
    let fills = fills(path, &declared.generics, &given.positional)?;
    let fill = |ty: &mut Type| fills.iter().for_each(|(name, with)| filling(name, with).ty(ty));
    for item in &declared.items {
        match item {
            TraitItem::Fn(method) => {
                let mut sig = method.sig.clone();
                fills.iter().for_each(|(name, with)| inside_signature(&mut filling(name, with), &mut sig));
                rename_params(&mut sig, of_mock);
                let (attrs, vis) = (method.attrs.clone(), Visibility::Inherited);
                block.methods.push(Function { attrs, vis, sig, default: None });
            }
            TraitItem::Type(item) => {
                let (name, generics) = (item.ident.clone(), item.generics.clone());
                match given.types.iter().find(|given| given.0 == name) {
                    Some((_, ty)) => {
                        block.types.push(AssocType { attrs: Vec::new(), name, generics, ty: ty.clone() });
                    }
                    None if item.default.is_none() => return Err(missing(path, &name)),
                    None => {}
                }
            }
            TraitItem::Const(item) => {
                let mut ty = item.ty.clone();
                fill(&mut ty);
                let name = item.ident.clone();
                match given.consts.iter().find(|given| given.0 == name) {
                    Some((_, value)) => block.consts.push(AssocConst {
                        attrs: Vec::new(),
                        vis: Visibility::Inherited,
                        name,
                        ty: Some(ty),
                        value: value.clone(),
                    }),
                    None if item.default.is_none() => return Err(missing(path, &name)),
                    None => {}
                }
            }
            _ => {}
        }
    }
    Ok(block)
}

/// A method's own type parameters must not have the names of the mock's.
fn rename_params(sig: &mut Signature, of_mock: &Generics) {
    let taken: Vec<&Ident> = of_mock.type_params().map(|param| &param.ident).collect();
    let clashing: Vec<Ident> = sig
        .generics
        .type_params()
        .map(|param| param.ident.clone())
        .filter(|name| taken.contains(&name))
        .collect();
    for name in clashing {
        let other = format_ident!("{name}OfMethod", span = name.span());
        for param in sig.generics.type_params_mut().filter(|param| param.ident == name) {
            param.ident = other.clone();
        }
        let with = With::Type(Box::new(parse_quote!(#other)));
        inside_signature(&mut filling(&name, &with), sig);
    }
}

fn missing(path: &Path, name: &Ident) -> Error {
    let of = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    Error::new_spanned(path, format!("the mock needs `{name}` of `{of}`: write `impl {of}<{name} = …>;`"))
}

/// What stands between the angle brackets.
#[derive(Default)]
struct Given {
    positional: Vec<GenericArgument>,
    types: Vec<(Ident, Type)>,
    consts: Vec<(Ident, syn::Expr)>,
}

/// The path as an impl has it, and what was said of associated items.
fn split(path: &Path) -> (Path, Given) {
    let (mut path, mut given) = (path.clone(), Given::default());
    if let Some(last) = path.segments.last_mut()
        && let PathArguments::AngleBracketed(arguments) = &mut last.arguments
    {
        for argument in std::mem::take(&mut arguments.args) {
            match argument {
                GenericArgument::AssocType(assoc) => given.types.push((assoc.ident, assoc.ty)),
                GenericArgument::AssocConst(assoc) => given.consts.push((assoc.ident, assoc.value)),
                other => given.positional.push(other),
            }
        }
        arguments.args = given.positional.iter().cloned().collect::<Punctuated<_, Token![,]>>();
        if arguments.args.is_empty() {
            last.arguments = PathArguments::None;
        }
    }
    (path, given)
}

/// The impl declares the lifetimes that its trait is named with.
fn add_lifetimes(arguments: &[GenericArgument], generics: &mut Generics) {
    for argument in arguments {
        if let GenericArgument::Lifetime(lifetime) = argument
            && lifetime.ident != "static"
            && !generics.lifetimes().any(|known| known.lifetime == *lifetime)
        {
            generics.params.insert(0, parse_quote!(#lifetime));
        }
    }
}

enum With {
    Type(Box<Type>),
    Lifetime(Lifetime),
}

fn filling<'a>(name: &'a Ident, with: &'a With) -> Fill<'a> {
    match with {
        With::Type(ty) => Fill::Type(name, ty),
        With::Lifetime(lifetime) => Fill::Lifetime(name, lifetime),
    }
}

/// What stands for each of the trait's parameters.
fn fills(path: &Path, declared: &Generics, arguments: &[GenericArgument]) -> Result<Vec<(Ident, With)>> {
    let is_lifetime = |argument: &&GenericArgument| matches!(argument, GenericArgument::Lifetime(_));
    let mut lifetimes = arguments.iter().filter(is_lifetime);
    let mut others = arguments.iter().filter(|argument| !is_lifetime(argument));
    let mut fills = Vec::new();
    for param in &declared.params {
        let (name, default) = match param {
            GenericParam::Lifetime(param) => {
                if let Some(GenericArgument::Lifetime(given)) = lifetimes.next() {
                    fills.push((param.lifetime.ident.clone(), With::Lifetime(given.clone())));
                }
                continue;
            }
            GenericParam::Type(param) => (&param.ident, param.default.as_ref().map(|(_, ty)| ty.clone())),
            GenericParam::Const(param) => (
                &param.ident,
                param.default.as_ref().map(|(_, value)| Type::Verbatim(value.to_token_stream())),
            ),
        };
        let given = match others.next() {
            Some(GenericArgument::Type(ty)) => Some(ty.clone()),
            Some(GenericArgument::Const(value)) => Some(Type::Verbatim(value.to_token_stream())),
            _ => default,
        };
        let Some(given) = given else {
            let form = shown(&quote!(#param));
            return Err(Error::new_spanned(path, format!("`{form}` of this trait is not given here")));
        };
        let mut given = given;
        // A default may name the parameters before it.
        fills.iter().for_each(|(name, with)| filling(name, with).ty(&mut given));
        fills.push((name.clone(), With::Type(Box::new(given))));
    }
    Ok(fills)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(path: &str, declared: &str) -> Result<Vec<String>> {
        let block = block(&syn::parse_str(path)?, &syn::parse_str(declared)?, &Generics::default())?;
        let plain = |tokens: &dyn ToTokens| tokens.to_token_stream().to_string().replace(' ', "");
        let mut texts = vec![plain(&block.generics.params), plain(&block.of_trait)];
        texts.extend(block.types.iter().map(|given| plain(&given.ty)));
        texts.extend(block.consts.iter().map(|given| plain(&given.ty)));
        texts.extend(block.methods.iter().map(|method| plain(&method.sig)));
        Ok(texts)
    }

    #[test]
    fn parameters_are_filled_in() {
        assert_eq!(
            made(
                "a::Get<'x, u8, Item = u16>",
                "trait Get<'a, K, V = Vec<K>> { type Item; fn get(&self, k: &'a K) -> V; }"
            )
            .unwrap(),
            ["'x", "a::Get<'x,u8>", "u16", "fnget(&self,k:&'xu8)->Vec<u8>"]
        );
        assert_eq!(
            made(
                "Buf<3, SIZE = 7>",
                "trait Buf<const N: usize> { const SIZE: usize; fn fill(&self, b: Page<N>); }"
            )
            .unwrap(),
            ["", "Buf<3>", "usize", "fnfill(&self,b:Page<3>)"]
        );
        let mut method: syn::TraitItemFn = parse_quote!(
            fn f<T: Into<U>, U>(t: T, u: Vec<U>);
        );
        rename_params(&mut method.sig, &parse_quote!(<U>));
        assert_eq!(
            method.sig.to_token_stream().to_string().replace(' ', ""),
            "fnf<T:Into<UOfMethod>,UOfMethod>(t:T,u:Vec<UOfMethod>)"
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        let error = |path, declared| made(path, declared).err().unwrap().to_string();
        assert_eq!(
            error("a::Iter", "trait Iter { type Item; }"),
            "the mock needs `Item` of `Iter`: write `impl Iter<Item = …>;`"
        );
        assert_eq!(error("Get", "trait Get<K: Copy> {}"), "`K: Copy` of this trait is not given here");
    }
}
