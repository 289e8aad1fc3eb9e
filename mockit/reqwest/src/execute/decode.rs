//! Compressed responses, decoded by the same code as reqwest's.

use http::header::HeaderValue;

/// The encodings that a client asks for and decodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Accepts {
    pub gzip: bool,
    pub brotli: bool,
    pub zstd: bool,
    pub deflate: bool,
}

impl Accepts {
    /// All that reqwest was built with.
    pub(crate) fn all() -> Self {
        Accepts {
            gzip: cfg!(feature = "gzip"),
            brotli: cfg!(feature = "brotli"),
            zstd: cfg!(feature = "zstd"),
            deflate: cfg!(feature = "deflate"),
        }
    }

    /// The `accept-encoding`, in reqwest's order.
    pub(crate) fn header(self) -> Option<HeaderValue> {
        let names =
            [(self.zstd, "zstd"), (self.gzip, "gzip"), (self.deflate, "deflate"), (self.brotli, "br")];
        let names: Vec<&str> = names.into_iter().filter_map(|(on, name)| on.then_some(name)).collect();
        match names[..] {
            [] => None,
            [name] => Some(HeaderValue::from_static(name)),
            _ => Some(HeaderValue::from_str(&names.join(",")).expect("plain names")),
        }
    }

    pub(super) fn any(self) -> bool {
        self.gzip || self.brotli || self.zstd || self.deflate
    }

    /// Would this encoding be decoded?
    pub(super) fn decodes(self, encoding: &[u8]) -> bool {
        match encoding {
            b"gzip" => self.gzip,
            b"br" => self.brotli,
            b"zstd" => self.zstd,
            b"deflate" => self.deflate,
            _ => false,
        }
    }
}

#[cfg(not(any(feature = "gzip", feature = "brotli", feature = "zstd", feature = "deflate")))]
pub(super) fn decoded<P, B>(_: Accepts, parts: P, body: B) -> (P, B) {
    (parts, body)
}

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd", feature = "deflate"))]
pub(super) use self::tower::decoded;

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd", feature = "deflate"))]
mod tower {
    use std::convert::Infallible;
    use std::future::{Future, Ready, ready};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use http::{Request, Response, response};
    use http_body_util::BodyExt as _;
    use tower_http::decompression::Decompression;
    use tower_service::Service;

    use super::Accepts;
    use crate::body::BoxBody;

    /// A service with one response.
    struct Once(Option<Response<BoxBody>>);

    impl Service<Request<()>> for Once {
        type Response = Response<BoxBody>;
        type Error = Infallible;
        type Future = Ready<Result<Response<BoxBody>, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Request<()>) -> Self::Future {
            ready(Ok(self.0.take().expect("called once")))
        }
    }

    pub(in crate::execute) fn decoded(
        accepts: Accepts,
        parts: response::Parts,
        body: BoxBody,
    ) -> (response::Parts, BoxBody) {
        let service = Once(Some(Response::from_parts(parts, body)));
        // Other crates may have switched on encodings that this client does not know.
        let service = Decompression::new(service).no_gzip().no_br().no_zstd().no_deflate();
        #[cfg(feature = "gzip")]
        let service = service.gzip(accepts.gzip);
        #[cfg(feature = "brotli")]
        let service = service.br(accepts.brotli);
        #[cfg(feature = "zstd")]
        let service = service.zstd(accepts.zstd);
        #[cfg(feature = "deflate")]
        let service = service.deflate(accepts.deflate);
        let mut service = service;
        let mut decoding = pin!(service.call(Request::new(())));
        match decoding.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(response)) => {
                let (parts, body) = response.into_parts();
                (parts, body.boxed())
            }
            Poll::Pending => unreachable!("the response is there"),
        }
    }
}
