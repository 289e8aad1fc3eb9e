//! The signatures of common traits: those of their required methods, so that what a trait provides still builds
//! on them.

use syn::{ItemTrait, Path};

/// The path of a trait, and its declaration.
type Known = (&'static str, &'static str);

/// The first whose path ends as the user's does.
const KNOWN: &[Known] = &[
    ("std::io::Read", "trait Read { fn read(&mut self, buf: &mut [u8]) -> ::std::io::Result<usize>; }"),
    (
        "std::io::Write",
        "trait Write { fn write(&mut self, buf: &[u8]) -> ::std::io::Result<usize>;
                       fn flush(&mut self) -> ::std::io::Result<()>; }",
    ),
    (
        "std::io::BufRead",
        "trait BufRead { fn fill_buf(&mut self) -> ::std::io::Result<&[u8]>; fn consume(&mut self, amount: usize); }",
    ),
    ("std::io::Seek", "trait Seek { fn seek(&mut self, pos: ::std::io::SeekFrom) -> ::std::io::Result<u64>; }"),
    ("std::iter::Iterator", "trait Iterator { type Item; fn next(&mut self) -> ::std::option::Option<Self::Item>; }"),
    (
        "std::iter::DoubleEndedIterator",
        "trait DoubleEndedIterator { fn next_back(&mut self) -> ::std::option::Option<<Self as ::std::iter::Iterator>::Item>; }",
    ),
    ("std::iter::ExactSizeIterator", "trait ExactSizeIterator { fn len(&self) -> usize; }"),
    (
        "std::fmt::Display",
        "trait Display { fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result; }",
    ),
    ("std::fmt::Debug", "trait Debug { fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result; }"),
    ("std::fmt::Write", "trait Write { fn write_str(&mut self, s: &str) -> ::std::fmt::Result; }"),
    ("std::error::Error", "trait Error {}"),
    ("std::clone::Clone", "trait Clone { fn clone(&self) -> Self; }"),
    ("std::default::Default", "trait Default { fn default() -> Self; }"),
    ("std::hash::Hash", "trait Hash { fn hash<H: ::std::hash::Hasher>(&self, state: &mut H); }"),
    ("std::hash::Hasher", "trait Hasher { fn finish(&self) -> u64; fn write(&mut self, bytes: &[u8]); }"),
    ("std::cmp::PartialEq", "trait PartialEq<Rhs = Self> { fn eq(&self, other: &Rhs) -> bool; }"),
    ("std::cmp::Eq", "trait Eq {}"),
    (
        "std::cmp::PartialOrd",
        "trait PartialOrd<Rhs = Self> {
             fn partial_cmp(&self, other: &Rhs) -> ::std::option::Option<::std::cmp::Ordering>; }",
    ),
    ("std::cmp::Ord", "trait Ord { fn cmp(&self, other: &Self) -> ::std::cmp::Ordering; }"),
    (
        "std::future::Future",
        "trait Future { type Output;
             fn poll(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<Self::Output>; }",
    ),
    ("std::convert::AsRef", "trait AsRef<T> { fn as_ref(&self) -> &T; }"),
    ("std::convert::AsMut", "trait AsMut<T> { fn as_mut(&mut self) -> &mut T; }"),
    ("std::borrow::Borrow", "trait Borrow<Borrowed> { fn borrow(&self) -> &Borrowed; }"),
    ("std::convert::From", "trait From<T> { fn from(value: T) -> Self; }"),
    ("std::convert::Into", "trait Into<T> { fn into(self) -> T; }"),
    (
        "std::convert::TryFrom",
        "trait TryFrom<T> { type Error; fn try_from(value: T) -> ::std::result::Result<Self, Self::Error>; }",
    ),
    (
        "std::convert::TryInto",
        "trait TryInto<T> { type Error; fn try_into(self) -> ::std::result::Result<T, Self::Error>; }",
    ),
    (
        "std::str::FromStr",
        "trait FromStr { type Err; fn from_str(s: &str) -> ::std::result::Result<Self, Self::Err>; }",
    ),
    ("std::ops::Deref", "trait Deref { type Target; fn deref(&self) -> &Self::Target; }"),
    ("std::ops::DerefMut", "trait DerefMut { fn deref_mut(&mut self) -> &mut <Self as ::std::ops::Deref>::Target; }"),
    ("std::ops::Index", "trait Index<Idx> { type Output; fn index(&self, index: Idx) -> &Self::Output; }"),
    ("std::ops::IndexMut", "trait IndexMut<Idx> { fn index_mut(&mut self, index: Idx) -> &mut <Self as ::std::ops::Index<Idx>>::Output; }"),
    ("std::ops::Add", "trait Add<Rhs = Self> { type Output; fn add(self, rhs: Rhs) -> Self::Output; }"),
    ("std::ops::Sub", "trait Sub<Rhs = Self> { type Output; fn sub(self, rhs: Rhs) -> Self::Output; }"),
    ("std::ops::Mul", "trait Mul<Rhs = Self> { type Output; fn mul(self, rhs: Rhs) -> Self::Output; }"),
    ("std::ops::Div", "trait Div<Rhs = Self> { type Output; fn div(self, rhs: Rhs) -> Self::Output; }"),
    ("std::ops::Rem", "trait Rem<Rhs = Self> { type Output; fn rem(self, rhs: Rhs) -> Self::Output; }"),
    ("std::ops::AddAssign", "trait AddAssign<Rhs = Self> { fn add_assign(&mut self, rhs: Rhs); }"),
    ("std::ops::SubAssign", "trait SubAssign<Rhs = Self> { fn sub_assign(&mut self, rhs: Rhs); }"),
    ("std::ops::MulAssign", "trait MulAssign<Rhs = Self> { fn mul_assign(&mut self, rhs: Rhs); }"),
    ("std::ops::DivAssign", "trait DivAssign<Rhs = Self> { fn div_assign(&mut self, rhs: Rhs); }"),
    ("std::ops::Drop", "trait Drop { fn drop(&mut self); }"),
    ("std::ops::Not", "trait Not { type Output; fn not(self) -> Self::Output; }"),
    ("std::ops::Neg", "trait Neg { type Output; fn neg(self) -> Self::Output; }"),
    (
        "tokio::io::AsyncRead",
        "trait AsyncRead {
             fn poll_read(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>,
                 buf: &mut ::tokio::io::ReadBuf<'_>) -> ::std::task::Poll<::std::io::Result<()>>; }",
    ),
    (
        "tokio::io::AsyncWrite",
        "trait AsyncWrite {
             fn poll_write(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>, buf: &[u8])
                 -> ::std::task::Poll<::std::io::Result<usize>>;
             fn poll_flush(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::io::Result<()>>;
             fn poll_shutdown(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::io::Result<()>>; }",
    ),
    (
        "tokio::io::AsyncBufRead",
        "trait AsyncBufRead {
             fn poll_fill_buf<'a>(self: ::std::pin::Pin<&'a mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::io::Result<&'a [u8]>>;
             fn consume(self: ::std::pin::Pin<&mut Self>, amt: usize); }",
    ),
    (
        "tokio::io::AsyncSeek",
        "trait AsyncSeek {
             fn start_seek(self: ::std::pin::Pin<&mut Self>, position: ::std::io::SeekFrom) -> ::std::io::Result<()>;
             fn poll_complete(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::io::Result<u64>>; }",
    ),
    (
        "futures::Stream",
        "trait Stream { type Item;
             fn poll_next(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::option::Option<Self::Item>>; }",
    ),
    (
        "futures::Sink",
        "trait Sink<Item> { type Error;
             fn poll_ready(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::result::Result<(), Self::Error>>;
             fn start_send(self: ::std::pin::Pin<&mut Self>, item: Item)
                 -> ::std::result::Result<(), Self::Error>;
             fn poll_flush(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::result::Result<(), Self::Error>>;
             fn poll_close(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::result::Result<(), Self::Error>>; }",
    ),
    (
        "futures::AsyncRead",
        "trait AsyncRead {
             fn poll_read(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>, buf: &mut [u8])
                 -> ::std::task::Poll<::std::io::Result<usize>>; }",
    ),
    (
        "futures::AsyncWrite",
        "trait AsyncWrite {
             fn poll_write(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>, buf: &[u8])
                 -> ::std::task::Poll<::std::io::Result<usize>>;
             fn poll_flush(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::io::Result<()>>;
             fn poll_close(self: ::std::pin::Pin<&mut Self>, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::io::Result<()>>; }",
    ),
    (
        "tower::Service",
        "trait Service<Request> { type Response; type Error; type Future;
             fn poll_ready(&mut self, cx: &mut ::std::task::Context<'_>)
                 -> ::std::task::Poll<::std::result::Result<(), Self::Error>>;
             fn call(&mut self, req: Request) -> Self::Future; }",
    ),
    ("tower::Layer", "trait Layer<S> { type Service; fn layer(&self, inner: S) -> Self::Service; }"),
];

/// Other names of the same crates.
const ALIASES: [(&str, &str); 12] = [
    ("core", "std"),
    ("alloc", "std"),
    ("futures_util", "futures"),
    ("futures_core", "futures"),
    ("futures_sink", "futures"),
    ("futures_io", "futures"),
    ("tokio_stream", "futures"),
    ("tower_service", "tower"),
    ("tower_layer", "tower"),
    ("stream", ""),
    ("sink", ""),
    ("task", ""),
];

/// The declaration of a common trait.
pub(super) fn declaration(path: &Path) -> Option<ItemTrait> {
    let wanted = names(path);
    let is_std_or_said = |known: &[&str]| wanted.len() > 1 || known[0] == "std";
    let (_, text) = KNOWN.iter().find(|(full, _)| {
        let known: Vec<&str> = full.split("::").collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        // `futures::io::AsyncRead` and `futures::AsyncRead` are one.
        let short = [known.first().copied(), known.last().copied()].map(Option::unwrap_or_default);
        let long =
            wanted.len() > 2 && wanted[0] == "futures" && [wanted[0], wanted[wanted.len() - 1]] == short;
        is_std_or_said(&known) && (known.ends_with(&wanted) || long)
    })?;
    syn::parse_str(text).ok()
}

/// The path's segments, by the crates' own names.
fn names(path: &Path) -> Vec<String> {
    let names = path.segments.iter().map(|segment| segment.ident.to_string());
    let known = |name: String| match ALIASES.iter().find(|(alias, _)| *alias == name) {
        Some((_, name)) => (*name).to_string(),
        None => name,
    };
    names.map(known).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_can_be_read() {
        for (path, text) in KNOWN {
            let item: ItemTrait = syn::parse_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(path.ends_with(&format!("::{}", item.ident)), "{path}");
        }
    }

    #[test]
    fn finds_what_is_meant() {
        let found = |path: &str| {
            let item = declaration(&syn::parse_str(path).unwrap())?;
            Some((item.ident.to_string(), item.items.len()))
        };
        for (path, name, items) in [
            ("Read", "Read", 1),
            ("io::Write", "Write", 2),
            ("::std::fmt::Write", "Write", 1),
            ("core::convert::From<u8>", "From", 1),
            ("futures::stream::Stream<Item = u8>", "Stream", 2),
            ("futures::io::AsyncRead", "AsyncRead", 1),
            ("tokio::io::AsyncWrite", "AsyncWrite", 3),
            ("tower_service::Service<u8>", "Service", 5),
        ] {
            assert_eq!(found(path), Some((name.to_string(), items)), "{path}");
        }
        for own in ["Service<u8>", "crate::Read", "Other", "my::Write"] {
            assert_eq!(found(own), None, "{own}");
        }
    }
}
