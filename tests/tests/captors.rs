//! What captors keep, and what they do not.

use std::sync::Arc;

use mockit::predicate::{
    Captor, all_of, always, any_of, contains, each, eq, ge, gt, in_any_order, len, lt, not, points_to, some,
};
use mockit::{Predicate, PredicateBooleanExt, PredicateBoxExt, Sequence, automock, pat};
use mockit_tests::message;

#[derive(Clone, Debug, PartialEq)]
struct Line {
    sku: String,
    count: u32,
}

fn line(sku: &str, count: u32) -> Line {
    Line { sku: sku.to_string(), count }
}

#[automock]
trait Gateway {
    fn charge(&self, user: &str, cents: u64) -> bool;
    fn send(&self, lines: &[Line]);
    fn own(&self, name: String, note: Option<u32>);
    fn pick<T: Clone + 'static>(&self, by: T);
    fn make(n: u32);
    fn view(&self, view: Option<&str>);
    async fn later(&self, n: u32);
}

#[test]
fn keeps_the_arguments_of_calls_that_are_served() {
    let (users, cents) = (Captor::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_charge().with(users.capture(), cents.capture()).return_const(true);
    assert_eq!((users.last(), users.count()), (None, 0));
    mock.charge("u1", 1);
    mock.charge("u2", 2);
    assert_eq!(users.values(), ["u1", "u2"]);
    assert_eq!(cents.values(), [1, 2]);
    assert_eq!(cents.last(), Some(2));
    assert_eq!(users.take(), ["u1", "u2"]);
    cents.clear();
    assert_eq!((users.count(), cents.count()), (0, 0));
    mock.charge("u3", 3);
    assert_eq!(users.clone().values(), ["u3"]);
    assert_eq!(format!("{users:?}"), "Captor([\"u3\"])");
}

#[test]
fn another_argument_is_refused() {
    let users = Captor::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().with(users.capture(), gt(5)).return_const(true);
    mock.expect_charge().with(users.capture_if(eq("u2")), always()).return_const(false);
    mock.expect_charge().return_const(false);
    for (user, cents) in [("u1", 1), ("u2", 2), ("u3", 6), ("u2", 9)] {
        mock.charge(user, cents);
    }
    assert_eq!(users.values(), ["u2", "u3", "u2"]);
}

#[test]
fn calls_that_fail_are_not_kept() {
    let users = Captor::new();
    let text = message(|| {
        let mut mock = MockGateway::new();
        mock.expect_charge().with(users.capture(), gt(5)).return_const(true);
        mock.charge("u1", 1);
    });
    assert!(text.contains("✓ user: \"u1\"\n      ✗ cents: expected > 5, got 1"), "{text}");
    message(|| {
        let mut mock = MockGateway::new();
        mock.expect_charge().with(users.capture(), always()).times(1).return_const(true);
        mock.charge("once", 1);
        mock.charge("twice", 1);
    });
    message(|| {
        let mut order = Sequence::new();
        let mut mock = MockGateway::new();
        mock.expect_send().times(1).in_sequence(&mut order).return_const(());
        mock.expect_charge().with(users.capture(), always()).in_sequence(&mut order).return_const(true);
        mock.charge("out of turn", 1);
    });
    message(|| {
        let mut mock = MockGateway::new();
        mock.expect_charge().with(users.capture(), always());
        mock.charge("no result", 1);
    });
    assert_eq!(users.values(), ["once"]);
}

#[test]
fn spent_and_passed_over() {
    let (first, second, fallback) = (Captor::new(), Captor::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_charge().with(fallback.capture(), always()).as_fallback().return_const(true);
    mock.expect_charge().with(first.capture(), always()).times(1).return_const(true);
    mock.expect_charge().with(second.capture(), always()).times(1).return_const(true);
    for user in ["a", "b", "c"] {
        mock.charge(user, 1);
    }
    assert_eq!(
        (first.take(), second.take(), fallback.take()),
        (vec!["a".into()], vec!["b".into()], vec!["c".into()])
    );
}

#[test]
fn a_report_asks_without_keeping() {
    let users = Captor::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().with(users.capture(), gt(5)).return_const(true);
    mock.expect_send().return_const(());
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mock.charge("u1", 1)));
    assert!(caught.is_err());
    assert_eq!(users.count(), 0);
    mock.charge("u2", 6);
    assert_eq!(users.values(), ["u2"]);
    message(|| drop(mock));
    assert_eq!(users.values(), ["u2"]);
}

#[test]
fn the_usual_kinds_of_results() {
    let seen = Captor::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().with(seen.capture(), eq(1)).returning(|user, _| user == "a");
    mock.expect_charge().with(seen.capture(), eq(2)).returning_fn(|user, _| user == "b");
    mock.expect_charge().with(seen.capture(), eq(3)).return_once(|_, _| true);
    mock.expect_charge().with(seen.capture(), eq(4)).returning_each([true]);
    assert!(mock.charge("a", 1) && mock.charge("b", 2) && mock.charge("c", 3) && mock.charge("d", 4));
    assert_eq!(seen.values(), ["a", "b", "c", "d"]);

    let alone = Captor::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().with(alone.capture(), eq(2)).returning_fn(|_, _| true);
    mock.charge("b", 2);
    assert_eq!(alone.values(), ["b"]);
}

