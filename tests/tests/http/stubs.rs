//! Which stub answers, and how often.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use mockit::http::{Method, MockHttp, Reply};
use mockit::{Sequence, automock};
use mockit_tests::{message, text};

use super::support::{get, post, request, send};

#[automock]
trait Ledger {
    fn book(&self, cents: u64);
}

fn contains(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "{wanted:?} is not in: {text}");
}

#[test]
fn the_first_that_is_left_answers() {
    let http = MockHttp::new();
    http.expect_get("/a").times(1).returning_status(201);
    http.expect_get("/a").returning_status(202);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/a")], [201, 202]);
}

#[test]
fn the_first_that_was_registered_answers_though_a_later_one_is_more_specific() {
    let http = MockHttp::new();
    http.expect_get("/users/{id}").returning_status(201);
    http.expect_get("/users/7").optional().returning_status(202);
    assert_eq!(get(&http, "http://h/users/7"), 201);
    let http = MockHttp::new();
    http.expect_get("/users/7").returning_status(202);
    http.expect_get("/users/{id}").returning_status(201);
    assert_eq!([get(&http, "http://h/users/7"), get(&http, "http://h/users/8")], [202, 201]);
}

#[test]
fn the_lowest_priority_is_asked_first() {
    let http = MockHttp::new();
    http.expect_get("/a").priority(6).times(1).returning_status(206);
    http.expect_get("/a").times(1).returning_status(205);
    http.expect_get("/{any}").priority(1).times(1).returning_status(201);
    http.expect_get("/a").priority(1).times(1).returning_status(202);
    let all = [1, 2, 3, 4].map(|_| get(&http, "http://h/a"));
    assert_eq!(all, [201, 202, 205, 206]);
}

#[test]
fn methods_may_be_one_several_or_any() {
    let http = MockHttp::new();
    http.expect_put("/a").returning_status(201);
    http.expect_patch("/a").returning_status(202);
    http.expect_delete("/a").returning_status(203);
    http.expect_head("/a").returning_status(204);
    http.expect_options("/a").returning_status(205);
    http.expect([Method::GET, Method::POST], "/a").times(2).returning_status(206);
    http.expect("PURGE", "/a").returning_status(207);
    http.expect_any("/a").returning_status(208);
    let status = |method: &str| send(&http, request(method, "http://h/a", &[], "")).status().as_u16();
    let all = ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "GET", "POST", "PURGE", "TRACE"].map(status);
    assert_eq!(all, [201, 202, 203, 204, 205, 206, 206, 207, 208]);
}

#[test]
fn without_times_a_stub_is_requested_once_or_more() {
    drop(MockHttp::new());
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(200);
    for _ in 0..5 {
        get(&http, "http://h/a");
    }
    drop(http);
    let text = message(|| MockHttp::new().expect_get("/a").returning_status(200));
    contains(&text, "GET /a: Stub called 0 time(s) which is fewer than expected 1");
}

#[test]
fn an_optional_stub_need_not_be_requested_but_keeps_its_limit() {
    MockHttp::new().expect_get("/a").optional().returning_status(200);
    MockHttp::new().expect_get("/a").times(3).optional().returning_status(200);
    let text = message(|| {
        let http = MockHttp::new();
        http.expect_get("/a").optional().times(1).returning_status(200);
        get(&http, "http://h/a");
        get(&http, "http://h/a");
    });
    contains(&text, "used up (1 of 1)");
}

#[test]
fn once_and_ranges_are_kept_to() {
    let http = MockHttp::new();
    http.expect_get("/a").once().returning_status(201);
    http.expect_get("/a").times(1..=2).returning_status(202);
    http.expect_get("/a").times(..2).returning_status(203);
    let all = [1, 2, 3, 4].map(|_| get(&http, "http://h/a"));
    assert_eq!(all, [201, 202, 202, 203]);
    contains(&message(|| get(&http, "http://h/a")), "used up (2 of 2)");
    contains(&message(|| drop(http)), "It is requested more often than its stubs allow");
    let few = message(|| {
        let http = MockHttp::new();
        http.expect_get("/a").times(2..).returning_status(200);
        get(&http, "http://h/a")
    });
    contains(&few, "called 1 time(s) which is fewer than expected 2");
}

