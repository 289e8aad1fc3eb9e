//! Records of entries that are made here, seen in all forms.

use std::sync::Arc;
use std::thread;

use super::Record;
use crate::record::{Argument, Entry, Kept, Log, Message, Outcome, What, Wire};

struct Sent(&'static str, &'static [(&'static str, &'static str)], &'static [u8]);

impl Wire for Sent {
    fn message(&self) -> Message {
        let headers = self.1.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        Message { line: self.0.to_string(), headers: headers.collect(), body: self.2.to_vec() }
    }
}

fn text(text: &str) -> Kept {
    Kept::Text(text.to_string())
}

fn begin(log: &Log, title: &'static str, arguments: &[(&'static str, &str)]) -> Arc<Entry> {
    let arguments = arguments.iter().map(|(name, value)| Argument { name, value: text(value) });
    let entry = Arc::new(Entry::new(title, What::Call(arguments.collect())));
    log.add(Arc::clone(&entry));
    entry
}

fn request(log: &Log, sent: Sent) -> Arc<Entry> {
    let entry = Arc::new(Entry::new("MockHttp", What::Request(Box::new(sent))));
    log.add(Arc::clone(&entry));
    entry
}

fn reply(line: &'static str, body: &'static [u8]) -> Outcome {
    Outcome::Replied(Box::new(Sent(line, &[("content-type", "application/json")], body)))
}

