//! Scenarios, and a state that the test and its stubs share.

use std::thread;
use std::time::Duration;

use mockit::Sequence;
use mockit::http::{Body, MockHttp, Reply, State};
use mockit_tests::message;
use serde::Deserialize;
use serde_json::json;

use super::support::{body, contains, get, post, request, send};

#[test]
fn a_scenario_goes_from_state_to_state() {
    let http = MockHttp::new();
    http.expect_get("/items").when_state("cart", "Started").returning_text(200, "none");
    http.expect_post("/items").when_state("cart", "Started").then_state("cart", "full").returning_status(201);
    http.expect_get("/items").when_state("cart", "full").returning_text(200, "tea");
    http.expect_post("/items").when_state("cart", "full").optional().returning_status(409);
    assert_eq!(http.state("cart"), "Started");
    let items = || body(&send(&http, request("GET", "http://h/items", &[], ""))).to_string();
    assert_eq!([items(), items()], ["none", "none"]);
    assert_eq!(post(&http, "http://h/items", ""), 201);
    assert_eq!((items(), http.state("cart")), ("tea".to_string(), "full".to_string()));
    assert_eq!(post(&http, "http://h/items", ""), 409);
}

#[test]
fn a_test_may_look_at_a_state_and_set_it() {
    let http = MockHttp::new();
    http.expect_get("/a").when_state("login", "in").returning_status(200);
    http.set_state("login", "in");
    assert_eq!(get(&http, "http://h/a"), 200);
    http.set_state("login", "out");
    let text = message(|| get(&http, "http://h/a"));
    contains(&text, r#"scenario "login" is in state "out", not in "in""#);
    contains(&message(|| drop(http)), r#"scenario "login" is in state "out""#);
}

#[test]
fn scenarios_of_other_names_and_other_doubles_are_apart() {
    let (http, other) = (MockHttp::new(), MockHttp::new());
    http.expect_get("/a").then_state("one", "done").returning_status(200);
    http.expect_get("/b").when_state("one", "done").when_state("two", "Started").returning_status(200);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/b")], [200, 200]);
    assert_eq!([http.state("two"), other.state("one")], ["Started", "Started"]);
}

#[test]
fn a_request_that_is_refused_moves_no_scenario() {
    let http = MockHttp::new();
    http.unmatched(404);
    http.expect_post("/a").with_json(json!(1)).then_state("s", "done").optional().returning_status(200);
    assert_eq!((post(&http, "http://h/a", "2"), http.state("s")), (404, "Started".to_string()));
    assert_eq!((post(&http, "http://h/a", "1"), http.state("s")), (200, "done".to_string()));
}

#[test]
fn of_stubs_that_are_alike_the_state_chooses() {
    let http = MockHttp::new();
    for (from, to, status) in [("Started", "one", 201), ("one", "two", 202), ("two", "Started", 203)] {
        http.expect_get("/a").when_state("s", from).then_state("s", to).returning_status(status);
    }
    assert_eq!([1, 2, 3, 4, 5].map(|_| get(&http, "http://h/a")), [201, 202, 203, 201, 202]);
}

#[test]
fn two_requests_never_both_find_the_old_state() {
    for _ in 0..30 {
        let http = MockHttp::new();
        let first = http.expect_post("/claim").when_state("job", "Started").then_state("job", "taken");
        let first = first.returning_status(200);
        http.expect_post("/claim").when_state("job", "taken").returning_status(409);
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| post(&http, "http://h/claim", ""));
            }
        });
        assert_eq!(first.calls(), 1);
    }
}

#[test]
fn a_closure_that_holds_its_own_double_does_not_keep_it_from_being_verified() {
    let http = MockHttp::new();
    let inner = http.endpoint();
    http.expect_get("/a").returning(move |_| {
        inner.set_state("s", "asked");
        200
    });
    contains(&message(|| drop(http)), "GET /a: Stub called 0 time(s)");
}

