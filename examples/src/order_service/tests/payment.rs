//! Gateways that say no, late, or nothing. The clock is tokio's, paused: no test waits.

use std::time::Duration;

use mockit::predicate::{always, eq};
use mockit::repeat_last;
use tokio::time::Instant;

use super::*;
use crate::order_service::OrderError;
use crate::order_service::ports::ChargeError;

fn declined() -> ChargeError {
    ChargeError::Declined("no funds".to_string())
}

/// An inventory that has the goods, and expects them back.
fn given_back() -> MockInventory {
    let mut inventory = in_stock();
    inventory.expect_release().with(eq(reservation())).once().return_const(());
    inventory
}

#[tokio::test]
async fn a_declined_card_gives_the_goods_back_and_sends_no_mail() {
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().once().return_const(Err(declined()));
    let service = service(gateway, given_back(), no_mail());

    let refused = service.place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::Declined("no funds".to_string()));
}

#[tokio::test]
async fn a_timeout_is_retried_with_the_same_key_and_charges_once() {
    let mut gateway = MockPaymentGateway::new();
    gateway
        .expect_charge()
        .with(always(), always(), eq(key()))
        .times(2)
        .returning_each([Err(ChargeError::Timeout), Ok(settled())]);
    let service = service(gateway, in_stock(), mail());

    let placed = service.place(&order()).await;

    assert!(placed.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_pending_charge_is_polled_until_it_settles() {
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().once().return_const(Ok(pending()));
    gateway.expect_status().with(eq(charge_id())).times(3).returning_each([
        Ok(pending()),
        Err(ChargeError::Timeout),
        Ok(settled()),
    ]);
    let service = service(gateway, in_stock(), mail());
    let began = Instant::now();

    let placed = service.place(&order()).await;

    assert!(placed.is_ok());
    assert_eq!(began.elapsed(), 3 * Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn a_pending_charge_that_is_declined_gives_the_goods_back() {
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().once().return_const(Ok(pending()));
    gateway.expect_status().times(2).returning_each([Ok(pending()), Err(declined())]);
    let service = service(gateway, given_back(), no_mail());

    let refused = service.place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::Declined("no funds".to_string()));
}

#[tokio::test(start_paused = true)]
async fn a_charge_that_stays_pending_is_given_up_after_a_minute() {
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().once().return_const(Ok(pending()));
    gateway.expect_status().returning_each(repeat_last([Ok(pending())]));
    let service = service(gateway, in_stock(), no_mail());
    let began = Instant::now();

    let refused = service.place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::PaymentUnconfirmed(order().id));
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_never_answers_runs_into_the_timeout_of_the_service() {
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().times(3).return_pending();
    // The customer may have paid: the goods stay reserved.
    let mut inventory = in_stock();
    inventory.expect_release().never();
    let service = service(gateway, inventory, no_mail());
    let began = Instant::now();

    let refused = service.place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::PaymentUnconfirmed(order().id));
    assert_eq!(began.elapsed(), 3 * Duration::from_secs(10));
}
