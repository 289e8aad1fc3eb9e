//! Why an order could not be placed.

use std::error::Error;
use std::fmt;

use super::ids::{OrderId, Sku};

/// Why an order could not be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderError {
    /// It costs nothing, which no gateway accepts.
    NothingToPay(OrderId),
    /// There are not enough of the article.
    OutOfStock(Sku),
    /// The bank said no, for this reason. The goods were given back.
    Declined(String),
    /// Whether the customer has paid is unknown. The goods stay reserved until somebody finds out.
    PaymentUnconfirmed(OrderId),
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToPay(order) => write!(f, "order {order} has nothing to pay"),
            Self::OutOfStock(sku) => write!(f, "not enough of {sku} in stock"),
            Self::Declined(reason) => write!(f, "the payment was declined: {reason}"),
            Self::PaymentUnconfirmed(order) => {
                write!(f, "whether order {order} is paid is unknown")
            }
        }
    }
}

impl Error for OrderError {}
