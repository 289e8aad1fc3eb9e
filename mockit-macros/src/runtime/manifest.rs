//! Which of a manifest's dependencies is mockit.

use std::collections::HashSet;
use std::path::Path;

use super::toml;

const PACKAGE: &str = "mockit";

/// The names of the tables, those first whose crates are there most often.
const TABLES: [&str; 5] =
    ["dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"];

pub(super) struct Manifest {
    entries: Vec<toml::Entry>,
}

impl Manifest {
    pub(super) fn read(folder: &Path) -> Option<Manifest> {
        std::fs::read(folder.join("Cargo.toml"))
            .ok()
            .map(|text| Manifest::of(&String::from_utf8_lossy(&text)))
    }

    pub(super) fn of(text: &str) -> Manifest {
        Manifest { entries: toml::read(text) }
    }

    /// Is it the manifest of mockit itself?
    pub(super) fn is_mockit(&self) -> bool {
        self.get(&["package", "name"]) == Some(PACKAGE)
    }

    /// Are its macros procedures? Then its library can export no others.
    pub(super) fn is_macro_crate(&self) -> bool {
        ["proc-macro", "proc_macro"].iter().any(|key| self.get(&["lib", key]) == Some("true"))
    }

    pub(super) fn is_workspace(&self) -> bool {
        self.entries.iter().any(|(path, _)| path[0] == "workspace")
    }

    /// The folder of the workspace, where the manifest names it.
    pub(super) fn workspace(&self) -> Option<&str> {
        self.get(&["package", "workspace"])
    }

    fn get(&self, wanted: &[&str]) -> Option<&str> {
        self.entries.iter().find(|(path, _)| path == wanted).map(|(_, text)| text.as_str())
    }

    /// The key of the dependency that is mockit, in the order of the contract: what says so, what is
    /// called so, what is called as the crate that mockit stands in for. `workspace` is looked for where
    /// a dependency refers to it.
    pub(super) fn key(
        &self,
        is_build_script: bool,
        workspace: impl FnOnce() -> Option<Manifest>,
    ) -> Option<&str> {
        let mut fields: Vec<Field<'_>> = self.entries.iter().filter_map(Field::of).collect();
        fields.sort_by_key(|field| field.rank(is_build_script));
        let workspace = fields.iter().any(Field::is_inherited).then(workspace).flatten();
        let renamed = workspace.as_ref().map(Manifest::renamed).unwrap_or_default();
        let says_so = |field: &&Field<'_>| match field.is_inherited() {
            true => renamed.contains(field.key),
            false => *field.path == ["package"] && field.text == PACKAGE,
        };
        let called = |name: &str| fields.iter().find(|field| field.key == name);
        let found = fields.iter().find(says_so).or_else(|| called(PACKAGE)).or_else(|| called("mockall"));
        found.map(|field| field.key)
    }

    /// The keys under which a workspace has mockit by another name.
    fn renamed(&self) -> HashSet<&str> {
        let keys = self.entries.iter().filter_map(|(path, text)| match path.as_slice() {
            [workspace, table, key, field]
                if workspace == "workspace" && table == "dependencies" && field == "package" =>
            {
                (text == PACKAGE).then_some(key.as_str())
            }
            _ => None,
        });
        keys.collect()
    }
}

/// What is said of a dependency: `package = "mockit"`.
struct Field<'a> {
    table: usize,
    is_on_target: bool,
    key: &'a str,
    /// Empty where it is all that is said: `mockit = "1"`.
    path: &'a [String],
    text: &'a str,
}

