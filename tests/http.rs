//! Documents as text: what is read, what is refused, and that both formats lose nothing.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

mod http {
    mod codes;
    mod json;
    mod laws;
    mod xml;
    mod xml_refused;
}
