//! Percent-encoding in paths.

use std::borrow::Cow;

/// A path as it is compared: escapes that say the same are written the same (RFC 3986, 6.2.2).
pub(crate) fn normal(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return path.into();
    }
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits =
            rest.get(at + 1..at + 3).filter(|two| two.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let escape = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        rest = match escape {
            Some(byte) => {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                        out.push(char::from(byte));
                    }
                    other => out.push_str(&format!("%{other:02X}")),
                }
                &rest[at + 3..]
            }
            None => {
                out.push('%');
                &rest[at + 1..]
            }
        };
    }
    out.push_str(rest);
    out.into()
}

/// Percent-decoded; what is no UTF-8 becomes `�`.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    // A `+` in a path is a `+`; `form_urlencoded` would make it a space.
    let escaped = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(escaped.as_bytes()).map(|(key, _)| key.into_owned()).collect()
}
