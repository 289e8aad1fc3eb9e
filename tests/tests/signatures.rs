//! Every form of receiver, argument and result.

// Written out on purpose.
#![allow(clippy::needless_arbitrary_self_type, clippy::needless_lifetimes)]

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fmt::{self, Debug, Display};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use mockit::automock;
use mockit::predicate::{always, eq, gt, str::starts_with};

#[automock]
trait Receivers {
    fn shared(&self) -> u32;
    fn unique(&mut self) -> u32;
    fn value(self) -> u32;
    fn boxed(self: Box<Self>) -> u32;
    fn rc(self: Rc<Self>) -> u32;
    fn arc(self: Arc<Self>) -> u32;
    fn pinned(self: Pin<&mut Self>) -> u32;
    fn pin_box(self: Pin<Box<Self>>) -> u32;
    fn typed(self: &Self) -> u32;
}

#[test]
fn receivers() {
    let mut mock = MockReceivers::new();
    mock.expect_shared().return_const(1u32);
    mock.expect_unique().return_const(2u32);
    mock.expect_pinned().return_const(3u32);
    mock.expect_typed().return_const(4u32);
    assert_eq!((mock.shared(), mock.unique(), mock.typed()), (1, 2, 4));
    assert_eq!(Pin::new(&mut mock).pinned(), 3);

    let fresh = |set: fn(&mut MockReceivers)| {
        let mut mock = MockReceivers::new();
        set(&mut mock);
        mock
    };
    assert_eq!(
        fresh(|m| {
            m.expect_value().times(1).return_const(5u32);
        })
        .value(),
        5
    );
    assert_eq!(
        Box::new(fresh(|m| {
            m.expect_boxed().times(1).return_const(6u32);
        }))
        .boxed(),
        6
    );
    assert_eq!(
        Rc::new(fresh(|m| {
            m.expect_rc().times(1).return_const(7u32);
        }))
        .rc(),
        7
    );
    assert_eq!(
        Arc::new(fresh(|m| {
            m.expect_arc().times(1).return_const(8u32);
        }))
        .arc(),
        8
    );
    assert_eq!(
        Box::pin(fresh(|m| {
            m.expect_pin_box().times(1).return_const(9u32);
        }))
        .pin_box(),
        9
    );
}

struct Opaque(u32);

struct Split<'a, 'b> {
    head: &'a str,
    tail: &'b mut Vec<u32>,
}

#[automock]
trait Arguments {
    fn none(&self);
    fn values(&self, a: u32, b: String, c: Opaque) -> u32;
    fn references(&self, a: &str, b: &[u8], c: &Opaque, d: &Path) -> usize;
    fn mutable(&self, a: &mut u32, b: &mut Vec<u8>, c: &mut [u8]);
    fn objects(&self, a: &dyn Display, b: &mut dyn fmt::Write) -> String;
    fn boxed_fn(&self, f: Box<dyn Fn(u32) -> u32>, once: Box<dyn FnOnce() + Send>) -> u32;
    fn ref_fn(&self, f: &dyn Fn(&str) -> u32) -> u32;
    fn impl_fn(&self, f: impl Fn(u32) -> u32) -> u32;
    fn impl_mut(&self, f: impl FnMut(&str));
    fn impl_into(&self, name: impl Into<String>, items: impl IntoIterator<Item = u32>) -> usize;
    fn impl_display(&self, a: impl Display + Clone, b: &impl Debug) -> String;
    fn inside(&self, a: Option<&u32>, b: Cow<'_, str>, c: &[&str], d: HashMap<&str, &str>) -> usize;
    fn split(&self, s: Split<'_, '_>) -> usize;
    fn several<'a, 'b>(&self, a: &'a str, b: &'b str) -> bool;
    fn invariant(&self, a: &mut Vec<&str>, b: &mut Vec<&str>);
    fn formatter(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn hidden(&self, f: &mut fmt::Formatter) -> fmt::Result;
    fn forever(&self, s: &'static str) -> &'static str;
    fn patterns(&self, _: u32, _unused: u32) -> u32;
    fn slices(&self, a: &[u8; 4], b: (u8, &str)) -> u8;
    fn double(&self, a: &&u32) -> u32;
    fn r#match(&self, r#type: u32) -> u32;
    fn bare(&self, f: fn(&str) -> usize) -> usize;
    #[allow(clippy::too_many_arguments)]
    fn sixteen(
        &self,
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: u8,
        g: u8,
        h: u8,
        i: u8,
        j: u8,
        k: u8,
        l: u8,
        m: u8,
        n: u8,
        o: u8,
        p: u8,
    ) -> u8;
    fn provided(&self, mut x: u32) -> u32 {
        x += 1;
        x
    }
}

struct Shows<'a>(&'a MockArguments);

impl Display for Shows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.formatter(f)?;
        self.0.hidden(f)
    }
}

