//! Nothing but a home for the tests.
