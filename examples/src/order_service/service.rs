//! The service itself.

use std::fmt;
use std::sync::Arc;

use super::error::OrderError;
use super::order::{Money, Order, Receipt};
use super::payment::{Cashier, PaymentError, PaymentPolicy};
use super::ports::{Clock, Inventory, Notifier, NotifyError, OutOfStock, PaymentGateway};

/// What the service works with.
pub struct Ports {
    /// Takes the money.
    pub gateway: Arc<dyn PaymentGateway>,
    /// Has the goods.
    pub inventory: Arc<dyn Inventory>,
    /// Writes to the customer.
    pub notifier: Arc<dyn Notifier>,
    /// Dates the receipt.
    pub clock: Arc<dyn Clock>,
}

/// An order that was reserved and paid.
#[derive(Debug)]
pub struct Placed {
    /// The proof of payment.
    pub receipt: Receipt,
    /// Whether the customer was told.
    pub confirmation: Result<(), NotifyError>,
}

/// Places orders.
pub struct OrderService {
    cashier: Cashier,
    inventory: Arc<dyn Inventory>,
    notifier: Arc<dyn Notifier>,
    clock: Arc<dyn Clock>,
}

impl OrderService {
    /// A service that works with these ports.
    pub fn new(ports: Ports, policy: PaymentPolicy) -> Self {
        let Ports { gateway, inventory, notifier, clock } = ports;
        Self { cashier: Cashier { gateway, policy }, inventory, notifier, clock }
    }

    /// Reserves the goods, charges the card, and confirms by mail.
    ///
    /// # Errors
    /// When the order is not paid, or not known to be. A mail that fails is no error: the order
    /// stands, and [`Placed::confirmation`] tells.
    pub async fn place(&self, order: &Order) -> Result<Placed, OrderError> {
        if order.amount == Money::ZERO {
            return Err(OrderError::NothingToPay(order.id.clone()));
        }
        let reservation = self
            .inventory
            .reserve(&order.sku, order.quantity)
            .map_err(|OutOfStock| OrderError::OutOfStock(order.sku.clone()))?;

        let charge = match self.cashier.collect(order).await {
            Ok(charge) => charge,
            Err(PaymentError::Declined(reason)) => {
                self.inventory.release(&reservation);
                return Err(OrderError::Declined(reason));
            }
            // Who may have paid must not lose the goods.
            Err(PaymentError::Unconfirmed) => {
                return Err(OrderError::PaymentUnconfirmed(order.id.clone()));
            }
        };

        let receipt =
            Receipt { order: order.id.clone(), charge, amount: order.amount, paid_at: self.clock.now() };
        let confirmation = self.notifier.order_paid(&order.email, &receipt).await;
        Ok(Placed { receipt, confirmation })
    }
}

impl fmt::Debug for OrderService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderService").finish_non_exhaustive()
    }
}
