//! The payment gateway of production: an HTTP API, called with reqwest.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::{Deserialize, Serialize};

use super::ids::{CardToken, ChargeId, IdempotencyKey};
use super::order::Money;
use super::ports::{Charge, ChargeError, PaymentGateway};

const API: &str = "https://api.payments.example/v1";

/// Charges cards by the API of a bank.
pub struct HttpGateway {
    client: Client,
    secret: String,
}

#[derive(Serialize)]
struct ChargeRequest {
    card: String,
    amount: u64,
    currency: &'static str,
}

#[derive(Deserialize)]
#[serde(tag = "status", rename_all = "lowercase")]
enum ChargeAnswer {
    Settled { id: String },
    Pending { id: String },
    Declined { reason: String },
}

impl HttpGateway {
    /// A gateway that gives up a request after `timeout`.
    ///
    /// # Errors
    /// When no HTTP client can be had.
    pub fn new(secret: impl Into<String>, timeout: Duration) -> reqwest::Result<Self> {
        let client = Client::builder().timeout(timeout).user_agent("order-service").build()?;
        Ok(Self { client, secret: secret.into() })
    }

    async fn send(&self, request: RequestBuilder) -> Result<Charge, ChargeError> {
        // Without an answer nobody knows whether the money was taken.
        let sent = request.bearer_auth(&self.secret).send().await;
        let response = sent.map_err(|_| ChargeError::Timeout)?;
        match response.status() {
            status if status.is_server_error() => Err(ChargeError::Timeout),
            status if status.is_success() || status == StatusCode::PAYMENT_REQUIRED => read(response).await,
            status => Err(ChargeError::Declined(format!("the gateway answers {status}"))),
        }
    }
}

async fn read(response: Response) -> Result<Charge, ChargeError> {
    match response.json().await.map_err(|_| ChargeError::Timeout)? {
        ChargeAnswer::Settled { id } => Ok(Charge::Settled(ChargeId::new(id))),
        ChargeAnswer::Pending { id } => Ok(Charge::Pending(ChargeId::new(id))),
        ChargeAnswer::Declined { reason } => Err(ChargeError::Declined(reason)),
    }
}

#[async_trait]
impl PaymentGateway for HttpGateway {
    async fn charge(
        &self,
        card: &CardToken,
        amount: Money,
        key: &IdempotencyKey,
    ) -> Result<Charge, ChargeError> {
        let body = ChargeRequest { card: card.to_string(), amount: amount.as_cents(), currency: "EUR" };
        let request = self.client.post(format!("{API}/charges"));
        self.send(request.header("idempotency-key", key.to_string()).json(&body)).await
    }

    async fn status(&self, charge: &ChargeId) -> Result<Charge, ChargeError> {
        self.send(self.client.get(format!("{API}/charges/{charge}"))).await
    }
}

impl fmt::Debug for HttpGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpGateway").finish_non_exhaustive()
    }
}
