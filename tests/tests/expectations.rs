//! Matching, counting, ordering, results.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use mockit::predicate::{self, always, eq, ge, gt, in_iter, le, lt, ne, never};
use mockit::{PredicateBooleanExt as _, PredicateBoxExt as _, Sequence, automock, repeat_last};
use mockit_tests::message;

#[automock]
trait Foo {
    fn bar(&self, x: u32) -> u32;
    fn baz(&self, s: &str, n: u64) -> String;
    fn unit(&self);
    fn rc(&self) -> Rc<u32>;
}

#[test]
fn predicates() {
    let mut mock = MockFoo::new();
    mock.expect_bar().with(eq(1)).return_const(10u32);
    mock.expect_bar().with(in_iter([2, 3])).return_const(20u32);
    mock.expect_bar().with(gt(10).and(lt(20)).or(eq(25))).return_const(30u32);
    mock.expect_bar().with(ge(100).boxed()).return_const(40u32);
    mock.expect_bar().with(predicate::function(|x: &u32| x.is_power_of_two())).return_const(50u32);
    mock.expect_bar().with(le(7).and(ne(6))).return_const(60u32);
    mock.expect_bar().with(never()).return_const(70u32);
    mock.expect_bar().with(always()).return_const(80u32);
    let got: Vec<_> = [1, 3, 15, 25, 100, 64, 5, 6].iter().map(|x| mock.bar(*x)).collect();
    assert_eq!(got, [10, 20, 30, 30, 40, 50, 60, 80]);
    mock.expect_baz()
        .with(predicate::str::contains("b").and(predicate::str::ends_with("c")), eq(1))
        .return_const("yes");
    assert_eq!(mock.baz("abc", 1), "yes");
}

#[test]
fn the_first_that_matches_and_is_not_exhausted() {
    let mut mock = MockFoo::new();
    mock.expect_bar().with(eq(1)).times(2).return_const(1u32);
    mock.expect_bar().with(eq(1)).times(1).return_const(2u32);
    mock.expect_bar().return_const(3u32);
    assert_eq!([1, 5, 1, 1, 1, 5].map(|x| mock.bar(x)), [1, 3, 1, 2, 3, 3]);
}

type Set = fn(&mut MockFoo);

#[test]
fn all_forms_of_times() {
    let run = |set: Set, calls: usize| {
        move || {
            let mut mock = MockFoo::new();
            set(&mut mock);
            (0..calls).for_each(|_| mock.unit());
        }
    };
    let fine: [(Set, &[usize]); 10] = [
        (
            |m| {
                m.expect_unit().return_const(());
            },
            &[0, 1, 9],
        ),
        (
            |m| {
                m.expect_unit().times(2).return_const(());
            },
            &[2],
        ),
        (
            |m| {
                m.expect_unit().times(1..3).return_const(());
            },
            &[1, 2],
        ),
        (
            |m| {
                m.expect_unit().times(1..=3).return_const(());
            },
            &[1, 3],
        ),
        (
            |m| {
                m.expect_unit().times(2..).return_const(());
            },
            &[2, 9],
        ),
        (
            |m| {
                m.expect_unit().times(..3).return_const(());
            },
            &[0, 2],
        ),
        (
            |m| {
                m.expect_unit().times(..=3).return_const(());
            },
            &[0, 3],
        ),
        (
            |m| {
                m.expect_unit().times(..).return_const(());
            },
            &[0, 9],
        ),
        (
            |m| {
                m.expect_unit().once().return_const(());
            },
            &[1],
        ),
        (
            |m| {
                m.expect_unit().never().return_const(());
            },
            &[0],
        ),
    ];
    for (set, calls) in fine {
        calls.iter().for_each(|calls| run(set, *calls)());
    }
    let wrong: [(Set, usize, &str); 6] = [
        (
            |m| {
                m.expect_unit().times(2).return_const(());
            },
            1,
            "called 1 time(s) which is fewer than expected 2",
        ),
        (
            |m| {
                m.expect_unit().times(2).return_const(());
            },
            3,
            "called 3 times which is more than the expected 2",
        ),
        (
            |m| {
                m.expect_unit().times(2..).return_const(());
            },
            1,
            "called 1 time(s) which is fewer than expected 2",
        ),
        (
            |m| {
                m.expect_unit().times(..2).return_const(());
            },
            2,
            "called 2 times which is more than the expected 1",
        ),
        (
            |m| {
                m.expect_unit().once().return_const(());
            },
            2,
            "called 2 times which is more than the expected 1",
        ),
        (
            |m| {
                m.expect_unit().never().return_const(());
            },
            1,
            "should not have been called",
        ),
    ];
    for (set, calls, expected) in wrong {
        let text = message(run(set, calls));
        assert_eq!(
            text.lines().next().unwrap(),
            format!("MockFoo::unit: Expectation(<anything>) {expected}")
        );
    }
}

