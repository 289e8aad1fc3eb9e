//! Parts of a multipart body.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use super::text::{IntoText, Text};
use super::{Check, Finding, Matching};
use crate::http::request::Request;
use crate::predicate::explain;

/// What one part of a `multipart/form-data` body must be; made by [`part`].
pub struct Part {
    name: String,
    content: Option<Text>,
    file_name: Option<Text>,
    content_type: Option<Text>,
}

/// A part of that name. Needs the feature `multipart`.
///
/// ```
/// use mockit::http::{MockHttp, matching::part};
///
/// let http = MockHttp::new();
/// http.expect_post("/upload")
///     .with(part("avatar").file_name("me.png").content_type("image/png"))
///     .optional()
///     .returning_status(204);
/// ```
pub fn part(name: impl Into<String>) -> Part {
    Part { name: name.into(), content: None, file_name: None, content_type: None }
}

impl Part {
    /// Its content, as text.
    pub fn content<K>(mut self, text: impl IntoText<K>) -> Self {
        self.content = Some(text.into_text().0);
        self
    }

    /// Its file's name.
    pub fn file_name<K>(mut self, text: impl IntoText<K>) -> Self {
        self.file_name = Some(text.into_text().0);
        self
    }

    /// Its content type.
    pub fn content_type<K>(mut self, text: impl IntoText<K>) -> Self {
        self.content_type = Some(text.into_text().0);
        self
    }

    fn accepts(&self, found: &Found) -> bool {
        let fits = |wanted: &Option<Text>, got: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| got.is_some_and(|got| wanted.accepts(got)))
        };
        found.name.as_deref() == Some(&self.name)
            && fits(&self.content, Some(&String::from_utf8_lossy(&found.content)))
            && fits(&self.file_name, found.file_name.as_deref())
            && fits(&self.content_type, found.content_type.as_deref())
    }
}

impl From<Part> for Matching {
    fn from(part: Part) -> Matching {
        Matching::new(part)
    }
}

struct Found {
    name: Option<String>,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Bytes,
}

impl Check for Part {
    fn accepts(&self, request: &Request) -> bool {
        parts(request).is_ok_and(|parts| explain::any_accepted(parts.iter(), |found| self.accepts(found)))
    }

    fn explain(&self, request: &Request) -> Finding {
        let mut finding = Finding::new(format!("part {}", self.name), Check::accepts(self, request));
        let is_form = request.header("content-type").is_some_and(|kind| kind.starts_with("multipart/"));
        if !is_form {
            finding.details.push("the request has no `content-type: multipart/form-data`".to_string());
            return finding;
        }
        let parts = match parts(request) {
            Ok(parts) => parts,
            Err(why) => {
                finding.details.push(format!("the body is no multipart form: {why}"));
                return finding;
            }
        };
        let (content, file_name, content_type) = (&self.content, &self.file_name, &self.content_type);
        let wanted = [("content", content), ("file name", file_name), ("content type", content_type)];
        let wanted = wanted.iter().filter_map(|(what, text)| Some(format!("{what} {}", text.as_ref()?)));
        let named: Vec<_> = parts.iter().filter(|found| found.name.as_deref() == Some(&self.name)).collect();
        if named.is_empty() {
            let names: Vec<_> = parts.iter().filter_map(|found| found.name.as_deref()).collect();
            finding.details.push(format!("no part is named {:?}; there are {names:?}", self.name));
            return finding;
        }
        finding.details.push(format!("expected {}", wanted.collect::<Vec<_>>().join(", ")));
        let or_none = |text: &Option<String>| text.as_ref().map_or("none".into(), |text| format!("{text:?}"));
        for Found { file_name, content_type, content, .. } in named {
            finding.details.push(format!(
                "got content {:?}, file name {}, content type {}",
                crate::report::brief(&String::from_utf8_lossy(content)),
                or_none(file_name),
                or_none(content_type),
            ));
        }
        finding
    }
}

fn parts(request: &Request) -> Result<Vec<Found>, String> {
    let boundary = multer::parse_boundary(request.header("content-type").unwrap_or_default());
    let boundary = boundary.map_err(|error| error.to_string())?;
    let read = async {
        let mut form = multer::Multipart::new(Once(Some(request.body().clone())), boundary);
        let mut parts = Vec::new();
        while let Some(field) = form.next_field().await? {
            parts.push(Found {
                name: field.name().map(str::to_string),
                file_name: field.file_name().map(str::to_string),
                content_type: field.content_type().map(ToString::to_string),
                content: field.bytes().await?,
            });
        }
        Ok(parts)
    };
    // Everything is there already, so nothing is ever pending.
    match pin!(read).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(parts) => parts.map_err(|error: multer::Error| error.to_string()),
        Poll::Pending => Err("it ends early".to_string()),
    }
}

/// A stream of one item.
struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
