//! What the user wrote, brought into one form: whichever macro was used and whatever stands below it, the
//! rest of the crate sees a `Source` or a `Module`.

mod arguments;
mod automock;
mod compose;
mod known;
mod mock;
mod module;

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{
    AngleBracketedGenericArguments, Attribute, Error, Expr, Generics, Ident, Path, Result, Signature, Token,
    Type, Visibility, WhereClause,
};

pub(crate) use self::arguments::Arguments;
pub(crate) use self::automock::{Automock, automock};
pub(crate) use self::compose::{Composition, Kind};
pub(crate) use self::mock::mock;
pub(crate) use self::module::{Module, Place};

/// A type to be mocked: what the mock is called, what it implements.
pub(crate) struct Source {
    /// `Foo` of `MockFoo`.
    pub(crate) of: Ident,
    pub(crate) vis: Visibility,
    /// Attributes of the mock's type.
    pub(crate) attrs: Vec<Attribute>,
    /// What the mock derives: see [`Derives`].
    pub(crate) derives: Derives,
    /// As declared; the model makes its types `'static`.
    pub(crate) generics: Generics,
    pub(crate) blocks: Vec<Block>,
    /// Where mockit is, if the user says so.
    pub(crate) runtime: Option<Path>,
    pub(crate) parts: Parts,
    /// What is wrong; whatever is right is mocked all the same.
    pub(crate) errors: Vec<Error>,
}

/// The traits of which the macro knows how a mock has them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Derives {
    pub(crate) debug: bool,
    pub(crate) clone: bool,
}

/// Is this all of the mock?
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Parts {
    /// Yes.
    One,
    /// Other impl blocks may add to it.
    First,
    /// It adds to the mock that another impl block has made.
    Further,
}

/// An impl block of the mock, for a trait or its own.
pub(crate) struct Block {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) generics: Generics,
    /// `None`: the mock's own methods.
    pub(crate) of_trait: Option<Path>,
    /// The mock's type arguments, as in `impl Bar for Foo<u32>`; `None`: its own parameters.
    pub(crate) arguments: Option<AngleBracketedGenericArguments>,
    pub(crate) types: Vec<AssocType>,
    pub(crate) consts: Vec<AssocConst>,
    pub(crate) methods: Vec<Function>,
}

/// A method or a function, mostly without its body.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// The body that a test may ask for.
    pub(crate) default: Option<syn::Block>,
}

/// A value for an associated type.
#[derive(Clone)]
pub(crate) struct AssocType {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) ty: Type,
}

/// A value for an associated const.
#[derive(Clone)]
pub(crate) struct AssocConst {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    /// Known from the trait where the arguments leave it out.
    pub(crate) ty: Option<Type>,
    pub(crate) value: Expr,
}

impl Block {
    /// One without items.
    pub(crate) fn new(of_trait: Option<Path>, generics: Generics) -> Block {
        Block {
            attrs: Vec::new(),
            unsafety: None,
            generics,
            of_trait,
            arguments: None,
            types: Vec::new(),
            consts: Vec::new(),
            methods: Vec::new(),
        }
    }

    /// Reads the items between the braces. One that cannot be read is reported and left out.
    fn read(&mut self, input: ParseStream<'_>, errors: &mut Vec<Error>) {
        while !input.is_empty() {
            let start = input.span();
            if let Err(error) = self.item(input) {
                errors.push(if input.is_empty() {
                    // The end has no span of its own.
                    Error::new(start, format!("this is not complete: {error}"))
                } else {
                    error
                });
                skip_item(input);
            }
        }
    }

    fn item(&mut self, input: ParseStream<'_>) -> Result<()> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis: Visibility = input.parse()?;
        if input.peek(Token![type]) {
            let mut ty: AssocType = input.parse()?;
            ty.attrs = attrs;
            self.types.push(ty);
            return end(input);
        }
        if input.peek(Token![const]) && input.peek2(Ident) && input.peek3(Token![:]) {
            let mut constant: AssocConst = input.parse()?;
            (constant.attrs, constant.vis) = (attrs, vis);
            self.consts.push(constant);
            return end(input);
        }
        if input.peek(Token![default]) {
            input.parse::<Token![default]>()?;
        }
        let sig: Signature = input.parse()?;
        self.methods.push(Function { attrs, vis, sig, default: None });
        if input.peek(syn::token::Brace) { input.parse::<TokenTree>().map(drop) } else { end(input) }
    }
}

fn end(input: ParseStream<'_>) -> Result<()> {
    input.parse::<Token![;]>().map(drop)
}

/// Goes on behind the next `;` or block.
fn skip_item(input: ParseStream<'_>) {
    while !input.is_empty() {
        let is_end = input.peek(Token![;]) || input.peek(syn::token::Brace);
        if input.parse::<TokenTree>().is_err() || is_end {
            return;
        }
    }
}

impl syn::parse::Parse for AssocType {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![type]>()?;
        let name = input.parse()?;
        let mut generics: Generics = input.parse()?;
        input.parse::<Token![=]>()?;
        let ty = input.parse()?;
        let clause: Option<WhereClause> = input.parse()?;
        generics.where_clause = clause;
        Ok(AssocType { attrs: Vec::new(), name, generics, ty })
    }
}

impl syn::parse::Parse for AssocConst {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![const]>()?;
        let name = input.parse()?;
        let mut ty = None;
        if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            ty = Some(input.parse::<Type>()?);
        }
        input.parse::<Token![=]>()?;
        let value = input.parse()?;
        Ok(AssocConst { attrs: Vec::new(), vis: Visibility::Inherited, name, ty, value })
    }
}

impl Derives {
    /// Takes `#[derive(…)]` out of the attributes.
    fn taken(attrs: &mut Vec<Attribute>, errors: &mut Vec<Error>) -> Derives {
        let mut derives = Derives::default();
        attrs.retain(|attribute| {
            if !attribute.path().is_ident("derive") {
                return true;
            }
            let read = attribute.parse_nested_meta(|meta| {
                let name = meta.path.segments.last().map(|last| last.ident.to_string());
                match name.as_deref() {
                    Some("Debug") => derives.debug = true,
                    Some("Clone") => derives.clone = true,
                    // It has it anyway.
                    Some("Default") => {}
                    _ => {
                        let name = name.unwrap_or_default();
                        return Err(Error::new_spanned(
                            meta.path,
                            format!(
                                "a mock has nothing from which `{name}` could be derived, only `Clone`, `Debug` and \
                                 `Default`: let it implement the trait, as in `impl {name} for Foo {{ … }}`"
                            ),
                        ));
                    }
                }
                Ok(())
            });
            errors.extend(read.err());
            false
        });
        derives
    }
}

/// The type to which an impl block belongs: its name and its arguments.
fn self_type(ty: &Type) -> Result<(Ident, Option<AngleBracketedGenericArguments>)> {
    let path = match ty {
        Type::Path(path) if path.qself.is_none() => &path.path,
        Type::Group(inner) => return self_type(&inner.elem),
        Type::Paren(inner) => return self_type(&inner.elem),
        _ => return Err(Error::new_spanned(ty, "a mock stands for a type that has a name: write it here")),
    };
    let Some(last) = path.segments.last() else {
        return Err(Error::new_spanned(ty, "expected the name of a type"));
    };
    let arguments = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => Some(arguments.clone()),
        _ => None,
    };
    Ok((last.ident.clone(), arguments))
}

/// `#[cfg(…)]`, which all that is made of the item must have.
pub(crate) fn cfgs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"))
}
