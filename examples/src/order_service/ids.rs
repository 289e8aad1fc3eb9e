//! Identifiers, each a type of its own: one cannot stand in another's place.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// An order.
    OrderId
    /// An article in stock.
    Sku
    /// Goods that are set aside for an order.
    ReservationId
    /// A customer's card, as the gateway knows it.
    CardToken
    /// A charge, as the gateway knows it.
    ChargeId
    /// A mail address.
    Email
    /// What tells the gateway that a request is a repetition of an earlier one.
    IdempotencyKey
}

impl IdempotencyKey {
    /// One key for one order, so that no retry, not even after a restart, charges it again.
    pub fn for_order(order: &OrderId) -> Self {
        Self(format!("order/{order}"))
    }
}
