//! Where generated code finds mockit: the user may have given it another name.

mod manifest;
mod toml;

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use self::manifest::Manifest;

/// `::mockit`, or what the crate that is being compiled calls it.
pub(crate) fn path() -> TokenStream {
    written(&compiled().name)
}

/// Is a macro crate being compiled, which cannot export other macros?
pub(crate) fn is_macro_crate() -> bool {
    compiled().is_macro_crate
}

/// The crate that is being compiled.
#[derive(Clone)]
struct Crate {
    /// What it calls mockit.
    name: String,
    is_macro_crate: bool,
}

fn compiled() -> Crate {
    /// For a process may expand the macros of several crates, as those of an editor do.
    static KNOWN: Mutex<Option<HashMap<(PathBuf, bool), Crate>>> = Mutex::new(None);
    // Without Cargo there is no manifest.
    let Some(folder) = env::var_os("CARGO_MANIFEST_DIR") else { return Crate::unknown() };
    let is_build_script = env::var_os("CARGO_CRATE_NAME").is_some_and(|name| name == "build_script_build");
    let key = (PathBuf::from(folder), is_build_script);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(found) = known.get(&key) {
        return found.clone();
    }
    let found = Crate::of(&key.0, is_build_script);
    known.insert(key, found.clone());
    found
}

impl Crate {
    fn unknown() -> Crate {
        Crate { name: "mockit".to_string(), is_macro_crate: false }
    }

    /// The crate in this folder.
    fn of(folder: &Path, is_build_script: bool) -> Crate {
        let Some(manifest) = Manifest::read(folder).filter(|manifest| !manifest.is_mockit()) else {
            return Crate::unknown();
        };
        let key = manifest.key(is_build_script, || workspace(&manifest, folder));
        let name = key.unwrap_or("mockit").replace('-', "_");
        Crate { name, is_macro_crate: manifest.is_macro_crate() }
    }
}

/// The workspace's manifest: as the package says, its own, or the nearest one above.
fn workspace(manifest: &Manifest, folder: &Path) -> Option<Manifest> {
    if let Some(path) = manifest.workspace() {
        return Manifest::read(&folder.join(path));
    }
    folder.ancestors().filter_map(Manifest::read).find(Manifest::is_workspace)
}

/// `::name`, raw where that is a keyword.
fn written(name: &str) -> TokenStream {
    let raw = || syn::parse_str::<Ident>(&format!("r#{name}"));
    let ident = match name {
        // One since the edition 2024 only, so that the parser takes it for a name.
        "gen" => raw(),
        // Of these there is no raw form.
        "self" | "Self" | "super" | "crate" | "_" => return quote!(::mockit),
        _ => syn::parse_str::<Ident>(name).or_else(|_| raw()),
    };
    let Ok(mut ident) = ident else { return quote!(::mockit) };
    ident.set_span(Span::call_site());
    quote!(::#ident)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder of its own for each test, with these manifests.
    fn folder(test: &str, manifests: &[(&str, &str)]) -> PathBuf {
        let folder = env::temp_dir().join(format!("mockit-macros-{}-{test}", std::process::id()));
        for (path, text) in manifests {
            let member = folder.join(path);
            fs::create_dir_all(&member).unwrap();
            fs::write(member.join("Cargo.toml"), text).unwrap();
        }
        folder
    }

    fn name(folder: &Path, member: &str) -> String {
        Crate::of(&folder.join(member), false).name
    }

    const WORKSPACE: &str = "[workspace]\nmembers = [\"*\"]\n[workspace.dependencies]\n\
        first = { package = \"mockit\", version = \"1\" }\nsecond.package = 'mockit'\nmockit = \"1\"\nserde = \"1\"";

    #[test]
    fn follows_a_dependency_into_the_workspace() {
        let member = |dependency: &str| format!("[package]\nname = \"a\"\n[dependencies]\n{dependency}");
        let folder = folder(
            "workspace",
            &[
                ("", WORKSPACE),
                ("a", &member("serde.workspace = true\nfirst.workspace = true")),
                ("b", &member("serde = { workspace = true }\nsecond = { workspace = true, features = [] }")),
                ("c", &member("serde.workspace = true\nmockit.workspace = true")),
                ("c/nested/deep", &member("[dependencies.second]\nworkspace = true")),
                ("elsewhere/member", "package.workspace = '../root'\ndependencies.other.workspace = true"),
                ("elsewhere/root", "workspace.dependencies.other.package = 'mockit'\n"),
                ("elsewhere/lost", "package.workspace = '../gone'\ndependencies.other.workspace = true"),
            ],
        );
        assert_eq!(name(&folder, "a"), "first");
        assert_eq!(name(&folder, "b"), "second");
        assert_eq!(name(&folder, "c"), "mockit");
        assert_eq!(name(&folder, "c/nested/deep"), "second");
        assert_eq!(name(&folder, "elsewhere/member"), "other");
        assert_eq!(name(&folder, "elsewhere/lost"), "mockit");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_package_may_be_the_root_of_its_workspace() {
        let text = format!("{WORKSPACE}\n[dev-dependencies]\nsecond = {{ workspace = true }}");
        let folder = folder("root", &[("", &text)]);
        assert_eq!(name(&folder, ""), "second");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn without_a_manifest_the_name_is_mockit() {
        let folder =
            folder("none", &[("own", "package.name = \"mockit\"\ndependencies.a.package = \"mockit\"")]);
        assert_eq!(name(&folder, "gone"), "mockit");
        assert_eq!(name(&folder, "own"), "mockit");
        // Not UTF-8.
        fs::write(folder.join("Cargo.toml"), b"# \xff\n[dependencies]\nother-name.package = 'mockit'")
            .unwrap();
        assert_eq!(name(&folder, ""), "other_name");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn writes_names() {
        for (name, path) in [
            ("mocks", ":: mocks"),
            ("_m0", ":: _m0"),
            ("type", ":: r#type"),
            ("try", ":: r#try"),
            ("gen", ":: r#gen"),
            ("union", ":: union"),
            ("été", ":: été"),
            ("self", ":: mockit"),
            ("_", ":: mockit"),
            ("", ":: mockit"),
            ("1st", ":: mockit"),
            ("a b", ":: mockit"),
        ] {
            assert_eq!(written(name).to_string(), path, "{name}");
        }
    }

    /// That of these macros has no such dependency.
    #[test]
    fn reads_the_manifest_of_the_crate_that_is_compiled() {
        for _ in 0..2 {
            assert_eq!(path().to_string(), ":: mockit");
        }
    }
}