impl<'a> Field<'a> {
    fn of((path, text): &'a toml::Entry) -> Option<Field<'a>> {
        let (is_on_target, path) = match path.as_slice() {
            [target, _, rest @ ..] if target == "target" => (true, rest),
            path => (false, path),
        };
        let [table, key, path @ ..] = path else { return None };
        let table = TABLES.iter().position(|name| name == table)?;
        Some(Field { table, is_on_target, key, path, text })
    }

    /// Lower for what is there in more builds of the crate that is being compiled.
    fn rank(&self, is_build_script: bool) -> (bool, bool, usize) {
        let is_of_build_script = TABLES[self.table].starts_with("build");
        (is_of_build_script != is_build_script, self.is_on_target, self.table)
    }

    /// Is it said in the workspace?
    fn is_inherited(&self) -> bool {
        *self.path == ["workspace"] && self.text == "true"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<String> {
        Manifest::of(text).key(false, || None).map(ToString::to_string)
    }

    /// Each of these calls mockit `mocks`.
    const RENAMED: &[&str] = &[
        "[dependencies]\nmocks = { package = \"mockit\", version = \"1\" }",
        "[dependencies]\nmocks = { version = \"1\", package = \"mockit\" }",
        "[dependencies]\nmocks={package='mockit',version='1'}",
        "[dependencies]\nmocks = { package = \"\"\"mockit\"\"\" }",
        "[dependencies]\nmocks = { package = \"m\\u006fckit\" }",
        "[dependencies]\n\"mocks\" = { \"package\" = \"mockit\" }",
        "[dependencies]\n'mocks' = { 'package' = 'mockit' }",
        "[dependencies]\nmocks.package = \"mockit\"\nmocks.version = \"1\"",
        "[dependencies]\nmocks . \"package\" = 'mockit'",
        "dependencies.mocks.package = \"mockit\"",
        "dependencies.mocks = { package = \"mockit\" }",
        "dependencies = { mocks = { package = \"mockit\" } }",
        "dependencies = { mocks.package = \"mockit\", serde = \"1\" }",
        "[dependencies.mocks]\npackage = \"mockit\"",
        "[ dependencies . 'mocks' ] # of tests\n\npackage = \"mockit\" # not \"mockall\"",
        "[\"dependencies\".\"mocks\"]\nversion = \"1\"\npackage = 'mockit'",
        "[dependencies.mocks]\nfeatures = [\"http\", \"a]\"]\npackage = \"mockit\"",
        "[dependencies]\nmocks = { features = [\n  \"http\", # [\n  'b}',\n], package = \"mockit\" }",
        "[dependencies]\nmocks = {\n  version = \"1\", # a newline: TOML 1.1\n  package = \"mockit\",\n}",
        "[dependencies]\r\nserde = \"1\"\r\nmocks = { package = \"mockit\" }\r\n",
        "\u{feff}[dependencies]\nmocks = { package = \"mockit\" }",
        "[dev-dependencies]\nmocks = { package = \"mockit\" }",
        "[dev_dependencies]\nmocks = { package = \"mockit\" }",
        "[build-dependencies]\nmocks = { package = \"mockit\" }",
        "[target.'cfg(unix)'.dependencies]\nmocks = { package = \"mockit\" }",
        "[target.\"cfg(not(target_os = \\\"none\\\"))\".dev-dependencies]\nmocks.package = \"mockit\"",
        "[target.x86_64-unknown-linux-gnu.dependencies.mocks]\npackage = \"mockit\"",
        "target.'cfg(unix)'.dependencies.mocks.package = 'mockit'",
        "[target]\n'cfg(unix)' = { dependencies = { mocks = { package = \"mockit\" } } }",
        "[package]\nname = \"a\"\ndescription = \"\"\"\n[dependencies]\nwrong.package = \"mockit\"\n\"\"\"\n\
         [dependencies]\nmocks.package = \"mockit\"",
        "[package]\nauthors = [\n  \"[dependencies]\",\n  \"wrong = { package = 'mockit' }\",\n]\n\
         [dependencies]\nmocks.package = \"mockit\"",
        "[dependencies]\n# wrong = { package = \"mockit\" }\nmocks.package = \"mockit\"",
        "[dependencies]\nmockit = \"1\"\nmockall = \"0.15\"\nmocks.package = \"mockit\"",
        "[dependencies]\nmocks = { package = \"mockit\" }\n[dependencies.other]\npackage = \"mockito\"",
        "[dev-dependencies]\nlater.package = \"mockit\"\n[dependencies]\nmocks.package = \"mockit\"",
        "[target.x.dependencies]\nlater.package = \"mockit\"\n[dev-dependencies]\nmocks.package = \"mockit\"",
        "[[bin]]\nname = \"a\"\n[[bin]]\nname = \"b\"\n[dependencies]\nmocks.package = \"mockit\"",
        "[package]\nversion = 1.0\npublish = false\nrust-version = 1979-05-27 07:32:00\n\
         [dependencies.mocks]\noptional = true\npackage = \"mockit\"",
        // Not TOML; Cargo would not have come so far.
        "[dependencies]\nserde = \"1\n= 3\n]]\nmocks = { package = \"mockit\" } and more",
        "[dependencies]\nserde = { version = \nmocks = { package = \"mockit\" }",
    ];

    #[test]
    fn finds_the_key_of_the_package() {
        for text in RENAMED {
            assert_eq!(key(text).as_deref(), Some("mocks"), "{text}");
        }
    }

    #[test]
    fn else_the_key_tells() {
        for (text, expected) in [
            ("[dependencies]\nmockit = \"1\"", Some("mockit")),
            ("[dev-dependencies]\nmockit = { path = \"../mockit\" }\nmockall = \"0.15\"", Some("mockit")),
            ("[dependencies.mockit]\nversion = \"1\"", Some("mockit")),
            ("[dependencies]\nmockit.workspace = true", Some("mockit")),
            ("[dependencies]\nmockall = { path = \"mockit\" }", Some("mockall")),
            ("[dependencies]\nmockall = { package = \"mockall_fork\" }", Some("mockall")),
            ("[target.'cfg(unix)'.dev-dependencies]\nmockall = \"1\"", Some("mockall")),
            ("[dependencies]\nmocks = \"1\"\nmockito = { package = \"mockito\" }", None),
            ("[features]\nmockit = [\"dep:other\"]\n[dependencies]\nother = \"1\"", None),
            ("[package.metadata.dependencies]\nmocks = { package = \"mockit\" }", None),
            ("[workspace.dependencies]\nmocks = { package = \"mockit\" }", None),
            ("[patch.crates-io]\nmocks = { package = \"mockit\", path = \"a\" }", None),
            ("[dependencies]\nmocks = { metadata = { package = \"mockit\" } }", None),
            ("[dependencies]\nmocks = [{ package = \"mockit\" }]", None),
            ("[]\nmocks.package = \"mockit\"\n[[dependencies", None),
            ("", None),
        ] {
            assert_eq!(key(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_build_script_has_dependencies_of_its_own() {
        let text = "[dependencies]\na.package = \"mockit\"\n[build-dependencies]\nb.package = \"mockit\"";
        let manifest = Manifest::of(text);
        assert_eq!((manifest.key(false, || None), manifest.key(true, || None)), (Some("a"), Some("b")));
    }

    #[test]
    fn the_workspace_is_read_only_if_something_is_there() {
        let never = || panic!("nothing refers to it");
        assert_eq!(Manifest::of("dependencies.mockit = '1'").key(false, never), Some("mockit"));
        let member =
            Manifest::of("[dependencies]\na.workspace = true\nb = { workspace = true }\nc.workspace = 0");
        let workspace =
            || Some(Manifest::of("[workspace.dependencies]\nb.package = 'mockit'\nc.package = 'mockit'"));
        assert_eq!(member.key(false, workspace), Some("b"));
        assert_eq!(member.key(false, || Some(Manifest::of(""))), None);
    }

    #[test]
    fn knows_what_a_manifest_is() {
        assert!(Manifest::of("[package]\nname = \"mockit\"").is_mockit());
        assert!(!Manifest::of("[package]\nname = \"mockit-tests\"").is_mockit());
        assert!(!Manifest::of("[dependencies.package]\nname = \"mockit\"").is_mockit());
        assert!(Manifest::of("[workspace]").is_workspace());
        assert!(Manifest::of("workspace.members = []").is_workspace());
        assert!(!Manifest::of("[package]\nworkspace = \"..\"").is_workspace());
        assert_eq!(Manifest::of("[package]\nworkspace = \"..\"").workspace(), Some(".."));
    }
}
