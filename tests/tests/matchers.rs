//! Predicates of mockit: what they accept, and what they say of what they refuse.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use mockit::predicate::{
    all_of, always, any_of, by, contains, each, elements, empty, entry, eq, err, explaining, function, ge,
    gt, in_any_order, in_range, len, lt, ne, near, none, not, ok, points_to, some, str,
};
use mockit::{Predicate, PredicateBooleanExt, PredicateBoxExt, PredicateStrExt, automock, pat};
use mockit_tests::message;

mod shop {
    /// Nothing is derived.
    pub struct Order {
        pub id: u32,
        pub customer: String,
        pub lines: Vec<Line>,
        pub discount: Option<u8>,
        pub r#type: Kind,
        pub note: Box<str>,
    }

    pub struct Line {
        pub sku: &'static str,
        pub count: u64,
    }

    #[derive(Debug)]
    #[allow(dead_code)]
    pub enum Kind {
        Plain,
        Gift { to: String },
        Split(u32, u32),
    }
}
use shop::{Kind, Line, Order};

fn order() -> Order {
    Order {
        id: 3,
        customer: "Ada".to_string(),
        lines: vec![Line { sku: "tea", count: 1 }, Line { sku: "milk", count: 20 }],
        discount: Some(5),
        r#type: Kind::Gift { to: "Bob".to_string() },
        note: "".into(),
    }
}