#[test]
fn values_and_references() {
    let mut mock = MockArguments::new();
    mock.expect_none().return_const(());
    mock.expect_values()
        .withf(|a, b, c| *a == 1 && b == "b" && c.0 == 3)
        .returning(|a, b, c| a + b.len() as u32 + c.0);
    mock.expect_references()
        .with(starts_with("a"), eq(vec![1u8, 2]), always(), eq(PathBuf::from("/p")))
        .returning(|a, b, c, d| a.len() + b.len() + c.0 as usize + d.as_os_str().len());
    mock.expect_mutable().with(eq(1), always(), always()).returning(|a, b, c| {
        *a += 1;
        b.push(7);
        c[0] = 9;
    });
    mock.none();
    assert_eq!(mock.values(1, "b".into(), Opaque(3)), 5);
    assert_eq!(mock.references("abc", &[1, 2], &Opaque(4), Path::new("/p")), 11);
    let (mut a, mut b, mut c) = (1, vec![], [0u8]);
    mock.mutable(&mut a, &mut b, &mut c);
    assert_eq!((a, b, c), (2, vec![7], [9]));
}

#[test]
fn objects_and_closures() {
    let mut mock = MockArguments::new();
    mock.expect_objects().withf(|a, _| a.to_string() == "5").returning(|a, b| {
        b.write_str("written").unwrap();
        a.to_string()
    });
    mock.expect_boxed_fn().returning(|f, once| {
        once();
        f(1)
    });
    mock.expect_ref_fn().returning(|f| f("abc"));
    mock.expect_impl_fn().returning(|f| f(20));
    mock.expect_impl_mut().returning(|mut f| f("called"));
    mock.expect_impl_into()
        .with(eq("n".to_string()), always())
        .returning(|name, items| name.len() + items.sum::<u32>() as usize);
    mock.expect_impl_display().returning(|a, b| format!("{a} {b:?}"));

    let mut out = String::new();
    assert_eq!(mock.objects(&5, &mut out), "5");
    assert_eq!(out, "written");
    assert_eq!(mock.boxed_fn(Box::new(|x| x + 1), Box::new(|| ())), 2);
    let local = 10;
    assert_eq!(mock.ref_fn(&|s| s.len() as u32 + local), 13);
    assert_eq!(mock.impl_fn(|x| x + local), 30);
    let seen = Cell::new(0);
    mock.impl_mut(|s| seen.set(s.len()));
    assert_eq!(seen.get(), 6);
    assert_eq!(mock.impl_into("n", [1, 2]), 4);
    assert_eq!(mock.impl_display(1, &"x"), "1 \"x\"");
}

