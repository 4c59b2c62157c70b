//! Payments a second through the typed request, natively, as a ledger grows to a million of them.
//!
//! `cargo bench --features ledger --bench ledger`

#![allow(clippy::expect_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::Instant;

use ready_reckoner::document::Value;
use ready_reckoner::document::Payment;
use ready_reckoner::flow::MockLedger;

const HELD: usize = 1_000_000;
/// Tenths of a million; the last is paid when a million is held.
const ROUNDS: usize = 11;

fn main() {
    let mut ledger = MockLedger::new(&world()).expect("the world is sound");
    println!("payments without tax, each with a key and a reference of its own");
    println!("{:>10}  {:>12}  {:>16}", "held", "payments/s", "bytes a payment");
    let before = resident();
    let share = HELD / (ROUNDS - 1);
    for round in 1..=ROUNDS {
        let names: Vec<(String, String)> = (share * (round - 1)..share * round)
            .map(|number| (format!("K-{number}"), format!("REF-{number}")))
            .collect();
        let start = Instant::now();
        for (key, reference) in &names {
            let outcome = ledger.pay(&payment(key, reference), 0);
            assert!(black_box(outcome).decline.is_none());
        }
        let seconds = start.elapsed().as_secs_f64();
        drop(names);
        let bytes = resident().zip(before).map(|(now, before)| (now - before) / (share * round));
        let bytes = bytes.map_or("unknown".to_owned(), |bytes| bytes.to_string());
        println!("{:>10}  {:>12.0}  {bytes:>16}", share * round, share as f64 / seconds);
    }
    ledger.verify().expect("the books balance");
    println!("goals: 1,000,000 payments a second, 500 bytes a payment");
}

fn payment<'t>(key: &'t str, reference: &'t str) -> Payment<'t> {
    Payment {
        client_correlator: Some(key),
        end_user_id: "tel:+94777123456",
        msisdn: "94777123456",
        amount_text: "2",
        amount: 200,
        currency: "LKR",
        description: "Alien Invaders Game",
        on_behalf_of: Some("Example Games Inc"),
        purchase_category_code: Some("Game"),
        channel: Some("Mobile"),
        reference_code: reference,
        notify_url: None,
    }
}

/// The documents' subscriber, with enough for all of it.
fn world() -> Value {
    let text = |text: &str| Value::Text(text.to_owned());
    let object = |fields: Vec<(&str, Value)>| {
        Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let subscriber = object(vec![
        ("msisdn", text("94777123456")),
        ("kind", text("prepaid")),
        ("balance", text("3000000.00")),
    ]);
    object(vec![("subscribers", Value::List(vec![subscriber]))])
}

/// What the process holds in memory, where the system tells.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(text.split(' ').nth(1)?.parse::<usize>().ok()? * 4096)
}
