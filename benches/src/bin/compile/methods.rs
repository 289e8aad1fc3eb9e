//! The methods that the generated traits have, in the words of every library.
//!
//! A workload with M methods takes the first M. The expressions use method
//! calls where they can, so that one text fits a value and a reference to it.
//! `u32` stands for an integer type that differs from trait to trait, or for a
//! type parameter.

/// A parameter of a method.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: &'static str,
    pub(crate) ty: &'static str,
    /// The value a test passes.
    pub(crate) arg: &'static str,
    /// The value as the argument of mockall's `eq`.
    pub(crate) eq: &'static str,
    /// The value as a pattern, for unimock.
    pub(crate) pattern: &'static str,
    /// A condition that holds for the value.
    pub(crate) holds: &'static str,
    /// What a hand-written matcher takes, and how it is made.
    pub(crate) seen_ty: &'static str,
    pub(crate) seen: &'static str,
    /// What mry's matchers see, and the value as such a matcher.
    pub(crate) owned_ty: &'static str,
    pub(crate) owned: &'static str,
}

/// What a method returns.
#[derive(Debug)]
pub(crate) enum Answer {
    /// An owned value, computed from the parameters.
    Computed(&'static str),
    /// A string borrowed from the object, as a literal.
    Borrowed(&'static str),
}

/// A method of what is generated.
#[derive(Debug)]
pub(crate) struct Method {
    /// Empty for a function.
    pub(crate) receiver: &'static str,
    pub(crate) is_async: bool,
    pub(crate) params: &'static [&'static Param],
    pub(crate) output: &'static str,
    pub(crate) answer: Answer,
    /// The real implementation where the integer is a type parameter, if it is
    /// not the answer.
    pub(crate) in_generic: Option<&'static str>,
    /// What the answer is for the value that a test passes.
    pub(crate) expected: &'static str,
}

const NUMBER: Param = Param {
    name: "a",
    ty: "u32",
    arg: "4",
    eq: "4",
    pattern: "4",
    holds: "a.count_ones() == 1",
    seen_ty: "u32",
    seen: "a",
    owned_ty: "u32",
    owned: "4",
};

const WIDE: Param = Param {
    name: "b",
    ty: "u64",
    arg: "5",
    eq: "5",
    pattern: "5",
    holds: "b.count_ones() == 2",
    seen_ty: "u64",
    seen: "b",
    owned_ty: "u64",
    owned: "5",
};

const COUNT: Param = Param {
    name: "b",
    ty: "u32",
    arg: "2",
    eq: "2",
    pattern: "2",
    holds: "b.count_ones() == 1",
    seen_ty: "u32",
    seen: "b",
    owned_ty: "u32",
    owned: "2",
};

const TEXT: Param = Param {
    name: "a",
    ty: "&str",
    arg: "\"abc\"",
    eq: "\"abc\"",
    pattern: "\"abc\"",
    holds: "a.len() == 3",
    seen_ty: "&str",
    seen: "a",
    owned_ty: "String",
    owned: "\"abc\"",
};

const OWNED_TEXT: Param =
    Param { ty: "String", arg: "String::from(\"abc\")", eq: "String::from(\"abc\")", seen: "&a", ..TEXT };

const OPTION: Param = Param {
    name: "a",
    ty: "Option<u32>",
    arg: "Some(4)",
    eq: "Some(4)",
    pattern: "Some(4)",
    holds: "a.is_some()",
    seen_ty: "Option<u32>",
    seen: "a",
    owned_ty: "Option<u32>",
    owned: "Some(4)",
};

const BYTES: Param = Param {
    name: "a",
    ty: "&[u8]",
    arg: "&[1, 2]",
    eq: "&[1, 2][..]",
    pattern: "[1, 2]",
    holds: "a.len() == 2",
    seen_ty: "&[u8]",
    seen: "a",
    owned_ty: "Vec<u8>",
    owned: "vec![1, 2]",
};

const PLAIN: Method = Method {
    receiver: "&self",
    is_async: false,
    params: &[],
    output: "",
    answer: Answer::Computed(""),
    in_generic: None,
    expected: "",
};

/// All methods: five simple ones, then the harder ones.
pub(crate) const METHODS: [Method; 10] = [
    Method {
        params: &[&NUMBER],
        output: "u32",
        answer: Answer::Computed("a + 1"),
        in_generic: Some("a + u32::from(1)"),
        expected: "5",
        ..PLAIN
    },
    Method {
        params: &[&NUMBER, &WIDE],
        output: "u64",
        answer: Answer::Computed("a as u64 + b"),
        in_generic: Some("a.into() + b"),
        expected: "9",
        ..PLAIN
    },
    Method {
        params: &[&TEXT],
        output: "u32",
        answer: Answer::Computed("a.len() as u32"),
        in_generic: Some("u32::from(a.len() as u8)"),
        expected: "3",
        ..PLAIN
    },
    Method {
        output: "u32",
        answer: Answer::Computed("7"),
        in_generic: Some("u32::from(7)"),
        expected: "7",
        ..PLAIN
    },
    Method {
        params: &[&OWNED_TEXT, &COUNT],
        output: "String",
        answer: Answer::Computed("a.repeat(b as usize)"),
        in_generic: Some("a.repeat(b.into() as usize)"),
        expected: "\"abcabc\"",
        ..PLAIN
    },
    Method {
        params: &[&TEXT],
        output: "String",
        answer: Answer::Computed("a.to_uppercase()"),
        expected: "\"ABC\"",
        ..PLAIN
    },
    Method {
        params: &[&OPTION],
        output: "Result<u64, String>",
        answer: Answer::Computed("a.map(|n| n as u64).ok_or(String::from(\"none\"))"),
        in_generic: Some("a.map(|n| n.into()).ok_or(String::from(\"none\"))"),
        expected: "Ok(4)",
        ..PLAIN
    },
    Method {
        receiver: "&mut self",
        params: &[&BYTES],
        output: "Vec<String>",
        answer: Answer::Computed("a.iter().map(|byte| byte.to_string()).collect()"),
        expected: "[\"1\", \"2\"]",
        ..PLAIN
    },
    Method {
        is_async: true,
        params: &[&NUMBER],
        output: "u64",
        answer: Answer::Computed("a as u64 * 2"),
        in_generic: Some("a.into() * 2"),
        expected: "8",
        ..PLAIN
    },
    Method { output: "&str", answer: Answer::Borrowed("\"abc\""), expected: "\"abc\"", ..PLAIN },
];

impl Method {
    /// The same as a function of a module, which has nothing to borrow from.
    pub(crate) fn free(self) -> Self {
        match self.answer {
            Answer::Borrowed(text) => {
                Self { receiver: "", output: "&'static str", answer: Answer::Computed(text), ..self }
            }
            Answer::Computed(_) => Self { receiver: "", ..self },
        }
    }

    /// Whether the object has to be mutable.
    pub(crate) fn is_mutable(&self) -> bool {
        self.receiver == "&mut self"
    }

    /// The real implementation, which has no other types than its signature.
    pub(crate) fn real(&self) -> &'static str {
        match self.answer {
            Answer::Computed(text) | Answer::Borrowed(text) => text,
        }
    }

    /// The parameters as in a signature, without the receiver.
    pub(crate) fn typed(&self) -> String {
        self.each(|param| format!("{}: {}", param.name, param.ty))
    }

    /// The names of the parameters.
    pub(crate) fn names(&self) -> String {
        self.each(|param| param.name.to_owned())
    }

    /// `text` of every parameter, separated by commas.
    pub(crate) fn each(&self, text: impl Fn(&Param) -> String) -> String {
        let texts: Vec<String> = self.params.iter().map(|param| text(param)).collect();
        texts.join(", ")
    }

    /// The condition on all parameters that `text` gives for each.
    pub(crate) fn all(&self, text: impl Fn(&Param) -> String) -> String {
        let texts: Vec<String> = self.params.iter().map(|param| text(param)).collect();
        texts.join(" && ")
    }
}