#[test]
fn a_matcher_may_look_at_a_state() {
    let http = MockHttp::new();
    let open = http.stateful(false);
    let is_open = open.clone();
    http.expect_get("/a").withf(move |_| is_open.with(|open| *open)).returning_status(200);
    contains(&message(|| get(&http, "http://h/a")), "No matching stub found");
    open.with(|open| *open = true);
    assert_eq!(get(&http, "http://h/a"), 200);
    contains(&message(|| http.checkpoint()), "This call failed before");
}

#[test]
fn a_scenario_and_a_sequence_go_together() {
    let (http, mut order) = (MockHttp::new(), Sequence::new());
    http.expect_post("/a").times(1).in_sequence(&mut order).then_state("s", "x").returning_status(201);
    http.expect_get("/a").times(1).in_sequence(&mut order).when_state("s", "x").returning_status(200);
    contains(&message(|| get(&http, "http://h/a")), r#"scenario "s" is in state "Started", not in "x""#);
    assert_eq!([post(&http, "http://h/a", ""), get(&http, "http://h/a")], [201, 200]);
    contains(&message(|| http.checkpoint()), "This call failed before");
}

#[derive(Default)]
struct Bank {
    accounts: Vec<i64>,
    history: Vec<String>,
}

#[derive(Deserialize)]
struct Transfer {
    from: usize,
    to: usize,
    amount: i64,
}

impl Bank {
    /// Adds to an account, if it exists and has enough.
    fn add(&mut self, account: usize, amount: i64) -> Result<i64, Reply> {
        let Some(balance) = self.accounts.get_mut(account) else {
            return Err(Reply::text(404, "no such account"));
        };
        if *balance + amount < 0 {
            return Err(Reply::json(409, json!({"error": "insufficient funds", "balance": balance})));
        }
        *balance += amount;
        Ok(*balance)
    }
}

/// A bank, as an API.
fn bank() -> (MockHttp, State<Bank>) {
    let http = MockHttp::new();
    let bank = http.stateful(Bank::default());
    http.expect_post("/accounts").optional().returning(bank.handler(|bank, _| {
        bank.accounts.push(0);
        Reply::json(201, json!({"id": bank.accounts.len() - 1}))
    }));
    http.expect_get("/accounts/{id}").optional().returning(bank.handler(|bank, request| {
        match bank.add(request.capture_as("id"), 0) {
            Ok(balance) => Reply::json(200, balance),
            Err(reply) => reply,
        }
    }));
    for (path, sign) in [("/accounts/{id}/deposit", 1), ("/accounts/{id}/withdraw", -1)] {
        http.expect_post(path).optional().returning(bank.handler(move |bank, request| {
            let amount: i64 = request.json_as().unwrap();
            match bank.add(request.capture_as("id"), amount * sign) {
                Ok(balance) => {
                    bank.history.push(format!("{} {amount}", request.path()));
                    Reply::json(200, balance)
                }
                Err(reply) => reply,
            }
        }));
    }
    http.expect_post("/transfers").optional().returning_fn(bank.handler(|bank, request| {
        let Transfer { from, to, amount } = request.json_as().unwrap();
        if let Err(reply) = bank.add(from, -amount) {
            return reply;
        }
        if let Err(reply) = bank.add(to, amount) {
            bank.accounts[from] += amount;
            return reply;
        }
        bank.history.push(format!("{from} to {to}: {amount}"));
        Reply::status(204)
    }));
    http.expect_get("/history").optional().returning(bank.handler(|bank, _| Reply::json(200, &bank.history)));
    (http, bank)
}

fn call(http: &MockHttp, method: &str, path: &str, text: &str) -> http::Response<Body> {
    send(http, request(method, &format!("https://bank.example{path}"), &[], text))
}

fn balances(http: &MockHttp) -> [String; 2] {
    [0, 1].map(|id| body(&call(http, "GET", &format!("/accounts/{id}"), "")).to_string())
}

#[test]
fn a_bank_keeps_its_accounts() {
    let (http, bank) = bank();
    assert_eq!(body(&call(&http, "POST", "/accounts", "")), r#"{"id":0}"#);
    assert_eq!(body(&call(&http, "POST", "/accounts", "")), r#"{"id":1}"#);
    assert_eq!(body(&call(&http, "POST", "/accounts/0/deposit", "100")), "100");
    assert_eq!(body(&call(&http, "POST", "/accounts/0/withdraw", "30")), "70");
    let refused = call(&http, "POST", "/accounts/0/withdraw", "71");
    assert_eq!(refused.status(), 409);
    assert_eq!(body(&refused), r#"{"balance":70,"error":"insufficient funds"}"#);
    assert_eq!(balances(&http), ["70", "0"], "a refusal leaves the state alone");
    assert_eq!(call(&http, "POST", "/transfers", r#"{"from": 0, "to": 1, "amount": 50}"#).status(), 204);
    assert_eq!(balances(&http), ["20", "50"]);
    for (to, amount, status) in [(7, 10, 404), (1, 21, 409)] {
        let transfer = json!({"from": 0, "to": to, "amount": amount}).to_string();
        assert_eq!(call(&http, "POST", "/transfers", &transfer).status(), status);
    }
    assert_eq!(balances(&http), ["20", "50"], "a transfer happens as a whole or not at all");
    let history = body(&call(&http, "GET", "/history", "")).to_string();
    assert_eq!(history, r#"["/accounts/0/deposit 100","/accounts/0/withdraw 30","0 to 1: 50"]"#);
    assert_eq!(bank.with(|bank| bank.accounts.iter().sum::<i64>()), 70);
}

#[test]
fn no_transfer_is_seen_halfway() {
    let (http, bank) = bank();
    bank.with(|bank| bank.accounts = vec![1000, 1000]);
    thread::scope(|s| {
        for (from, to) in [(0, 1), (1, 0), (0, 1)] {
            let (http, transfer) = (&http, json!({"from": from, "to": to, "amount": 1}).to_string());
            s.spawn(move || {
                (0..200).for_each(|_| assert_eq!(call(http, "POST", "/transfers", &transfer).status(), 204));
            });
        }
        s.spawn(|| (0..200).for_each(|_| assert_eq!(bank.with(|b| b.accounts.iter().sum::<i64>()), 2000)));
    });
    assert_eq!(balances(&http), ["800", "1200"]);
    assert_eq!(bank.with(|bank| bank.history.len()), 600);
}

#[test]
fn a_handler_that_comes_back_to_its_own_state_is_told_so() {
    let http = MockHttp::new();
    let count = http.stateful(0);
    let again = count.clone();
    http.expect_get("/a").returning_fn(count.handler(move |count, _| {
        *count += 1;
        again.with(|count| *count += 1);
        200
    }));
    contains(&message(|| get(&http, "http://h/a")), "this state is in use");
    // Nothing is poisoned by that.
    assert_eq!(count.with(|count| *count), 1);
    contains(&message(|| drop(http)), "GET http://h/a: The stub's reply panicked");
}

#[test]
fn a_state_outlives_its_double_and_its_handlers_their_handle() {
    let http = MockHttp::new();
    http.expect_get("/a").returning(http.stateful(0).handler(|n, _| {
        *n += 1;
        Reply::text(200, n.to_string())
    }));
    assert_eq!((get(&http, "http://h/a"), get(&http, "http://h/a")), (200, 200));
    let kept = http.stateful(vec![1]);
    drop(http);
    kept.with(|kept| kept.push(2));
    assert_eq!(kept.with(|kept| kept.len()), 2);
}

#[tokio::test(start_paused = true)]
async fn a_future_may_work_on_the_state_when_its_time_has_come() {
    let http = MockHttp::new();
    let jobs = http.stateful(Vec::new());
    let inner = jobs.clone();
    http.expect_post("/jobs/{id}").returning_async(move |request| {
        let jobs = inner.clone();
        async move {
            let id: u64 = request.capture_as("id");
            tokio::time::sleep(Duration::from_secs(10 - id)).await;
            jobs.with(|jobs| jobs.push(id));
            202
        }
    });
    let ask = |id: u64| http.handle(request("POST", &format!("http://h/jobs/{id}"), &[], ""));
    let (a, b) = futures::join!(ask(1), ask(2));
    assert_eq!((a.unwrap().status().as_u16(), b.unwrap().status().as_u16()), (202, 202));
    assert_eq!(jobs.with(std::mem::take), [2, 1]);
}
