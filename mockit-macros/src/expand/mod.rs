//! Writing a mock down: as little as can be, since every line costs the user compile time.

mod method;
mod module;
mod offer;
mod spy;
mod spying;
mod statics;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Error, Generics};

use crate::model::{Block, Method, Mock, Plan};
use crate::parse::{AssocConst, AssocType, Parts, cfgs};

pub(crate) use self::module::module;
pub(crate) use self::offer::offer;

/// Nobody wrote this code, so nobody is to be warned of it.
pub(super) fn quiet() -> TokenStream {
    quote! {
        #[allow(
            clippy::all, clippy::pedantic, clippy::nursery, clippy::absolute_paths, missing_docs, dead_code,
            deprecated, non_snake_case, non_camel_case_types, unused_imports, unused_mut, unused_parens,
            private_interfaces, private_bounds, elided_lifetimes_in_paths, single_use_lifetimes,
            unused_lifetimes, unused_qualifications, refining_impl_trait, rustdoc::all
        )]
    }
}

/// Without `#[expect(…)]`: what is quiet does not do what a user may expect of it.
fn kept(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attribute| !attribute.path().is_ident("expect"))
}

pub(crate) fn mock(mock: &Mock) -> TokenStream {
    let errors = mock.errors.iter().map(Error::to_compile_error);
    let blocks = mock.blocks.iter().map(|block| of_block(mock, block));
    let defaults = mock.blocks.iter().filter_map(|block| defaults(mock, block));
    let contexts = mock.blocks.iter().flat_map(|block| {
        block.methods.iter().filter_map(|method| statics::context_type(mock, block, method))
    });
    let (item, inherent) = match mock.parts {
        Parts::One | Parts::First => (item(mock), whole(mock)),
        Parts::Further => (TokenStream::new(), part(mock)),
    };
    let (runtime, cfgs, quiet) = (&mock.runtime, mock.cfgs(), quiet());
    let uses = spy::uses(runtime);
    let (spy_type, spying) = spying::of_mock(mock);
    quote! {
        #(#errors)*
        #item
        #spy_type
        #(#contexts)*
        #(#cfgs)*
        #quiet
        const _: () = {
            use #runtime::{NoAnswer as _, Opaque as _, ViaDebug as _, ViaOpaque as _};
            #uses
            #inherent
            #(#blocks)*
            #(#defaults)*
            #spying
        };
    }
}

