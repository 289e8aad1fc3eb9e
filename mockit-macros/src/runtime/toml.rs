//! As much of TOML as manifests need: which key has which text.
//!
//! A crate that reads TOML would cost each user seconds of a first build. Cargo has read the file
//! before, so this one is lenient: what it cannot read, it skips.

/// A key with all that it stands under, and its text; numbers and the like are as written. Tables and
/// arrays have no text, and what is inside an array is left out.
pub(super) type Entry = (Vec<String>, String);

pub(super) fn read(text: &str) -> Vec<Entry> {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest, found: Vec::new() };
    let mut table = Vec::new();
    while reader.skip_blank() {
        if reader.line(&mut table).is_none() {
            reader.skip_line();
        }
    }
    reader.found
}

/// Tables and arrays inside each other, beyond which there is no sense and soon no stack.
const DEPTH: usize = 32;

struct Reader<'a> {
    rest: &'a str,
    found: Vec<Entry>,
}

impl<'a> Reader<'a> {
    /// `[table]`, `[[table]]`, or `key = value` in the table above it.
    fn line(&mut self, table: &mut Vec<String>) -> Option<()> {
        if !self.eat("[") {
            return self.pair(table, DEPTH);
        }
        self.eat("[");
        // Until the new one is known, what follows belongs nowhere.
        *table = vec![String::new()];
        *table = self.keys()?;
        self.found.push((table.clone(), String::new()));
        Some(())
    }

    fn pair(&mut self, table: &[String], depth: usize) -> Option<()> {
        let keys = self.keys()?;
        if !self.eat("=") {
            return None;
        }
        let path = [table, &keys].concat();
        self.skip_spaces();
        let text = self.value(&path, depth.checked_sub(1)?)?;
        self.found.push((path, text));
        Some(())
    }

