//! `#[scoped]`: the guard of a test around its body.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, Error, Item, Path, Result, ReturnType, Signature, Token, Type, Visibility, parse_quote,
};

use crate::model::{Walk, inside_type, runtime};

pub(crate) fn scoped(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let function = (|input: ParseStream<'_>| Function::read(input)).parse2(item.clone());
    let guarded = crate_argument(arguments).and_then(|path| {
        let function = function.map_err(|error| refused(&item, error))?;
        function.check()?;
        Ok(function.guarded(&runtime(path.as_ref())))
    });
    // With an error, the function is there all the same, and nothing else is reported.
    guarded.unwrap_or_else(|error| item.into_iter().chain(error.into_compile_error()).collect())
}

/// A function, whose body is nobody's business but the compiler's.
struct Function {
    attrs: Vec<Attribute>,
    vis: Visibility,
    sig: Signature,
    /// `#![…]` at the begin of its body.
    inner: Vec<Attribute>,
    body: TokenStream,
    braces: Span,
}

impl Function {
    fn read(input: ParseStream<'_>) -> Result<Function> {
        let attrs = input.call(Attribute::parse_outer)?;
        let (vis, sig) = (input.parse()?, input.parse()?);
        if input.peek(Token![;]) {
            return Err(input.error("`#[scoped]` guards the body of a test, and this function has none"));
        }
        let group: Group = input.parse()?;
        let content = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse()?));
        let (inner, body) = content.parse2(group.stream())?;
        Ok(Function { attrs, vis, sig, inner, body, braces: group.span() })
    }

    fn check(&self) -> Result<()> {
        match &self.sig.constness {
            Some(constness) => Err(Error::new_spanned(
                constness,
                "`#[scoped]` guards a test while it runs, which a `const fn` need not do: leave `const` out",
            )),
            None => Ok(()),
        }
    }

    fn guarded(&self, runtime: &TokenStream) -> TokenStream {
        let Function { attrs, vis, sig, inner, body, braces } = self;
        // What is raised at the end is said to come from here.
        let here = Span::mixed_site().located_at(sig.ident.span());
        let outcome = format_ident!("outcome", span = here);
        let is_failure = quote_spanned! {here=>
            |#outcome| {
                #[allow(unused_imports)]
                use #runtime::private::{TellNothing as _, TellOutcome as _};
                (&#runtime::private::Tell(#outcome)).mockit_is_failure()
            }
        };
        let mut block = Group::new(Delimiter::Brace, body.clone());
        block.set_span(*braces);
        let call = match (&sig.asyncness, told(&sig.output)) {
            (None, None) => quote_spanned!(here=> scope_told(move || #block, #is_failure)),
            (None, Some(ty)) => quote_spanned!(here=> scope_told(move || -> #ty #block, #is_failure)),
            (Some(_), ty) => {
                // `!` may stand nowhere else.
                let ty = ty.filter(|ty| !matches!(ty, Type::Never(_))).unwrap_or_else(|| parse_quote!(_));
                quote_spanned!(here=> until_over::<#ty, _>(async move #block).await.end(#is_failure))
            }
        };
        quote!(#(#attrs)* #vis #sig { #(#inner)* #runtime::private::#call })
    }
}

/// A result's type where only its body is: there, `impl Trait` is left to be inferred.
fn told(output: &ReturnType) -> Option<Type> {
    struct Infer;
    impl Walk for Infer {
        fn ty(&mut self, ty: &mut Type) {
            match ty {
                Type::ImplTrait(_) => *ty = parse_quote!(_),
                _ => inside_type(self, ty),
            }
        }
    }
    let ReturnType::Type(_, ty) = output else { return None };
    let mut ty = Type::clone(ty);
    Infer.ty(&mut ty);
    Some(ty)
}

/// `crate = path`, if it is there.
fn crate_argument(arguments: TokenStream) -> Result<Option<Path>> {
    if arguments.is_empty() {
        return Ok(None);
    }
    let path = |input: ParseStream<'_>| {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path = input.call(Path::parse_mod_style)?;
        input.parse::<Option<Token![,]>>()?;
        Ok(path)
    };
    let text = "`#[scoped]` takes no arguments but `crate = path`, which says where mockit is";
    path.parse2(arguments.clone()).map(Some).map_err(|_| Error::new_spanned(arguments, text))
}

/// Why an item cannot be guarded.
fn refused(item: &TokenStream, error: Error) -> Error {
    let Ok(item) = syn::parse2::<Item>(item.clone()) else { return error };
    let text = match &item {
        Item::Fn(_) | Item::Verbatim(_) => return error,
        Item::Mod(_) | Item::Impl(_) | Item::Trait(_) => {
            "`#[scoped]` guards the body of a test: put it above each test function in here"
        }
        _ => "`#[scoped]` guards the body of a test: put it above a function",
    };
    Error::new_spanned(item.to_token_stream(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(arguments: &str, item: &str) -> String {
        scoped(arguments.parse().unwrap(), item.parse().unwrap()).to_string().replace(' ', "")
    }

    #[test]
    fn only_the_body_changes() {
        let text = expanded(
            "",
            "#[test] #[should_panic] pub(crate) unsafe fn a<'a, T: B>(mut c: &'a T) -> u8 where T: D { c }",
        );
        let begin = "#[test]#[should_panic]pub(crate)unsafefna<'a,T:B>(mutc:&'aT)->u8whereT:D{\
            ::mockit::private::scope_told(move||->u8{c},|outcome|{";
        assert!(text.starts_with(begin), "{text}");
        let text = expanded("crate = a::b", "fn a() { #![allow(x)] b; c }");
        assert!(
            text.starts_with("fna(){#![allow(x)]a::b::private::scope_told(move||{b;c},|outcome|{"),
            "{text}"
        );
        let text = expanded("", "async fn a() -> Result<(), impl B> { c? }");
        let begin = "asyncfna()->Result<(),implB>{::mockit::private::until_over::<Result<(),_>,_>(asyncmove{c?}).await.end(|outcome|{";
        assert!(text.starts_with(begin), "{text}");
    }

    #[test]
    fn refusals() {
        for (arguments, item, says) in [
            ("", "struct A;", "putitaboveafunction"),
            ("", "mod a { fn b() {} }", "putitaboveeachtestfunctioninhere"),
            ("", "const fn a() {}", "leave`const`out"),
            ("", "fn a();", "thisfunctionhasnone"),
            ("a", "fn a() {}", "takesnoargumentsbut`crate=path`"),
            ("crate = a, b", "fn a() {}", "takesnoargumentsbut`crate=path`"),
        ] {
            let text = expanded(arguments, item);
            assert!(text.starts_with(&item.replace(' ', "")) && text.contains(says), "{text}");
        }
    }
}