#[test]
fn a_range_that_holds_nothing_is_refused_where_it_is_written() {
    #[expect(clippy::reversed_empty_ranges, reason = "that is the mistake")]
    let text = message(|| MockHttp::new().expect_get("/a").optional().times(3..=2));
    contains(&text, "Backwards range");
}

#[test]
fn never_fails_when_requested_and_only_then() {
    MockHttp::new().expect_delete("/a").never();
    let text = message(|| {
        let http = MockHttp::new();
        http.expect_delete("/a").never();
        send(&http, request("DELETE", "http://h/a", &[], ""))
    });
    contains(&text, "DELETE http://h/a");
}

#[test]
fn a_later_stub_may_answer_what_a_never_refuses() {
    // As with expectations of trait mocks: `never` takes no call, and leaves it to the next.
    let http = MockHttp::new();
    http.expect_get("/a").never();
    http.expect_get("/a").returning_status(202);
    assert_eq!(get(&http, "http://h/a"), 202);
}

#[test]
fn a_double_may_answer_what_no_stub_does() {
    let http = MockHttp::new();
    http.unmatched(Reply::text(404, "nobody"));
    http.expect_get("/a").returning_status(200);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/b")], [200, 404]);
    assert_eq!(http.requests().len(), 2);
    drop(http);
    let http = MockHttp::new();
    http.unmatched(503);
    assert_eq!(get(&http, "http://h/a"), 503);
    http.expect_get("/never").returning_status(200);
    contains(&message(|| drop(http)), "GET /never: Stub called 0 time(s)");
}

#[test]

fn a_double_that_answers_all_still_fails_when_never_or_times_is_broken() {
    let never = message(|| {
        let http = MockHttp::new();
        http.unmatched(404);
        http.expect_delete("/a").never();
        let _ = catch_unwind(AssertUnwindSafe(|| send(&http, request("DELETE", "http://h/a", &[], ""))));
    });
    contains(&never, "DELETE /a");
    let once = message(|| {
        let http = MockHttp::new();
        http.unmatched(404);
        http.expect_post("/charge").once().returning_status(201);
        let _ = catch_unwind(AssertUnwindSafe(|| [1, 2].map(|_| post(&http, "http://h/charge", ""))));
    });
    contains(&once, "POST /charge");
}

#[test]
fn a_sequence_holds_stubs() {
    let http = MockHttp::new();
    let mut order = Sequence::new();
    http.expect_get("/a").in_sequence(&mut order).returning_status(201);
    http.expect_get("/b").in_sequence(&mut order).returning_status(202);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/b")], [201, 202]);
}

#[test]
fn a_sequence_holds_mocks_and_stubs_of_several_doubles() {
    let mut order = Sequence::new();
    let (http, other, mut ledger) = (MockHttp::new(), MockHttp::new(), MockLedger::new());
    http.expect_get("/a").in_sequence(&mut order).returning_each([201, 202, 203]);
    ledger.expect_book().times(1).in_sequence(&mut order).return_const(());
    other.expect_get("/b").times(2).in_sequence(&mut order).returning_status(202);
    ledger.expect_book().times(1).in_sequence(&mut order).return_const(());
    http.expect_get("/a").in_sequence(&mut order).returning_status(204);
    assert_eq!([get(&http, "http://h/a"), get(&http, "http://h/a")], [201, 202]);
    ledger.book(1);
    assert_eq!([get(&other, "http://h/b"), get(&other, "http://h/b")], [202, 202]);
    ledger.book(2);
    // The first step is over, so the last one answers.
    assert_eq!(get(&http, "http://h/a"), 204);
}

