//! What is ordered, and what is given for it.

use std::fmt;

use super::ids::{CardToken, ChargeId, Email, OrderId, Sku};

/// An amount of euros, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money(u64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// So many cents.
    pub const fn cents(cents: u64) -> Self {
        Money(cents)
    }

    /// How many cents it is.
    pub const fn as_cents(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02} EUR", self.0 / 100, self.0 % 100)
    }
}

/// A moment, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp(pub u64);

/// What a customer wants to buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub id: OrderId,
    /// The article.
    pub sku: Sku,
    /// How many of it.
    pub quantity: u32,
    /// The price of them all.
    pub amount: Money,
    /// The card that pays.
    pub card: CardToken,
    /// Where the confirmation goes.
    pub email: Email,
}

/// The proof of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What was paid for.
    pub order: OrderId,
    /// The charge that paid it.
    pub charge: ChargeId,
    /// How much was paid.
    pub amount: Money,
    /// When the payment was known to have settled.
    pub paid_at: Timestamp,
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Receipt { order, charge, amount, .. } = self;
        write!(f, "{amount} for {order} by charge {charge}")
    }
}
