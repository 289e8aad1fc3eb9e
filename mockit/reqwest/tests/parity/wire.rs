//! Requests of HTTP/1.1, byte by byte; and resets.

use std::io::{self, Read as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::observed::Received;

struct Reader<'a> {
    stream: &'a TcpStream,
    buffer: Vec<u8>,
}

/// The next request of the connection; `None` at its end.
pub fn read_request(stream: &TcpStream) -> io::Result<Option<Received>> {
    let mut reader = Reader { stream, buffer: Vec::new() };
    let Some(first) = reader.line()? else { return Ok(None) };
    let mut words = first.split(' ').map(str::to_owned);
    let mut word = || words.next().unwrap_or_default();
    let (method, target, version) = (word(), word(), word());
    let mut headers = Vec::new();
    while let Some(line) = reader.line()?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let header =
        |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let body = match (header("transfer-encoding"), header("content-length")) {
        (Some(_), _) => reader.chunked()?,
        (None, Some(length)) => reader.exactly(length.parse().unwrap_or(0))?,
        (None, None) => Vec::new(),
    };
    Ok(Some(Received { method, target, version, headers, body }))
}

impl Reader<'_> {
    /// Byte by byte: what follows may be the next request.
    fn line(&mut self) -> io::Result<Option<String>> {
        self.buffer.clear();
        while !self.buffer.ends_with(b"\r\n") {
            let mut byte = [0];
            if (&*self.stream).read(&mut byte)? == 0 {
                return Ok(None);
            }
            self.buffer.push(byte[0]);
        }
        self.buffer.truncate(self.buffer.len() - 2);
        Ok(Some(String::from_utf8_lossy(&self.buffer).into_owned()))
    }

    fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        (&*self.stream).read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn chunked(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            let length = usize::from_str_radix(&line, 16).map_err(|_| io::ErrorKind::InvalidData)?;
            body.extend(self.exactly(length)?);
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }
}

/// Has the socket reset, not closed, when it is dropped.
pub fn reset_at_drop(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))
}
