//! Programs and tests as a user of mockit writes them.

pub mod order_service;
