//! Mocks of impl blocks, of several traits, of several blocks.

use std::fmt::{self, Display};
use std::io::{self, Read, Write};

use mockit::predicate::{always, eq};
use mockit::spy::unseen;
use mockit::{automock, mock};
use mockit_tests::message;

use super::contains;

#[allow(dead_code)]
pub struct Clock(u32);

#[automock]
#[allow(dead_code)]
impl Clock {
    pub fn new(start: u32) -> Self {
        Clock(start)
    }
    pub fn hour(&self, zone: i8) -> u32 {
        self.0 + u32::from(zone.unsigned_abs())
    }
}

#[test]
fn an_impl_block() {
    let mut clock = MockClock::new_mock();
    clock.expect_hour().return_const(7u32);
    assert_eq!(clock.hour(-1), 7);
    clock.verify_hour().with(eq(-1)).once();
    clock.verify_no_more_calls();
}

pub struct Tape;

#[automock]
#[allow(dead_code)]
impl Tape {
    pub fn play(&self, n: u8) -> u8 {
        n
    }
}

#[automock(extend)]
#[allow(dead_code)]
impl Tape {
    pub fn stop(&self, text: &str) -> u8 {
        text.len() as u8
    }
}

#[test]
fn further_impl_blocks() {
    let mut tape = MockTape::new();
    tape.expect_play().return_const(1);
    tape.expect_stop().return_const(2);
    tape.play(3);
    tape.stop("now");
    tape.verify_play().with(eq(3)).once();
    contains(&message(|| tape.verify_no_more_calls()), r#"MockTape::stop("now") -> 2"#);
    tape.verify_stop().with(eq("now")).once();
    assert_eq!(tape.stop_calls()[0].result(), Some(&2));
    tape.verify_no_more_calls();
    mockit::verify_order![tape.verify_play(), tape.verify_stop(); nothing else];
    tape.clear_history();
    tape.verify_stop().never();
    tape.checkpoint();
}

mock! {
    File<T: Clone + Send + Sync + 'static> {
        fn own(&self, item: T) -> T;
    }
    impl<T: Clone + Send + Sync + 'static> Read for File<T> {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
    }
    impl<T: Clone + Send + Sync + 'static> Write for File<T> {
        fn write(&mut self, buf: &[u8]) -> io::Result<usize>;
        fn flush(&mut self) -> io::Result<()>;
    }
    impl Display for File<u8> {
        fn fmt<'a>(&self, f: &mut fmt::Formatter<'a>) -> fmt::Result;
    }
    impl Clone for File<u16> {
        fn clone(&self) -> Self;
    }
}

#[test]
fn several_traits() {
    let mut file = MockFile::<u8>::new();
    file.expect_own().returning(|item| item);
    file.expect_read().returning(|buf| {
        buf[0] = 1;
        Ok(1)
    });
    file.expect_write().returning(|buf| Ok(buf.len()));
    file.expect_flush().returning(|| Ok(()));
    file.expect_fmt().returning(|f| f.write_str("file"));
    file.own(3);
    let mut buffer = [0; 2];
    assert_eq!(file.read(&mut buffer).unwrap(), 1);
    file.write_all(b"abc").unwrap();
    file.flush().unwrap();
    assert_eq!(file.to_string(), "file");
    file.verify_own().with(eq(3)).once();
    file.verify_read().with(eq([0, 0].as_slice())).once();
    file.verify_write().with(eq(b"abc".as_slice())).once();
    file.verify_flush().once();
    file.verify_fmt().with(unseen()).once();
    file.verify_no_more_calls();
    assert_eq!(file.write_calls()[0].to_string(), "MockFile::write([97, 98, 99]) -> Ok(3)");
    mockit::verify_order![file.verify_read().with(always()), file.verify_write(), file.verify_flush()];
}

mock! {
    Twice {}
    impl Reader<u8> for Twice {
        fn read(&self, at: u8) -> u8;
    }
    impl Reader<u16> for Twice {
        fn read(&self, at: u16) -> u16;
    }
}

trait Reader<T> {
    fn read(&self, at: T) -> T;
}

#[test]
fn methods_of_one_name() {
    let mut mock = MockTwice::new();
    mock.expect_reader_read().returning(|at| at);
    mock.expect_reader_u16_read().returning(|at| at);
    Reader::<u8>::read(&mock, 1);
    Reader::<u16>::read(&mock, 2);
    mock.verify_reader_read().with(eq(1)).once();
    mock.verify_reader_u16_read().with(eq(2)).once();
    assert_eq!(mock.reader_read_calls().count(), 1);
    mock.verify_no_more_calls();
}

mock! {
    #[derive(Clone)]
    Shared {
        fn get(&self, n: u8) -> u8;
    }
}

#[test]
fn a_clone_is_the_same_mock() {
    let mut mock = MockShared::new();
    mock.expect_get().returning(|n| n);
    let other = mock.clone();
    other.get(1);
    mock.verify_get().with(eq(1)).once();
    other.verify_no_more_calls();
}