#[test]
fn lifetimes_inside() {
    let mut mock = MockArguments::new();
    mock.expect_inside()
        .withf(|a, b, c, d| *a == Some(&1) && b == "cow" && c.len() == 2 && d["k"] == "v")
        .returning(|a, b, c, d| *a.unwrap() as usize + b.len() + c.len() + d.len());
    mock.expect_split().returning(|s| {
        s.tail.push(1);
        s.head.len()
    });
    mock.expect_several().returning(|a, b| a == b);
    mock.expect_invariant().returning(|a, b| {
        a.push("static");
        b.clear();
    });
    mock.expect_forever().with(eq("in")).returning(|s| s);
    mock.expect_patterns().with(eq(1), eq(2)).returning(|a, b| a + b);
    mock.expect_slices().returning(|a, b| a[0] + b.0);
    mock.expect_double().returning(|a| **a);
    mock.expect_match().with(gt(1)).returning(|x| x);
    mock.expect_bare().returning(|f| f("four"));
    mock.expect_sixteen().returning(|a, _, _, _, _, _, _, _, _, _, _, _, _, _, _, p| a + p);
    mock.expect_provided().returning(|x| x * 2);
    mock.expect_formatter().returning(|f| write!(f, "one "));
    mock.expect_hidden().returning(|f| write!(f, "two"));

    let text = String::from("v");
    assert_eq!(mock.inside(Some(&1), "cow".into(), &["a", &text], HashMap::from([("k", text.as_str())])), 7);
    let mut tail = vec![];
    assert_eq!(mock.split(Split { head: &text, tail: &mut tail }), 1);
    assert_eq!(tail, [1]);
    assert!(mock.several(&text, "v"));
    let (mut a, mut b) = (vec![], vec![text.as_str()]);
    mock.invariant(&mut a, &mut b);
    assert_eq!((a, b), (vec!["static"], vec![]));
    assert_eq!(mock.forever("in"), "in");
    assert_eq!(mock.patterns(1, 2), 3);
    assert_eq!(mock.slices(&[1, 2, 3, 4], (1, "")), 2);
    assert_eq!(mock.double(&&3), 3);
    assert_eq!(mock.r#match(2), 2);
    assert_eq!(mock.bare(str::len), 4);
    assert_eq!(mock.sixteen(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16), 17);
    assert_eq!(mock.provided(4), 8);
    assert_eq!(Shows(&mock).to_string(), "one two");
}

#[automock]
trait Results {
    fn text(&self) -> &str;
    fn path(&self) -> &Path;
    fn os(&self) -> &OsStr;
    fn slice(&self) -> &[u32];
    fn plain(&self, key: &str) -> &Opaque;
    fn object(&self) -> &dyn Display;
    fn named<'a>(&'a self, key: &str) -> &'a String;
    fn optional(&self) -> Option<&str>;
    fn unique(&mut self) -> &mut u32;
    fn unique_text(&mut self) -> &mut [u32];
    fn pinned(self: Pin<&mut Self>) -> &mut u32;
    fn unique_option(&mut self) -> Option<&mut u32>;
    fn shared_of_unique(&mut self) -> &u32;
    fn forever(&self) -> &'static str;
    fn boxed(&self) -> Box<dyn Display>;
    fn iter(&self) -> impl Iterator<Item = u32>;
    fn iter_send(&self) -> impl Iterator<Item = u32> + Send;
    fn closure(&self) -> impl Fn(u32) -> u32;
    fn cow(&self) -> Cow<'_, str>;
    fn items(&self) -> Vec<&u32>;
    fn lazy(&self) -> Box<dyn Iterator<Item = &u32> + '_>;
    fn result(&self) -> Result<u32, String>;
    fn not_send(&self) -> Rc<u32>;
    fn pick<'a>(&self, from: &'a [String], key: &str) -> Option<&'a str>;
    fn trim<'a>(&self, text: &'a str) -> &'a str;
    fn inner<'a>(&self, from: &[&'a str]) -> &'a str;
    fn never(&self) -> !;
    fn itself(&self, other: &Self) -> Self
    where
        Self: Sized;
}

