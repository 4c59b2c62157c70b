//! Documents as text: what is read, what is refused, and that both formats lose nothing.
#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

#[path = "support/random.rs"]
mod random;

mod http {
    mod codes;
    mod json;
    mod laws;
    mod xml;
    mod xml_refused;
}
