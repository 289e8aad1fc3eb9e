//! Which traits a real object can be spied on by.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type};

use crate::model::{Block, Mock, receiver_type};

/// A method that takes or returns `Self` would have to make a spy of what the real object gives.
pub(super) fn can_spy(mock: &Mock, block: &Block) -> bool {
    let demands = mock.supertraits.iter().flatten().any(|bound| names_self(bound.to_token_stream()));
    let is_plain = block.types.iter().all(|given| given.generics.params.is_empty());
    block.of_trait.is_some()
        && is_plain
        && !demands
        && block.methods.iter().all(|method| {
            let is_shared = || receiver_type(method.signature.receiver().expect("asked below"));
            let has_owner = method.signature.receiver().is_none() || owner(&is_shared()).is_some();
            has_owner && !signature_names_self(&method.signature)
        })
}

fn signature_names_self(signature: &Signature) -> bool {
    let arguments = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed.ty.to_token_stream()),
        FnArg::Receiver(_) => None,
    });
    let output = match &signature.output {
        ReturnType::Default => TokenStream::new(),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    // Nor can the real object's type be added to what an opaque result captures.
    let captures = output.to_string().contains("use <");
    captures || arguments.chain([output]).any(names_self)
}

/// Is there a `Self` that is not part of `Self::Item`?
fn names_self(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_self = matches!(&token, TokenTree::Ident(name) if name == "Self");
        let goes_on = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let inside = matches!(token, TokenTree::Group(group) if names_self(group.stream()));
        if inside || is_self && !goes_on {
            return true;
        }
    }
    false
}

/// How a method that is called on a spy has a field of it.
pub(super) enum Owner {
    Shared,
    Mutable,
    Value,
    Boxed,
    Pinned,
}

pub(super) fn owner(receiver: &Type) -> Option<Owner> {
    match receiver {
        Type::Reference(reference) if is_self(&reference.elem) => match reference.mutability {
            None => Some(Owner::Shared),
            Some(_) => Some(Owner::Mutable),
        },
        ty if is_self(ty) => Some(Owner::Value),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            let GenericArgument::Type(inner) = arguments.args.first()? else { return None };
            match (last.ident.to_string().as_str(), inner) {
                ("Box", inner) if is_self(inner) => Some(Owner::Boxed),
                ("Pin", Type::Reference(reference))
                    if reference.mutability.is_some() && is_self(&reference.elem) =>
                {
                    Some(Owner::Pinned)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_self(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Self"))
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn self_is_found_unless_it_leads_to_a_type_of_its_own() {
        let names = |text: &str| names_self(text.parse().unwrap());
        assert!(names("Self") && names("Option<Self>") && names("(u8, Self)"));
        assert!(!names("Self::Item") && !names("Option<Self::Item>") && !names("u8"));
    }

    #[test]
    fn receivers_that_own_a_field() {
        let owner = |text: &str| owner(&syn::parse_str(text).unwrap()).is_some();
        assert!(owner("Self") && owner("&Self") && owner("&mut Self") && owner("Box<Self>"));
        assert!(owner("Pin<&mut Self>") && !owner("Rc<Self>") && !owner("Pin<Box<Self>>"));
    }
}
