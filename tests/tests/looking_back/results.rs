//! What is kept of results, of every form and every setter.

use std::fmt::{Debug, Display};
use std::path::Path;
use std::rc::Rc;

use mockit::automock;
use mockit::predicate::eq;

#[derive(Debug)]
struct NoClone(#[allow(dead_code)] u8);

struct Opaque;

#[automock]
trait Results {
    fn value(&self, n: u8) -> u32;
    fn result(&self) -> Result<String, String>;
    fn text(&self) -> &str;
    fn path(&self) -> &Path;
    fn list(&self) -> &[u8];
    fn option(&self) -> Option<&str>;
    fn mutable(&mut self) -> &mut u32;
    fn object(&self) -> &dyn Debug;
    fn opaque_object(&self) -> Box<dyn Display>;
    fn iterator(&self) -> impl Iterator<Item = u8>;
    fn no_clone(&self) -> NoClone;
    fn opaque(&self) -> Opaque;
    fn local(&self) -> Rc<u8>;
    fn forever(&self) -> &'static str;
    fn of_argument<'a>(&self, list: &'a [String], n: usize) -> &'a str;
    fn never(&self) -> !;
}

#[test]
fn owned() {
    let mut mock = MockResults::new();
    mock.expect_value().returning(|n| u32::from(n) * 2);
    mock.expect_result().return_once(|| Err("no".to_string()));
    mock.expect_forever().return_const("ever");
    assert_eq!([mock.value(1), mock.value(2)], [2, 4]);
    assert_eq!((mock.result(), mock.forever()), (Err("no".to_string()), "ever"));
    let calls = mock.value_calls();
    assert_eq!(calls.iter().map(|call| *call.result().unwrap()).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(mock.result_calls()[0].result(), Some(&Err("no".to_string())));
    assert_eq!(mock.forever_calls()[0].result(), Some(&"ever"));
}

#[test]
fn lent() {
    let mut mock = MockResults::new();
    mock.expect_text().return_const("text".to_string());
    mock.expect_path().returning(|| "path".into());
    mock.expect_list().return_const(vec![1, 2]);
    mock.expect_option().return_const(Some("some".to_string()));
    mock.expect_mutable().return_var(3);
    mock.expect_object().returning(|| Box::new(4));
    assert_eq!((mock.text(), mock.path(), mock.list()), ("text", Path::new("path"), &[1, 2][..]));
    assert_eq!(mock.option(), Some("some"));
    *mock.mutable() += 1;
    assert_eq!(*mock.mutable(), 4);
    assert_eq!(format!("{:?}", mock.object()), "4");
    assert_eq!(mock.text_calls()[0].result().unwrap(), "text");
    assert_eq!(mock.path_calls()[0].result().unwrap(), Path::new("path"));
    assert_eq!(mock.list_calls()[0].result().unwrap(), &[1, 2]);
    assert_eq!(mock.option_calls()[0].result().unwrap().as_deref(), Some("some"));
    let lent: Vec<u32> = mock.mutable_calls().iter().map(|call| *call.result().unwrap()).collect();
    assert_eq!(lent, [3, 4]);
    mock.verify_object().once();
}

#[test]
fn borrowed_from_an_argument() {
    let mut mock = MockResults::new();
    mock.expect_of_argument().returning(|list, n| &list[n]);
    let list = ["a".to_string(), "b".to_string()];
    assert_eq!(mock.of_argument(&list, 1), "b");
    let calls = mock.of_argument_calls();
    assert_eq!(*calls[0].args().1, 1);
    assert_eq!(calls[0].to_string(), r#"MockResults::of_argument(["a", "b"], 1) -> "b""#);
    mock.verify_of_argument().with(mockit::predicate::always(), eq(1)).once();
}

#[test]
fn what_cannot_be_kept() {
    let mut mock = MockResults::new();
    mock.expect_no_clone().returning(|| NoClone(1));
    mock.expect_opaque().returning(|| Opaque);
    mock.expect_local().returning_st(|| Rc::new(1));
    mock.expect_opaque_object().returning(|| Box::new(1));
    mock.expect_iterator().returning(|| Box::new([1].into_iter()));
    mock.no_clone();
    mock.opaque();
    let local = mock.local();
    mock.opaque_object();
    assert_eq!(mock.iterator().collect::<Vec<_>>(), [1]);
    assert_eq!(Rc::strong_count(&local), 1);
    assert_eq!(mock.no_clone_calls()[0].to_string(), "MockResults::no_clone() -> NoClone(1)");
    assert_eq!(mock.opaque_calls()[0].to_string(), "MockResults::opaque() -> ?");
    assert_eq!(mock.local_calls()[0].to_string(), "MockResults::local() -> 1");
    mock.verify_opaque_object().once();
    mock.verify_iterator().once();
    mock.verify_no_more_calls_of_others();
}

impl MockResults {
    /// A method of the test's own on the mock.
    fn verify_no_more_calls_of_others(&self) {
        for count in [self.no_clone_calls().count(), self.opaque_calls().count(), self.local_calls().count()]
        {
            assert_eq!(count, 1);
        }
    }
}

#[test]
fn every_setter() {
    #[automock]
    trait Numbers {
        fn get(&self, n: u32) -> u32;
        fn twice(&self, n: u32) -> u32 {
            n * 2
        }
    }
    let check = |set: fn(&mut MockNumbers), expected: u32| {
        let mut mock = MockNumbers::new();
        set(&mut mock);
        assert_eq!(mock.get(3), expected);
        let calls = mock.get_calls();
        assert_eq!((calls.count(), calls[0].args(), calls[0].result()), (1, (&3,), Some(&expected)));
        mock.verify_get().with(eq(3)).once();
    };
    check(|mock| _ = mock.expect_get().returning(|n| n + 1), 4);
    check(|mock| _ = mock.expect_get().returning_st(|n| n + 1), 4);
    check(|mock| _ = mock.expect_get().returning_fn(|n| n + 1), 4);
    check(|mock| _ = mock.expect_get().return_once(|n| n + 1), 4);
    check(|mock| _ = mock.expect_get().return_once_st(|n| n + 1), 4);
    check(|mock| _ = mock.expect_get().return_const(4u32), 4);
    check(|mock| _ = mock.expect_get().return_const_st(4u32), 4);
    check(|mock| _ = mock.expect_get().return_default(), 0);
    check(|mock| _ = mock.expect_get().returning_each([4, 5]), 4);
    check(|mock| _ = mock.expect_get().returning_each(mockit::repeat_last([4])), 4);
    check(|mock| _ = mock.expect_get().withf(|n| *n == 3).return_const(4u32), 4);
    check(|mock| _ = mock.expect_get().withf_st(|n| *n == 3).return_const(4u32), 4);
    check(|mock| _ = mock.expect_get().as_fallback().return_const(4u32), 4);
    check(
        |mock| {
            mock.expect_get().return_const(5u32);
            mock.expect_get().replacing_earlier().return_const(4u32);
        },
        4,
    );
    let nice = MockNumbers::nice();
    assert_eq!((nice.get(1), nice.get(2)), (0, 0));
    assert_eq!(nice.get_calls()[1].result(), Some(&0));
}