#[test]
fn with_again_replaces_the_captor() {
    let (first, second) = (Captor::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_charge().with(first.capture(), always()).with(always(), second.capture()).return_const(true);
    mock.charge("a", 1);
    assert_eq!((first.take(), second.take()), (Vec::<String>::new(), vec![1]));
}

#[test]
fn shared_mocks() {
    let (before, after) = (Captor::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_charge().with(before.capture(), eq(1)).return_const(true);
    let mut handle = mock.share();
    mock.charge("a", 1);
    handle.expect_charge().with(after.capture(), always()).return_const(true);
    let mock = Arc::new(mock);
    std::thread::scope(|s| {
        for n in 0..10 {
            let mock = Arc::clone(&mock);
            s.spawn(move || mock.charge(&n.to_string(), 1 + n % 2));
        }
    });
    mock.charge("b", 1);
    mock.charge("c", 2);
    assert_eq!((before.count(), after.count()), (7, 6));
    assert_eq!((before.last(), after.last()), (Some("b".to_string()), Some("c".to_string())));
}

#[test]
fn other_kinds_of_methods() {
    let (numbers, names) = (Captor::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_pick::<u8>().with(numbers.capture()).return_const(());
    mock.expect_pick::<&'static str>().with(names.capture()).return_const(());
    mock.pick(5u8);
    mock.pick("a");
    assert_eq!((numbers.values(), names.values()), (vec![5], vec!["a"]));

    let made = Captor::new();
    let context = MockGateway::make_context();
    context.expect().with(made.capture()).return_const(());
    MockGateway::make(7);
    assert_eq!(made.values(), [7]);

    let views = Captor::new();
    mock.expect_view()
        .with(views.capture_by(|view: &Option<&str>| view.map(str::to_string)))
        .return_const(());
    mock.view(Some("home"));
    assert_eq!(views.values(), [Some("home".to_string())]);

    let awaited = Captor::new();
    mock.expect_later().with(awaited.capture()).return_const(());
    futures::executor::block_on(mock.later(3));
    assert_eq!(awaited.values(), [3]);
}

#[test]
fn inside_other_predicates() {
    let seen = Captor::new();
    let take = |mock: MockGateway| {
        mock.send(&[line("tea", 1), line("milk", 20)]);
        seen.take()
    };
    let with = |predicate: mockit::predicate::explaining::Explained<_>| {
        let mut mock = MockGateway::new();
        mock.expect_send().with(predicate).return_const(());
        take(mock)
    };
    assert_eq!(with(each(pat!(Line { sku: seen.capture(), .. }))), ["tea", "milk"]);
    let skus = |mock: &mut MockGateway| {
        mock.expect_send().with(contains(pat!(Line { sku: seen.capture(), count: gt(5) }))).return_const(());
    };
    let mut mock = MockGateway::new();
    skus(&mut mock);
    assert_eq!(take(mock), ["milk"]);

    let mut mock = MockGateway::new();
    let pair =
        (pat!(Line { sku: seen.capture(), count: ge(20) }), pat!(Line { sku: seen.capture(), count: lt(5) }));
    mock.expect_send().with(in_any_order(pair)).return_const(());
    assert_eq!(take(mock), ["tea", "milk"]);

    let all = Captor::<Vec<Line>>::new();
    let mut mock = MockGateway::new();
    mock.expect_send().with(all_of((all.capture(), len(2), not(len(3))))).return_const(());
    mock.send(&[line("tea", 1), line("milk", 20)]);
    assert_eq!(all.values(), [[line("tea", 1), line("milk", 20)]]);

    let (small, large) = (Captor::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_charge()
        .with(always(), any_of((all_of((small.capture(), lt(10))), all_of((large.capture(), gt(100))))))
        .return_const(true);
    mock.charge("u", 5);
    mock.charge("u", 500);
    assert_eq!((small.values(), large.values()), (vec![5], vec![500]));

    let (names, notes) = (Captor::<String>::new(), Captor::new());
    let mut mock = MockGateway::new();
    mock.expect_own().with(points_to(names.capture()), some(notes.capture())).return_const(());
    mock.own("a".to_string(), Some(3));
    assert_eq!((names.values(), notes.values()), (vec!["a".to_string()], vec![3]));
}

#[test]
fn inside_predicates_of_the_crate_predicates() {
    let seen = Captor::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().with(always(), gt(5).and(seen.capture())).return_const(true);
    mock.expect_charge().with(always(), seen.capture_if(gt(3)).boxed()).return_const(true);
    mock.expect_charge().return_const(true);
    for n in [1, 4, 6] {
        mock.charge("u", n);
    }
    assert_eq!(seen.values(), [4, 6]);
}

#[test]
fn describes_itself() {
    let users = Captor::new();
    let mut mock = MockGateway::new();
    mock.expect_charge().with(users.capture(), Captor::new().capture_if(gt(5))).times(1).return_const(true);
    let text = message(|| drop(mock));
    assert!(text.contains("Expectation(capture(), capture_if(> 5)) called 0 time(s)"), "{text}");
    assert!(users.capture().eval("x"));
    assert_eq!(users.count(), 0, "nobody was called");
}
