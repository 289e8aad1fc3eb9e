//! The type of a spy.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{GenericParam, VisRestricted, Visibility, parse_quote};

use super::{generics, name, real};
use crate::expand::quiet;
use crate::model::Mock;

/// The type, in a module of its own that is imported as a whole: where there is something else of this name (a type
/// of the user's, the mock of a trait `FooSpy`), it is meant, and the spy has no name. What stands in a function's
/// body is not known inside of a module, so the mock's type comes in by a trait.
pub(super) fn item(mock: &Mock) -> TokenStream {
    let (name, real, quiet) = (name(mock), real(), quiet());
    let (module, mocked, of) = (module(mock), by_trait(mock), format_ident!("MockitOf{}", mock.name));
    let (vis, import_vis) = (one_further_in(&mock.vis), &mock.vis);
    let doc = format!(
        " A spy on a `{}`: calls the real object for everything that has no expectation. Made by `{}::spying`.",
        mock.of, mock.name
    );
    let cfgs: Vec<_> = mock.cfgs().collect();
    let all = generics(&mock.generics, &[]);
    let mut params: Vec<GenericParam> = all.params.iter().cloned().collect();
    for param in &mut params {
        match param {
            GenericParam::Type(param) if param.ident != real => {
                param.attrs.clear();
                param.bounds = parse_quote!(?::core::marker::Sized);
            }
            GenericParam::Lifetime(param) => param.bounds.clear(),
            _ => {}
        }
    }
    let own = &params[..params.len() - 1];
    let types = mock.generics.type_params().map(|param| &param.ident);
    let lifetimes = mock.generics.lifetimes().map(|param| &param.lifetime);
    let (impl_generics, arguments, clause) = mock.generics.split_for_impl();
    let mock_ty = mock.ty();
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #quiet
        #[allow(unreachable_pub, missing_debug_implementations, unnameable_types)]
        mod #module {
            pub(super) trait #mocked { type Mock; }
            pub(super) struct #of<#(#own),*>(
                ::core::marker::PhantomData<(#(&#lifetimes (),)* #(::core::marker::PhantomData<#types>,)*)>
            );
            #[doc = #doc]
            #[non_exhaustive]
            #vis struct #name<#(#params),*> where #of #arguments: #mocked {
                #[doc(hidden)]
                pub mock: <#of #arguments as #mocked>::Mock,
                #[doc(hidden)]
                pub real: #real,
            }
        }
        #(#cfgs)*
        #[allow(unused_imports, unreachable_pub, hidden_glob_reexports, ambiguous_glob_reexports)]
        #[allow(clippy::pub_use, clippy::wildcard_imports)]
        #import_vis use #module::*;
        #(#cfgs)*
        #quiet
        impl #impl_generics #module::#mocked for #module::#of #arguments #clause { type Mock = #mock_ty; }
    }
}

/// Where the type is.
fn module(mock: &Mock) -> Ident {
    format_ident!("mockit_spy_of_{}", mock.name)
}

/// The trait that knows the mock.
fn by_trait(mock: &Mock) -> Ident {
    format_ident!("Mockit{}", mock.name)
}

/// The type, also where its name is that of something else.
pub(super) fn path(mock: &Mock) -> TokenStream {
    let (module, name) = (module(mock), name(mock));
    quote!(#module::#name)
}

/// The same visibility, as it is written in a module inside of this one.
fn one_further_in(vis: &Visibility) -> Visibility {
    let restricted = match vis {
        Visibility::Inherited => return parse_quote!(pub(super)),
        Visibility::Restricted(restricted) => restricted,
        Visibility::Public(_) => return vis.clone(),
    };
    let VisRestricted { path, .. } = restricted;
    match path.segments.first().map(|first| first.ident.to_string()).as_deref() {
        Some("self") => {
            let rest = path.segments.iter().skip(1);
            parse_quote!(pub(in super #(::#rest)*))
        }
        Some("super") => parse_quote!(pub(in super::#path)),
        _ => vis.clone(),
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    #[test]
    fn visibilities_one_module_further_in() {
        for (outside, inside) in [
            ("", "pub (super)"),
            ("pub", "pub"),
            ("pub(crate)", "pub (crate)"),
            ("pub(self)", "pub (in super)"),
            ("pub(super)", "pub (in super :: super)"),
            ("pub(in super::a)", "pub (in super :: super :: a)"),
            ("pub(in crate::a)", "pub (in crate :: a)"),
        ] {
            let vis: Visibility = syn::parse_str(outside).unwrap();
            assert_eq!(one_further_in(&vis).to_token_stream().to_string(), inside);
        }
    }
}
