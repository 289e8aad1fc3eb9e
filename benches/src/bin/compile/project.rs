//! The generated cargo projects on disk: one for each library and workload.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use mockit_benches::machine::workspace_lock;

use crate::library::Library;
use crate::source;
use crate::workload::Workload;

/// A generated project.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) library: Library,
    pub(crate) workload: Workload,
    pub(crate) dir: PathBuf,
    /// Shared by all workloads of a library, as the dependencies are the same.
    pub(crate) target: PathBuf,
}

impl Project {
    /// Writes the project below `root`.
    pub(crate) fn generate(root: &Path, library: Library, workload: Workload) -> io::Result<Self> {
        let name = format!("work-{workload}").replace(':', "-");
        let base = root.join(library.name());
        let project = Self { library, workload, dir: base.join(&name), target: base.join("target") };
        write_manifest(&project.dir, &name, "dev-dependencies", library)?;
        let mut modules = String::new();
        for (module, text) in source::modules(library.written_as(), workload) {
            modules += &format!("pub mod {module};\n");
            fs::write(project.dir.join(format!("src/{module}.rs")), text)?;
        }
        fs::write(project.dir.join("src/lib.rs"), format!("{HEAD}{modules}"))?;
        Ok(project)
    }

    /// Makes cargo build the project's own crate again.
    pub(crate) fn touch(&self) -> io::Result<()> {
        let root = self.dir.join("src/lib.rs");
        let file = fs::File::options().append(true).open(root)?;
        file.set_modified(SystemTime::now())
    }
}

/// Writes a project with an empty library, for builds of its dependencies.
pub(crate) fn generate_empty(root: &Path, library: Library) -> io::Result<PathBuf> {
    let dir = root.join(library.name()).join("empty");
    write_manifest(&dir, "empty", "dependencies", library)?;
    fs::write(dir.join("src/lib.rs"), "")?;
    Ok(dir)
}

fn write_manifest(dir: &Path, name: &str, section: &str, library: Library) -> io::Result<()> {
    fs::create_dir_all(dir.join("src"))?;
    let dependency = library.dependency().unwrap_or_default();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\ndoctest = false\n\n[{section}]\n{dependency}\n\n[workspace]\n"
    );
    fs::write(dir.join("Cargo.toml"), manifest)?;
    // Without the lock file the newest versions of all dependencies are taken.
    if workspace_lock().exists() {
        fs::copy(workspace_lock(), dir.join("Cargo.lock"))?;
    }
    Ok(())
}

/// The root of every generated crate. Printing warnings would be measured too,
/// hence none are wanted.
const HEAD: &str = "\
#![allow(warnings)]

/// Runs a future that never waits.
pub fn ready<F: Future>(future: F) -> F::Output {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!(\"the future waits\"),
    }
}

";
