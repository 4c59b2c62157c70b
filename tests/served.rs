//! The APIs as they are served: requests in, responses out.
#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

#[path = "support/json.rs"]
mod json;
#[path = "support/random.rs"]
mod random;

mod served {
    mod client;
    mod laws;
    mod openapi;
    mod play;
    mod routes;
    mod sizes;
    mod stories;
}
