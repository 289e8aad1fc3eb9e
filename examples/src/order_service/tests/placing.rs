//! Placing an order: what is asked of whom, and in which order.

use mockit::Sequence;
use mockit::predicate::eq;

use super::*;
use crate::order_service::OrderError;
use crate::order_service::ports::{NotifyError, OutOfStock};

#[tokio::test]
async fn the_card_is_charged_once_with_the_amount_of_the_order() {
    let (card, amount) = (CardToken::new("visa"), Money::cents(2480));
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().with(eq(card), eq(amount), eq(key())).once().return_const(Ok(settled()));
    let service = service(gateway, in_stock(), mail());

    let placed = service.place(&order()).await.unwrap();

    assert_eq!(placed.receipt, receipt());
}

#[tokio::test]
async fn goods_are_reserved_then_paid_then_confirmed() {
    let mut steps = Sequence::new();
    let mut inventory = MockInventory::new();
    inventory
        .expect_reserve()
        .with(eq(Sku::new("coffee")), eq(2))
        .once()
        .in_sequence(&mut steps)
        .return_const(Ok(reservation()));
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().once().in_sequence(&mut steps).return_const(Ok(settled()));
    let mut notifier = MockNotifier::new();
    notifier.expect_order_paid().once().in_sequence(&mut steps).return_const(Ok(()));
    let service = service(gateway, inventory, notifier);

    let placed = service.place(&order()).await;

    assert!(placed.is_ok());
}

#[tokio::test]
async fn an_order_of_nothing_is_refused_before_anybody_is_asked() {
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().never();
    let mut inventory = MockInventory::new();
    inventory.expect_reserve().never();
    let service = service(gateway, inventory, no_mail());
    let mut free = order();
    free.amount = Money::ZERO;

    let refused = service.place(&free).await.unwrap_err();

    assert_eq!(refused, OrderError::NothingToPay(free.id));
}

#[tokio::test]
async fn what_is_not_in_stock_is_not_charged() {
    let mut inventory = MockInventory::new();
    inventory.expect_reserve().return_const(Err(OutOfStock));
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().never();
    let service = service(gateway, inventory, no_mail());

    let refused = service.place(&order()).await.unwrap_err();

    assert_eq!(refused, OrderError::OutOfStock(Sku::new("coffee")));
}

#[tokio::test]
async fn an_order_stands_though_its_mail_fails() {
    let full = NotifyError("mailbox full".to_string());
    let mut gateway = MockPaymentGateway::new();
    gateway.expect_charge().return_const(Ok(settled()));
    let mut notifier = MockNotifier::new();
    notifier.expect_order_paid().once().return_const(Err(full.clone()));
    let service = service(gateway, in_stock(), notifier);

    let placed = service.place(&order()).await.unwrap();

    assert_eq!(placed.receipt, receipt());
    assert_eq!(placed.confirmation, Err(full));
}