#[test]
fn a_stub_waits_for_the_step_of_a_mock_and_a_mock_for_that_of_a_stub() {
    let early = message(|| {
        let (http, mut ledger, mut order) = (MockHttp::new(), MockLedger::new(), Sequence::new());
        ledger.expect_book().times(1).in_sequence(&mut order).return_const(());
        http.expect_get("/a").in_sequence(&mut order).returning_status(200);
        get(&http, "http://h/a")
    });
    contains(&early, "Step 1 is still open: MockLedger::book");
    let early = message(|| {
        let (http, mut ledger, mut order) = (MockHttp::new(), MockLedger::new(), Sequence::new());
        http.expect_get("/a").in_sequence(&mut order).returning_status(200);
        ledger.expect_book().times(1).in_sequence(&mut order).return_const(());
        ledger.book(1);
    });
    contains(&early, "Step 1 is still open: GET /a");
}

#[test]
fn times_may_be_set_before_or_after_the_sequence() {
    for before in [true, false] {
        let (http, mut order) = (MockHttp::new(), Sequence::new());
        let stub = http.expect_get("/a");
        let stub = match before {
            true => stub.optional().in_sequence(&mut order),
            false => stub.in_sequence(&mut order).optional(),
        };
        stub.returning_status(200);
        http.expect_get("/b").in_sequence(&mut order).returning_status(202);
        assert_eq!(get(&http, "http://h/b"), 202);
    }
}

#[test]
fn a_stub_has_one_place_in_one_sequence() {
    let text = message(|| {
        let (http, mut a, mut b) = (MockHttp::new(), Sequence::new(), Sequence::new());
        http.expect_get("/a").optional().in_sequence(&mut a).in_sequence(&mut b)
    });
    contains(&text, "is in a sequence already; register a second one");
}

#[test]
fn stubs_are_registered_while_requests_run() {
    let http = MockHttp::new();
    http.expect_get("/0").times(800).returning_status(200);
    thread::scope(|s| {
        for thread in 0..4 {
            let http = http.endpoint();
            s.spawn(move || {
                for n in 0..200 {
                    let path = format!("/{thread}/{n}");
                    http.expect_get(&path).once().returning_status(201);
                    assert_eq!(get(&http, "http://h/0"), 200);
                    assert_eq!(get(&http, &format!("http://h{path}")), 201);
                }
            });
        }
    });
    assert_eq!(http.requests().len(), 1600);
}

#[test]
fn no_request_gets_more_than_times_allows_whoever_is_faster() {
    let http = MockHttp::new();
    let once: Vec<_> = (0..100).map(|_| http.expect_get("/a").once().returning_status(201)).collect();
    let rest = http.expect_get("/a").returning_status(202);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| (0..50).for_each(|_| assert!(get(&http, "http://h/a") > 0)));
        }
    });
    assert!(once.iter().all(|stub| stub.calls() == 1));
    assert_eq!(rest.calls(), 100);
}

#[test]
fn a_stub_may_be_registered_by_a_reply() {
    let http = MockHttp::new();
    let inner = http.endpoint();
    let later = MockHttp::new();
    let register = later.clone();
    http.expect_post("/jobs").once().returning(move |_| {
        register.expect_get("/jobs/1").once().returning_status(200);
        202
    });
    assert_eq!(post(&http, "http://h/jobs", ""), 202);
    assert_eq!(get(&later, "http://h/jobs/1"), 200);
    drop(inner);
}

#[test]
fn a_stub_without_a_reply_answers_nothing() {
    let http = MockHttp::new();
    let stub = http.expect_get("/a");
    http.expect_get("/a").returning_status(202);
    assert_eq!(get(&http, "http://h/a"), 202);
    stub.returning_status(201);
    assert_eq!(get(&http, "http://h/a"), 201);
}