/// What there is once for a mock.
fn whole(mock: &Mock) -> TokenStream {
    let (inherent, drop) = (inherent(mock), drop_impl(mock));
    let clone = mock.derives.clone.then(|| clone_impl(mock));
    let debug = (mock.derives.debug && !mock.implements("Debug")).then(|| debug_impl(mock));
    quote!(#inherent #drop #clone #debug)
}

/// What an impl block adds to a mock that there is.
fn part(mock: &Mock) -> TokenStream {
    let ty = mock.ty();
    let (generics, _, clause) = mock.generics.split_for_impl();
    let (expects, own) = items_for_every_mock(mock);
    let parts = mock.methods().filter(|method| method.plan.is_ok()).map(|method| {
        let (cfgs, part) = (&method.cfgs, method::part(method));
        quote!(#(#cfgs)* struct #part;)
    });
    let inherent = (!expects.is_empty() || !own.is_empty()).then(|| {
        quote! {
            #[automatically_derived]
            impl #generics #ty #clause { #expects #own }
        }
    });
    quote!(#(#parts)* #inherent)
}

/// `expect_…`, and the mock's own methods, of blocks that are for every mock.
fn items_for_every_mock(mock: &Mock) -> (TokenStream, TokenStream) {
    let blocks: Vec<&Block> = mock.blocks.iter().filter(|block| block.expect_generics.is_none()).collect();
    let expects =
        blocks.iter().flat_map(|block| block.methods.iter().map(|method| setters(mock, block, method)));
    let own = blocks.iter().filter(|block| block.of_trait.is_none()).map(|block| own_items(mock, block));
    (quote!(#(#expects)*), quote!(#(#own)*))
}

/// What a test says of a method, and asks of it.
fn setters(mock: &Mock, block: &Block, method: &Method) -> TokenStream {
    let (expect, questions) = (method::expect(mock, block, method), spy::questions(mock, method));
    quote!(#expect #questions)
}

/// The trait's own bodies, as a trait that builds on it: there all names mean what they mean in the trait.
fn defaults(mock: &Mock, block: &Block) -> Option<TokenStream> {
    let methods: Vec<_> = block.methods.iter().filter_map(|method| method.default.as_ref()).collect();
    let (path, false) = (block.of_trait.as_ref()?, methods.is_empty()) else { return None };
    let (generics, arguments, clause) = block.generics.split_for_impl();
    let (attrs, ty, quiet) = (&block.attrs, mock.ty(), quiet());
    let params = &block.generics.params;
    let params = (!params.is_empty()).then(|| quote!(<#params>));
    Some(quote! {
        #(#attrs)*
        #quiet
        trait MockitDefaults #params: #path #clause { #(#methods)* }
        impl #generics MockitDefaults #arguments for #ty #clause {}
    })
}

/// The methods that have a field, with their plans.
fn fields(mock: &Mock) -> impl Iterator<Item = (&Method, &Plan)> {
    mock.methods().filter_map(|method| match &method.plan {
        Ok(plan) if !plan.is_static => Some((method, plan)),
        _ => None,
    })
}

fn item(mock: &Mock) -> TokenStream {
    let Mock { of, vis, name, runtime, generics, attrs, .. } = mock;
    let (_, _, clause) = generics.split_for_impl();
    let fields = fields(mock).map(|(method, plan)| {
        let (cfgs, name, ty) = (&method.cfgs, &method.field, method::home(runtime, plan));
        quote!(#(#cfgs)* #name: #ty)
    });
    let types = has_params(generics).then(|| {
        let types = generics.type_params().map(|param| &param.ident);
        let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
        quote!(mockit_types: #runtime::PhantomData<fn() -> (#(&#lifetimes (),)* #(#runtime::PhantomData<#types>,)*)>,)
    });
    let more =
        (mock.parts == Parts::First).then(|| quote!(#[doc(hidden)] pub mockit_more: #runtime::ByType,));
    let doc = format!(" A mock of `{of}`.");
    let doc =
        (!attrs.iter().any(|attribute| attribute.path().is_ident("doc"))).then(|| quote!(#[doc = #doc]));
    let params = &generics.params;
    let params = (!params.is_empty()).then(|| quote!(<#params>));
    let (attrs, quiet) = (kept(attrs), quiet());
    let partly_public = more.is_some().then(|| quote!(#[allow(clippy::partial_pub_fields)]));
    quote! {
        #doc
        #(#attrs)*
        #quiet
        #partly_public
        #vis struct #name #params #clause { #(#fields,)* #more #types }
    }
}

/// Parameters of which the fields say nothing.
fn has_params(generics: &Generics) -> bool {
    generics.type_params().next().is_some() || generics.lifetimes().next().is_some()
}

fn inherent(mock: &Mock) -> TokenStream {
    let (ty, runtime) = (mock.ty(), &mock.runtime);
    let (generics, _, clause) = mock.generics.split_for_impl();
    let initial = fields(mock).map(|(method, plan)| {
        let (cfgs, name, value) = (&method.cfgs, &method.field, method::blank(runtime, method, plan));
        quote!(#(#cfgs)* #name: #value)
    });
    let types = has_params(&mock.generics).then(|| quote!(mockit_types: #runtime::PhantomData));
    let more = (mock.parts == Parts::First).then(|| {
        let name = format!("{}::…", mock.name);
        let spy = spy::none(runtime);
        let about = quote!(#runtime::Method { name: #name, args: &[], is_static: false #spy });
        quote!(mockit_more: #runtime::ByType::new(&#about),)
    });
    let constructors = constructors(mock);
    let checkpoint = (!mock.has_method("checkpoint")).then(|| {
        quote! {
            /// Verifies what was expected so far, and forgets it.
            #[track_caller]
            pub fn checkpoint(&mut self) { #runtime::checkpoint(&mut self.mockit_cores()); }
        }
    });
    let share = (!mock.has_method("share")).then(|| {
        quote! {
            /// A second mock with the same expectations: what is set through one, and what is called
            /// through one, counts for both. They are verified when the last of them is dropped.
            #[must_use]
            pub fn share(&self) -> Self { self.mockit_share() }
        }
    });
    let cores = cores(mock, &quote!(self));
    let shared = shared_cores(mock, &quote!(self));
    let questions = spy::of_mock(mock, &shared_cores(mock, &quote!(mockit_it)));
    let (expects, own) = items_for_every_mock(mock);
    let default = (!mock.implements("Default")).then(|| {
        quote! {
            #[automatically_derived]
            impl #generics #runtime::Default for #ty #clause {
                fn default() -> Self { Self::MOCKIT_BLANK }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #generics #ty #clause {
            const MOCKIT_BLANK: Self = Self { #(#initial,)* #more #types };
            #constructors
            #checkpoint
            #share
            fn mockit_cores(&mut self) -> #runtime::Box<[&mut #runtime::Core]> { #runtime::Box::new([#cores]) }
            fn mockit_share(&self) -> Self {
                let mut twin = Self::MOCKIT_BLANK;
                #runtime::share(&[#shared], &mut twin.mockit_cores());
                twin
            }
            #questions
            #expects
            #own
        }
        #default
    }
}

/// Methods and consts of the mock itself.
fn own_items(mock: &Mock, block: &Block) -> TokenStream {
    let consts = block.consts.iter().map(assoc_const);
    let methods = block.methods.iter().map(|method| method::shim(mock, block, method));
    quote!(#(#consts)* #(#methods)*)
}

/// `new`, `strict` and `nice`.
fn constructors(mock: &Mock) -> TokenStream {
    let runtime = &mock.runtime;
    let new = match mock.has_method("new") {
        false => quote!(new),
        true => quote!(new_mock),
    };
    let strict = (!mock.has_method("strict")).then(|| {
        quote! {
            /// A mock whose expectations must each be called at least once, unless they say otherwise
            /// by `times`, `never` or `optional`.
            #[must_use]
            pub fn strict() -> Self {
                let mut mock = Self::MOCKIT_BLANK;
                #runtime::be_strict(&mut mock.mockit_cores());
                mock
            }
        }
    });
    let nice = (!mock.has_method("nice")).then(|| {
        let answers = fields(mock).map(|(method, _)| {
            let (cfgs, name) = (&method.cfgs, &method.field);
            quote!(#(#cfgs)* #runtime::Nice::new(&mut mock.#name).answer();)
        });
        quote! {
            /// A mock whose methods return the default of their result's type, where it has one, as long
            /// as nothing is expected of them.
            #[must_use]
            pub fn nice() -> Self {
                let mut mock = Self::MOCKIT_BLANK;
                #(#answers)*
                mock
            }
        }
    });
    quote! {
        /// A mock of which nothing is expected.
        #[must_use]
        pub fn #new() -> Self { Self::MOCKIT_BLANK }
        #strict
        #nice
    }
}

/// The engine's part of every field, as others may see it.
fn shared_cores(mock: &Mock, this: &TokenStream) -> TokenStream {
    let cores = fields(mock).map(|(method, _)| {
        let (cfgs, name) = (&method.cfgs, &method.field);
        quote!(#(#cfgs)* &#this.#name.core)
    });
    let more = (mock.parts == Parts::First).then(|| quote!(&#this.mockit_more.core));
    let cores = cores.chain(more);
    quote!(#(#cores),*)
}

/// The engine's part of every field.
fn cores(mock: &Mock, this: &TokenStream) -> TokenStream {
    let cores = fields(mock).map(|(method, _)| {
        let (cfgs, name) = (&method.cfgs, &method.field);
        quote!(#(#cfgs)* &mut #this.#name.core)
    });
    let more = (mock.parts == Parts::First).then(|| quote!(&mut #this.mockit_more.core));
    let cores = cores.chain(more);
    quote!(#(#cores),*)
}

/// The impl of a trait; and `expect_…`, and methods of the mock's own, where they are not for every mock.
fn of_block(mock: &Mock, block: &Block) -> TokenStream {
    let Block { attrs, unsafety, generics, ty, types, consts, .. } = block;
    let inherent = block.expect_generics.as_ref().map(|generics| {
        let (generics, _, clause) = generics.split_for_impl();
        let cfgs = cfgs(attrs);
        let expects = block.methods.iter().map(|method| setters(mock, block, method));
        let own = block.of_trait.is_none().then(|| own_items(mock, block));
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #generics #ty #clause { #(#expects)* #own }
        }
    });
    let of_trait = block.of_trait.as_ref().map(|path| {
        let (impl_generics, _, clause) = generics.split_for_impl();
        let (types, consts) = (types.iter().map(assoc_type), consts.iter().map(assoc_const));
        let is_drop = path.segments.last().is_some_and(|last| last.ident == "Drop");
        let methods = block.methods.iter().map(|method| match is_drop {
            true => drop_method(mock, method),
            false => method::shim(mock, block, method),
        });
        let quiet = quiet();
        quote! {
            #(#attrs)*
            #quiet
            #unsafety impl #impl_generics #path for #ty #clause {
                #(#types)*
                #(#consts)*
                #(#methods)*
            }
        }
    });
    quote!(#inherent #of_trait)
}

/// `Drop::drop`, mocked: also the end of the mock. While a test panics, a second panic would abort it.
fn drop_method(mock: &Mock, method: &Method) -> TokenStream {
    let (runtime, cores) = (&mock.runtime, cores(mock, &method::this(method).to_token_stream()));
    let (cfgs, signature) = (&method.cfgs, &method.signature);
    let call = method::body(runtime, &TokenStream::new(), method);
    quote! {
        #(#cfgs)*
        #signature {
            if !#runtime::panicking() { #call }
            #runtime::verify(&mut [#cores]);
        }
    }
}

fn assoc_type(given: &AssocType) -> TokenStream {
    let AssocType { attrs, name, generics: params, ty: value } = given;
    let (attrs, clause) = (kept(attrs), &params.where_clause);
    quote!(#(#attrs)* type #name #params = #value #clause;)
}

fn assoc_const(given: &AssocConst) -> TokenStream {
    let AssocConst { attrs, vis, name, ty, value } = given;
    let attrs = kept(attrs);
    quote!(#(#attrs)* #vis const #name: #ty = #value;)
}

fn drop_impl(mock: &Mock) -> Option<TokenStream> {
    let (ty, runtime, cores) = (mock.ty(), &mock.runtime, cores(mock, &quote!(self)));
    let (generics, _, clause) = mock.generics.split_for_impl();
    // A mock of `Drop` verifies when it has been called.
    (!cores.is_empty() && !mock.implements("Drop")).then(|| {
        quote! {
            #[automatically_derived]
            impl #generics #runtime::Drop for #ty #clause {
                fn drop(&mut self) { #runtime::verify(&mut [#cores]); }
            }
        }
    })
}

fn clone_impl(mock: &Mock) -> TokenStream {
    let (ty, runtime) = (mock.ty(), &mock.runtime);
    let (generics, _, clause) = mock.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #runtime::Clone for #ty #clause {
            fn clone(&self) -> Self { self.mockit_share() }
        }
    }
}

fn debug_impl(mock: &Mock) -> TokenStream {
    let (ty, runtime, name) = (mock.ty(), &mock.runtime, mock.name.to_string());
    let (generics, _, clause) = mock.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #runtime::Debug for #ty #clause {
            fn fmt(&self, f: &mut #runtime::Formatter<'_>) -> #runtime::fmt::Result { f.write_str(#name) }
        }
    }
}
