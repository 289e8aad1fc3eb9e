//! The arguments of `#[automock(…)]`.

use proc_macro2::TokenTree;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, Path, Result, Token};

use super::{AssocConst, AssocType, Derives};

/// `type Item = u32; const N: usize = 3; crate = path; …`
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) types: Vec<AssocType>,
    pub(crate) consts: Vec<AssocConst>,
    pub(crate) runtime: Option<Path>,
    /// `mod mock_ffi`: what the mock of an extern block is called.
    pub(crate) module: Option<Ident>,
    /// `skip(a, b)`: methods that keep the trait's own body.
    pub(crate) skip: Vec<Ident>,
    /// `call_default(a, b)`: methods whose own body a test may ask for.
    pub(crate) call_default: Vec<Ident>,
    /// `impl Base`: supertraits whose signatures the mock takes over.
    pub(crate) supertraits: Vec<Path>,
    pub(crate) derives: Derives,
    /// `target = Foo`: the trait that another attribute makes of this one, which is to be mocked.
    pub(crate) target: Option<Ident>,
    /// `extend`: adds to the mock that another impl block has made.
    pub(crate) extend: Option<Ident>,
    /// What is wrong with the arguments; those that are right still count.
    pub(crate) error: Option<Error>,
}

pub(super) const FORMS: &str = "`type Name = …;`, `const NAME: … = …;`, `impl Supertrait;`, `skip(method)`, \
                                `call_default(method)`, `derive(Clone)`, `extend`, `mod name`, `target = Trait` or \
                                `crate = path`";

impl Arguments {
    /// Every argument must name an item of what is mocked, once. Those that do not are left out.
    pub(super) fn check(&mut self, of: &str, types: &[Ident], consts: &[Ident], provided: &[Ident]) {
        let (mut given, mut errors) = (Vec::new(), Vec::new());
        let mut check = |what: &'static str, name: &Ident, there: &[Ident]| {
            let text = if !there.contains(name) {
                let there: Vec<String> = there.iter().map(|name| format!("`{name}`")).collect();
                let has =
                    if there.is_empty() { String::new() } else { format!("; it has {}", there.join(", ")) };
                format!("{of} has no {what} `{name}`{has}")
            } else if given.contains(&(what, name.clone())) {
                format!("`{name}` is given twice: leave one")
            } else {
                given.push((what, name.clone()));
                return true;
            };
            errors.push(Error::new(name.span(), text));
            false
        };
        self.types.retain(|ty| check("associated type", &ty.name, types));
        self.consts.retain(|constant| check("associated const", &constant.name, consts));
        self.skip.retain(|name| check("provided method", name, provided));
        self.call_default.retain(|name| check("provided method", name, provided));
        errors.into_iter().for_each(|error| self.refuse(error));
    }

    /// Refuses what belongs to other items.
    pub(super) fn only_for_traits(&mut self) {
        self.refuse_module();
        let extend = self.extend.take();
        self.refuse_name(extend, "`extend` joins impl blocks of one type: a trait has only one mock");
    }

    pub(super) fn only_for_types(&mut self) {
        self.refuse_module();
        self.refuse_supertraits();
    }

    pub(super) fn only_for_modules(&mut self) {
        self.refuse_module();
        self.refuse_supertraits();
        let extend = self.extend.take();
        self.refuse_name(extend, "`extend` joins impl blocks of one type: a module is mocked as a whole");
    }

    fn refuse_module(&mut self) {
        let module = self.module.take();
        self.refuse_name(
            module,
            "`mod` names the mock of an extern block; others have their name from the item",
        );
    }

    fn refuse_supertraits(&mut self) {
        if let Some(path) = self.supertraits.pop() {
            self.refuse(Error::new_spanned(
                path,
                "only a trait has supertraits: describe a mock of several traits in `mock! { … }`",
            ));
        }
    }

    fn refuse_name(&mut self, name: Option<Ident>, text: &str) {
        if let Some(name) = name {
            self.refuse(Error::new(name.span(), text));
        }
    }

    /// Keeps the first error: the others may follow from it.
    pub(super) fn refuse(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    fn argument(&mut self, input: ParseStream<'_>) -> Result<()> {
        if input.peek(Token![type]) {
            self.types.push(input.parse()?);
        } else if input.peek(Token![const]) {
            self.consts.push(input.parse()?);
        } else if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            self.runtime = Some(input.call(Path::parse_mod_style)?);
        } else if input.peek(Token![mod]) {
            input.parse::<Token![mod]>()?;
            self.module = Some(input.parse()?);
        } else if input.peek(Token![impl]) {
            input.parse::<Token![impl]>()?;
            self.supertraits.push(input.parse()?);
        } else if input.peek(Ident) {
            self.word(input)?;
        } else {
            return Err(input.error(format!("expected {FORMS}")));
        }
        separator(input)
    }

    fn word(&mut self, input: ParseStream<'_>) -> Result<()> {
        let word: Ident = input.fork().parse()?;
        match word.to_string().as_str() {
            "skip" => self.skip.extend(list::<Ident>(input)?),
            "call_default" => self.call_default.extend(list::<Ident>(input)?),
            "derive" => {
                for name in list::<Path>(input)? {
                    match name.segments.last().map(|last| last.ident.to_string()).as_deref() {
                        Some("Clone") => self.derives.clone = true,
                        // It has them anyway.
                        Some("Debug" | "Default") => {}
                        _ => return Err(Error::new_spanned(name, "a mock can derive `Clone` only")),
                    }
                }
            }
            "target" => {
                input.parse::<Ident>()?;
                input.parse::<Token![=]>()?;
                self.target = Some(input.parse()?);
            }
            "extend" => self.extend = Some(input.parse()?),
            _ => return Err(input.error(format!("expected {FORMS}"))),
        }
        Ok(())
    }
}

