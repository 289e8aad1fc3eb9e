//! The order service with the gateway of production, whose HTTP calls are answered in process.

use std::time::Duration;

use mockit::Sequence;
use mockit::http::{Fault, Installed, MockHttp, Reply};
use serde_json::json;
use tokio::time::Instant;

use super::*;
use crate::order_service::ports::PaymentGateway as _;
use crate::order_service::{HttpGateway, OrderError};

const CHARGES: &str = "https://api.payments.example/v1/charges";

/// The bank. It answers every client that the test makes while the guard lives.
fn bank() -> (MockHttp, Installed) {
    let http = MockHttp::new();
    let installed = http.install();
    (http, installed)
}

fn gateway() -> HttpGateway {
    HttpGateway::new("secret", Duration::from_secs(10)).expect("a client")
}

fn service(inventory: MockInventory, notifier: MockNotifier) -> OrderService {
    super::service(gateway(), inventory, notifier)
}

#[tokio::test]
async fn a_charge_is_what_the_bank_wants_to_read() {
    let (http, _installed) = bank();
    http.expect_post(CHARGES)
        .with_bearer_auth("secret")
        .with_header("idempotency-key", "order/o-1")
        .with_json(json!({"card": "visa", "amount": 2480, "currency": "EUR"}))
        .once()
        .returning_json(201, json!({"status": "settled", "id": "ch-1"}));

    let charge = gateway().charge(&order().card, order().amount, &key()).await;

    assert_eq!(charge, Ok(settled()));
}

#[tokio::test]
async fn goods_are_reserved_then_paid_by_http_then_confirmed() {
    let (http, _installed) = bank();
    let mut steps = Sequence::new();
    let mut inventory = MockInventory::new();
    inventory.expect_reserve().once().in_sequence(&mut steps).return_const(Ok(reservation()));
    http.expect_post(CHARGES)
        .once()
        .in_sequence(&mut steps)
        .returning_json(201, json!({"status": "settled", "id": "ch-1"}));
    let mut notifier = MockNotifier::new();
    notifier.expect_order_paid().once().in_sequence(&mut steps).return_const(Ok(()));

    let placed = service(inventory, notifier).place(&order()).await.unwrap();

    assert_eq!(placed.receipt, receipt());
}

#[tokio::test]
async fn a_declined_card_sends_no_mail() {
    let (http, _installed) = bank();
    http.expect_post(CHARGES).once().returning_json(402, json!({"status": "declined", "reason": "no funds"}));
    let mut inventory = in_stock();
    inventory.expect_release().once().return_const(());

    let refused = service(inventory, no_mail()).place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::Declined("no funds".to_string()));
}

#[tokio::test]
async fn an_overloaded_bank_is_asked_again_with_the_same_key() {
    let (http, _installed) = bank();
    let settled = Reply::json(201, json!({"status": "settled", "id": "ch-1"}));
    http.expect_post(CHARGES)
        .with_header("idempotency-key", "order/o-1")
        .times(2)
        .returning_each([Reply::status(503), settled]);

    let placed = service(in_stock(), mail()).place(&order()).await;

    assert!(placed.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_bank_that_never_answers_is_given_up_after_three_timeouts() {
    let (http, _installed) = bank();
    http.expect_post(CHARGES).times(3).returning_fault(Fault::NoResponse);
    let began = Instant::now();

    let refused = service(in_stock(), no_mail()).place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::PaymentUnconfirmed(order().id));
    assert_eq!(began.elapsed(), 3 * Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_pending_charge_is_asked_for_by_its_id_until_it_settles() {
    let (http, _installed) = bank();
    http.expect_post(CHARGES).once().returning_json(202, json!({"status": "pending", "id": "ch-1"}));
    let polls = http.expect_get("https://api.payments.example/v1/charges/{id}").times(3).returning_each([
        Reply::json(200, json!({"status": "pending", "id": "ch-1"})),
        Reply::fault(Fault::ResetBeforeHead),
        Reply::json(200, json!({"status": "settled", "id": "ch-1"})),
    ]);

    let placed = service(in_stock(), mail()).place(&order()).await;

    assert!(placed.is_ok());
    assert!(polls.requests().iter().all(|request| request.capture("id") == Some("ch-1")));
}
