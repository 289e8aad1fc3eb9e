//! Bodies as text.

/// A body as text, and whether it is JSON. `kind` is its content type.
pub(super) fn text(body: &[u8], kind: &str) -> (String, bool) {
    let readable = |text: &&str| !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let Some(text) = std::str::from_utf8(body).ok().filter(readable) else {
        let kind = kind.split(';').next().unwrap_or_default();
        let of = if kind.is_empty() { String::new() } else { format!(" of {kind}") };
        return (format!("({} bytes{of})", body.len()), false);
    };
    #[cfg(feature = "http")]
    if (kind.contains("json") || text.trim_start().starts_with(['{', '[']))
        && let Ok(value) = serde_json::from_str(text)
    {
        return (json(&value), true);
    }
    let lines: Vec<_> = text.lines().collect();
    (without_boundary(&lines.join("\n"), kind), false)
}

/// The boundary of a multipart body is another one each time.
pub(super) fn without_boundary(text: &str, kind: &str) -> String {
    let boundary = kind.split(';').filter_map(|part| part.trim().strip_prefix("boundary=")).next();
    match boundary.map(|boundary| boundary.trim_matches('"')) {
        Some(boundary) if !boundary.is_empty() => text.replace(boundary, "[boundary]"),
        _ => text.to_string(),
    }
}

/// Objects and lists that are longer are spread over lines.
#[cfg(feature = "http")]
const INLINE: usize = 80;

/// JSON in a form that depends on nothing but its value: the members of an object by name.
#[cfg(feature = "http")]
pub(super) fn json(value: &serde_json::Value) -> String {
    write(value, "\n", true)
}

/// `line` is what begins a line: a line break and the indentation.
#[cfg(feature = "http")]
fn write(value: &serde_json::Value, line: &str, may_spread: bool) -> String {
    use serde_json::Value;

    let inner = format!("{line}  ");
    let (open, close, parts) = match value {
        Value::Array(items) => ('[', ']', items.iter().map(|item| (String::new(), item)).collect::<Vec<_>>()),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let name = |name: &String| format!("{}: ", Value::from(name.as_str()));
            ('{', '}', members.into_iter().map(|(key, value)| (name(key), value)).collect())
        }
        scalar => return scalar.to_string(),
    };
    let written = |separator: &str, may_spread| {
        let each = parts.iter().map(|(name, value)| format!("{name}{}", write(value, &inner, may_spread)));
        each.collect::<Vec<_>>().join(separator)
    };
    let flat = format!("{open}{}{close}", written(", ", false));
    if !may_spread || flat.chars().count() <= INLINE {
        return flat;
    }
    format!("{open}{inner}{}{line}{close}", written(&format!(",{inner}"), true))
}

#[cfg(all(test, feature = "http"))]
mod tests {
    use super::*;

    #[test]
    fn json_is_sorted_and_spread_where_it_is_long() {
        let (short, is_json) = text(br#"{"b":1,"a":[true,null,"x\u00e9"]}"#, "");
        assert_eq!((&*short, is_json), (r#"{"a": [true, null, "xé"], "b": 1}"#, true));
        let long = format!(r#"{{"list":[1,2],"name":"{}"}}"#, "n".repeat(80));
        let (spread, _) = text(long.as_bytes(), "application/json");
        assert_eq!(spread, format!("{{\n  \"list\": [1, 2],\n  \"name\": \"{}\"\n}}", "n".repeat(80)));
    }

    #[test]
    fn binary_data_is_told_by_its_size() {
        assert_eq!(text(&[0, 159], "image/png; a=b").0, "(2 bytes of image/png)");
        assert_eq!(text(b"\x1b[31m", "").0, "(5 bytes)");
        assert_eq!(text(b"", "application/json"), (String::new(), false));
    }

    #[test]
    fn a_multipart_body_does_not_show_its_boundary() {
        let kind = "multipart/form-data; boundary=\"a1-b2\"";
        assert_eq!(text(b"--a1-b2\r\nx\r\n--a1-b2--\r\n", kind).0, "--[boundary]\nx\n--[boundary]--");
        assert_eq!(without_boundary(kind, kind), "multipart/form-data; boundary=\"[boundary]\"");
    }
}
