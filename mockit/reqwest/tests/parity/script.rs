//! What the far end does: the same for the TCP server and for the double.

use std::collections::HashMap;
use std::time::Duration;

use mockit::http::Fault;

/// What one path answers with, once; the last one of a path stays.
#[derive(Clone, Debug)]
pub struct Play {
    pub path: &'static str,
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Content,
    pub delay: Duration,
    pub fault: Option<Fault>,
    /// Sent by the server after a chunked body: nothing that a user could see.
    pub trailer: bool,
}

#[derive(Clone, Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    Chunks(Vec<(Duration, Vec<u8>)>),
}

/// Answers the path with that status.
pub fn play(path: &'static str, status: u16) -> Play {
    Play {
        path,
        status,
        headers: Vec::new(),
        body: Content::Bytes(Vec::new()),
        delay: Duration::ZERO,
        fault: None,
        trailer: false,
    }
}

/// Answers the path with 200 and the text.
pub fn text(path: &'static str, body: &str) -> Play {
    play(path, 200).header("content-type", "text/plain; charset=utf-8").body(body)
}

/// `{origin}` and `{other}` in the location stand for the server under its two names.
pub fn redirect(path: &'static str, status: u16, location: &str) -> Play {
    play(path, status).header("location", location)
}

pub fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

impl Play {
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = Content::Bytes(body.as_ref().to_vec());
        self
    }

    /// Chunks, each after so many milliseconds.
    pub fn chunks(mut self, chunks: &[(u64, &str)]) -> Self {
        let chunks = chunks.iter().map(|(delay, chunk)| (ms(*delay), chunk.as_bytes().to_vec()));
        self.body = Content::Chunks(chunks.collect());
        self
    }

    /// Two chunks of bytes.
    pub fn bytes_in_two(mut self, bytes: &[u8]) -> Self {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        self.body = Content::Chunks(vec![(ms(0), first.to_vec()), (ms(20), second.to_vec())]);
        self
    }

    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub fn trailer(mut self) -> Self {
        self.trailer = true;
        self
    }

    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }

    /// The body's framing, where the script sets none: as mockit does it, and hyper's server.
    pub fn framing(&self) -> Option<(&'static str, String)> {
        let set = |name: &str| self.headers.iter().any(|(header, _)| *header == name);
        if self.status < 200 || [204, 304].contains(&self.status) || set("content-length") {
            return None;
        }
        Some(match &self.body {
            Content::Bytes(bytes) => ("content-length", bytes.len().to_string()),
            Content::Chunks(_) => ("transfer-encoding", "chunked".to_owned()),
        })
    }
}

/// The plays by path, and how far each path has come.
pub struct Script {
    plays: HashMap<&'static str, (usize, Vec<Play>)>,
}

impl Script {
    pub fn new(plays: &[Play], port: u16) -> Self {
        let mut by_path: HashMap<&'static str, (usize, Vec<Play>)> = HashMap::new();
        for play in plays {
            let mut play = play.clone();
            for (_, value) in &mut play.headers {
                *value = with_port(value, port);
            }
            by_path.entry(play.path).or_default().1.push(play);
        }
        Script { plays: by_path }
    }

    /// The next play of the path; 404 for those of which the script says nothing.
    pub fn next(&mut self, path: &str) -> Play {
        let Some((at, plays)) = self.plays.get_mut(path) else {
            return play("", 404).body("no such path");
        };
        let next = plays[(*at).min(plays.len() - 1)].clone();
        *at += 1;
        next
    }
}

pub fn with_port(text: &str, port: u16) -> String {
    text.replace("{port}", &port.to_string())
        .replace("{origin}", &format!("http://127.0.0.1:{port}"))
        .replace("{other}", &format!("http://localhost:{port}"))
}
