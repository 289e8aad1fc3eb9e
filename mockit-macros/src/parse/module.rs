//! Modules and extern blocks: functions without a type.

use proc_macro2::Span;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{
    Abi, Attribute, Error, ForeignItem, Ident, Item, ItemForeignMod, ItemMod, LitStr, Path, Result, Safety,
    Token, Visibility,
};

use super::{Arguments, Function, cfgs};

/// Functions to be mocked, and the place where they stand.
pub(crate) struct Module {
    pub(crate) place: Place,
    /// `mock_foo`
    pub(crate) name: Ident,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) functions: Vec<Function>,
    /// Public modules inside, which the mock has under their own names.
    pub(crate) modules: Vec<Module>,
    pub(crate) runtime: Option<Path>,
    pub(crate) errors: Vec<Error>,
}

/// The mock is a child of the module in which the functions are declared: it sees what they see.
pub(crate) enum Place {
    /// Without the modules inside that are mocked too.
    Mod(ItemMod),
    /// The mock's parent is the module around the block.
    Extern(ItemForeignMod),
}

impl Module {
    pub(super) fn of_mod(item: ItemMod, mut arguments: Arguments) -> Result<Module> {
        let of = &item.ident;
        arguments.check(&format!("module `{of}`"), &[], &[], &[]);
        arguments.only_for_modules();
        if item.content.is_none() {
            return Err(Error::new(
                of.span(),
                format!(
                    "`#[automock]` must see the functions of `{of}`: write the module here, as `mod {of} {{ … }}`, or in \
                     its file put `#[automock]` above a module inside, whose functions it re-exports"
                ),
            ));
        }
        let mut module = Module::of_inline(item);
        module.runtime = arguments.runtime;
        module.errors.extend(arguments.error);
        Ok(module)
    }

    fn of_inline(mut item: ItemMod) -> Module {
        let name = format_ident!("mock_{}", item.ident.unraw(), span = item.ident.span());
        let (mut functions, mut modules, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        if let Some((_, items)) = &mut item.content {
            let (inner, others) = std::mem::take(items).into_iter().partition::<Vec<_>, _>(is_mocked_module);
            *items = others;
            for inner in inner {
                if let Item::Mod(mut inner) = inner {
                    inner.attrs.retain(|attribute| !is_automock(attribute));
                    modules.push(Module::of_inline(inner));
                }
            }
            for inner in items {
                match inner {
                    Item::Fn(function) if !matches!(function.vis, Visibility::Inherited) => {
                        functions.push(Function {
                            attrs: function.attrs.clone(),
                            vis: public(),
                            sig: function.sig.clone(),
                            default: None,
                        });
                    }
                    Item::ForeignMod(block) => {
                        read_extern(block, false, &mut functions, &mut errors);
                    }
                    _ => {}
                }
            }
        }
        let cfgs = cfgs(&item.attrs).cloned().collect();
        Module { place: Place::Mod(item), name, cfgs, functions, modules, runtime: None, errors }
    }

    pub(super) fn of_extern(item: ItemForeignMod, mut arguments: Arguments) -> Result<Module> {
        arguments.check("an extern block", &[], &[], &[]);
        let Some(name) = arguments.module.take() else {
            return Err(arguments.error.unwrap_or_else(|| {
                Error::new(
                    item.abi.extern_token.span,
                    "the mock of an extern block needs a name: write `#[automock(mod mock_ffi)]`, or put the block \
                     into a module and `#[automock]` above that",
                )
            }));
        };
        arguments.only_for_modules();
        let (mut functions, mut errors) = (Vec::new(), Vec::new());
        read_extern(&item, true, &mut functions, &mut errors);
        errors.extend(arguments.error);
        let cfgs = cfgs(&item.attrs).cloned().collect();
        let (place, runtime) = (Place::Extern(item), arguments.runtime);
        Ok(Module { place, name, cfgs, functions, modules: Vec::new(), runtime, errors })
    }
}

/// What the parent can see of it can be mocked.
fn is_mocked_module(item: &Item) -> bool {
    matches!(item, Item::Mod(inner) if inner.content.is_some() && !matches!(inner.vis, Visibility::Inherited))
}

fn is_automock(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "automock")
}

fn public() -> Visibility {
    Visibility::Public(Token![pub](Span::call_site()))
}

/// The functions of an extern block; `with_private` where the block's own module is to see the mock.
fn read_extern(
    block: &ItemForeignMod,
    with_private: bool,
    functions: &mut Vec<Function>,
    errors: &mut Vec<Error>,
) {
    for item in &block.items {
        let ForeignItem::Fn(function) = item else { continue };
        if matches!(function.vis, Visibility::Inherited) && !with_private {
            continue;
        }
        let mut sig = function.sig.clone();
        if let Some(variadic) = &sig.variadic {
            errors.push(Error::new_spanned(
                variadic,
                "stable Rust cannot define a function with `...`, so there is no mock of it: wrap the calls that you \
                 need in functions with fixed parameters, and mock those",
            ));
            continue;
        }
        sig.safety = match sig.safety {
            Safety::Safe(_) => Safety::Default,
            _ => Safety::Unsafe(Token![unsafe](sig.fn_token.span)),
        };
        sig.abi = Some(unwinding(&block.abi));
        let attrs = cfgs(&block.attrs).chain(&function.attrs).cloned().collect();
        functions.push(Function { attrs, vis: public(), sig, default: None });
    }
}

/// A failing mock panics, which must get through: by `extern "C"` it would abort.
fn unwinding(abi: &Abi) -> Abi {
    let (name, span) = match &abi.name {
        None => ("C".into(), abi.extern_token.span),
        Some(name) => (name.value(), name.span()),
    };
    let can =
        ["C", "system", "cdecl", "stdcall", "fastcall", "vectorcall", "thiscall", "aapcs", "win64", "sysv64"];
    let name = if can.contains(&name.as_str()) { format!("{name}-unwind") } else { name };
    Abi { extern_token: abi.extern_token, name: Some(LitStr::new(&name, span)) }
}
