//! The flows of the mock ledger, call by call: what is answered, and what is in the books then.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/json.rs"]
mod json;
#[path = "support/random.rs"]
mod random;

mod flow {
    mod caas;
    mod cash;
    mod charges;
    mod consent;
    mod debit;
    mod filter;
    mod notification;
    mod payment;
    mod play;
    mod refund;
    mod reservation;
    mod reservation_steps;
    mod wallet;
}
