//! An order service: it reserves the goods, charges the card, and confirms by mail.
//!
//! [`OrderService`] reaches the world through four traits, the [`ports`]. The tests beside this
//! file put mocks in their place, and so does the program. [`HttpGateway`] is the one of production,
//! which calls a bank by HTTP: its tests put a double in the place of the bank.
//!
//! ```text
//! cargo test -p mockit-examples
//! cargo run -p mockit-examples --bin order_service
//! ```

mod error;
mod http_gateway;
mod ids;
mod order;
mod payment;
pub mod ports;
mod service;
#[cfg(test)]
mod tests;

pub use self::error::OrderError;
pub use self::http_gateway::HttpGateway;
pub use self::ids::{CardToken, ChargeId, Email, IdempotencyKey, OrderId, ReservationId, Sku};
pub use self::order::{Money, Order, Receipt, Timestamp};
pub use self::payment::PaymentPolicy;
pub use self::service::{OrderService, Placed, Ports};
