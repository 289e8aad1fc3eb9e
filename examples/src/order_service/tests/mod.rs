//! What the tests share: one order, and mocks that have no part in the story of a test.

mod asked_afterwards;
mod http_gateway;
mod payment;
mod placing;

use std::sync::Arc;

use mockit::predicate::eq;

use super::ports::{Charge, MockClock, MockInventory, MockNotifier, MockPaymentGateway, PaymentGateway};
use super::{
    CardToken, ChargeId, Email, IdempotencyKey, Money, Order, OrderId, OrderService, PaymentPolicy, Ports,
    Receipt, ReservationId, Sku, Timestamp,
};

const NOON: Timestamp = Timestamp(12 * 60 * 60);

fn order() -> Order {
    Order {
        id: OrderId::new("o-1"),
        sku: Sku::new("coffee"),
        quantity: 2,
        amount: Money::cents(2480),
        card: CardToken::new("visa"),
        email: Email::new("ada@example.org"),
    }
}

fn receipt() -> Receipt {
    Receipt { order: OrderId::new("o-1"), charge: charge_id(), amount: Money::cents(2480), paid_at: NOON }
}

fn key() -> IdempotencyKey {
    IdempotencyKey::for_order(&order().id)
}

fn reservation() -> ReservationId {
    ReservationId::new("r-1")
}

fn charge_id() -> ChargeId {
    ChargeId::new("ch-1")
}

fn settled() -> Charge {
    Charge::Settled(charge_id())
}

fn pending() -> Charge {
    Charge::Pending(charge_id())
}

/// An inventory that has the goods, and does not expect them back.
fn in_stock() -> MockInventory {
    let mut inventory = MockInventory::new();
    inventory.expect_reserve().once().return_const(Ok(reservation()));
    inventory
}

/// A notifier that expects to send the receipt.
fn mail() -> MockNotifier {
    let mut notifier = MockNotifier::new();
    notifier.expect_order_paid().with(eq(order().email), eq(receipt())).once().return_const(Ok(()));
    notifier
}

/// A notifier that expects to send nothing.
fn no_mail() -> MockNotifier {
    let mut notifier = MockNotifier::new();
    notifier.expect_order_paid().never();
    notifier
}

/// The service between the mocks, at noon. The mocks are verified when it is dropped.
fn service(
    gateway: impl PaymentGateway + 'static,
    inventory: MockInventory,
    notifier: MockNotifier,
) -> OrderService {
    let mut clock = MockClock::new();
    clock.expect_now().return_const(NOON);
    let ports = Ports {
        gateway: Arc::new(gateway),
        inventory: Arc::new(inventory),
        notifier: Arc::new(notifier),
        clock: Arc::new(clock),
    };
    OrderService::new(ports, PaymentPolicy::default())
}
