//! What a build from nothing costs: of the crates that code under test has anyhow, and of these with a
//! double or a mock server.

use std::fs;
use std::path::{Path, PathBuf};

use crate::measure::{self, Cold};

/// What the code under test has.
pub(crate) const BASE: &str = "reqwest, tokio, serde_json";

const BASE_DEPENDENCIES: &str = r#"
reqwest = { version = "0.13", default-features = false, features = ["json"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

/// The workspace's lock file: all builds have the same versions of what they share.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");

/// What is built, and what is added to the base for it.
fn variants() -> [(&'static str, String); 6] {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../mockit");
    let own = format!(
        "mockit = {{ path = {own:?}, features = [\"http\"] }}\n\
         mockit-reqwest = {{ path = \"{own}/reqwest\", features = [\"json\"] }}"
    );
    [
        (BASE, String::new()),
        ("mockit", own),
        ("wiremock", "wiremock = \"=0.6.5\"".to_owned()),
        ("httpmock", "httpmock = \"=0.9.0\"".to_owned()),
        ("mockito", "mockito = \"=1.7.2\"".to_owned()),
        ("httptest", "httptest = \"=0.16.4\"".to_owned()),
    ]
}

/// Builds them all in turn, again in every round, and gives the least.
pub(crate) fn measure_all(rounds: u32) -> Result<Vec<(&'static str, Cold)>, String> {
    let root = std::env::temp_dir().join(format!("mockit-http-cold-{}", std::process::id()));
    let outcome = rounds_in(&root, rounds);
    // Nothing can be done about files that are left in a temporary directory.
    let _ = fs::remove_dir_all(&root);
    outcome
}

fn rounds_in(root: &Path, rounds: u32) -> Result<Vec<(&'static str, Cold)>, String> {
    let mut results: Vec<(&'static str, Cold)> = Vec::new();
    for round in 1..=rounds {
        for (name, added) in variants() {
            eprintln!("cold build {round} of {rounds}: {name}");
            let dir = generate(root, name, &added).map_err(|error| error.to_string())?;
            let mut cold = measure::cold(&dir, "empty")?;
            // The generated crate itself is no dependency.
            cold.crates -= 1;
            // Six of these are gigabytes.
            let _ = fs::remove_dir_all(dir.join("target"));
            match results.iter_mut().find(|(of, _)| *of == name) {
                Some((_, least)) if least.seconds <= cold.seconds => {}
                Some((_, least)) => *least = cold,
                None => results.push((name, cold)),
            }
        }
    }
    Ok(results)
}

/// Writes a project with an empty library.
fn generate(root: &Path, name: &str, added: &str) -> std::io::Result<PathBuf> {
    let dir = root.join(name.replace(", ", "-"));
    fs::create_dir_all(dir.join("src"))?;
    fs::write(dir.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]{BASE_DEPENDENCIES}{added}\n"
    );
    fs::write(dir.join("Cargo.toml"), manifest)?;
    if Path::new(LOCK).exists() {
        fs::copy(LOCK, dir.join("Cargo.lock"))?;
    }
    Ok(dir)
}
