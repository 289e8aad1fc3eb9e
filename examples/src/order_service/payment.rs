//! Getting paid by a gateway that may be slow, undecided or silent.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::ids::{ChargeId, IdempotencyKey};
use super::order::Order;
use super::ports::{Charge, ChargeError, PaymentGateway};

/// How patient the service is with the gateway.
#[derive(Clone, Debug)]
pub struct PaymentPolicy {
    /// How long one request may take.
    pub answer_within: Duration,
    /// How often a charge is requested before it is given up.
    pub attempts: u32,
    /// How long to wait before asking about a pending charge.
    pub poll_every: Duration,
    /// How long a charge may stay pending.
    pub settle_within: Duration,
}

impl Default for PaymentPolicy {
    fn default() -> Self {
        Self {
            answer_within: Duration::from_secs(10),
            attempts: 3,
            poll_every: Duration::from_secs(2),
            settle_within: Duration::from_secs(60),
        }
    }
}

/// Why nobody has paid.
pub(super) enum PaymentError {
    Declined(String),
    /// The gateway has not said what happened.
    Unconfirmed,
}

/// Collects payments.
pub(super) struct Cashier {
    pub(super) gateway: Arc<dyn PaymentGateway>,
    pub(super) policy: PaymentPolicy,
}

impl Cashier {
    /// Charges the order, and waits until the charge has settled.
    pub(super) async fn collect(&self, order: &Order) -> Result<ChargeId, PaymentError> {
        let charge = self.charge(order).await?;
        timeout(self.policy.settle_within, self.settled(charge))
            .await
            .unwrap_or(Err(PaymentError::Unconfirmed))
    }

    /// Repeats a request that got no answer: its key keeps it from charging twice.
    async fn charge(&self, order: &Order) -> Result<Charge, PaymentError> {
        let key = IdempotencyKey::for_order(&order.id);
        for _ in 0..self.policy.attempts {
            let request = self.gateway.charge(&order.card, order.amount, &key);
            match timeout(self.policy.answer_within, request).await {
                Ok(Ok(charge)) => return Ok(charge),
                Ok(Err(ChargeError::Declined(reason))) => {
                    return Err(PaymentError::Declined(reason));
                }
                Ok(Err(ChargeError::Timeout)) | Err(_) => {}
            }
        }
        Err(PaymentError::Unconfirmed)
    }

    async fn settled(&self, mut charge: Charge) -> Result<ChargeId, PaymentError> {
        loop {
            let id = match charge {
                Charge::Settled(id) => return Ok(id),
                Charge::Pending(id) => id,
            };
            sleep(self.policy.poll_every).await;
            charge = match self.gateway.status(&id).await {
                Ok(charge) => charge,
                Err(ChargeError::Declined(reason)) => return Err(PaymentError::Declined(reason)),
                Err(ChargeError::Timeout) => Charge::Pending(id),
            };
        }
    }
}
