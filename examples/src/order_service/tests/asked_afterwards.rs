//! The tests of `placing.rs` once more, as arrange, act, assert: the mocks only answer, and are asked
//! afterwards. What a test demands stands at its end, and fixtures demand nothing.

use mockit::predicate::eq;
use mockit::verify_order;

use super::*;
use crate::order_service::OrderError;
use crate::order_service::ports::{NotifyError, OutOfStock};

/// All that the service works with, shared with it.
struct World {
    gateway: Arc<MockPaymentGateway>,
    inventory: Arc<MockInventory>,
    notifier: Arc<MockNotifier>,
}

impl World {
    /// Goods are in stock, cards have money, mails arrive.
    fn at_its_best() -> Self {
        let mut gateway = MockPaymentGateway::new();
        gateway.expect_charge().as_fallback().return_const(Ok(settled()));
        let mut inventory = MockInventory::new();
        inventory.expect_reserve().as_fallback().return_const(Ok(reservation()));
        let mut notifier = MockNotifier::new();
        notifier.expect_order_paid().as_fallback().return_const(Ok(()));
        World { gateway: Arc::new(gateway), inventory: Arc::new(inventory), notifier: Arc::new(notifier) }
    }

    fn service(&self) -> OrderService {
        let mut clock = MockClock::new();
        clock.expect_now().return_const(NOON);
        let ports = Ports {
            gateway: self.gateway.clone(),
            inventory: self.inventory.clone(),
            notifier: self.notifier.clone(),
            clock: Arc::new(clock),
        };
        OrderService::new(ports, PaymentPolicy::default())
    }
}

#[tokio::test]
async fn the_card_is_charged_once_with_the_amount_of_the_order() {
    let world = World::at_its_best();

    let placed = world.service().place(&order()).await.unwrap();

    let (card, amount) = (CardToken::new("visa"), Money::cents(2480));
    world.gateway.verify_charge().with(eq(card), eq(amount), eq(key())).once();
    world.gateway.verify_no_more_calls();
    assert_eq!(placed.receipt, receipt());
}

#[tokio::test]
async fn goods_are_reserved_then_paid_then_confirmed() {
    let world = World::at_its_best();

    world.service().place(&order()).await.unwrap();

    verify_order![
        world.inventory.verify_reserve().with(eq(Sku::new("coffee")), eq(2)),
        world.gateway.verify_charge(),
        world.notifier.verify_order_paid().with(eq(order().email), eq(receipt()));
        nothing else
    ];
}

#[tokio::test]
async fn an_order_of_nothing_is_refused_before_anybody_is_asked() {
    let world = World::at_its_best();
    let mut free = order();
    free.amount = Money::ZERO;

    let refused = world.service().place(&free).await.unwrap_err();

    world.inventory.verify_no_more_calls();
    world.gateway.verify_no_more_calls();
    world.notifier.verify_no_more_calls();
    assert_eq!(refused, OrderError::NothingToPay(free.id));
}

#[tokio::test]
async fn what_is_not_in_stock_is_not_charged() {
    let mut world = World::at_its_best();
    let inventory = Arc::get_mut(&mut world.inventory).expect("not shared yet");
    inventory.expect_reserve().return_const(Err(OutOfStock));

    let refused = world.service().place(&order()).await.unwrap_err();

    world.gateway.verify_charge().never();
    assert_eq!(refused, OrderError::OutOfStock(Sku::new("coffee")));
}

#[tokio::test]
async fn an_order_stands_though_its_mail_fails() {
    let full = NotifyError("mailbox full".to_string());
    let mut world = World::at_its_best();
    let notifier = Arc::get_mut(&mut world.notifier).expect("not shared yet");
    notifier.expect_order_paid().return_const(Err(full.clone()));

    let placed = world.service().place(&order()).await.unwrap();

    let told = world.notifier.order_paid_calls();
    assert_eq!(told.last().map(|call| call.args()), Some((&order().email, &receipt())));
    assert_eq!(placed.confirmation, Err(full));
}