/// Lines as a test has them, without its indentation.
fn lines(text: &str) -> String {
    text.lines().map(|line| line.strip_prefix("        ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// A bit of everything.
fn shop() -> Log {
    let log = Log::default();
    begin(&log, "MockGateway::charge", &[("user", "\"u1\""), ("cents", "4999")])
        .ends(Outcome::Returned(text("Ok(Receipt { id: 7 })")));
    let headers = [
        ("User-Agent", "x/1"),
        ("Idempotency-Key", "o-1"),
        ("Authorization", "Bearer abc"),
        ("content-type", "application/json"),
    ];
    let headers = Box::leak(Box::new(headers));
    request(
        &log,
        Sent("POST https://api.payments.io/v1/charges?key=s", headers, br#"{"b":1,"amount":4999}"#),
    )
    .ends(reply("201 Created", br#"{"id":"ch_1"}"#));
    let outer = begin(&log, "MockBank::transfer", &[("cents", "5")]);
    begin(&log, "MockLog::note", &[("text", "\"t\"")]).ends(Outcome::Returned(text("()")));
    outer.ends(Outcome::Returned(text("Err(\"no money\")")));
    begin(&log, "MockMailer::send", &[("to", "\"u2\"")]).ends(Outcome::Refused(
        "MockMailer::send(\"u2\"): No matching expectation found\n\n  more".to_string(),
    ));
    begin(&log, "MockMailer::send", &[]).ends(Outcome::Panicked);
    begin(&log, "MockMailer::send", &[]).ends(Outcome::Dropped);
    request(&log, Sent("GET http://a.b/", &[], b"")).ends(Outcome::Failed("connection refused".to_string()));
    thread::scope(|scope| {
        let call = || begin(&log, "MockClock::now", &[]).ends(Outcome::Returned(Kept::Nothing));
        scope.spawn(call).join().unwrap();
        let named = thread::Builder::new().name("worker".to_string());
        named.spawn_scoped(scope, call).unwrap().join().unwrap();
    });
    begin(&log, "MockClock::sleep", &[]);
    log
}

#[test]
fn the_text_tells_all_that_happened() {
    let expected = lines(
        r#"1. MockGateway::charge(user: "u1", cents: 4999) -> Ok(Receipt { id: 7 })
        2. POST https://api.payments.io/v1/charges?key=s
             authorization: Bearer [secret]
             idempotency-key: o-1
             {"amount": 4999, "b": 1}
           -> 201 Created
             {"id": "ch_1"}
        3. MockBank::transfer(cents: 5) …
        4. MockLog::note(text: "t") -> ()
        3. … -> Err("no money")
        5. MockMailer::send(to: "u2") ✗ refused: No matching expectation found
        6. MockMailer::send() ✗ panicked
        7. MockMailer::send() ✗ dropped before its end
        8. GET http://a.b/
           -> failed: connection refused
        9. [thread 2] MockClock::now() -> ?
        10. [worker] MockClock::now() -> ?
        11. MockClock::sleep() … has not ended"#,
    );
    let expected = if cfg!(feature = "http") {
        expected
    } else {
        // Without the feature that brings JSON nobody sends any.
        let unformatted = expected.replace(r#"{"amount": 4999, "b": 1}"#, r#"{"b":1,"amount":4999}"#);
        let kind = "content-type: application/json\n     ";
        let unformatted = unformatted.replace(r#"{"id": "ch_1"}"#, &format!(r#"{kind}{{"id":"ch_1"}}"#));
        unformatted.replace("idempotency-key", &format!("{kind}idempotency-key"))
    };
    assert_eq!(Record::new(&shop()).to_string(), expected);
}

#[test]
fn long_values_are_spread_over_lines() {
    let log = Log::default();
    let order = "Order {\n    id: 7,\n    name: \"x\",\n}";
    begin(&log, "MockShop::buy", &[("user", "1"), ("order", order)]).ends(Outcome::Returned(text(order)));
    let body = b"one\r\n\r\n\x09two\n";
    request(&log, Sent("PUT http://a/", &[], body)).ends(Outcome::Replied(Box::new(Sent(
        "200 OK",
        &[],
        &[0, 1],
    ))));
    let expected = "        1. MockShop::buy(
             user: 1,
             order: Order {
                 id: 7,
                 name: \"x\",
             },
           )
           -> Order {
               id: 7,
               name: \"x\",
           }
        2. PUT http://a/
             one

             \ttwo
           -> 200 OK
             (2 bytes)";
    assert_eq!(Record::new(&log).to_string(), lines(expected));
}

#[test]
fn what_has_a_name_is_redacted_by_it() {
    let record = Record::new(&shop()).redact("id", "[id]").redact("key", "[key]").redact("cents", "[cents]");
    let text = record.redact("Idempotency-key", "[idem]").show_header("authorization").to_string();
    let has = |part: &str| assert!(text.contains(part), "{part} is not in\n{text}");
    has("1. MockGateway::charge(user: \"u1\", cents: [cents]) -> Ok(Receipt { id: [id] })");
    has("charges?key=[key]\n");
    has("idempotency-key: [idem]");
    has("authorization: Bearer abc");
    #[cfg(feature = "http")]
    has(r#"{"id": "[id]"}"#);
    let functional = Record::new(&shop()).redact_with(|text| text.replace("u1", "[user]")).to_string();
    assert!(functional.contains("user: \"[user]\""), "{functional}");
}

#[cfg(feature = "http")]
#[test]
fn json_is_redacted_at_a_pointer_and_form_fields_by_name() {
    let log = Log::default();
    request(&log, Sent("POST http://a/", &[], br#"[{"id":1},{"id":2}]"#)).ends(Outcome::Replied(Box::new(
        Sent("200 OK", &[("content-type", "application/x-www-form-urlencoded")], b"a=1&b=2"),
    )));
    let text = Record::new(&log).redact("/1/id", "[id]").redact("a", "[a]").to_string();
    assert!(text.contains(r#"[{"id": 1}, {"id": "[id]"}]"#), "{text}");
    assert!(text.contains("a=[a]&b=2"), "{text}");
}

#[cfg(feature = "tokio")]
#[test]
fn times_are_those_of_the_virtual_clock() {
    use crate::record::Moment;

    let log = Log::default();
    let called = |at, until| {
        let mut entry = Entry::new("MockApi::get", What::Call(Vec::new()));
        entry.began = Moment::virtual_time(at);
        entry.ends_at(Outcome::Returned(text("1")), Moment::virtual_time(until));
        log.add(Arc::new(entry));
    };
    called(500, 500);
    called(500, 2500);
    called(32_500, 32_600);
    let expected = "        1. MockApi::get() -> 1
        2. MockApi::get() -> 1 after 2 s
           30 s later
        3. MockApi::get() -> 1 after 100 ms";
    let record = Record::new(&log);
    assert_eq!(record.to_string(), lines(expected));
    assert!(
        record.mermaid().contains("p1-->>p0: 1 (after 2 s)\n    Note over p0: 30 s later"),
        "{}",
        record.mermaid()
    );
}

#[test]
fn the_last_calls_fit_on_a_line_each() {
    let log = shop();
    let (left_out, lines) = super::last_calls(&log, Some("MockClock::sleep"));
    assert_eq!((left_out, lines.len()), (0, 10));
    assert_eq!(lines[2], "3. MockBank::transfer(cents: 5) -> Err(\"no money\")");
    assert_eq!(lines[4], "5. MockMailer::send(to: \"u2\") ✗ refused: No matching expectation found");
    begin(&log, "MockMailer::send", &[("to", &format!("\"{}\"", "u".repeat(500)))]).ends(Outcome::Panicked);
    let (left_out, lines) = super::last_calls(&log, None);
    assert_eq!((left_out, lines.len()), (2, 10));
    assert!(lines[9].starts_with("12. MockMailer::send(to: \"uuu") && lines[9].chars().count() < 200);
}

#[test]
fn a_diagram_has_all_that_take_part() {
    let expected = r#"sequenceDiagram
    participant p0 as code under test
    participant p1 as thread 2
    participant p2 as worker
    participant p3 as MockGateway
"#;
    let mermaid = Record::new(&shop()).mermaid();
    assert!(mermaid.starts_with(expected), "{mermaid}");
    assert!(mermaid.contains("p0->>p4: 2. POST /v1/charges?key=s\n"), "{mermaid}");
    assert!(mermaid.contains("p7--xp0: ✗ refused#58; No matching expectation found"), "{mermaid}");
}

#[test]
fn a_long_diagram_leaves_out_its_beginning() {
    let log = Log::default();
    for _ in 0..1000 {
        begin(&log, "MockApi::get", &[("id", "\"a value of some length\"")])
            .ends(Outcome::Returned(text("1")));
    }
    let mermaid = Record::new(&log).mermaid();
    assert!(mermaid.len() < 50_000 && mermaid.contains("is left out") && mermaid.contains(": 1000. get"));
    assert!(!mermaid.contains(": 1. get"));
}

/// What an author of a page must not be able to do to those who read it.
const HOSTILE: &str =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&;#%%{init}end\u{202e}\u{7}";

#[test]
fn a_page_shows_hostile_text_as_text() {
    let log = Log::default();
    begin(&log, "MockApi::get", &[("id", HOSTILE)]).ends(Outcome::Returned(text(HOSTILE)));
    let page = Record::new(&log).html();
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<img") && page.contains("&lt;img src=x onerror=alert(2)&gt;"));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{7}'));
}

/// For the check in a browser: `MOCKIT_PAGES=folder cargo test -p mockit --all-features pages_for_a_browser`.
#[test]
fn pages_for_a_browser() {
    let Some(folder) = std::env::var_os("MOCKIT_PAGES").map(std::path::PathBuf::from) else { return };
    let hostile = shop();
    begin(&hostile, "MockEvil::call", &[("value", HOSTILE), ("other", "wrap: `*_~$$x$$")])
        .ends(Outcome::Returned(text(HOSTILE)));
    request(
        &hostile,
        Sent("GET https://evil.example:8080/<b>?q=</title>", &[("x-evil", HOSTILE)], HOSTILE.as_bytes()),
    )
    .ends(Outcome::Failed(HOSTILE.to_string()));
    thread::scope(|scope| {
        let named = thread::Builder::new().name("<i>worker; end".to_string());
        let call = || begin(&hostile, "MockClock::now", &[]).ends(Outcome::Returned(text("nowrap:x")));
        named.spawn_scoped(scope, call).unwrap();
    });
    let long = Log::default();
    for n in 0..1000u32 {
        let entry = begin(
            &long,
            ["MockGateway::charge", "MockMailer::send"][n as usize % 2],
            &[("n", &n.to_string())],
        );
        let failed = n % 100 == 99;
        entry.ends(if failed { Outcome::Panicked } else { Outcome::Returned(text("Ok(Receipt { id: 7 })")) });
    }
    let mut pages =
        Vec::from([("ordinary", shop()), ("hostile", hostile), ("long", long), ("empty", Log::default())]);
    pages.extend(timed());
    for (name, log) in pages {
        let record = Record::new(&log);
        std::fs::write(folder.join(format!("{name}.html")), record.html()).unwrap();
        std::fs::write(folder.join(format!("{name}.mmd")), record.mermaid()).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), record.to_string()).unwrap();
    }
}

#[cfg(not(feature = "tokio"))]
fn timed() -> Option<(&'static str, Log)> {
    None
}

#[cfg(feature = "tokio")]
fn timed() -> Option<(&'static str, Log)> {
    Some(("checkout", checkout()))
}

/// What a page is for: a checkout that retries, and fails.
#[cfg(feature = "tokio")]
fn checkout() -> Log {
    use crate::record::Moment;

    let log = Log::default();
    let timed = |entry: Arc<Entry>, until, outcome| {
        entry.ends_at(outcome, Moment::virtual_time(until));
    };
    let from = |at, title, what| {
        let mut entry = Entry::new(title, what);
        entry.began = Moment::virtual_time(at);
        let entry = Arc::new(entry);
        log.add(Arc::clone(&entry));
        entry
    };
    let call = |arguments: &[(&'static str, &str)]| {
        What::Call(arguments.iter().map(|(name, value)| Argument { name, value: text(value) }).collect())
    };
    let charge = || {
        let body = br#"{"amount":4999,"currency":"EUR","customer":{"id":"u1","email":"ada@example.org","address":{"city":"London"}}}"#;
        let headers: &[_] =
            &[("authorization", "Bearer sk_test_1"), ("idempotency-key", "o-1"), ("user-agent", "x")];
        What::Request(Box::new(Sent("POST https://api.payments.io/v1/charges", headers, body)))
    };
    let order = "Order {\n    id: 17,\n    user: \"u1\",\n    items: [\n        Item {\n            name: \"tea\",\n            cents: 4999,\n        },\n    ],\n}";
    timed(from(0, "MockOrders::find", call(&[("id", "17")])), 0, Outcome::Returned(text(order)));
    let transaction =
        from(0, "MockOrders::transaction", call(&[("id", "17"), ("isolation", "Serializable")]));
    timed(from(0, "MockHttp", charge()), 2000, reply("503 Service Unavailable", br#"{"error":"try later"}"#));
    timed(from(2500, "MockHttp", charge()), 2500, Outcome::Failed("connection reset by peer".to_string()));
    timed(
        from(3500, "MockHttp", charge()),
        3700,
        reply("201 Created", br#"{"id":"ch_1","status":"succeeded"}"#),
    );
    timed(
        from(3700, "MockLedger::book", call(&[("account", "\"sales\""), ("cents", "4999")])),
        3700,
        Outcome::Returned(text("Err(Locked)")),
    );
    timed(transaction, 3700, Outcome::Returned(text("Ok(())")));
    timed(
        from(
            3700,
            "MockMailer::send",
            call(&[("to", "\"ada@example.org\""), ("subject", "\"Your order 17\"")]),
        ),
        3700,
        Outcome::Refused("MockMailer::send(\"a\"): No matching expectation found".to_string()),
    );
    from(3700, "MockMetrics::flush", call(&[]));
    log
}
