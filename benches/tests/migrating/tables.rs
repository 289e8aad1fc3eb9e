//! The tables of the guide show code that is compiled: mockit's in the doc tests of the same page,
//! that of Rust peers in the tests beside this file.

use std::fs;
use std::path::Path;

/// A row: what it is about, what is written there, what is written here.
struct Row {
    of: String,
    there: Vec<String>,
    here: Vec<String>,
}

/// Text between backticks.
fn code(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(|code| code.replace("\\|", "|")).collect()
}

/// Cells, of which a `\|` is part.
fn cells(line: &str) -> Vec<String> {
    let line = line.replace("\\|", "\u{1}");
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().replace('\u{1}', "\\|")).collect()
}

/// All tables with a column `mockit` at the end.
fn rows(page: &str) -> Vec<Row> {
    let (mut rows, mut in_table) = (Vec::new(), false);
    for line in page.lines() {
        if !line.starts_with('|') {
            in_table = false;
            continue;
        }
        let cells = cells(line);
        let last = cells.last().expect("a cell");
        if last == "mockit" {
            in_table = true;
        } else if in_table && !line.starts_with("|---") {
            let there = cells[1..cells.len() - 1].iter().flat_map(|cell| code(cell)).collect();
            rows.push(Row { of: cells[0].clone(), there, here: code(last) });
        }
    }
    rows
}

/// Code without spaces and without what rustfmt adds when it breaks lines.
fn dense(code: &str) -> String {
    code.split_whitespace().collect::<String>().replace(",)", ")").replace(",]", "]")
}

fn examples(page: &str) -> String {
    let (mut text, mut inside) = (String::new(), false);
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside && line == "```rust";
        } else if inside {
            text += line.strip_prefix("# ").unwrap_or(line);
            text.push('\n');
        }
    }
    dense(&text)
}

/// Is it there, with anything in the place of `…`?
fn holds(text: &str, code: &str) -> bool {
    let code = dense(code);
    let mut pieces = code.split('…').filter(|piece| !piece.is_empty());
    let Some(first) = pieces.next() else { return true };
    let pieces: Vec<&str> = pieces.collect();
    text.match_indices(first).any(|(at, _)| {
        let mut rest = &text[at + first.len()..];
        pieces.iter().all(|piece| {
            let found = rest.find(piece).filter(|gap| *gap < 200);
            found.inspect(|gap| rest = &rest[gap + piece.len()..]).is_some()
        })
    })
}

#[test]
fn what_the_tables_show_is_compiled() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut missing, mut counts) = (Vec::new(), Vec::new());
    for page in ["mockall", "unimock", "faux", "mry", "mockito-java", "jest", "unittest-mock", "http"] {
        let text =
            fs::read_to_string(here.join(format!("../mockit/docs/migrating/{page}.md"))).expect("a page");
        let peer = fs::read_to_string(here.join(format!("tests/migrating/from_{page}.rs"))).ok();
        let (examples, peer, rows) = (examples(&text), peer.map(|peer| dense(&peer)), rows(&text));
        for row in &rows {
            let no_example = row.here.iter().filter(|code| !holds(&examples, code));
            missing.extend(no_example.map(|code| format!("{page}: {}: mockit: {code}", row.of)));
            if let Some(peer) = &peer {
                let no_test = row.there.iter().filter(|code| !holds(peer, code));
                missing.extend(no_test.map(|code| format!("{page}: {}: there: {code}", row.of)));
            }
        }
        counts.push((page, rows.len()));
    }
    assert!(missing.is_empty(), "no code for what these rows show:\n{}", missing.join("\n"));
    println!("rows: {counts:?}");
    assert!(counts.iter().all(|(_, rows)| *rows > 10), "{counts:?}");
}
