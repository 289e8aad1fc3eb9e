//! Type parameters that are matched as trait objects.

#![allow(dead_code)]

use std::fmt::{Debug, Display};
use std::io::{Read, Write};
use std::path::Path;

use mockit::predicate::{always, by, eq};
use mockit::{automock, concretize, mock};

#[automock]
trait Files {
    #[concretize]
    fn open<P: AsRef<Path>>(&self, path: P) -> bool;
    #[mockit::concretize]
    fn by_ref<P>(&self, path: &P, n: u8) -> usize
    where
        P: AsRef<Path> + ?Sized;
    #[cfg_attr(all(), concretize)]
    fn all<P: AsRef<Path> + Sync>(&self, paths: &[P]) -> usize;
    #[concretize]
    fn write<W: Write>(&self, to: &mut W, text: &str);
    #[concretize]
    fn each<F: FnMut(&str) -> bool>(&self, f: F) -> bool;
    #[concretize]
    fn once<F: FnOnce() -> u8>(f: F) -> u8;
    #[concretize]
    async fn later<P: AsRef<Path> + Send + Sync>(&self, path: P) -> bool;
    #[concretize]
    fn lent<'a, P: AsRef<Path>>(&self, path: P, or: &'a str) -> &'a str;
}

#[test]
fn on_demand() {
    let mut files = MockFiles::new();
    files
        .expect_open()
        .with(by(|path: &(dyn AsRef<Path> + '_)| path.as_ref().starts_with("/a")))
        .times(2)
        .return_const(true);
    files.expect_open().withf(|path| path.as_ref() == Path::new("b")).return_const(false);
    let local = String::from("/a/b");
    assert!(files.open(&local) && files.open(Path::new("/a")) && !files.open("b"));

    files.expect_by_ref().with(always(), eq(1)).returning(|path, _| path.as_ref().as_os_str().len());
    assert_eq!((files.by_ref("abc", 1), files.by_ref(&local, 1)), (3, 4));

    files.expect_all().withf(|paths| paths[0].as_ref() == Path::new("x")).returning(|paths| paths.len());
    assert_eq!(files.all(&["x", "y"]), 2);

    files.expect_write().returning(|to, text| to.write_all(text.as_bytes()).unwrap());
    let mut out = Vec::new();
    files.write(&mut out, "text");
    assert_eq!(out, b"text");

    files.expect_each().returning(|f| f("a") && f("b"));
    let mut seen = Vec::new();
    assert!(files.each(|it| {
        seen.push(it.len());
        true
    }));
    assert_eq!(seen, [1, 1]);

    let once = MockFiles::once_context().scoped();
    once.expect().returning(|f| f() + 1);
    let given = String::from("1");
    assert_eq!(MockFiles::once(move || given.len() as u8), 2);

    files.expect_later().returning(|path| path.as_ref().is_absolute());
    fn sendable<T: Send>(it: T) -> T {
        it
    }
    assert!(futures::executor::block_on(sendable(files.later(&local))));

    files.expect_lent().returning(|_, or| or);
    assert_eq!(files.lent("p", "or"), "or");
}

#[automock]
trait Sinks {
    fn show<T: Display>(&self, it: T) -> String;
    fn debug<T: Debug>(&self, it: &T, others: &[T]) -> String;
    fn read<R: Read + Send>(&self, from: R) -> usize;
    fn call<F>(&self, f: F) -> u8
    where
        F: Fn(u8) -> u8;
    fn text<T: Into<String>>(&self, it: T) -> usize;
    fn items<'a, I: IntoIterator<Item = &'a str>>(&self, items: I, other: &str) -> usize;
    fn pairs(&self, pairs: impl IntoIterator<Item = (&'static str, u8)>, log: &mut Vec<&str>);
    fn words<'a>(&self, words: impl Iterator<Item = &'a str>, n: &u8) -> usize;
    fn mixed<'a, T: Debug, K: Debug + 'static>(&self, it: T, by: K, at: &'a str) -> &'a str;
    fn kept<F: FnMut() + Send + 'static>(&mut self, f: F);
}

#[test]
fn where_no_types_could_be_told_apart() {
    let mut sinks = MockSinks::new();
    let local = String::from("local");
    sinks.expect_show().withf(|it| it.to_string() == "local").returning(|it| it.to_string());
    assert_eq!(sinks.show(&local), "local");
    sinks.expect_debug().returning(|it, others| format!("{it:?} {}", others.len()));
    assert_eq!(sinks.debug(&&local, &[&local]), "\"local\" 1");
    sinks.expect_read().returning(|mut from| from.read(&mut [0; 9]).unwrap());
    assert_eq!(sinks.read(local.as_bytes()), 5);
    sinks.expect_call().returning(|f| f(1));
    assert_eq!(sinks.call(|n| n + local.len() as u8), 6);
    sinks.expect_text().with(eq("local".to_string())).return_const(1usize);
    assert_eq!(sinks.text(local.as_str()), 1);
    sinks.expect_items().returning(|items, other| items.map(str::len).sum::<usize>() + other.len());
    assert_eq!(sinks.items([local.as_str(), "b"], &String::from("c")), 7);
    sinks.expect_pairs().returning(|pairs, log| log.extend(pairs.map(|pair| pair.0)));
    let mut log = vec![local.as_str()];
    sinks.pairs([("a", 1)], &mut log);
    assert_eq!(log, ["local", "a"]);
    sinks.expect_words().withf(|_, n| *n == 2).returning(|words, n| words.count() + usize::from(*n));
    assert_eq!(sinks.words(local.split('c'), &2), 4);
    sinks.expect_mixed::<u8>().withf(|_, by, _| *by == 3).returning(|_, _, at| at);
    assert_eq!(sinks.mixed(&local, 3u8, "at"), "at");
    sinks.expect_kept().times(1).returning(|mut f| f());
    sinks.kept(|| ());
}

mock! {
    Described {
        #[concretize]
        fn open<P: AsRef<Path>>(&self, path: P) -> bool;
        fn run<F: FnOnce(&str) -> u8>(&self, f: F) -> u8;
    }
}

#[test]
fn in_descriptions() {
    let mut mock = MockDescribed::new();
    mock.expect_open().withf(|path| path.as_ref() == Path::new("a")).return_const(true);
    mock.expect_run().returning(|f| f("abc"));
    assert_eq!((mock.open("a"), mock.run(|text| text.len() as u8)), (true, 3));
}

#[automock]
mod functions {
    pub fn show<T: std::fmt::Display>(it: T) -> String {
        it.to_string()
    }
    #[mockit::concretize]
    pub fn size<P: AsRef<[u8]> + ?Sized>(of: &P) -> usize {
        of.as_ref().len()
    }
    pub fn kind<T: std::any::Any>(_: T) -> u8 {
        0
    }
}

#[test]
fn in_modules() {
    let show = mock_functions::show_context().scoped();
    show.expect().returning(|it| format!("<{it}>"));
    assert_eq!((mock_functions::show(1), functions::mock_show("a")), ("<1>".into(), "<a>".into()));
    let size = mock_functions::size_context().scoped();
    size.expect().returning(|of| of.as_ref().len() + 1);
    assert_eq!((mock_functions::size("ab"), mock_functions::size(&[1u8; 4])), (3, 5));
    let kind = mock_functions::kind_context().scoped();
    kind.expect::<u8>().return_const(1);
    kind.expect::<String>().return_const(2);
    assert_eq!((mock_functions::kind(1u8), mock_functions::kind(String::new())), (1, 2));
}

trait EventId: Clone + Send + 'static {
    fn name(&self) -> String;
}

impl EventId for u8 {
    fn name(&self) -> String {
        self.to_string()
    }
}

#[automock]
trait Decision {
    fn query<I: EventId>(&self) -> Vec<I>;
    fn of<I>(&self, id: &I) -> String
    where
        I: EventId;
}

/// A type may be `'static` by its trait: it is told apart from others as if that were written out.
#[test]
fn static_by_a_trait() {
    let mut mock = MockDecision::new();
    mock.expect_query::<u8>().return_const([1]);
    mock.expect_of::<u8>().returning(EventId::name);
    assert_eq!((mock.query::<u8>(), mock.of(&7u8)), (vec![1], "7".into()));
}

/// A fixture keeps contexts, by mockall's name of their types.
struct Fixture {
    show: mock_functions::__show::Context,
    kind: mock_functions::__kind::Context,
    all: Vec<Box<dyn std::any::Any>>,
}

#[test]
fn contexts_in_a_fixture() {
    let fixture = Fixture {
        show: mock_functions::show_context().scoped(),
        kind: mock_functions::kind_context().scoped(),
        all: vec![Box::new(mock_functions::size_context().scoped())],
    };
    fixture.show.expect().times(1).return_const("x".to_string());
    fixture.kind.expect::<u8>().times(1).return_const(1);
    assert_eq!((mock_functions::show(1), mock_functions::kind(1u8), fixture.all.len()), ("x".into(), 1, 1));
}
