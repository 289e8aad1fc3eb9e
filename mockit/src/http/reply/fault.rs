//! What goes wrong on a wire.

use std::fmt;

/// What a stub answers with when there is to be no good answer; see
/// [`Stub::returning_fault`](crate::http::Stub::returning_fault).
///
/// The first ones come in place of a response, the others within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The host's name cannot be resolved.
    Dns,
    /// Nobody listens at the port.
    ConnectionRefused,
    /// The connection is never made: the client's connect timeout passes, where it has one.
    ConnectTimeout,
    /// The TLS handshake fails.
    Tls,
    /// The response never comes: the client's timeout passes, where it has one. Without any, the
    /// call is pending for ever.
    NoResponse,
    /// The connection is closed before the response's head came.
    ResetBeforeHead,

    /// The connection is reset right after the response's head.
    ResetAfterHead,
    /// The body ends before `content-length` bytes have come.
    TruncatedBody,
    /// The body's chunked encoding is broken in the middle.
    MalformedChunk,
    /// The body begins, and never goes on: the client's timeout passes, where it has one.
    StalledBody,
    /// The body claims to be JSON, and is not.
    InvalidJson,
    /// The body claims to be compressed, and is not.
    WrongContentEncoding,
    /// The response redirects to the URL that was asked for.
    RedirectLoop,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Dns => "dns error",
            Fault::ConnectionRefused => "connection refused",
            Fault::ConnectTimeout => "connect timed out",
            Fault::Tls => "tls handshake failed",
            Fault::NoResponse => "no response",
            Fault::ResetBeforeHead => "connection closed before the response",
            Fault::ResetAfterHead => "connection reset in the response",
            Fault::TruncatedBody => "the body ended early",
            Fault::MalformedChunk => "malformed chunk",
            Fault::StalledBody => "the body does not go on",
            Fault::InvalidJson => "invalid JSON",
            Fault::WrongContentEncoding => "wrong content encoding",
            Fault::RedirectLoop => "redirect loop",
        })
    }
}

impl std::error::Error for Fault {}