#[automock]
trait Taker {
    fn order(&self, order: &Order);
    fn list(&self, list: Vec<u32>);
    fn words(&self, words: &[&'static str]);
    fn text(&self, text: &str, times: u32);
    fn number(&self, number: f64);
    fn map(&self, map: &HashMap<String, Vec<u32>>);
    fn result(&self, result: Result<u32, String>);
    fn option(&self, option: Option<u32>);
    fn borrowed(&self, option: Option<&str>);
}

/// What the report says of the arguments.
fn refusal(set: impl FnOnce(&mut MockTaker), call: impl FnOnce(&MockTaker)) -> String {
    let mut mock = MockTaker::new();
    set(&mut mock);
    let text = message(move || call(&mock));
    let lines = text.lines().filter(|line| line.starts_with("      "));
    lines.map(|line| format!("{}\n", line.strip_prefix("      ").unwrap_or(line))).collect()
}

/// For each predicate and value, what is said of the refusal.
macro_rules! refusals {
    ($expect:ident $method:ident; $($predicate:expr => $value:expr;)+) => {{
        let mut all = String::new();
        $(
            let predicate = $predicate;
            all.push_str(&format!("{predicate}\n"));
            let set = move |mock: &mut MockTaker| {
                mock.$expect().with(predicate).return_const(());
            };
            all.push_str(&refusal(set, |mock| mock.$method($value)));
            all.push('\n');
        )+
        all
    }};
}

#[test]
fn structs() {
    insta::assert_snapshot!(refusals! { expect_order order;
        pat!(Order { id: gt(5), .. }) => &order();
        pat!(Order { id: gt(5), customer: str::starts_with("B"), lines: len(1), .. }) => &order();
        pat!(Order { id: 4, customer: "Bob", note: "x", .. }) => &order();
        pat!(Order { customer: function(|name: &String| name.is_empty()), .. }) => &order();
        pat!(Order { lines: each(pat!(Line { sku: ne("milk"), count: lt(10) })), .. }) => &order();
        pat!(Order { lines: elements((pat!(Line { sku: "tea", .. }), pat!(Line { sku: "cake", .. }))), .. }) => &order();
        pat!(Order { lines: contains(pat!(Line { sku: "cake", .. })), .. }) => &order();
        pat!(Order { lines: function(|lines: &[Line]| lines.is_empty()), .. }) => &order();
        pat!(Order { discount: some(gt(10)), .. }) => &order();
        pat!(Order { discount: none(), .. }) => &order();
        pat!(Order { r#type: pat!(Kind::Plain), .. }) => &order();
        pat!(Order { r#type: pat!(Kind::Gift { to: "Eve" }), .. }) => &order();
        pat!(Order { r#type: pat!(Kind::Split(1, ..)), .. }) => &order();
        pat!(Order { r#type: pat!(Kind::Split(1, gt(5))), .. }) =>
            &Order { r#type: Kind::Split(1, 2), ..order() };
        by(|order: &Order| order.id == 4) => &order();
    });
}

#[test]
fn collections() {
    insta::assert_snapshot!(refusals! { expect_list list;
        len(2) => vec![1, 2, 3];
        len(gt(5)) => vec![1, 2, 3];
        empty() => vec![1];
        each(lt(2)) => vec![1, 2, 3];
        contains(gt(5)) => vec![1, 2, 3];
        elements([eq(1), eq(5), eq(3)]) => vec![1, 2, 3];
        elements((eq(1), eq(2))) => vec![1, 2, 3];
        elements([eq(1), eq(2)]) => vec![2];
        in_any_order([eq(3), eq(5), eq(1)]) => vec![1, 2, 3];
        in_any_order([eq(3), eq(1)]) => vec![1, 2, 3];
        in_any_order([eq(7), eq(8), eq(9)]) => vec![9, 1, 2];
        in_any_order([eq(3), eq(1)]) => vec![];
        eq(vec![1]) => vec![2];
    });
    insta::assert_snapshot!(refusals! { expect_words words;
        len(2) => &["tea", "milk", "a word that is long", "and more of them", "so that all of them do not fit"];
        contains(eq("cake")) => &["tea"];
        each(len(gt(3))) => &["milk", "tea"];
    });
}

#[test]
fn options_and_results() {
    insta::assert_snapshot!(refusals! { expect_option option;
        some(gt(5)) => Some(3);
        some(gt(5)) => None;
        none() => Some(3);
    });
    insta::assert_snapshot!(refusals! { expect_result result;
        ok(gt(5)) => Ok(3);
        ok(gt(5)) => Err("late".to_string());
        err(eq("late".to_string())) => Err("early".to_string());
        err(points_to(str::contains("late"))) => Err("early".to_string());
        err(always()) => Ok(1);
    });
    insta::assert_snapshot!(refusals! { expect_borrowed borrowed;
        some(points_to(eq("a"))) => Some("b");
        some(points_to(eq("a"))) => None;
    });
}

#[test]
fn numbers() {
    insta::assert_snapshot!(refusals! { expect_number number;
        near(0.3, 0.01) => 0.5;
        near(f64::INFINITY, 1.0) => f64::NEG_INFINITY;
        near(1.0, 0.5) => f64::NAN;
        in_range(0.0..1.0) => 1.0;
    });
    assert!(near(f32::INFINITY, 0.0).eval(&f32::INFINITY));
    assert!(!near(f32::MAX, 1.0).eval(&f32::INFINITY));
    assert!(near(-0.0, 0.0).eval(&0.0));
    let backwards = std::ops::Range { start: 5, end: 1 };
    let texts = [
        message(|| near(f64::NAN, 1.0)),
        message(|| near(1.0, -0.5)),
        message(|| near(1.0f32, f32::NAN)),
        message(|| near(1.0, f64::INFINITY)),
        message(|| in_range(backwards)),
        message(|| in_range(5..5)),
        message(|| in_range(0.0..f64::NAN)),
    ];
    insta::assert_snapshot!(texts.join("\n"));
    assert!(
        in_range(5..=5).eval(&5)
            && in_range(..3).eval(&2)
            && in_range("b".to_string()..).eval(&"c".to_string())
    );
}

#[test]
fn maps() {
    let map = || HashMap::from([("a".to_string(), vec![1, 2])]);
    insta::assert_snapshot!(refusals! { expect_map map;
        entry("a", len(3)) => &map();
        entry("a", contains(gt(5))) => &map();
        entry("b", len(3)) => &map();
        entry("a".to_string(), eq(vec![1])) => &map();
        len(2) => &map();
    });
    assert!(entry(5, eq('x')).eval(&BTreeMap::from([(5u8, 'x')])));
}

#[test]
fn combined() {
    insta::assert_snapshot!(refusals! { expect_list list;
        all_of((len(2), each(lt(3)), not(empty()))) => vec![1, 2, 3];
        any_of((len(2), empty())) => vec![1];
        any_of((len(2), each(lt(3)))) => vec![1, 3, 5];
        not(len(1)) => vec![1];
        not(not(len(2))) => vec![1];
    });
    // Those of the crate `predicates`.
    insta::assert_snapshot!(refusals! { expect_list list;
        len(1).and(each(lt(1))) => vec![1];
        len(2).and(each(lt(1))) => vec![1];
        len(1).and(function(|list: &Vec<u32>| list[0] > 5)) => vec![1];
        len(1).not() => vec![1];
        len(2).or(empty()) => vec![1];
        len(2).or(len(1)).and(each(lt(1))) => vec![1];
        len(2).not().and(each(lt(1))) => vec![1];
        len(2).boxed() => vec![1];
        len(1).and(each(lt(1))).boxed() => vec![1];
        each(gt(1).and(lt(3))) => vec![2, 3];
        each(gt(1).or(eq(0))) => vec![2, 1];
        each(gt(1).not()) => vec![1, 2];
        all_of([len(2).boxed(), each(lt(1)).boxed()]) => vec![1];
    });
    insta::assert_snapshot!(refusals! { expect_order order;
        any_of((pat!(Order { id: 1, .. }), pat!(Order { customer: "Eve", id: gt(2), .. }))) => &order();
        pat!(Order { id: 1, .. }).or(pat!(Order { id: 2, .. })) => &order();
        pat!(Order { id: 3, .. }).not() => &order();
        pat!(Order { id: 3, .. }).and(pat!(Order { customer: "Eve", .. })) => &order();
        pat!(Order { id: any_of((lt(1), gt(9))), customer: eq("Ada").not(), .. }) => &order();
    });
}

#[test]
fn beside_predicates_that_explain_nothing() {
    insta::assert_snapshot!(refusal(
        |mock| {
            mock.expect_text().with(len(2).and(str::starts_with("x")), gt(5)).return_const(());
        },
        |mock| mock.text("abc", 3),
    ));
    insta::assert_snapshot!(refusal(
        |mock| {
            mock.expect_text().with(str::is_empty().trim(), always()).return_const(());
        },
        |mock| mock.text("abc", 3),
    ));
}

#[test]
fn a_predicate_that_panics_explains_nothing() {
    struct Loud;
    impl std::fmt::Debug for Loud {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            panic!("no words")
        }
    }
    struct Holder {
        loud: Loud,
        count: u32,
    }
    #[automock]
    trait Taker {
        fn take(&self, holder: Holder);
    }
    let mut mock = MockTaker::new();
    mock.expect_take().with(pat!(Holder { loud: by(|_: &Loud| false), count: gt(5) })).return_const(());
    let text = message(move || mock.take(Holder { loud: Loud, count: 1 }));
    assert!(text.contains("✗ holder: expected Holder { loud: <function>, count: > 5 }\n"), "{text}");
}

#[test]
fn mocks_inside_of_functions_do_not_speak_for_them() {
    let mut inner = MockTaker::new();
    inner.expect_list().with(len(1)).return_const(());
    inner.expect_list().return_const(());
    let asks_inner = move |list: &Vec<u32>| {
        inner.list(list.clone());
        false
    };
    let text = refusals! { expect_list list; function(asks_inner) => vec![1, 2]; };
    assert!(text.contains("✗ list: the function refuses [1, 2]"), "{text}");
}

#[test]
fn many_reasons_are_cut() {
    let text = refusals! { expect_list list; each(gt(100)) => (0..50).collect(); };
    assert!(text.contains("✗ list[11]: expected > 100, got 11\n✗ list: … and 38 more"), "{text}");
}

#[test]
fn any_collection_has_elements() {
    assert!(each(gt(0)).eval(&VecDeque::from([1, 2])));
    assert!(contains(eq(1)).eval(&BTreeSet::from([1, 2])));
    assert!(in_any_order([eq(1), eq(2)]).eval(&HashSet::from([1, 2])));
    assert!(elements([eq(1), eq(2)]).eval(&[1, 2]));
    assert!(elements([eq(1), eq(2)]).eval(&Box::new([1, 2])));
    assert!(each(len(1)).eval(&vec![vec![1], vec![2]]));
    assert!(each(points_to(str::starts_with("a"))).eval(&["ab", "ac"]));
    assert!(elements(Vec::<explaining::Explained<explaining::Empty>>::new()).eval(&[""; 0]));
}

#[test]
fn pairs_are_found_where_there_are_any() {
    // The first predicate must not keep the element that only the second accepts.
    assert!(in_any_order((gt(0), eq(1))).eval(&[1, 2]));
    assert!(in_any_order((gt(0), gt(1), gt(2), ge(4))).eval(&[4, 3, 2, 1]));
    assert!(!in_any_order((gt(0), gt(2), gt(2), ge(4))).eval(&[4, 3, 2, 1]));
}

#[test]
fn patterns_of_all_kinds() {
    #[derive(PartialEq)]
    struct Pair(u32, &'static str, Vec<u8>);
    struct Unit;
    struct Wrapper<T> {
        value: T,
    }
    enum Shape<T> {
        Circle { radius: T },
        Dot,
    }
    assert!(pat!(Pair(gt(1), "a", len(2))).eval(&Pair(2, "a", vec![1, 2])));
    assert!(pat!(Pair(2, ..)).eval(&Pair(2, "a", vec![])));
    assert!(pat!(Pair(_, eq("a"), _,)).eval(&Pair(2, "a", vec![])));
    assert!(pat!(Pair(..)).eval(&Pair(2, "a", vec![])));
    assert!(pat!(Unit).eval(&Unit));
    assert!(pat!(Wrapper { value: gt(1) }).eval(&Wrapper { value: 2 }));
    assert!(pat!(Wrapper::<u8> { value: 2 }).eval(&Wrapper { value: 2 }));
    assert!(pat!(Wrapper::<String> { value: "a" }).eval(&Wrapper { value: "a".to_string() }));
    assert!(pat!(Shape::Circle { radius: 2.5 }).eval(&Shape::Circle { radius: 2.5 }));
    assert!(
        !pat!(Shape::<u8>::Dot).eval(&Shape::Circle { radius: 1 })
            && pat!(Shape::<u8>::Dot).eval(&Shape::Dot)
    );
    assert!(pat!(Some(gt(1))).eval(&Some(2)));
    assert!(pat!(Option::Some(pat!(Pair(2, ..)))).eval(&Some(Pair(2, "a", vec![]))));
    assert!(pat!(std::ops::Range { start: -1, end: gt(5) }).eval(&(-1..6)));
    assert!(
        pat!(Wrapper { value: points_to(points_to(eq("a"))) })
            .eval(&Wrapper { value: Box::new("a".to_string()) })
    );
    let expected = 5;
    assert!(pat!(Wrapper { value: eq(expected) }).eval(&Wrapper { value: 5 }));
    assert_eq!(pat!(Pair(gt(1), "a", ..)).to_string(), "Pair(> 1, \"a\", ..)");
    assert_eq!(pat!(Wrapper::<u8> { value: gt(1) }).to_string(), "Wrapper::<u8> { value: > 1 }");
    assert_eq!(pat!(Shape::<u8>::Dot).to_string(), "Shape::<u8>::Dot");
}

#[test]
fn unmet_expectations_describe_themselves() {
    let mut mock = MockTaker::new();
    mock.expect_order()
        .with(pat!(Order { id: gt(5), lines: each(pat!(Line { sku: "tea", .. })), .. }))
        .times(1)
        .return_const(());
    mock.expect_list().with(all_of((len(2), contains(any_of([eq(1), eq(2)]))))).times(1).return_const(());
    let text = message(|| drop(mock));
    let sentences: Vec<_> = text.lines().filter(|line| line.contains("Expectation")).collect();
    insta::assert_snapshot!(sentences.join("\n"));
}