#[test]
fn results() {
    let mut mock = MockResults::new();
    mock.expect_text().return_const("text".to_string());
    mock.expect_path().return_const(PathBuf::from("/p"));
    mock.expect_os().returning(|| "os".into());
    mock.expect_slice().return_const(vec![1, 2]);
    mock.expect_plain().with(eq("a")).return_const(Opaque(1));
    mock.expect_plain().returning(|key| Opaque(key.len() as u32));
    mock.expect_object().return_const(Box::new(4));
    mock.expect_named().return_const("named".to_string());
    mock.expect_optional().times(1).return_const(Some("some".to_string()));
    mock.expect_optional().return_const(None);
    mock.expect_unique().return_var(5);
    mock.expect_unique_text().returning(|| vec![1, 2, 3]);
    mock.expect_pinned().return_var(6);
    mock.expect_unique_option().return_var(Some(7));
    mock.expect_shared_of_unique().return_const(8);
    mock.expect_forever().return_const("forever");
    mock.expect_boxed().returning(|| Box::new(9));
    mock.expect_iter().returning(|| Box::new([1, 2].into_iter()));
    mock.expect_iter_send().returning(|| Box::new([3].into_iter()));
    mock.expect_closure().returning(|| Box::new(|x| x + 1));
    mock.expect_cow().return_const("cow");
    mock.expect_items().returning(|| vec![&1, &2]);
    mock.expect_lazy().returning(|| Box::new([1u32, 2].iter()));
    mock.expect_result().return_const(Ok(1));
    mock.expect_not_send().return_const_st(Rc::new(3));
    mock.expect_pick().returning(|from, key| from.iter().map(|s| s.as_str()).find(|s| *s == key));
    mock.expect_trim().returning(|text| text.trim());
    mock.expect_inner().returning(|from| from[0]);
    mock.expect_itself().returning(|_| MockResults::new());

    assert_eq!(mock.text(), "text");
    assert_eq!((mock.path(), mock.os()), (Path::new("/p"), OsStr::new("os")));
    assert_eq!(mock.slice(), [1, 2]);
    assert_eq!((mock.plain("a").0, mock.plain("abc").0), (1, 3));
    assert!(std::ptr::eq(mock.plain("a"), mock.plain("a")));
    assert_eq!(mock.object().to_string(), "4");
    assert_eq!(mock.named("x"), "named");
    assert_eq!((mock.optional(), mock.optional()), (Some("some"), None));
    *mock.unique() += 1;
    assert_eq!(*mock.unique(), 6);
    assert_eq!(mock.unique_text(), [1, 2, 3]);
    assert_eq!(*Pin::new(&mut mock).pinned(), 6);
    *mock.unique_option().unwrap() += 1;
    assert_eq!(mock.unique_option(), Some(&mut 8));
    assert_eq!(*mock.shared_of_unique(), 8);
    assert_eq!(mock.forever(), "forever");
    assert_eq!(mock.boxed().to_string(), "9");
    assert_eq!(mock.iter().chain(mock.iter_send()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(mock.closure()(1), 2);
    assert_eq!(mock.cow(), "cow");
    assert_eq!(mock.items(), [&1, &2]);
    assert_eq!(mock.lazy().count(), 2);
    assert_eq!(mock.result(), Ok(1));
    assert_eq!(*mock.not_send(), 3);
    let from = vec!["a".to_string(), "b".to_string()];
    let picked = {
        let key = String::from("b");
        mock.pick(&from, &key)
    };
    assert_eq!(picked, Some("b"));
    let text = String::from(" x ");
    assert_eq!(mock.trim(&text), "x");
    let first = {
        let list = [text.as_str()];
        mock.inner(&list)
    };
    assert_eq!(first, " x ");
    let _: MockResults = mock.itself(&MockResults::new());
}

#[test]
#[should_panic(expected = "diverged")]
fn never_returns() {
    let mut mock = MockResults::new();
    mock.expect_never().returning(|| panic!("diverged"));
    mock.never();
}

#[automock]
trait Odd {
    fn any(&self, value: &dyn std::any::Any) -> bool;
    fn anys(&self, values: &[&dyn std::any::Any]) -> usize;
    fn it(it: u32) -> u32;
    fn stream(&self) -> impl futures::Stream<Item = u32> + Send;
    fn large(&mut self, x: u8) -> &mut [u8; 4096];
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)>;
    fn display(&mut self) -> Option<&mut dyn Display>;
    #[allow(non_snake_case)]
    fn Camel(&self, _ArgX: u32);
    #[cfg_attr(all(), cfg(any()))]
    fn not_there(&self) -> NotThere;
}

#[test]
fn odd_ones() {
    let mut mock = MockOdd::new();
    mock.expect_any().returning(|value| value.is::<u32>());
    mock.expect_anys().returning(|values| values.len());
    mock.expect_stream().returning(|| Box::pin(futures::stream::empty()));
    mock.expect_large().returning(|x| [x; 4096]);
    mock.expect_source().return_const(Some(Box::new(fmt::Error)));
    mock.expect_display().return_var(Some(Box::new(5)));
    mock.expect_Camel().return_const(());
    let context = MockOdd::it_context().scoped();
    context.expect().returning(|it| it);
    assert!(mock.any(&1u32) && !mock.any(&"x"));
    assert_eq!(mock.anys(&[&1, &2]), 2);
    assert_eq!(MockOdd::it(3), 3);
    drop(mock.stream());
    assert_eq!((mock.large(1)[0], mock.large(2)[0]), (1, 2));
    mock.Camel(1);
    assert!(mock.source().unwrap().is::<fmt::Error>());
    assert_eq!(mock.display().unwrap().to_string(), "5");
}

mod in_their_thread {
    use std::rc::Rc;

    use mockit::automock;

    #[automock]
    trait Local {
        fn by_ref(&self, n: &u8) -> &Rc<u8>;
        fn by_mut(&mut self, n: u8) -> &mut Rc<u8>;
        fn maybe(&self) -> Option<&Rc<u8>>;
    }

    #[test]
    fn references_to_what_is_not_send() {
        let mut local = MockLocal::new();
        local.expect_by_ref().returning_st(|n| Rc::new(*n));
        local.expect_by_mut().returning_st(Rc::new);
        local.expect_maybe().return_const_st(Some(Rc::new(9)));
        assert_eq!((**local.by_ref(&1), **local.by_ref(&2)), (1, 2));
        *local.by_mut(3) = Rc::new(4);
        assert_eq!(**local.by_mut(5), 5);
        assert_eq!(local.maybe().map(|it| **it), Some(9));
        assert!(std::ptr::eq(local.maybe().unwrap(), local.maybe().unwrap()));
    }
}
