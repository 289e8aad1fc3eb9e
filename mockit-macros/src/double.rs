//! `#[double]`: a name that stands for the mock in tests, and for the real thing elsewhere.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, Item, Path, Result, Type, UseTree, Visibility, parse_quote};

pub(crate) fn double(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match doubled(arguments, item.clone()) {
        Ok(double) => quote! {
            #[allow(clippy::cfg_not_test)]
            #[cfg(not(test))]
            #item
            #[cfg(test)]
            #double
        },
        // With the real thing the name is there, and nothing else is reported.
        Err(error) => item.into_iter().chain(error.into_compile_error()).collect(),
    }
}

fn doubled(arguments: TokenStream, item: TokenStream) -> Result<Item> {
    if !arguments.is_empty() {
        return Err(Error::new_spanned(arguments, "`#[double]` takes no arguments: leave them out"));
    }
    let mut double = syn::parse2(item.clone())
        .map_err(|error| Error::new(error.span(), format!("`#[double]` cannot read this: {error}")))?;
    match &mut double {
        Item::Use(import) => {
            let mut names = Names::default();
            names.read(&import.tree, None)?;
            import.tree = grouped(names.inside);
        }
        Item::Type(alias) => match path_of(&mut alias.ty).and_then(|path| path.segments.last_mut()) {
            Some(last) => last.ident = mock_of(&last.ident)?,
            None => return Err(Error::new(alias.ty.span(), NO_PATH)),
        },
        other => return Err(Error::new(span_of_keyword(item), wrong_item(other))),
    }
    Ok(double)
}

const NO_PATH: &str = "`#[double]` finds the mock by the name of what it stands for: name one type here, as \
    in `type Clock = clocks::SystemClock;`";

fn wrong_item(item: &Item) -> String {
    let instead = match item {
        Item::Trait(_) | Item::Struct(_) | Item::Impl(_) | Item::Mod(_) | Item::Fn(_) => {
            "; what generates a mock is `#[automock]`"
        }
        // The one import that the parser leaves as it is.
        Item::Verbatim(_) => ". A path that begins with `::` inside of braces needs a `use` of its own",
        _ => "",
    };
    format!(
        "`#[double]` imports mocks instead of what they stand for: put it above a `use` or the alias of a \
         type{instead}"
    )
}

/// The item's first word, rather than the whole of it.
fn span_of_keyword(item: TokenStream) -> Span {
    let span = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let span = input.span();
        input.parse::<TokenStream>()?;
        Ok(span)
    };
    span.parse2(item).unwrap_or_else(|_| Span::call_site())
}

/// The path of a type, which may come from a macro's argument.
fn path_of(ty: &mut Type) -> Option<&mut Path> {
    match ty {
        Type::Path(ty) if ty.qself.is_none() => Some(&mut ty.path),
        Type::Group(ty) => path_of(&mut ty.elem),
        Type::Paren(ty) => path_of(&mut ty.elem),
        _ => None,
    }
}

/// What a path of a `use` ends in, in tests.
#[derive(Default)]
struct Names {
    inside: Vec<UseTree>,
    /// For `foo::{self, …}`: the mock of `foo` is not inside `foo`.
    beside: Vec<UseTree>,
}

