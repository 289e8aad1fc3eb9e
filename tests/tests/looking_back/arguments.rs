//! What is kept of arguments, of every form.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::{self, Debug, Display};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use mockit::automock;
use mockit::predicate::{always, eq, gt, str::starts_with};
use mockit::spy::unseen;
use mockit_tests::message;

use super::contains;

/// Neither `Clone` nor `Debug`.
struct Opaque;

/// `Clone`, not `Debug`.
#[derive(Clone, PartialEq)]
struct Secret(u8);

/// `Debug`, not `Clone`.
#[derive(Debug)]
struct Shown(#[allow(dead_code)] u8);

/// `Clone`, neither `Send` nor `Sync`.
#[derive(Clone, Debug)]
struct Local(#[allow(dead_code)] std::rc::Rc<u8>);

#[automock]
trait Arguments {
    fn none(&self);
    fn values(&self, a: u32, b: String, c: Option<Vec<u8>>);
    fn references(&self, a: &str, b: &[u8], c: &Path, d: &Secret);
    fn mutable(&self, a: &mut u32, b: &mut Vec<u8>, c: &mut [u8]);
    fn fixed(&self, a: &[u8; 2], b: &'static str, c: [u8; 2]);
    fn opaque(&self, a: Opaque, b: &Opaque, c: u8);
    fn shown(&self, a: Shown, b: &Shown, c: u8);
    fn local(&self, a: Local, b: u8);
    fn inside(&self, a: Option<&u32>, b: Cow<'_, str>, c: &[&str], d: u8);
    fn objects(&self, a: &dyn Display, b: Box<dyn Fn(u8) -> u8>, c: u8);
    fn functions(&self, a: impl Fn(u8) -> u8, b: impl Into<String>, c: impl IntoIterator<Item = u8>);
    fn debugging(&self, a: impl Debug, b: &impl Debug);
    fn formatter(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn shared(&self, a: Arc<Mutex<u8>>);
    fn cell(&self, a: RefCell<u8>);
    fn provided(&self, a: u8) -> u8 {
        a + 1
    }
}

#[test]
fn values_and_references() {
    let mock = MockArguments::nice();
    mock.none();
    mock.values(1, "b".to_string(), Some(vec![2]));
    mock.references("a", b"b", Path::new("c"), &Secret(4));
    mock.verify_none().once();
    assert_eq!(mock.none_calls()[0].args(), ());
    mock.verify_values().with(eq(1), eq("b".to_string()), always()).once();
    mock.verify_values().with(eq(1), eq("c".to_string()), always()).never();
    let calls = mock.values_calls();
    let (a, b, c) = calls[0].args();
    assert_eq!((*a, b.as_str(), c.as_deref()), (1, "b", Some(&[2][..])));
    assert_eq!(calls[0].to_string(), r#"MockArguments::values(1, "b", Some([2])) -> ()"#);
    mock.verify_references().with(starts_with("a"), eq(b"b".as_slice()), always(), always()).once();
    mock.verify_references().withf(|_, b, c, d| b.len() == 1 && c == Path::new("c") && d.0 == 4).once();
    let calls = mock.references_calls();
    let (a, b, c, d) = calls[0].args();
    assert_eq!((a, b, c), ("a", &b"b"[..], Path::new("c")));
    assert!(*d == Secret(4));
    assert_eq!(calls[0].to_string(), r#"MockArguments::references("a", [98], "c", ?) -> ()"#);
    mock.verify_no_more_calls();
}

#[test]
fn what_is_behind_a_mutable_reference_is_kept_as_it_was() {
    let mut mock = MockArguments::new();
    mock.expect_mutable().returning(|a, b, c| {
        *a += 1;
        b.clear();
        c[0] = 0;
    });
    let (mut a, mut b, mut c) = (1, vec![2], [3]);
    mock.mutable(&mut a, &mut b, &mut c);
    assert_eq!((a, b, c), (2, vec![], [0]));
    assert_eq!(mock.mutable_calls()[0].args(), (&1, &vec![2], &[3][..]));
    mock.verify_mutable().with(eq(1), eq(vec![2]), eq([3].as_slice())).once();
}

#[test]
fn references_of_fixed_lifetimes() {
    let mock = MockArguments::nice();
    mock.fixed(&[1, 2], "static", [3, 4]);
    assert_eq!(mock.fixed_calls()[0].to_string(), r#"MockArguments::fixed([1, 2], "static", [3, 4]) -> ()"#);
}

#[test]
fn what_cannot_be_kept_is_shown_or_left_out() {
    let mock = MockArguments::nice();
    mock.opaque(Opaque, &Opaque, 3);
    mock.shown(Shown(1), &Shown(2), 3);
    mock.local(Local(std::rc::Rc::new(1)), 2);
    mock.inside(Some(&1), "b".into(), &["c"], 4);
    mock.objects(&1, Box::new(|a| a), 3);
    mock.verify_opaque().with(unseen(), unseen(), eq(3)).once();
    mock.verify_opaque().with(unseen(), unseen(), eq(4)).never();
    mock.verify_shown().with(unseen(), unseen(), gt(2)).once();
    mock.verify_local().with(unseen(), eq(2)).once();
    mock.verify_inside().with(unseen(), unseen(), unseen(), eq(4)).once();
    mock.verify_objects().with(unseen(), unseen(), eq(3)).once();
    let shown = [
        mock.opaque_calls()[0].to_string(),
        mock.shown_calls()[0].to_string(),
        mock.local_calls()[0].to_string(),
        mock.inside_calls()[0].to_string(),
        mock.objects_calls()[0].to_string(),
    ];
    assert_eq!(
        shown,
        [
            "MockArguments::opaque(?, ?, 3) -> ()",
            "MockArguments::shown(Shown(1), Shown(2), 3) -> ()",
            "MockArguments::local(Local(1), 2) -> ()",
            r#"MockArguments::inside(Some(1), "b", ["c"], 4) -> ()"#,
            "MockArguments::objects(?, ?, 3) -> ()",
        ]
    );
    mock.verify_no_more_calls();
}

#[test]
fn impl_arguments() {
    let mock = MockArguments::nice();
    mock.functions(|a| a, "b", [1]);
    mock.debugging(1, &"b");
    mock.verify_functions().with(unseen(), eq("b".to_string()), unseen()).once();
    mock.verify_functions().once();
    mock.verify_debugging().with(unseen(), unseen()).once();
    assert_eq!(mock.functions_calls()[0].to_string(), r#"MockArguments::functions(?, "b", ?) -> ()"#);
    assert_eq!(mock.debugging_calls()[0].to_string(), r#"MockArguments::debugging(1, "b") -> ()"#);
}

#[test]
fn a_formatter_is_an_argument_too() {
    struct By<'a>(&'a MockArguments);
    impl Display for By<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.formatter(f)
        }
    }
    let mut mock = MockArguments::new();
    mock.expect_formatter().returning(|f| f.write_str("written"));
    assert_eq!(By(&mock).to_string(), "written");
    mock.verify_formatter().once();
    mock.verify_formatter().with(unseen()).once();
    assert_eq!(mock.formatter_calls()[0].result(), Some(&Ok(())));
}

#[test]
fn shared_values_are_kept_as_such() {
    let mock = MockArguments::nice();
    let it = Arc::new(Mutex::new(1));
    mock.shared(Arc::clone(&it));
    *it.lock().unwrap() = 2;
    let calls = mock.shared_calls();
    assert!(Arc::ptr_eq(calls[0].args().0, &it));
    mock.cell(RefCell::new(1));
    mock.verify_cell().with(unseen()).once();
    assert_eq!(mock.cell_calls()[0].to_string(), "MockArguments::cell(RefCell { value: 1 }) -> ()");
}

#[test]
fn provided_methods_have_calls_as_others() {
    let mut mock = MockArguments::new();
    mock.expect_provided().return_const(5);
    assert_eq!(mock.provided(1), 5);
    mock.verify_provided().with(eq(1)).once();
}

#[test]
fn predicates_are_those_of_expectations() {
    use mockit::PredicateBooleanExt;
    use mockit::predicate::{function, in_iter};

    #[automock]
    trait Paths {
        fn open(&self, path: &Path, mode: u8);
        fn own(&self, path: PathBuf, text: String);
    }

    let mock = MockPaths::nice();
    mock.open(Path::new("a"), 3);
    mock.own("b".into(), "text".into());
    mock.verify_open().with(function(|path: &Path| path.ends_with("a")), in_iter([3, 4])).once();
    mock.verify_open().with(eq(Path::new("a")), gt(1).and(gt(2))).once();
    mock.verify_own().with(eq(PathBuf::from("b")), function(|text: &String| text.contains("ex"))).once();
}

/// What has no `Clone` by its bounds is known to the compiler only where it is used.
#[test]
fn a_failing_debug_is_no_failing_call() {
    struct Bad;
    impl Debug for Bad {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("bad")
        }
    }
    #[derive(Clone)]
    struct BadClone;
    impl Debug for BadClone {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }
    #[automock]
    trait Takes {
        fn take(&self, bad: Bad);
        fn kept(&self, bad: BadClone);
    }
    let mock = MockTakes::nice();
    mock.take(Bad);
    mock.kept(BadClone);
    contains(&mock.take_calls()[0].to_string(), "its Debug panicked");
    contains(&mock.kept_calls()[0].to_string(), "its Debug failed");
    contains(&message(|| mock.verify_kept().never()), "its Debug failed");
}

#[test]
fn a_failing_clone_is_no_failing_call() {
    struct Bad;
    impl Clone for Bad {
        fn clone(&self) -> Self {
            panic!("bad")
        }
    }
    #[automock]
    trait Takes {
        fn take(&self, bad: &Bad, n: u8) -> Bad;
    }
    let mut mock = MockTakes::new();
    mock.expect_take().returning(|_, _| Bad);
    mock.take(&Bad, 1);
    mock.verify_take().with(unseen(), eq(1)).once();
    contains(
        &mock.take_calls()[0].to_string(),
        "MockTakes::take(<its Clone panicked>, 1) -> <its Clone panicked>",
    );
    contains(&message(|| mock.take_calls()[0].args().1 > &0), "its Clone panicked");
}