#[test]
fn clones_are_the_same_stub_and_the_same_double() {
    let http = MockHttp::new();
    let stub = http.endpoint().expect_get("/a").returning_status(200);
    let same = stub.clone();
    get(&http.endpoint(), "http://h/a");
    assert_eq!((stub.calls(), same.calls()), (1, 1));
    assert_eq!(format!("{stub:?}"), "GET /a, called 1 times");
    drop(http);
    // A handle outlives its double, and tells what was.
    assert_eq!(stub.requests().len(), 1);
}

#[test]
fn an_endpoint_does_not_keep_a_double_from_being_verified() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(200);
    let endpoint = http.endpoint();
    assert!(endpoint.is_live());
    contains(&message(|| drop(http)), "GET /a: Stub called 0 time(s)");
    assert!(!endpoint.is_live());
}

#[test]
fn a_checkpoint_verifies_and_forgets() {
    let http = MockHttp::new();
    http.expect_get("/a").returning_status(201);
    http.set_state("login", "in");
    get(&http, "http://h/a");
    http.checkpoint();
    assert!(http.requests().is_empty());
    assert_eq!(http.state("login"), "Started");
    contains(&message(|| get(&http, "http://h/a")), "No matching stub found");
    contains(&message(|| http.checkpoint()), "No matching stub found");
    http.expect_get("/b").returning_status(200);
    contains(&message(|| http.checkpoint()), "GET /b: Stub called 0 time(s)");
    // What was raised once is not raised again.
    drop(http);
}

#[test]
fn a_failure_that_a_thread_swallowed_is_raised_at_drop() {
    let http = MockHttp::new();
    http.expect_get("/a").optional().returning_status(200);
    let other = http.endpoint();
    let first = thread::spawn(move || get(&other, "http://h/b")).join().unwrap_err();
    let (first, again) = (text(&*first), message(|| drop(http)));
    contains(&first, "GET http://h/b: No matching stub found");
    contains(&again, "GET http://h/b: No matching stub found");
    contains(&again, "in another thread or with its panic caught");
}

#[test]
fn a_failure_that_catch_unwind_swallowed_is_raised_at_drop() {
    let http = Arc::new(MockHttp::new());
    drop(catch_unwind(AssertUnwindSafe(|| get(&http, "http://h/b"))));
    contains(&message(|| drop(http)), "GET http://h/b: No matching stub found");
}

#[test]
fn a_failing_test_does_not_panic_a_second_time_while_it_unwinds() {
    // A second panic would abort the process.
    let text = message(|| {
        let http = MockHttp::new();
        let _other = http.endpoint();
        let _stub = http.expect_get("/a").returning_status(200);
        let (_ledger, mut order) = (MockLedger::new(), Sequence::new());
        http.expect_get("/b").in_sequence(&mut order).returning_status(200);
        drop(catch_unwind(AssertUnwindSafe(|| get(&http, "http://h/c"))));
        panic!("the test's own failure")
    });
    assert_eq!(text, "the test's own failure");
}

#[test]
fn two_doubles_that_fail_at_drop_raise_once() {
    let text = message(|| {
        let (a, b) = (MockHttp::new(), MockHttp::new());
        a.expect_get("/a").returning_status(200);
        b.expect_get("/b").returning_status(200);
    });
    contains(&text, "GET /b: Stub called 0 time(s)");
}

#[test]
fn a_reply_that_panics_leaves_the_double_usable() {
    let http = MockHttp::new();
    let mut first = true;
    http.expect_get("/a").times(2).returning(move |_| {
        assert!(!std::mem::take(&mut first), "the first request fails");
        200
    });
    contains(&message(|| get(&http, "http://h/a")), "the first request fails");
    assert_eq!(get(&http, "http://h/a"), 200);
    contains(&message(|| drop(http)), "GET http://h/a: The stub's reply panicked");
}