impl Names {
    /// `parent` is the segment before.
    fn read(&mut self, tree: &UseTree, parent: Option<&Ident>) -> Result<()> {
        match tree {
            UseTree::Path(path) => {
                let mut names = Names::default();
                names.read(&path.tree, Some(&path.ident))?;
                self.inside.append(&mut names.beside);
                if !names.inside.is_empty() {
                    let (first, rest) = (&path.ident, grouped(names.inside));
                    self.inside.push(parse_quote!(#first::#rest));
                }
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.read(tree, parent)?;
                }
            }
            UseTree::Name(name) if name.ident == "self" => {
                let module = parent.unwrap_or(&name.ident);
                self.beside.push(renamed(module, module)?);
            }
            UseTree::Name(name) => self.inside.push(renamed(&name.ident, &name.ident)?),
            // A trait, imported for its methods, which a mock has too.
            UseTree::Rename(rename) if rename.rename == "_" => self.inside.push(tree.clone()),
            UseTree::Rename(rename) if rename.ident == "self" => {
                self.beside.push(renamed(parent.unwrap_or(&rename.ident), &rename.rename)?);
            }
            UseTree::Rename(rename) => self.inside.push(renamed(&rename.ident, &rename.rename)?),
            other => {
                return Err(Error::new(
                    other.span(),
                    "`#[double]` cannot see what `*` stands for: list the names, as in \
                     `use clocks::{Clock, Timer};`",
                ));
            }
        }
        Ok(())
    }
}

fn renamed(of: &Ident, name: &Ident) -> Result<UseTree> {
    let mock = mock_of(of)?;
    Ok(parse_quote!(#mock as #name))
}

/// One import as it is, several in braces.
fn grouped(mut trees: Vec<UseTree>) -> UseTree {
    match trees.len() {
        1 => trees.remove(0),
        _ => parse_quote!({ #(#trees),* }),
    }
}

/// `MockFoo` for `Foo`, `mock_foo` for a module or a function `foo`.
fn mock_of(name: &Ident) -> Result<Ident> {
    if ["self", "super", "crate", "Self"].iter().any(|word| name == word) {
        let text =
            format!("`#[double]` finds mocks by name, and `{name}` has none: import it by another `use`");
        return Err(Error::new(name.span(), text));
    }
    let plain = name.unraw().to_string();
    let mock = match plain.trim_start_matches('_').starts_with(char::is_uppercase) {
        true => format_ident!("Mock{plain}", span = name.span()),
        false => format_ident!("mock_{plain}", span = name.span()),
    };
    Ok(mock)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands below `#[cfg(test)]`, without its spaces.
    fn in_tests(item: &str) -> String {
        let item: TokenStream = item.parse().unwrap();
        let text = double(TokenStream::new(), item.clone()).to_string();
        let (real, double) = text.split_once("# [cfg (test)] ").unwrap_or_else(|| panic!("{text}"));
        assert_eq!(real.trim(), format!("# [allow (clippy :: cfg_not_test)] # [cfg (not (test))] {item}"));
        double.replace(' ', "")
    }

    #[test]
    fn names_become_those_of_mocks() {
        for (item, double) in [
            ("use a::Foo;", "use a::MockFoo as Foo;"),
            ("use a::foo;", "use a::mock_foo as foo;"),
            ("use a::b::c::Foo;", "use a::b::c::MockFoo as Foo;"),
            ("use ::a::Foo;", "use ::a::MockFoo as Foo;"),
            ("use crate::Foo;", "use crate::MockFoo as Foo;"),
            ("use super::super::foo;", "use super::super::mock_foo as foo;"),
            ("use self::Foo;", "use self::MockFoo as Foo;"),
            ("use Foo;", "use MockFoo as Foo;"),
            ("use Foo as Bar;", "use MockFoo as Bar;"),
            ("use a::Foo as Bar;", "use a::MockFoo as Bar;"),
            ("use a::foo as bar;", "use a::mock_foo as bar;"),
            ("use a::FOO;", "use a::MockFOO as FOO;"),
            ("use a::_Foo;", "use a::Mock_Foo as _Foo;"),
            ("use a::_foo;", "use a::mock__foo as _foo;"),
            ("use a::Été;", "use a::MockÉté as Été;"),
            ("use a::r#type;", "use a::mock_type as r#type;"),
            ("use a::r#type as r#match;", "use a::mock_type as r#match;"),
            ("use r#mod::Foo;", "use r#mod::MockFoo as Foo;"),
            ("use a::Foo as _;", "use a::Foo as _;"),
            ("pub(crate) use a::Foo;", "pub(crate) use a::MockFoo as Foo;"),
            (
                "#[cfg(x)] #[allow(unused)] pub use a::Foo;",
                "#[cfg(x)] #[allow(unused)] pub use a::MockFoo as Foo;",
            ),
        ] {
            assert_eq!(in_tests(item), double.replace(' ', ""), "{item}");
        }
    }

    #[test]
    fn groups_are_read_through() {
        for (item, double) in [
            (
                "use a::{Foo, b::{Bar, baz}, Qux as Q, Ext as _};",
                "use a::{MockFoo as Foo, b::{MockBar as Bar, mock_baz as baz}, MockQux as Q, Ext as _};",
            ),
            ("use {a::Foo, b::Bar};", "use {a::MockFoo as Foo, b::MockBar as Bar};"),
            ("use a::{Foo};", "use a::MockFoo as Foo;"),
            ("use a::foo::{self};", "use a::mock_foo as foo;"),
            ("use a::foo::{self as bar};", "use a::mock_foo as bar;"),
            ("use a::foo::{self, Bar};", "use a::{mock_foo as foo, foo::MockBar as Bar};"),
            ("use ::foo::{self, Bar};", "use ::{mock_foo as foo, foo::MockBar as Bar};"),
            (
                "use a::{b::{self, c::{self as d, E}}, F};",
                "use a::{mock_b as b, b::{mock_c as d, c::MockE as E}, MockF as F};",
            ),
            ("use a::{};", "use {};"),
        ] {
            assert_eq!(in_tests(item), double.replace(' ', ""), "{item}");
        }
    }

    #[test]
    fn aliases_name_mocks() {
        for (item, double) in [
            ("type Foo = bar::Baz;", "type Foo = bar::MockBaz;"),
            ("pub type Foo<T> = ::bar::Baz<T>;", "pub type Foo<T> = ::bar::MockBaz<T>;"),
            ("type Foo = (Baz);", "type Foo = (MockBaz);"),
        ] {
            assert_eq!(in_tests(item), double.replace(' ', ""), "{item}");
        }
    }

    #[test]
    fn refusals() {
        for (item, begin) in [
            ("use a::*;", "`#[double]` cannot see what `*` stands for: list the names"),
            ("use a::{Foo, b::*};", "`#[double]` cannot see what `*` stands for"),
            ("use crate as root;", "`#[double]` finds mocks by name, and `crate` has none"),
            ("use crate::{self as root, Foo};", "`#[double]` finds mocks by name, and `crate` has none"),
            ("use {self};", "`#[double]` finds mocks by name, and `self` has none"),
            ("type Foo = [u8];", "`#[double]` finds the mock by the name of what it stands for"),
            ("type Foo = <A as B>::C;", "`#[double]` finds the mock by the name"),
            ("#[a] pub struct Foo;", "`#[double]` imports mocks instead"),
            ("use {a::Foo, ::b::Bar};", "`#[double]` imports mocks instead"),
            ("extern crate foo;", "`#[double]` imports mocks instead"),
            ("use a::Foo", "`#[double]` cannot read this: "),
        ] {
            let text = double(TokenStream::new(), item.parse().unwrap()).to_string();
            assert!(text.contains(begin) && !text.contains("cfg"), "{text}");
        }
        let text = double(
            quote!(mock),
            quote!(
                use a::Foo;
            ),
        )
        .to_string();
        assert!(text.starts_with("use a :: Foo ;") && text.contains("takes no arguments"), "{text}");
    }
}
