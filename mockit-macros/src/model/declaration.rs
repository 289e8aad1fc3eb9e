//! A method's declaration, brought into the form that its mock has.

use quote::format_ident;
use syn::{
    CapturedParam, FnArg, Ident, Pat, ReceiverKind, Signature, Type, TypeImplTrait, TypeParamBound,
    parse_quote,
};

use super::walk::{self, Walk};

/// Types that a `macro_rules!` macro was given, as if they were written here; and what an impl says otherwise than
/// its trait.
pub(super) struct Ungroup;

impl Walk for Ungroup {
    fn ty(&mut self, ty: &mut Type) {
        while let Type::Group(inner) = ty {
            let elem = (*inner.elem).clone();
            *ty = match elem {
                Type::TraitObject(_) | Type::ImplTrait(_) | Type::FnPtr(_) => parse_quote!((#elem)),
                plain => plain,
            };
        }
        walk::inside_type(self, ty);
    }

    /// `use<Self>`, which a trait must say, and an impl may not.
    fn impl_trait(&mut self, ty: &mut TypeImplTrait) {
        for bound in &mut ty.bounds {
            if let TypeParamBound::PreciseCapture(capture) = bound {
                let params = std::mem::take(&mut capture.params);
                let is_self =
                    |param: &CapturedParam| matches!(param, CapturedParam::Ident(name) if name == "Self");
                capture.params = params.into_iter().filter(|param| !is_self(param)).collect();
            }
        }
        walk::inside_impl_trait(self, ty);
    }
}

/// Gives every parameter a name without pattern, `mut` or leading underscore.
pub(super) fn name_params(signature: &mut Signature) {
    let mut taken: Vec<String> = Vec::new();
    for (index, input) in signature.inputs.iter_mut().enumerate() {
        match input {
            FnArg::Receiver(receiver) => {
                if !matches!(receiver.kind, ReceiverKind::Reference(..)) {
                    receiver.mutability = None;
                }
            }
            FnArg::Typed(typed) => {
                let name = match &*typed.pat {
                    Pat::Ident(pat) => plain(&pat.ident),
                    _ => None,
                };
                let name = match name {
                    Some(name) if !taken.contains(&name.to_string()) => name,
                    _ => format_ident!("arg{index}"),
                };
                taken.push(name.to_string());
                typed.attrs.retain(|attribute| attribute.path().is_ident("cfg"));
                *typed.pat = Pat::Ident(syn::PatIdent {
                    attrs: Vec::new(),
                    by_ref: None,
                    mutability: None,
                    ident: name,
                    subpat: None,
                });
            }
        }
    }
}

/// For a method that does not use its parameters, which the compiler would say of each.
pub(super) fn ignore_params(signature: &mut Signature) {
    for input in &mut signature.inputs {
        if let FnArg::Typed(typed) = input {
            *typed.pat = parse_quote!(_);
        }
    }
}

/// The name without leading underscores: it is used.
fn plain(name: &Ident) -> Option<Ident> {
    let text = name.to_string();
    match text.trim_start_matches('_') {
        "" => None,
        same if same.len() == text.len() => Some(name.clone()),
        bare => syn::parse_str::<Ident>(bare).ok().map(|mut ident| {
            ident.set_span(name.span());
            ident
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    #[test]
    fn parameters_have_names_that_can_be_used() {
        let mut method: syn::TraitItemFn = parse_quote! {
            fn f(mut self, _: u8, _used: u8, (a, b): (u8, u8), mut used: u8, r#type: u8, #[x] _self: u8);
        };
        name_params(&mut method.sig);
        let expected: syn::TraitItemFn = parse_quote! {
            fn f(self, arg1: u8, used: u8, arg3: (u8, u8), arg4: u8, r#type: u8, arg6: u8);
        };
        assert_eq!(method.sig.to_token_stream().to_string(), expected.sig.to_token_stream().to_string());
    }
}
