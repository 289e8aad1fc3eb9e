//! A record as a page. It needs nothing beside itself, and works without its script.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::call::{Asked, Came, DROPPED, RecordedCall};
use super::letter::Letter;
use super::span::span;
use super::svg::{self, kind};
use crate::report::clipped;

/// In a summary.
const SHORT: usize = 100;
/// Of more calls only those that failed are open at first.
const OPEN: usize = 12;

pub(super) fn page(test: &str, calls: &[RecordedCall]) -> String {
    let name = escaped(test);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>{name} – \
         mockit</title>\n<style>\n{}</style>\n</head>\n<body>\n<header><h1>{name}</h1><p>{}</p></header>\n<main>\n",
        include_str!("page.css"),
        summary(calls),
    );
    if !calls.is_empty() {
        let diagram = svg::diagram(calls);
        let _ = writeln!(
            out,
            "<section class=\"diagram\" role=\"img\" aria-label=\"Sequence diagram of the \
             calls\" tabindex=\"0\">{diagram}</section>\n<section class=\"calls\" \
             aria-label=\"Calls\">\n<div id=\"tools\" hidden></div>\n<ol>"
        );
        for call in calls {
            item(&mut out, call, calls.len() <= OPEN || call.is_failure());
        }
        out.push_str("</ol>\n</section>\n");
    }
    let _ = write!(out, "</main>\n<script>\n{}</script>\n</body>\n</html>\n", include_str!("page.js"));
    out
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// `12 calls of 3 doubles, 1 failed, 5 s on the virtual clock`
fn summary(calls: &[RecordedCall]) -> String {
    if calls.is_empty() {
        return "No double was called.".to_string();
    }
    let callees: HashSet<_> = calls.iter().map(RecordedCall::callee).collect();
    let mut parts = vec![format!("{} of {}", count(calls.len(), "call"), count(callees.len(), "double"))];
    let failed = calls.iter().filter(|call| call.is_failure()).count();
    if failed > 0 {
        parts.push(format!("<strong class=\"bad\">{failed} failed</strong>"));
    }
    let lost = calls.iter().filter(|call| kind(call) == "lost").count();
    if lost > 0 {
        parts.push(format!("<strong class=\"lost\">{lost} not ended</strong>"));
    }
    let end = calls.iter().filter_map(|call| Some(call.at? + call.took.unwrap_or_default())).max();
    parts.extend(end.and_then(span).map(|end| format!("{end} on the virtual clock")));
    parts.join(" · ")
}

fn item(out: &mut String, call: &RecordedCall, is_open: bool) {
    let kind = kind(call);
    let open = if is_open { " open" } else { "" };
    let (number, owner) = (call.number, escaped(call.callee()));
    let thread = call.thread.as_ref().map(|name| format!("<span class=\"thread\">{}</span> ", escaped(name)));
    let mark = match kind {
        "bad" => "✗ ",
        "lost" => "… ",
        _ => "→ ",
    };
    let _ = write!(
        out,
        "<li id=\"c{number}\" class=\"{kind}\"><details{open}><summary>{}<span class=\"n\">{number}</span> <span \
         class=\"what\">{}<span class=\"owner\">{owner}</span> <code>{}</code></span> <span class=\"came\">{mark}\
         <code>{}</code></span></summary>\n<dl>",
        times(call),
        thread.unwrap_or_default(),
        escaped(&clipped(&call.question(), SHORT)),
        escaped(&clipped(&call.answer(), SHORT)),
    );
    match &call.asked {
        Asked::Arguments(arguments) => {
            for (name, value) in arguments {
                row(out, name, "", value);
            }
        }
        Asked::Request(request) => letter(out, "request", request),
    }
    match &call.came {
        Came::Nothing => row(out, "result", "lost", "has not ended"),
        Came::Value(value) => row(out, "result", kind, value),
        Came::Reply(reply) => letter(out, "reply", reply),
        Came::Error(text) | Came::Failure(text) => row(out, "result", kind, text),
        Came::Dropped => row(out, "result", kind, DROPPED),
    }
    out.push_str("</dl></details></li>\n");
}

fn times(call: &RecordedCall) -> String {
    let at = call.at.map(|at| span(at).unwrap_or_else(|| "0 s".to_string()));
    let at = at.map(|at| format!("<span title=\"began, on the virtual clock\">at {at}</span>"));
    let took = call.took.and_then(span).map(|took| format!("<span title=\"lasted\">took {took}</span>"));
    let times: Vec<_> = at.into_iter().chain(took).collect();
    if times.is_empty() {
        String::new()
    } else {
        format!("<span class=\"time\">{}</span> ", times.join(" · "))
    }
}

fn row(out: &mut String, name: &str, class: &str, value: &str) {
    let (name, value) = (escaped(name), escaped(value));
    let _ = writeln!(out, "<dt>{name}</dt><dd class=\"{class}\">{}</dd>", foldable(&value));
}

/// Long texts are folded.
fn foldable(escaped: &str) -> String {
    let lines = escaped.lines().count();
    match lines > 24 || escaped.len() > 4000 {
        true => format!("<details><summary>{lines} lines</summary><pre>{escaped}</pre></details>"),
        false => format!("<pre>{escaped}</pre>"),
    }
}

fn letter(out: &mut String, name: &str, letter: &Letter) {
    row(out, name, "line", &letter.line);
    if !letter.headers.is_empty() {
        out.push_str("<dt>headers</dt><dd><table>");
        for header in &letter.headers {
            let class = if header.is_noise { " class=\"noise\"" } else { "" };
            let (name, value) = (escaped(&header.name), escaped(header.shown()));
            let _ = write!(out, "<tr{class}><th scope=\"row\">{name}</th><td>{value}</td></tr>");
        }
        out.push_str("</table></dd>\n");
    }
    if !letter.body.is_empty() {
        row(out, "body", "", &letter.body);
    }
}

/// Text as HTML, also inside of quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has none of these, and text that runs backwards would lie.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.extend(c.escape_unicode()),
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}