#[test]
#[allow(clippy::reversed_empty_ranges)]
fn backwards_ranges() {
    let backwards: [fn(&mut MockFoo); 5] = [
        |m| {
            m.expect_unit().times(3..2);
        },
        |m| {
            m.expect_unit().times(2..2);
        },
        |m| {
            m.expect_unit().times(..0);
        },
        |m| {
            m.expect_unit().times(3..=2);
        },
        |m| {
            m.expect_unit().times(usize::MAX..0);
        },
    ];
    for set in backwards {
        assert!(message(|| set(&mut MockFoo::new())).starts_with("Backwards range"));
    }
}

#[test]
fn results() {
    let mut mock = MockFoo::new();
    let mut count = 0;
    mock.expect_bar().times(2).returning(move |x| {
        count += 1;
        x + count
    });
    let owned = String::from("moved");
    mock.expect_baz().times(1).return_once(move |_, _| owned);
    mock.expect_baz().times(1).return_default();
    mock.expect_baz().returning_each(["a".to_string(), "b".to_string()].into_iter().cycle());
    mock.expect_unit().return_default();
    assert_eq!((mock.bar(1), mock.bar(1)), (2, 3));
    assert_eq!((mock.baz("", 0), mock.baz("", 0)), ("moved".to_string(), String::new()));
    assert_eq!([(); 3].map(|()| mock.baz("", 0)), ["a", "b", "a"]);
    mock.unit();

    let mut mock = MockFoo::new();
    mock.expect_bar().returning_each(repeat_last([1, 2]));
    assert_eq!([0; 4].map(|x| mock.bar(x)), [1, 2, 2, 2]);
    assert!(message(|| repeat_last(Vec::<u8>::new())).contains("at least one result"));
}

#[test]
fn results_that_stay_in_their_thread() {
    let shared = Rc::new(5);
    let mut mock = MockFoo::new();
    let (one, two, three) = (Rc::clone(&shared), Rc::clone(&shared), Rc::clone(&shared));
    mock.expect_bar().withf_st(move |x| *x == *one).times(1).returning_st(move |x| x + *two);
    mock.expect_rc().times(1).return_once_st(move || three);
    mock.expect_rc().return_const_st(Rc::clone(&shared));
    assert_eq!(mock.bar(5), 10);
    assert_eq!((*mock.rc(), *mock.rc()), (5, 5));
    drop(mock);
    assert_eq!(Rc::strong_count(&shared), 1);
}

#[test]
fn a_sequence_over_several_mocks() {
    let mut order = Sequence::new();
    let (mut a, mut b) = (MockFoo::new(), MockFoo::new());
    a.expect_bar().times(1).in_sequence(&mut order).return_const(1u32);
    b.expect_unit().times(1..).in_sequence(&mut order).return_const(());
    // The order of the setters does not matter.
    a.expect_bar().in_sequence(&mut order).times(2).return_const(2u32);
    b.expect_unit().times(..).in_sequence(&mut order).return_const(());
    b.expect_bar().times(1).in_sequence(&mut order).return_const(3u32);
    assert_eq!(a.bar(0), 1);
    b.unit();
    b.unit();
    assert_eq!((a.bar(0), a.bar(0)), (2, 2));
    assert_eq!(b.bar(0), 3);
}

