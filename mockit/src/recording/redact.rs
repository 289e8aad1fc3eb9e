//! Replacing what differs from run to run, and what nobody shall read.

use super::call::{Asked, Came, RecordedCall};
use super::letter::Letter;

/// In everything that has this name.
pub(super) fn by_name(call: &mut RecordedCall, name: &str, by: &str) {
    if let Asked::Arguments(arguments) = &mut call.asked {
        for (argument, value) in arguments {
            match argument == name {
                true => *value = by.to_string(),
                false => *value = fields(value, name, by),
            }
        }
    }
    if let Came::Value(value) = &mut call.came {
        *value = fields(value, name, by);
    }
    for letter in letters(call) {
        if let Some((start, query)) = letter.line.split_once('?') {
            letter.line = format!("{start}?{}", pairs(query, name, by));
        }
        for header in letter.headers.iter_mut().filter(|header| header.name.eq_ignore_ascii_case(name)) {
            by.clone_into(&mut header.value);
            header.mask = None;
        }
        letter.body = body(letter, name, by);
    }
}

/// In every text.
pub(super) fn by_function(call: &mut RecordedCall, replace: &mut dyn FnMut(&str) -> String) {
    let mut change = |text: &mut String| *text = replace(text);
    if let Asked::Arguments(arguments) = &mut call.asked {
        arguments.iter_mut().for_each(|(_, value)| change(value));
    }
    if let Came::Value(text) | Came::Error(text) | Came::Failure(text) = &mut call.came {
        change(text);
    }
    for letter in letters(call) {
        change(&mut letter.line);
        letter.headers.iter_mut().for_each(|header| change(&mut header.value));
        if !letter.body.is_empty() {
            change(&mut letter.body);
        }
    }
}

/// Shows a header that would not be shown, or not its value.
pub(super) fn show_header(call: &mut RecordedCall, name: &str) {
    for letter in letters(call) {
        for header in letter.headers.iter_mut().filter(|header| header.name.eq_ignore_ascii_case(name)) {
            header.mask = None;
            header.is_noise = false;
        }
    }
}

fn letters(call: &mut RecordedCall) -> impl Iterator<Item = &mut Letter> {
    let request = if let Asked::Request(letter) = &mut call.asked { Some(letter) } else { None };
    let reply = if let Came::Reply(letter) = &mut call.came { Some(letter) } else { None };
    request.into_iter().chain(reply)
}

/// In `a=1&b=2`.
fn pairs(query: &str, name: &str, by: &str) -> String {
    let redacted = query.split('&').map(|pair| match pair.split_once('=') {
        Some((key, _)) if key == name => format!("{key}={by}"),
        _ => pair.to_string(),
    });
    redacted.collect::<Vec<_>>().join("&")
}

fn body(letter: &Letter, name: &str, by: &str) -> String {
    #[cfg(feature = "http")]
    if let Ok(mut value) = serde_json::from_str(&letter.body) {
        json(&mut value, name, by);
        return super::body::json(&value);
    }
    let is_form = letter.headers.iter().any(|header| {
        header.name == "content-type" && header.value.starts_with("application/x-www-form-urlencoded")
    });
    if is_form { pairs(&letter.body, name, by) } else { letter.body.clone() }
}

/// At a pointer, or in all members of that name.
#[cfg(feature = "http")]
fn json(value: &mut serde_json::Value, name: &str, by: &str) {
    use serde_json::Value;

    if name.starts_with('/') {
        if let Some(found) = value.pointer_mut(name) {
            *found = Value::from(by);
        }
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| json(item, name, by)),
        Value::Object(members) => {
            for (key, value) in members.iter_mut() {
                match key == name {
                    true => *value = Value::from(by),
                    false => json(value, name, by),
                }
            }
        }
        _ => {}
    }
}

/// In the text of a `Debug`: fields of structs, `name: value`, and keys of maps, `"name": value`.
fn fields(text: &str, name: &str, by: &str) -> String {
    let keys = [format!("{name}: "), format!("\"{name}\": ")];
    let mut out = String::new();
    let mut rest = text;
    // The last character that is no blank.
    let mut before = '{';
    while let Some(c) = rest.chars().next() {
        let key = keys.iter().find(|key| rest.starts_with(&***key));
        // A field follows a brace or a comma; in tuples there are none.
        if let Some(key) = key.filter(|_| matches!(before, '{' | ',')) {
            let value = &rest[key.len()..];
            out.push_str(key);
            out.push_str(by);
            rest = &value[value_end(value)..];
            before = ' ';
            continue;
        }
        let (token, after) = rest.split_at(literal(rest).unwrap_or(c.len_utf8()));
        if !c.is_whitespace() {
            before = c;
        }
        out.push_str(token);
        rest = after;
    }
    out
}

/// Where a value ends: at the comma or bracket that follows it.
fn value_end(text: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ',' if depth == 0 => return at,
            ')' | ']' | '}' if depth == 0 => return text[..at].trim_end().len(),
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        at += literal(&text[at..]).unwrap_or(c.len_utf8());
    }
    at
}

/// The length of the string or character at the beginning, if there is one.
fn literal(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        // An apostrophe that closes nothing soon is one.
        if quote == '\'' && at > 12 {
            return None;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn fields_are_found_in_debug_text() {
        let redacted = |text| fields(text, "id", "[id]");
        assert_eq!(redacted("Receipt { id: 7 }"), "Receipt { id: [id] }");
        assert_eq!(redacted("R { a: 1, id: Id(7, \"a)\"), b: 2 }"), "R { a: 1, id: [id], b: 2 }");
        assert_eq!(redacted("R {\n    id: [\n        1,\n    ],\n}"), "R {\n    id: [id],\n}");
        assert_eq!(redacted(r#"{"id": "x", "uid": 1}"#), r#"{"id": [id], "uid": 1}"#);
        assert_eq!(redacted(r#"R { id: ',', b: '"' }"#), r#"R { id: [id], b: '"' }"#);
        let others = ["R { uid: 7 }", r#""{ id: 7 }""#, "it's id: 7", "R { id2: 7 }"];
        others.iter().for_each(|text| assert_eq!(redacted(text), *text));
    }
}
