//! Which urlencoded forms and multipart bodies a matcher accepts.

use mockit::PredicateBooleanExt as _;
use mockit::http::matching::{Matching, form, form_exactly, parsed, part};
use mockit::http::{Method, Request, Url, glob};
use mockit::predicate::{always, gt, in_iter, str};

use super::support::{all_accept, all_refuse, with};

#[test]
fn a_form_is_decoded() {
    let request = with("name=Ada+L%C3%B6w&tag=a&tag=b&empty=&n=5&=x&flag");
    let yes = [
        form("name", "Ada Löw"),
        form("tag", "a") & form("tag", "b"),
        form("empty", "") & form("flag", "") & form("", "x"),
        form("n", parsed(gt(4))),
        form("name", str::starts_with("Ada").and(str::ends_with("w"))),
        form("tag", in_iter(["b", "c"])),
        form_exactly([
            ("tag", "b"),
            ("tag", "a"),
            ("name", "Ada Löw"),
            ("empty", ""),
            ("n", "5"),
            ("", "x"),
            ("flag", ""),
        ]),
    ];
    all_accept(&request, yes);
    all_refuse(
        &request,
        [form("name", "Ada"), form("tag", "c"), form("m", always()), form_exactly([("n", "5")])],
    );
}

fn upload(parts: &[(&str, &str)]) -> Request {
    let mut text = String::new();
    for (head, content) in parts {
        text += &format!("--XX\r\ncontent-disposition: form-data; {head}\r\n\r\n{content}\r\n");
    }
    let headers = [("content-type", "multipart/form-data; boundary=XX")];
    let headers = headers.map(|(name, value)| (name.try_into().unwrap(), value.try_into().unwrap()));
    let url = Url::parse("http://h/a").unwrap();
    Request::new(Method::POST, url, headers.into_iter().collect(), text + "--XX--\r\n")
}

#[test]
fn parts_of_a_multipart_body_are_matched() {
    let request = upload(&[
        ("name=\"title\"", "Tea & honey"),
        ("name=\"file\"; filename=\"a.png\"\r\ncontent-type: image/png", "\x01\x02"),
        ("name=\"file\"; filename=\"b.txt\"", "two\r\nlines"),
    ]);
    let yes: [Matching; 7] = [
        part("title").into(),
        part("title").content("Tea & honey").into(),
        part("title").content(str::contains("&")).into(),
        part("file").file_name("a.png").content_type("image/png").into(),
        part("file").content("two\r\nlines").file_name(glob("*.txt")).into(),
        Matching::from(part("title")) & part("file").into(),
        part("file").content_type(str::starts_with("image/")).into(),
    ];
    all_accept(&request, yes);
    let no: [Matching; 6] = [
        part("other").into(),
        part("title").content("Tea").into(),
        part("title").file_name(always()).into(),
        part("title").content_type(always()).into(),
        part("file").file_name("b.txt").content_type(always()).into(),
        part("file").content("two").into(),
    ];
    all_refuse(&request, no);
    all_refuse(&with("--XX\r\n"), [part("title").into()]);
}