/// `word(a, b)`
fn list<T: Parse>(input: ParseStream<'_>) -> Result<Punctuated<T, Token![,]>> {
    input.parse::<Ident>()?;
    let names;
    syn::parenthesized!(names in input);
    names.parse_terminated(T::parse, Token![,])
}

/// `;` as in a trait; `,` as in other attributes.
fn separator(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    } else if !input.is_empty() {
        input.parse::<Token![;]>()?;
    }
    Ok(())
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut arguments = Arguments::default();
        while !input.is_empty() {
            let start = input.span();
            if let Err(error) = arguments.argument(input) {
                arguments.refuse(match input.is_empty() {
                    // The end has no span but that of the whole attribute.
                    true => Error::new(start, format!("this argument is not complete: expected {FORMS}")),
                    false => error,
                });
                while separator(input).is_err() {
                    input.parse::<TokenTree>()?;
                }
            }
        }
        Ok(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Automock;
    use super::*;
    use quote::ToTokens;

    const STORE: &str =
        "trait Store { type Item; type Slice<'a, T>; const N: usize; fn get(&self); fn all(&self) {} }";

    fn store(arguments: &str) -> (Arguments, Option<Error>) {
        match super::super::automock(arguments.parse().unwrap(), STORE.parse().unwrap()).unwrap() {
            Automock::Trait(_, arguments, _) => {
                let error = arguments.error.clone();
                (*arguments, error)
            }
            _ => unreachable!(),
        }
    }

    fn names(arguments: &Arguments) -> Vec<String> {
        let types = arguments.types.iter().map(|given| &given.name);
        types.chain(arguments.consts.iter().map(|given| &given.name)).map(ToString::to_string).collect()
    }

    #[test]
    fn reads_arguments() {
        for text in [
            "type Item = u8; type Slice<'a, T> = &'a [T]; const N: usize = 3; crate = a::b; skip(all)",
            "type Item = u8, type Slice<'a, T> = &'a [T], const N = 3, crate = a::b, skip(all,)",
        ] {
            let (arguments, error) = store(text);
            assert!(error.is_none());
            assert_eq!(names(&arguments), ["Item", "Slice", "N"]);
            assert_eq!(arguments.types[1].ty.to_token_stream().to_string(), "& 'a [T]");
            assert_eq!(arguments.consts[0].value.to_token_stream().to_string(), "3");
            assert_eq!(arguments.runtime.to_token_stream().to_string(), "a :: b");
            assert_eq!(arguments.skip.len(), 1);
        }
        assert!(names(&store("").0).is_empty());
        let (arguments, _) = store("impl a::Base<u8>; derive(Clone); target = Other; call_default(all)");
        assert_eq!(arguments.supertraits[0].to_token_stream().to_string(), "a :: Base < u8 >");
        assert!(arguments.derives.clone && arguments.target.unwrap() == "Other");
        assert_eq!(arguments.call_default[0], "all");
    }

    /// What is said of the arguments, and which still count.
    fn refused(text: &str) -> (String, Vec<String>) {
        let (arguments, error) = store(text);
        (error.unwrap().to_string(), names(&arguments))
    }

    #[test]
    fn a_wrong_argument_leaves_the_others() {
        let forms = |before: &str, rest: &[&str]| {
            (format!("{before}expected {FORMS}"), rest.iter().map(ToString::to_string).collect())
        };
        assert_eq!(refused("name = \"Double\"; const N = 1"), forms("", &["N"]));
        assert_eq!(refused("const N = 1; type Item ="), forms("this argument is not complete: ", &["N"]));
        assert_eq!(refused("const N = 1; type"), forms("this argument is not complete: ", &["N"]));
        assert_eq!(refused("type Item u8; const N = 1").0, "expected `=`");
        let expected = ("expected `;`".to_string(), vec!["Item".to_string()]);
        assert_eq!(refused("type Item = u8 const N = 1"), expected);
    }

    #[test]
    fn arguments_name_items_of_the_trait() {
        let (text, rest) = refused("type Other = u8; const N = 1");
        assert_eq!(text, "trait `Store` has no associated type `Other`; it has `Item`, `Slice`");
        assert_eq!(rest, ["N"]);
        assert_eq!(refused("const Item = 1").0, "trait `Store` has no associated const `Item`; it has `N`");
        assert_eq!(refused("skip(get)").0, "trait `Store` has no provided method `get`; it has `all`");
        let (text, rest) = refused("type Item = u8; type Item = u16");
        assert_eq!((text.as_str(), rest.len()), ("`Item` is given twice: leave one", 1));
    }

    #[test]
    fn some_arguments_belong_to_other_items() {
        let error = |arguments: &str, item: &str| {
            let read = super::super::automock(arguments.parse().unwrap(), item.parse().unwrap());
            let error = match read {
                Ok(Automock::Trait(_, arguments, _)) => arguments.error,
                Ok(Automock::Impl(source)) => source.errors.into_iter().next(),
                Ok(Automock::Mod(module)) => module.errors.into_iter().next(),
                Err(error) => Some(error),
            };
            error.unwrap().to_string()
        };
        assert!(error("mod mock_foo", "trait Foo {}").starts_with("`mod` names"));
        assert!(error("extend", "trait Foo {}").starts_with("`extend` joins"));
        assert!(error("impl Bar", "impl Foo {}").starts_with("only a trait"));
        assert!(error("type T = u8", "mod foo {}").starts_with("module `foo` has no associated type"));
        assert!(error("", "extern \"C\" {}").contains("needs a name"));
        assert!(error("", "mod foo;").contains("must see the functions"));
    }
}
