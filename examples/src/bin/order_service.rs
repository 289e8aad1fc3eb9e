//! One order, told by the doubles around the service: what each was asked, and what it answered.
//!
//! The gateway does not answer at first, then the bank takes its time. The clock is tokio's,
//! paused: the seconds are those of the story.

use std::fmt::Debug;
use std::sync::Arc;

use mockit::Sequence;
use mockit_examples::order_service::ports::{
    Charge, ChargeError, MockClock, MockInventory, MockNotifier, MockPaymentGateway,
};
use mockit_examples::order_service::{
    CardToken, ChargeId, Email, Money, Order, OrderError, OrderId, OrderService, PaymentPolicy, Ports,
    ReservationId, Sku, Timestamp,
};
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), OrderError> {
    let order = Order {
        id: OrderId::new("o-1"),
        sku: Sku::new("coffee"),
        quantity: 2,
        amount: Money::cents(2480),
        card: CardToken::new("visa"),
        email: Email::new("ada@example.org"),
    };
    println!("Order {}: {} x {}, {}\n", order.id, order.quantity, order.sku, order.amount);

    let service = OrderService::new(cast(Story(Instant::now())), PaymentPolicy::default());
    let placed = service.place(&order).await?;

    println!("\nPlaced: {}", placed.receipt);
    // Dropping the service drops the mocks, which panic here if anything in the story was missing.
    drop(service);
    println!("Every double saw what it expected, in this order.");
    Ok(())
}

/// When the story began.
#[derive(Clone, Copy)]
struct Story(Instant);

impl Story {
    /// Prints a call with its answer, and hands the answer on.
    fn tell<R: Debug>(self, call: String, answer: R) -> R {
        let seconds = self.0.elapsed().as_secs();
        println!("{seconds:>3} s  {call}\n         -> {answer:?}");
        answer
    }
}

/// The doubles, each with its part, in the order of the story.
fn cast(story: Story) -> Ports {
    let mut gateway = MockPaymentGateway::new();
    let mut inventory = MockInventory::new();
    let mut notifier = MockNotifier::new();
    let mut clock = MockClock::new();
    let mut scenes = Sequence::new();

    inventory.expect_reserve().once().in_sequence(&mut scenes).returning(move |sku, quantity| {
        let call = format!("inventory.reserve({sku}, {quantity})");
        story.tell(call, Ok(ReservationId::new("r-1")))
    });
    for answer in [Err(ChargeError::Timeout), Ok(pending())] {
        gateway.expect_charge().once().in_sequence(&mut scenes).return_once(move |card, amount, key| {
            let call = format!("gateway.charge({card}, {amount}, key {key})");
            story.tell(call, answer)
        });
    }
    for answer in [Ok(pending()), Ok(settled())] {
        gateway
            .expect_status()
            .once()
            .in_sequence(&mut scenes)
            .return_once(move |charge| story.tell(format!("gateway.status({charge})"), answer));
    }
    clock
        .expect_now()
        .once()
        .in_sequence(&mut scenes)
        .returning(move || story.tell("clock.now()".to_string(), Timestamp(1_767_268_800)));
    notifier.expect_order_paid().once().in_sequence(&mut scenes).returning(move |to, receipt| {
        let call = format!("notifier.order_paid({to}, {receipt})");
        story.tell(call, Ok(()))
    });

    Ports {
        gateway: Arc::new(gateway),
        inventory: Arc::new(inventory),
        notifier: Arc::new(notifier),
        clock: Arc::new(clock),
    }
}

fn pending() -> Charge {
    Charge::Pending(ChargeId::new("ch-1"))
}

fn settled() -> Charge {
    Charge::Settled(ChargeId::new("ch-1"))
}
