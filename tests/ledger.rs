//! The mock ledger against an auditor: a second, naive model that was written from the documents.
#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

#[path = "support/json.rs"]
mod json;
#[path = "support/random.rs"]
mod random;

mod ledger {
    mod audit;
    mod bank;
    mod books;
    mod caas;
    mod calls;
    mod calls_aside;
    mod calls_steering;
    mod debit;
    mod forecast;
    mod laws;
    mod listing;
    mod model;
    mod money;
    mod reasons;
    mod refund;
    mod replay;
    mod reservation;
    mod run;
    mod scenarios;
    mod script;
    mod settle;
    mod shrink;
    mod spoiled;
    mod steering;
    mod story;
    mod tax;
    mod wallet;
    mod world;
    mod worlds;
}
