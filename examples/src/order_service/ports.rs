//! What the service needs of the world.
//!
//! `#[automock]` stands on each trait unconditionally, since the program in `src/bin` uses the
//! mocks as well. A crate that needs them in tests alone writes `#[cfg_attr(test, automock)]`, and
//! has mockit among its `[dev-dependencies]`.

use std::error::Error;
use std::fmt;

use async_trait::async_trait;
use mockit::automock;

use super::ids::{CardToken, ChargeId, Email, IdempotencyKey, ReservationId, Sku};
use super::order::{Money, Receipt, Timestamp};

/// Takes money from cards.
#[automock]
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// Charges a card. A key that was seen before charges nothing, and gives the same answer.
    async fn charge(
        &self,
        card: &CardToken,
        amount: Money,
        key: &IdempotencyKey,
    ) -> Result<Charge, ChargeError>;

    /// What has become of a charge.
    async fn status(&self, charge: &ChargeId) -> Result<Charge, ChargeError>;
}

/// A charge that the gateway has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Charge {
    /// The money is ours.
    Settled(ChargeId),
    /// The bank has not decided yet.
    Pending(ChargeId),
}

/// Why there is no charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeError {
    /// The bank said no, for this reason.
    Declined(String),
    /// Nobody knows: the money may have been taken.
    Timeout,
}

/// The goods in stock.
#[automock]
pub trait Inventory: Send + Sync {
    /// Sets goods aside.
    fn reserve(&self, sku: &Sku, quantity: u32) -> Result<ReservationId, OutOfStock>;

    /// Gives them back.
    fn release(&self, reservation: &ReservationId);
}

/// There are not enough of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfStock;

/// Writes to customers.
#[automock]
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Confirms a paid order.
    async fn order_paid(&self, to: &Email, receipt: &Receipt) -> Result<(), NotifyError>;
}

/// The message could not be sent, for this reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifyError(pub String);

impl fmt::Display for NotifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not sent: {}", self.0)
    }
}

impl Error for NotifyError {}

/// Tells the time.
#[automock]
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}
