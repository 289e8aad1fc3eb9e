//! `mock! { … }`: a type that is declared nowhere but here.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Error, Generics, Ident, Path, Result, Token, Type, Visibility, WhereClause};

use super::{Block, Derives, Parts, Source, self_type};

/// A mock, and the traits whose signatures it takes from where they are offered.
pub(crate) fn mock(input: TokenStream) -> Result<(Source, Vec<Path>)> {
    read.parse2(input)
}

fn read(input: ParseStream<'_>) -> Result<(Source, Vec<Path>)> {
    let mut errors = Vec::new();
    let runtime = runtime(input)?;
    let mut attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    if input.peek(Token![struct]) || input.peek(Token![trait]) {
        return Err(input.error(
            "`mock!` begins with the name of what is mocked, as in `mock! { pub Foo { fn bar(&self); } }`; a trait's \
             impl follows behind: `impl Trait for Foo { … }`",
        ));
    }
    let of: Ident = input.parse()?;
    let mut generics: Generics = input.parse()?;
    let clause: Option<WhereClause> = input.parse()?;
    generics.where_clause = clause;
    let mut own = Block::new(None, generics.clone());
    braced(input, &mut own, &mut errors)?;
    let derives = Derives::taken(&mut attrs, &mut errors);
    let (blocks, parts) = (vec![own], Parts::One);
    let mut source = Source { of, vis, attrs, derives, generics, blocks, runtime, parts, errors };
    let mut offered = Vec::new();
    while !input.is_empty() {
        if let Err(error) = trait_impl(input, &mut source, &mut offered) {
            source.errors.push(error);
            super::skip_item(input);
        }
    }
    Ok((source, offered))
}

/// `crate = path;`, which the macro of the runtime puts before what the user wrote.
fn runtime(input: ParseStream<'_>) -> Result<Option<Path>> {
    if !(input.peek(Token![crate]) && input.peek2(Token![=])) {
        return Ok(None);
    }
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    let path = input.call(Path::parse_mod_style)?;
    input.parse::<Token![;]>()?;
    Ok(Some(path))
}

fn braced(input: ParseStream<'_>, block: &mut Block, errors: &mut Vec<Error>) -> Result<()> {
    let content;
    syn::braced!(content in input);
    block.read(&content, errors);
    Ok(())
}

/// `impl Trait for Foo { … }`, or `impl Trait;` where the trait offers its signature.
fn trait_impl(input: ParseStream<'_>, source: &mut Source, offered: &mut Vec<Path>) -> Result<()> {
    let attrs = input.call(Attribute::parse_outer)?;
    let unsafety: Option<Token![unsafe]> = input.parse()?;
    let impl_token: Token![impl] = input.parse()?;
    let mut generics: Generics = if input.peek(Token![<]) { input.parse()? } else { Generics::default() };
    let first: Type = input.parse()?;
    if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        offered.push(path_of(first)?);
        return Ok(());
    }
    let (of_trait, ty) = if input.peek(Token![for]) {
        input.parse::<Token![for]>()?;
        (Some(path_of(first)?), input.parse::<Type>()?)
    } else {
        (None, first)
    };
    let clause: Option<WhereClause> = input.parse()?;
    generics.where_clause = clause;
    let (name, arguments) = self_type(&ty)?;
    if name != source.of && name != format!("Mock{}", source.of) {
        return Err(Error::new(
            name.span(),
            format!("everything in this `mock!` belongs to `{of}`: write `for {of}`", of = source.of),
        ));
    }
    if of_trait.is_none() && arguments.is_none() {
        return Err(Error::new(
            impl_token.span,
            format!("methods of `{name}` itself stand right behind its name: `{name} {{ … }}`"),
        ));
    }
    let mut block = Block::new(of_trait, generics);
    (block.attrs, block.unsafety, block.arguments) = (attrs, unsafety, arguments);
    braced(input, &mut block, &mut source.errors)?;
    source.blocks.push(block);
    Ok(())
}

fn path_of(ty: Type) -> Result<Path> {
    match ty {
        Type::Path(path) if path.qself.is_none() => Ok(path.path),
        Type::Group(inner) => path_of(*inner.elem),
        other => Err(Error::new_spanned(other, "expected the path of a trait")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Source, Vec<Path>) {
        mock(text.parse().unwrap()).unwrap()
    }

    fn methods(source: &Source) -> Vec<Vec<String>> {
        let names = |block: &Block| block.methods.iter().map(|method| method.sig.ident.to_string()).collect();
        source.blocks.iter().map(names).collect()
    }

    #[test]
    fn reads_a_description() {
        let (source, offered) = read(
            "crate = a::b; #[derive(Clone)] #[must_use] pub(crate) Foo<T: Copy> where T: Send {
                 const N: u8 = 1; pub fn one(&self); fn two() -> T { panic!() }
             }
             #[x] unsafe impl<T: Copy> Bar<u8> for Foo<T> where T: Send { type A = u8; fn three(&self); }
             impl Foo<u8> { fn four(&self); }
             impl std::io::Read;",
        );
        assert!(source.errors.is_empty() && source.runtime.is_some() && source.derives.clone);
        assert_eq!((source.of.to_string().as_str(), source.attrs.len()), ("Foo", 1));
        assert_eq!(methods(&source), [vec!["one", "two"], vec!["three"], vec!["four"]]);
        let bar = &source.blocks[1];
        assert!(
            bar.unsafety.is_some() && bar.arguments.is_some() && bar.types.len() == 1 && bar.attrs.len() == 1
        );
        assert!(source.blocks[2].of_trait.is_none());
        assert_eq!(offered.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_leaves_the_rest() {
        let (source, _) = read(
            "Foo { fn one(&self); fn two(&self) -> ; fn three(&self); }
             impl Bar for Other { fn no(&self); }
             impl Bar for Foo { fn four(&self); fn fi }",
        );
        assert_eq!(methods(&source), [vec!["one", "three"], vec!["four"]]);
        let errors: Vec<String> = source.errors.iter().map(ToString::to_string).collect();
        assert_eq!(errors.len(), 3, "{errors:#?}");
        assert!(
            errors[1].contains("write `for Foo`") && errors[2].starts_with("this is not complete: "),
            "{errors:#?}"
        );
    }

    #[test]
    fn says_what_a_description_looks_like() {
        let error = |text: &str| mock(text.parse().unwrap()).err().unwrap().to_string();
        assert!(error("struct Foo {}").contains("begins with the name"));
        assert!(error("pub trait Foo {}").contains("begins with the name"));
        let (source, _) = read("#[derive(Hash, Debug)] Foo {}");
        assert!(source.errors[0].to_string().contains("impl Hash for Foo"));
        let (source, _) = read("Foo {} impl Foo { fn a(&self); }");
        assert!(source.errors[0].to_string().contains("stand right behind its name"));
    }
}