    /// `a`, `a."b".'c'`, and the space around it.
    fn keys(&mut self) -> Option<Vec<String>> {
        let mut keys = Vec::new();
        loop {
            self.skip_spaces();
            keys.push(match self.rest.chars().next()? {
                '"' | '\'' => self.string()?,
                _ => self
                    .word(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte) || !byte.is_ascii())?
                    .to_string(),
            });
            self.skip_spaces();
            if !self.eat(".") {
                return Some(keys);
            }
        }
    }

    /// Empty for tables and arrays.
    fn value(&mut self, path: &[String], depth: usize) -> Option<String> {
        match self.rest.chars().next()? {
            '"' | '\'' => self.string(),
            '{' => self.inline_table(path, depth).map(|()| String::new()),
            '[' => self.array(depth).map(|()| String::new()),
            _ => {
                let word = self.word(|byte| !b",}]#\n".contains(&byte))?;
                Some(word.trim_end().to_string())
            }
        }
    }

    fn inline_table(&mut self, path: &[String], depth: usize) -> Option<()> {
        self.eat("{");
        while self.next_element("}")? {
            self.pair(path, depth)?;
        }
        Some(())
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.eat("[");
        let known = self.found.len();
        while self.next_element("]")? {
            self.value(&[], depth.checked_sub(1)?)?;
            self.found.truncate(known);
        }
        Some(())
    }

    /// Passes what stands between elements, and says whether there is one more.
    fn next_element(&mut self, end: &str) -> Option<bool> {
        self.skip_blank();
        while self.eat(",") {
            self.skip_blank();
        }
        let is_end = self.eat(end);
        (is_end || !self.rest.is_empty()).then_some(!is_end)
    }

    fn string(&mut self) -> Option<String> {
        for (quotes, is_literal) in [("\"\"\"", false), ("'''", true), ("\"", false), ("'", true)] {
            if self.eat(quotes) {
                return match is_literal {
                    true => self.literal(quotes),
                    false => self.escaped(quotes),
                };
            }
        }
        None
    }

    fn literal(&mut self, quotes: &str) -> Option<String> {
        let mut end = self.rest.find(quotes)?;
        // One or two quotes may stand before the three that end it.
        while quotes.len() == 3 && self.rest[end + 1..].starts_with(quotes) {
            end += 1;
        }
        let (text, rest) = (&self.rest[..end], &self.rest[end + quotes.len()..]);
        if quotes.len() == 1 && text.contains('\n') {
            return None;
        }
        self.rest = rest;
        Some(text.to_string())
    }

    fn escaped(&mut self, quotes: &str) -> Option<String> {
        let mut text = String::new();
        loop {
            text.push_str(self.word(|byte| !b"\"\\\n".contains(&byte)).unwrap_or_default());
            // Three quotes after which there is one more begin one later.
            let is_later =
                quotes.len() == 3 && self.rest.get(1..).is_some_and(|rest| rest.starts_with(quotes));
            if !is_later && self.eat(quotes) {
                return Some(text);
            }
            if quotes.len() == 1 && self.rest.starts_with('\n') {
                return None;
            }
            match self.next()? {
                '\\' => text.extend(self.escape()?),
                c => text.push(c),
            }
        }
    }

    /// What stands for a backslash and that which follows it.
    fn escape(&mut self) -> Option<Option<char>> {
        Some(Some(match self.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            c @ ('"' | '\\') => c,
            c if c.is_ascii_whitespace() => {
                // The line goes on at the next text.
                self.skip_while(|byte| byte.is_ascii_whitespace());
                return Some(None);
            }
            _ => return None,
        }))
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let code = u32::from_str_radix(self.rest.get(..digits)?, 16).ok()?;
        self.rest = &self.rest[digits..];
        char::from_u32(code)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self, is_part: impl Fn(u8) -> bool) -> Option<&'a str> {
        let before = self.rest;
        self.skip_while(is_part);
        let word = &before[..before.len() - self.rest.len()];
        (!word.is_empty()).then_some(word)
    }

    /// By bytes, in a plain loop, for macros are compiled without optimisation. What is not ASCII is
    /// all part or none.
    fn skip_while(&mut self, is_part: impl Fn(u8) -> bool) {
        let bytes = self.rest.as_bytes();
        let mut end = 0;
        while end < bytes.len() && is_part(bytes[end]) {
            end += 1;
        }
        self.rest = &self.rest[end..];
    }

    fn skip_spaces(&mut self) {
        self.skip_while(|byte| byte == b' ' || byte == b'\t');
    }

    fn skip_line(&mut self) {
        self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
    }

    /// Passes line ends and comments too, and says whether there is more.
    fn skip_blank(&mut self) -> bool {
        self.skip_while(|byte| byte.is_ascii_whitespace());
        while self.rest.starts_with('#') {
            self.skip_line();
            self.skip_while(|byte| byte.is_ascii_whitespace());
        }
        !self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a.b=text` for each entry.
    fn lines(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(path, text)| format!("{}={text}", path.join("."))).collect()
    }

    #[test]
    fn reads_tables_and_keys() {
        let text = "top = 1\n[a]\nb.c = \"x\" # said\n[a.'d.e']\n\"f\" = true\n[[g]]\nh = 'i'\n[[g]]\n";
        assert_eq!(lines(text), ["top=1", "a=", "a.b.c=x", "a.d.e=", "a.d.e.f=true", "g=", "g.h=i", "g="]);
        let text = "a = { b = 1, c = { d = 'e' }, f.g = 2 }";
        assert_eq!(lines(text), ["a.b=1", "a.c.d=e", "a.c=", "a.f.g=2", "a="]);
        assert_eq!(lines("a = [1, [2], { b = 3 }, '4', # 5\n]\nc = 6"), ["a=", "c=6"]);
        let text = "a = []\nb = {}\nc=1979-05-27 07:32:00Z # d";
        assert_eq!(lines(text), ["a=", "b=", "c=1979-05-27 07:32:00Z"]);
    }

    #[test]
    fn reads_strings() {
        for (text, expected) in [
            (r#""a \"b\" \\ \t""#, "a \"b\" \\ \t"),
            (r#""\u00e9\U0001F600\x41\e""#, "é😀A\u{1b}"),
            (r"'a \ b'", r"a \ b"),
            ("\"\"", ""),
            ("''", ""),
            ("\"\"\"a\n\"b\" \"\"c\"\"\"", "a\n\"b\" \"\"c"),
            ("\"\"\"a\"\"\"\"\"", "a\"\""),
            ("\"\"\"a\\\n   b\"\"\"", "ab"),
            ("'''a\n'b' ''c'''", "a\n'b' ''c"),
            ("'''a'''''", "a''"),
            ("\"\"\"\"\"\"", ""),
        ] {
            assert_eq!(
                lines(&format!("a = {text}\nb = 1")),
                [format!("a={expected}"), "b=1".into()],
                "{text}"
            );
        }
    }

    #[test]
    fn skips_what_it_cannot_read() {
        for text in [
            "a",
            "a =",
            "= 1",
            "a = \"b",
            "a = 'b",
            "a = \"\\q\"",
            "a = \"\\ud800\"",
            "a..b = 1",
            "[a",
            "[",
            "[[",
            "]",
            "\"a = 1",
            "é\u{301}",
            "\0",
            "a = '' '",
            "a = 1, b = 2",
            "a = \"b\" c",
        ] {
            let lines = lines(&format!("{text}\n[z]\nb = 1"));
            assert!(lines.ends_with(&["z=".into(), "z.b=1".into()]), "{text}: {lines:?}");
        }
    }

    /// Whatever is cut off or out of a file, the reader comes to an end.
    #[test]
    fn survives_every_damage() {
        let text =
            "[a]\nb = { c = \"d\\u0041\", 'e' = [1, { f = '''g''' }] } # é\n\"h\" = \"\"\"i\\\n\"\"\"\r\nj=1";
        let chars: Vec<char> = text.chars().collect();
        for from in 0..chars.len() {
            for to in from..=chars.len() {
                read(&chars[from..to].iter().collect::<String>());
                read(&chars[..from].iter().chain(&chars[to..]).collect::<String>());
            }
        }
    }

    #[test]
    fn gives_up_on_what_is_too_deep() {
        for open in ["[", "{a="] {
            assert_eq!(lines(&format!("a = {}\nb = 1", open.repeat(100_000))), ["b=1"]);
        }
    }
}
