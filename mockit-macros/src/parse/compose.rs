//! Traits that a mock takes over from where they are declared.
//!
//! A macro sees nothing but its own input, so a trait that is mocked leaves a macro of its name, which hands its
//! declaration on. A mock that wants it calls that macro with everything that it knows so far; this is called
//! back with the declaration besides, and so on, until all are there.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{ItemTrait, Path, Result, Token};

use super::known;

/// A mock that is to be written when all traits are known.
pub(crate) struct Composition {
    pub(crate) kind: Kind,
    /// Of the attribute; empty for `mock!`.
    pub(crate) arguments: TokenStream,
    /// What the macro was given.
    pub(crate) item: TokenStream,
    offers: Vec<Offer>,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Automock,
    Mock,
}

/// A trait that is declared elsewhere.
struct Offer {
    path: Path,
    declaration: TokenStream,
    /// Those that its own mock takes over: whoever takes it needs them too.
    supertraits: Vec<Path>,
}

impl Composition {
    pub(crate) fn new(kind: Kind, arguments: TokenStream, item: TokenStream) -> Composition {
        Composition { kind, arguments, item, offers: Vec::new() }
    }

    /// The declarations of these traits, and of those that they bring, with their paths; or the first of which
    /// none is known yet.
    pub(crate) fn declarations(
        &self,
        wanted: &[Path],
    ) -> Result<std::result::Result<Vec<(Path, ItemTrait)>, Path>> {
        let said = wanted.len();
        let (mut wanted, mut index) = (wanted.to_vec(), 0);
        let mut found = Vec::<(Path, ItemTrait)>::new();
        while index < wanted.len() {
            let path = wanted[index].clone();
            // One that another trait brings may be said as well, by another path.
            let is_there = |other: &Path| match index < said {
                true => text(other) == text(&path),
                false => last(other) == last(&path),
            };
            let is_twice = wanted[..index].iter().any(is_there);
            index += 1;
            if is_twice {
                continue;
            }
            if let Some(item) = known::declaration(&path) {
                found.push((path, item));
                continue;
            }
            let Some(offer) = self.offers.iter().find(|offer| text(&offer.path) == text(&path)) else {
                return Ok(Err(path));
            };
            found.push((path, syn::parse2(offer.declaration.clone())?));
            wanted.extend(offer.supertraits.iter().cloned());
        }
        Ok(Ok(found))
    }

    /// Calls the macro of the trait at `path`, which calls back.
    pub(crate) fn ask(&self, runtime: &TokenStream, path: &Path) -> TokenStream {
        let mut name = path.clone();
        if let Some(last) = name.segments.last_mut() {
            last.arguments = syn::PathArguments::None;
        }
        let Composition { arguments, item, .. } = self;
        let kind = match self.kind {
            Kind::Automock => quote!(automock),
            Kind::Mock => quote!(mock),
        };
        let offers = self.offers.iter().map(|Offer { path, declaration, supertraits }| {
            quote!({ #path } { #declaration } { #(impl #supertraits;)* })
        });
        quote!(#name! { [#runtime::private::compose] #kind { #arguments } { #item } #(#offers)* { #path } })
    }
}

fn text(path: &Path) -> String {
    path.to_token_stream().to_string()
}

fn last(path: &Path) -> String {
    path.segments.last().to_token_stream().to_string()
}

impl Parse for Composition {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let kind: syn::Ident = input.parse()?;
        let kind = if kind == "mock" { Kind::Mock } else { Kind::Automock };
        let mut composition = Composition::new(kind, group(input)?, group(input)?);
        while !input.is_empty() {
            let (path, declaration, supertraits) = (group(input)?, group(input)?, group(input)?);
            let (path, supertraits) = (syn::parse2(path)?, syn::parse::Parser::parse2(paths, supertraits)?);
            composition.offers.push(Offer { path, declaration, supertraits });
        }
        Ok(composition)
    }
}

fn paths(input: ParseStream<'_>) -> Result<Vec<Path>> {
    let mut paths = Vec::new();
    while !input.is_empty() {
        input.parse::<Token![impl]>()?;
        paths.push(input.parse()?);
        input.parse::<Token![;]>()?;
    }
    Ok(paths)
}

fn group(input: ParseStream<'_>) -> Result<TokenStream> {
    match input.parse()? {
        TokenTree::Group(group) => Ok(group.stream()),
        other => Err(syn::Error::new(other.span(), "expected what a trait's own macro hands on")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn composed(text: &str) -> Composition {
        syn::parse_str(text).unwrap()
    }

    fn wanted(paths: &[&str]) -> Vec<Path> {
        paths.iter().map(|path| syn::parse_str(path).unwrap()).collect()
    }

    #[test]
    fn asks_until_all_are_there() {
        let first = Composition::new(Kind::Mock, quote!(), quote!(Foo {}));
        let missing = first.declarations(&wanted(&["Read", "a::Base<u8>"])).unwrap().err().unwrap();
        let asked = first.ask(&quote!(::m), &missing).to_string();
        assert_eq!(
            asked,
            "a :: Base ! { [:: m :: private :: compose] mock { } { Foo { } } { a :: Base < u8 > } }"
        );

        let second = composed("mock {} { Foo {} } { a::Base<u8> } { trait Base<T> {} } { impl b::Root; }");
        let missing = second.declarations(&wanted(&["Read", "a::Base<u8>"])).unwrap().err().unwrap();
        assert_eq!(text(&missing), "b :: Root");

        let third = composed(
            "mock {} { Foo {} } { a::Base<u8> } { trait Base<T> {} } { impl b::Root; } { b::Root } { trait Root {} } {}",
        );
        let all = third.declarations(&wanted(&["Read", "a::Base<u8>"])).unwrap().ok().unwrap();
        let names: Vec<String> = all.iter().map(|(_, item)| item.ident.to_string()).collect();
        assert_eq!(names, ["Read", "Base", "Root"]);

        let said = third.declarations(&wanted(&["a::Base<u8>", "other::Root"])).unwrap().err().unwrap();
        assert_eq!(text(&said), "other :: Root");
    }
}
