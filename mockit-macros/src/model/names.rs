//! Names: of the fields, of `expect_…` and `verify_…`, of methods in reports.

use std::collections::{HashMap, HashSet};
use std::iter;

use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{Ident, Path, PathArguments};

use super::{Block, Method, Mock};

/// Gives every method its names. A name that several have gets that of the trait before it, as in
/// `expect_reader_read`; the mock's own methods keep theirs.
pub(super) fn give(mock: &mut Mock) {
    let mut fields: HashMap<String, usize> = HashMap::new();
    let mut stems: HashMap<(String, String), usize> = HashMap::new();
    for block in &mock.blocks {
        for method in &block.methods {
            let name = method.plain_name().to_string();
            *fields.entry(name.clone()).or_default() += 1;
            *stems.entry((name, block.place())).or_default() += 1;
        }
    }
    let mut taken: Vec<(Ident, String)> = Vec::new();
    let mock_name = mock.name.to_string();
    for (index, block) in mock.blocks.iter_mut().enumerate() {
        let place = block.place();
        let of_trait = block.of_trait.clone();
        for method in &mut block.methods {
            let name = method.plain_name();
            method.title = format!("{mock_name}::{name}");
            let text = name.to_string();
            if fields[&text] > 1 {
                method.field = format_ident!("{name}_{index}", span = name.span());
            }
            // Those of every mock are there for special ones too.
            let same = stems[&(text.clone(), place.clone())];
            let everywhere = stems.get(&(text.clone(), String::new())).copied().unwrap_or_default();
            let clashes = same > 1 || if place.is_empty() { fields[&text] > 1 } else { everywhere > 0 };
            if let (Some(path), true) = (&of_trait, clashes) {
                let candidates = [with_name(path), with_arguments(path), with_modules(path)];
                let mut stems = candidates.iter().map(|of| format_ident!("{of}_{name}", span = name.span()));
                let free = |stem: &Ident| !taken.contains(&(stem.clone(), place.clone()));
                let last = format_ident!("{}_{name}_{index}", candidates[2], span = name.span());
                method.stem = stems.find(free).unwrap_or(last);
                method.title = format!("<{mock_name} as {}>::{name}", super::shown(&path.to_token_stream()));
            }
            taken.push((method.stem.clone(), place.clone()));
        }
    }
    give_questions(mock);
}

/// What a mock has by itself, as a question might be called too.
const OF_EVERY_MOCK: [&str; 1] = ["verify_no_more_calls"];

/// Gives every method the names by which it is asked about. Those that the mocked item has itself, and those of
/// setters, are as they are without questions.
fn give_questions(mock: &mut Mock) {
    let mut taken: HashSet<String> = OF_EVERY_MOCK.map(String::from).into();
    for method in mock.methods() {
        let Method { stem, .. } = method;
        taken.extend([method.plain_name().to_string(), format!("expect_{stem}"), format!("{stem}_context")]);
    }
    // By their places, as stems are.
    let mut given: HashMap<String, Vec<String>> = HashMap::new();
    for block in &mut mock.blocks {
        let place = block.place();
        for method in &mut block.methods {
            let Method { stem, field, .. } = &*method;
            let mut name = |wanted: String| {
                let others = (1..).map(|count| match count {
                    1 => format!("mock_{wanted}"),
                    count => format!("mock_{wanted}_{count}"),
                });
                let is_free = |name: &String| {
                    let clashes = |at: &String| *at == place || at.is_empty() || place.is_empty();
                    !taken.contains(name) && !given.get(name).is_some_and(|places| places.iter().any(clashes))
                };
                let name = iter::once(wanted.clone()).chain(others).find(is_free).expect("there is no end");
                given.entry(name.clone()).or_default().push(place.clone());
                format_ident!("{name}", span = field.span())
            };
            let names = (name(format!("verify_{stem}")), name(format!("{stem}_calls")));
            (method.verify, method.calls) = names;
        }
    }
}

impl Block {
    /// Where a name must be unique: methods for `Foo<u32>` do not clash with those for `Foo<u64>`.
    fn place(&self) -> String {
        match &self.expect_generics {
            None => String::new(),
            Some(_) => self.ty.to_string(),
        }
    }
}

/// `reader` of `io::Reader<u8>`
fn with_name(path: &Path) -> String {
    path.segments.last().map(|last| snake(&last.ident.unraw().to_string())).unwrap_or_default()
}

/// `reader_u8`
fn with_arguments(path: &Path) -> String {
    let mut name = with_name(path);
    if let Some(PathArguments::AngleBracketed(arguments)) = path.segments.last().map(|last| &last.arguments) {
        let words = arguments.args.to_token_stream().to_string();
        for word in words.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
            name = format!("{name}_{}", snake(word));
        }
    }
    name
}

/// `io_reader_u8`
fn with_modules(path: &Path) -> String {
    let modules = path.segments.iter().rev().skip(1).take(1);
    let prefix: String =
        modules.map(|segment| format!("{}_", snake(&segment.ident.unraw().to_string()))).collect();
    prefix + &with_arguments(path)
}

/// `http_client` of `HttpClient`, `io` of `IO`
fn snake(name: &str) -> String {
    let mut snake = String::new();
    let letters: Vec<char> = name.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let begins = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit())
            || before.is_some_and(char::is_uppercase)
                && letters.get(index + 1).is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && begins {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_in_names() {
        for (path, names) in [
            ("Reader", ["reader", "reader", "reader"]),
            (
                "io::HttpClient<u8, Vec<String>>",
                ["http_client", "http_client_u8_vec_string", "io_http_client_u8_vec_string"],
            ),
        ] {
            let path: Path = syn::parse_str(path).unwrap();
            assert_eq!([with_name(&path), with_arguments(&path), with_modules(&path)], names);
        }
        assert_eq!(["IO", "IOError", "A1", "Ab2Cd"].map(snake), ["io", "io_error", "a1", "ab2_cd"]);
    }
}
