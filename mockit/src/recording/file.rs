//! Records as files, for those who asked for them by the environment.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{env, fs, io, panic};

use super::Record;
use crate::record::Log;
use crate::scope::Test;

/// Whose record is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    Never,
    Failed,
    Always,
}

/// The test is over: nobody has its scope any more.
impl Drop for Test {
    fn drop(&mut self) {
        let failed = self.failed.load(Relaxed);
        let is_asked_for = match when() {
            When::Never => false,
            When::Failed => failed,
            When::Always => true,
        };
        if is_asked_for && !self.log.entries().is_empty() {
            leave(&self.log, failed);
        }
        self.log.clear();
    }
}

fn leave(log: &Log, failed: bool) {
    // A thread that ends may not panic.
    let written = panic::catch_unwind(panic::AssertUnwindSafe(|| write(&Record::new(log))));
    match written {
        Ok(Ok(path)) if failed => eprintln!("mockit: the record of the failed test is in {}", path.display()),
        Ok(Err((path, error))) => eprintln!("mockit: cannot write the record to {}: {error}", path.display()),
        Ok(Ok(_)) | Err(_) => {}
    }
}

/// The environment is read once.
fn when() -> When {
    static WHEN: OnceLock<When> = OnceLock::new();
    *WHEN.get_or_init(|| {
        let value = env::var_os("MOCKIT_RECORD").unwrap_or_default();
        let value = value.to_string_lossy();
        meant(&value).unwrap_or_else(|| {
            eprintln!("mockit: MOCKIT_RECORD is {value:?}, but may be `failed`, `always` or `never`: no record is written");
            When::Never
        })
    })
}

fn meant(value: &str) -> Option<When> {
    match &*value.trim().to_ascii_lowercase() {
        "" | "never" => Some(When::Never),
        "failed" => Some(When::Failed),
        "always" => Some(When::Always),
        _ => None,
    }
}

/// Gives the page's path.
fn write(record: &Record) -> Result<PathBuf, (PathBuf, io::Error)> {
    let stem = folder().join(unique(&file_name(&record.test)));
    let page = with_extension(&stem, "html");
    let forms = [("txt", format!("{record}\n")), ("mmd", record.mermaid()), ("html", record.html())];
    let written = fs::create_dir_all(folder()).and_then(|()| {
        forms.iter().try_for_each(|(name, text)| fs::write(with_extension(&stem, name), text))
    });
    match written {
        Ok(()) => Ok(page),
        Err(error) => Err((page, error)),
    }
}

/// `Path::with_extension` would take what follows a test's last dot for one.
fn with_extension(stem: &Path, extension: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_os_string();
    path.push(".");
    path.push(extension);
    path.into()
}

/// Where this program's records are: each test binary has a folder of its own.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let program = env::current_exe().unwrap_or_default();
        let named = env::var_os("MOCKIT_RECORD_DIR").filter(|value| !value.is_empty());
        let base = named.map_or_else(|| target(&program).join("mockit"), PathBuf::from);
        base.join(file_name(&program_name(&program)))
    })
}

/// Cargo's target directory: where the program is; else next to the lock file; else here.
fn target(program: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let is_target = |folder: &&Path| folder.join("CACHEDIR.TAG").exists();
    let is_workspace = |folder: &&Path| folder.join("Cargo.lock").exists();
    match program.ancestors().skip(1).find(is_target) {
        Some(target) => target.to_path_buf(),
        None => here.ancestors().find(is_workspace).unwrap_or(&here).join("target"),
    }
}

/// `shop` of `shop-0123456789abcdef`.
fn program_name(program: &Path) -> String {
    let stem = program.file_stem().unwrap_or_default().to_string_lossy();
    match stem.rsplit_once('-') {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
            name.to_string()
        }
        _ => stem.into_owned(),
    }
}

/// A name that every file system takes: `tests.it_works` of `tests::it_works`.
fn file_name(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name: String =
        name.replace("::", ".").chars().map(|c| if is_plain(c) { c } else { '-' }).take(120).collect();
    if name.starts_with('.') || name.is_empty() { format!("-{name}") } else { name }
}

/// Several scopes of a program may be of one name.
fn unique(name: &str) -> String {
    static USED: Mutex<Option<HashMap<String, usize>>> = Mutex::new(None);
    let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
    // Names that differ in case alone are one to some file systems.
    let count = used.get_or_insert_default().entry(name.to_lowercase()).or_default();
    *count += 1;
    if *count == 1 { name.to_string() } else { format!("{name}-{count}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tests_become_names_of_files() {
        assert_eq!(file_name("shop::tests::it_pays"), "shop.tests.it_pays");
        assert_eq!(file_name("case/1: \"é\" <b>"), "case-1---é---b-");
        assert_eq!(file_name("../../etc"), "-..-..-etc");
        assert_eq!(file_name(&"n".repeat(500)).len(), 120);
        assert_eq!(program_name(Path::new("/t/debug/deps/my-shop-0123456789abcdef")), "my-shop");
        assert_eq!(program_name(Path::new("my-shop.exe")), "my-shop");
    }

    #[test]
    fn names_are_given_once() {
        let names = ["Twice", "twice", "other"].map(|name| unique(&format!("names_are_given_once.{name}")));
        let names = names.map(|name| name.replace("names_are_given_once.", ""));
        assert_eq!(names, ["Twice", "twice-2", "other"]);
    }

    #[test]
    fn the_environment_may_be_wrong() {
        assert_eq!(meant(" Failed "), Some(When::Failed));
        assert_eq!(meant(""), Some(When::Never));
        assert_eq!(meant("1"), None);
    }
}
