//! `#[double]` in tests: every kind of declaration brings in what stands for the name.

#![deny(warnings, unused_import_braces, unreachable_pub)]

use mockit::double;

/// Real things that must not be reached from the tests, each beside its double.
mod clocks {
    pub(crate) struct SystemClock;

    impl SystemClock {
        pub(crate) fn hour(&self) -> u32 {
            panic!("the system's clock")
        }
    }

    #[derive(Default)]
    pub(crate) struct MockSystemClock {
        pub(crate) hour: u32,
    }

    impl MockSystemClock {
        pub(crate) fn hour(&self) -> u32 {
            self.hour
        }
    }

    pub(crate) trait Evening {
        fn is_evening(&self) -> bool;
    }

    impl Evening for MockSystemClock {
        fn is_evening(&self) -> bool {
            self.hour > 17
        }
    }

    pub(crate) struct Alarm<T>(pub(crate) T);
    pub(crate) struct MockAlarm<T>(pub(crate) T);

    pub(crate) const LIMIT: u32 = 0;
    #[expect(non_upper_case_globals)]
    pub(crate) const MockLIMIT: u32 = 1;

    pub(crate) fn now() -> u32 {
        panic!("the system's time")
    }

    pub(crate) fn mock_now() -> u32 {
        2
    }

    pub(crate) fn r#loop() -> u32 {
        panic!("the system's loop")
    }

    pub(crate) fn mock_loop() -> u32 {
        3
    }

    pub(crate) mod zones {
        pub(crate) fn offset() -> i32 {
            panic!("the system's zone")
        }

        pub(crate) fn mock_offset() -> i32 {
            4
        }
    }

    pub(crate) mod mock_zones {
        pub(crate) fn offset() -> i32 {
            5
        }
    }
}

/// The real things are there, and never called.
#[test]
#[should_panic = "the system's"]
fn real() {
    assert_eq!((clocks::LIMIT, clocks::Alarm(1).0), (0, 1));
    for call in [clocks::now, clocks::r#loop, || clocks::SystemClock.hour()] {
        call();
    }
    clocks::zones::offset();
}

#[test]
fn one_name() {
    #[double]
    use crate::clocks::SystemClock;
    #[double]
    use clocks::LIMIT;
    #[double]
    use clocks::r#loop;
    #[double]
    use clocks::now;
    assert_eq!((LIMIT, now(), r#loop()), (1, 2, 3));
    assert_eq!(SystemClock::default().hour(), 0);
}

#[test]
fn another_name() {
    #[double]
    use clocks::{SystemClock as Clock, now as time};
    assert_eq!(Clock { hour: time() }.hour(), 2);
}

#[test]
fn groups() {
    #[double]
    use crate::{
        clocks::zones::{self, offset},
        clocks::{Evening as _, SystemClock, zones as areas},
    };
    assert_eq!((zones::offset(), areas::offset(), offset()), (5, 5, 4));
    assert!(SystemClock { hour: 18 }.is_evening());
}

#[test]
fn a_type_alias() {
    #[double]
    type Clock = clocks::SystemClock;
    #[double]
    type Alarm<T> = clocks::Alarm<T>;
    let alarm: Alarm<Clock> = clocks::MockAlarm(Clock { hour: 6 });
    assert_eq!(alarm.0.hour, 6);
}

mod outer {
    #[mockit::double]
    pub(crate) use super::clocks::SystemClock;

    #[mockit::double]
    #[cfg(any())]
    use super::nothing::Nothing;

    #[mockit::double]
    #[allow(unused_imports)]
    use super::clocks::now;
}

#[test]
fn visibility_and_attributes_are_kept() {
    assert_eq!(outer::SystemClock { hour: 1 }.hour(), 1);
}
