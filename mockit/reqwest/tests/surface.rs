//! Every public method of the types that this crate stands for is here too, whatever the features.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo has reqwest's source.
fn reqwest() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--format-version=1", "--manifest-path"];
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let output = Command::new(cargo).args(arguments).arg(manifest).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let is_ours = |package: &&serde_json::Value| {
        package["name"] == "reqwest" && package["version"].as_str().unwrap().starts_with("0.13.")
    };
    let package = metadata["packages"].as_array().unwrap().iter().find(is_ours).unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src")
}

/// The names of `pub fn`s in the `impl` blocks that begin with `opening`, at the margin; of the whole file
/// where that is empty.
fn methods(source: &str, opening: &str) -> BTreeSet<String> {
    let mut inside = opening.is_empty();
    let mut names = BTreeSet::new();
    for line in source.lines() {
        if !opening.is_empty() && line.starts_with("impl") {
            inside = line.starts_with(opening);
        }
        if let (true, Some(rest)) = (inside, line.trim_start().strip_prefix("pub fn ")) {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap();
            names.insert(rest[..end].to_string());
        }
    }
    names
}

/// What both clients have in common.
const MACROS: [(&str, &str); 3] = [
    ("builder_ignored.rs", "without_effect"),
    ("client_requests.rs", "client_requests"),
    ("request_setters.rs", "request_setters"),
];

/// Are all of reqwest's methods in our files, the first of which has the type?
fn all_there(reqwest_file: &str, opening: &str, ours: &[&str]) {
    let theirs = methods(&fs::read_to_string(reqwest().join(reqwest_file)).unwrap(), opening);
    assert!(theirs.len() > 2, "`{opening}` is not found in {reqwest_file}");
    let source = |file: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file)).unwrap()
    };
    let ours = ours.iter().flat_map(|file| match MACROS.iter().find(|(of, _)| of == file) {
        // A macro's methods stand in no `impl`; they are there where it is called.
        Some((_, name)) => {
            let called = source(ours[0]).contains(&format!("{opening}\n    {name}!("));
            assert!(called, "`{name}` is not called in {}", ours[0]);
            methods(&source(file), "")
        }
        None => methods(&source(file), opening),
    });
    let ours: BTreeSet<String> = ours.collect();
    let missing: Vec<_> = theirs.difference(&ours).collect();
    assert!(missing.is_empty(), "of `{opening}` in {reqwest_file}: {missing:?}");
}

#[test]
fn no_method_is_missing() {
    all_there("async_impl/client.rs", "impl Client {", &["client.rs", "client_requests.rs"]);
    all_there("async_impl/client.rs", "impl ClientBuilder {", &["client_builder.rs", "builder_ignored.rs"]);
    all_there(
        "async_impl/request.rs",
        "impl RequestBuilder {",
        &["request_builder.rs", "request_setters.rs"],
    );
    all_there("redirect.rs", "impl Policy {", &["redirect.rs"]);
    all_there("redirect.rs", "impl<'a> Attempt<'a> {", &["redirect.rs"]);

    let builder = ["blocking/client_builder.rs", "builder_ignored.rs"];
    all_there("blocking/client.rs", "impl Client {", &["blocking/client.rs", "client_requests.rs"]);
    all_there("blocking/client.rs", "impl ClientBuilder {", &builder);
    let request = ["blocking/request_builder.rs", "request_setters.rs"];
    all_there("blocking/request.rs", "impl RequestBuilder {", &request);
}

/// They choose what connections are made with, and would be built for nothing: whoever uses their types
/// has them by their own dependency on reqwest, of which cargo builds one.
const OF_CONNECTIONS: [&str; 10] = [
    "default-tls",
    "hickory-dns",
    "http3",
    "native-tls",
    "native-tls-no-alpn",
    "native-tls-vendored",
    "native-tls-vendored-no-alpn",
    "rustls",
    "rustls-no-provider",
    "system-proxy",
];

#[test]
fn features_are_forwarded() {
    let features = |manifest: &Path| -> BTreeSet<String> {
        let text = fs::read_to_string(manifest).unwrap();
        let section = text.split("\n[features]\n").nth(1).unwrap().split("\n[").next().unwrap();
        let names = section.lines().filter(|line| line.starts_with(|c: char| c.is_alphanumeric()));
        names.filter_map(|line| Some(line.split_once(" =")?.0.to_string())).collect()
    };
    let theirs = features(&reqwest().with_file_name("Cargo.toml"));
    let ours = features(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")));
    let missing: Vec<_> = theirs.difference(&ours).collect();
    assert_eq!(missing, OF_CONNECTIONS.iter().collect::<Vec<_>>());
}

/// The traits that reqwest's types implement.
#[test]
fn traits_are_implemented() {
    use std::fmt::Debug;

    use mockit_reqwest::redirect::{Action, Attempt, Policy};
    use mockit_reqwest::{Client, ClientBuilder, Request, RequestBuilder};
    fn client<T: Clone + Debug + Default + Send + Sync>() {}
    fn service<T: tower_service::Service<Request>>() {}
    fn builder<T: Debug + Default>() {}
    fn debug<T: Debug>() {}
    client::<Client>();
    service::<Client>();
    service::<&Client>();
    builder::<ClientBuilder>();
    debug::<RequestBuilder>();
    builder::<Policy>();
    debug::<(Attempt, Action)>();
    #[cfg(feature = "blocking")]
    {
        use mockit_reqwest::blocking;
        client::<blocking::Client>();
        builder::<blocking::ClientBuilder>();
        debug::<blocking::RequestBuilder>();
        fn from<T: From<ClientBuilder>>() {}
        from::<blocking::ClientBuilder>();
    }
}
