//! The differences that remain, each with its reason. They stand in the crate's docs too.

pub struct Known {
    /// Names, or beginnings of names that end in `*`.
    pub scenarios: &'static [&'static str],
    /// What differs, with a `*` at either end for any text; each of them differs in each scenario.
    pub keys: &'static [&'static str],
    #[expect(dead_code, reason = "for those who read this table")]
    pub reason: &'static str,
}

pub const KNOWN: &[Known] = &[
    Known {
        scenarios: &["fault Dns", "fault Conn*", "blocking: fault ConnectionRefused"],
        keys: &["request*"],
        reason: "a double keeps requests that would have reached no server, for tests to look at",
    },
    Known {
        scenarios: &[
            "fault ResetBeforeHead*",
            "blocking: fault ResetBeforeHead",
            "builder: a stream that fails",
        ],
        keys: &["chain", "root"],
        reason: "the flags and the text are real; reqwest takes another cause from a connection only",
    },
    Known {
        scenarios: &[
            "fault RedirectLoop*",
            "blocking: too many redirects",
            "redirect policy by default",
            "redirect policy custom",
            "redirect policy limited",
        ],
        keys: &["*error", "*flags"],
        reason: "reqwest makes errors of redirects over a connection only; source and URL are real",
    },
    Known {
        scenarios: &[
            "decode what is cut*",
            "decode what is no gzip",
            "fault MalformedChunk",
            "fault ResetAfterHead",
            "fault TruncatedBody",
            "fault TruncatedBody of a post",
            "fault TruncatedBody, chunk by chunk",
            "fault WrongContentEncoding",
            "blocking: fault TruncatedBody",
        ],
        keys: &["*chain"],
        reason: "a response made from parts adds a link to errors of its body, where no timeout does so",
    },
    Known {
        scenarios: &["blocking: timeout in the body"],
        keys: &["read.chain", "read.error", "read.error url"],
        reason: "a blocking response made from parts has no timeout: it is that of its body, and so its error",
    },
    Known {
        scenarios: &["extensions and the address"],
        keys: &["address"],
        reason: "nothing makes the extension with the address but a connection",
    },
];