#[test]
fn a_sequence_that_is_violated() {
    let violate = |calls: fn(&MockFoo, &MockFoo)| {
        message(move || {
            let mut order = Sequence::new();
            let (mut a, mut b) = (MockFoo::new(), MockFoo::new());
            a.expect_bar().times(1..).in_sequence(&mut order).return_const(1u32);
            b.expect_unit().times(1).in_sequence(&mut order).return_const(());
            calls(&a, &b);
        })
    };
    let early = violate(|_, b| b.unit());
    assert!(early.starts_with("MockFoo::unit(): Method sequence violation\n"), "{early}");
    assert!(early.contains("step 2 of 2") && early.contains("Step 1 is still open: MockFoo::bar"), "{early}");
    let late = violate(|a, b| {
        a.bar(1);
        b.unit();
        a.bar(2);
    });
    assert!(late.starts_with("MockFoo::bar(2): Method sequence violation\n"), "{late}");
    assert!(late.contains("it is over: step 2, MockFoo::unit"), "{late}");
}

#[test]
fn a_step_that_is_over_lets_later_expectations_serve() {
    let mut order = Sequence::new();
    let mut mock = MockFoo::new();
    mock.expect_bar().times(1..).in_sequence(&mut order).return_const(1u32);
    mock.expect_unit().times(1).in_sequence(&mut order).return_const(());
    mock.expect_bar().times(1).in_sequence(&mut order).return_const(2u32);
    assert_eq!((mock.bar(0), mock.bar(0)), (1, 1));
    mock.unit();
    assert_eq!(mock.bar(0), 2);
}

#[test]
fn one_sequence_for_each_expectation() {
    let text = message(|| {
        let mut mock = MockFoo::new();
        mock.expect_unit().in_sequence(&mut Sequence::new()).in_sequence(&mut Sequence::default());
    });
    assert!(text.contains("is in a sequence already"), "{text}");
}

#[test]
fn checkpoints() {
    let mut mock = MockFoo::new();
    mock.expect_bar().times(1).return_const(1u32);
    mock.bar(0);
    mock.checkpoint();
    mock.expect_bar().times(1).return_const(2u32);
    let text = message(|| mock.checkpoint());
    assert!(text.starts_with(
        "MockFoo::bar: Expectation(<anything>) called 0 time(s) which is fewer than expected 1"
    ));
    // It has cleared what it reported.
    drop(mock);
}

#[test]
fn expectations_may_be_set_in_several_statements() {
    let mut mock = MockFoo::new();
    let expectation = mock.expect_bar();
    expectation.with(eq(1));
    expectation.times(1);
    expectation.return_const(5u32);
    assert_eq!(mock.bar(1), 5);
}

#[test]
fn many_threads_are_all_counted() {
    let mut mock = MockFoo::new();
    mock.expect_bar().times(4000).returning(|x| x);
    let ran = Arc::new(AtomicUsize::new(0));
    let inner = Arc::clone(&ran);
    mock.expect_unit().with().times(2000).returning_fn(move || {
        inner.fetch_add(1, Ordering::Relaxed);
    });
    mock.expect_unit().times(2000).returning(|| ());
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                for x in 0..1000 {
                    assert_eq!(mock.bar(x), x);
                    mock.unit();
                }
            });
        }
    });
    assert_eq!(ran.load(Ordering::Relaxed), 2000);
}

#[test]
fn mocks_are_send_and_sync_and_name_themselves() {
    fn check<T: Send + Sync>() {}
    check::<MockFoo>();
    assert_eq!(format!("{:?}", MockFoo::new()), "MockFoo");
    assert_eq!(format!("{:?}", MockFoo::default().expect_bar()), "Expectation(\"MockFoo::bar\")");
}
