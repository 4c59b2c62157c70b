//! Warnings about rules that can be charged with: which are given, where, and by which figures.
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

mod lint {
    mod cliffs;
    mod laws;
    mod parts;
    mod support;
    mod tables;
}
